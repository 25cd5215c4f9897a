"""Spreadsheet files without Django models: readers and table layouts."""
