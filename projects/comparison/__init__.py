"""Comparison of projects: the shortlist, the table, its files."""
