"""Columns of a sheet: from a cell to the values of a record and back."""
