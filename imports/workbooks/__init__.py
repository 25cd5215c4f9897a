"""Workbooks that leave: lists, forms to fill in, and files given back to be corrected."""
