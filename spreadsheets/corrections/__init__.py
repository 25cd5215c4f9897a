"""Workbooks returned to officials with their problems marked in the cells."""
