"""Public lists: filters, facets with counts, pages, titles."""
