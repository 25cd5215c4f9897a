"""What the plans fix: sector groups, supply products, places, documents, targets, activities."""
