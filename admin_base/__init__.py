"""What all admin screens share: base classes, forms, the history of records."""
