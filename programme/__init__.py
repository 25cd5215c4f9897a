"""What plans and decrees define: groups, products, places, documents, targets, activities."""
