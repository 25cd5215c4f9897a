"""Spreadsheets: reading an annex as it was issued, writing a list that reads back the same.

In: `files` opens a file safely, `layouts` finds the table in it, `columns` turn cells into values,
`reading` and `comparing` make changes of rows, `importing` leads a file from its arrival to its
change set. Out: `workbooks`. A new kind of sheet is a `SheetResource` (`resources`).
"""
