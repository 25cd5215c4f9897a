"""Spreadsheet files without Django models: readers, table layouts, corrections."""
