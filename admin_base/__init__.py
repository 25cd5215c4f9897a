"""Base classes of admin pages, forms, and the history of records."""
