"""Cells of spreadsheet files: readers without Django models."""
