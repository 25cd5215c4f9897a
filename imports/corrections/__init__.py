"""Marked workbooks: the uploaded file with its problems noted in the cells."""
