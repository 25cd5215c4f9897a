"""Rows of a sheet: from the file to drafts of records and to changes."""
