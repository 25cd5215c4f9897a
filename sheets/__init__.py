"""Spreadsheets: reading an annex as it was issued, writing a list that reads back the same.

`opening` takes a file in safely, `layout` finds the table in it, `columns` turn cells into
values, `resources` declare a kind of sheet and compare it with the records, `writing` is the
way out. A new kind of sheet is a `SheetResource` with its columns.
"""
