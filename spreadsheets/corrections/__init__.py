"""A workbook given back with its problems marked in the cells."""
