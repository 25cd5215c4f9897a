"""Comparing projects: the shortlist, the table, its files."""
