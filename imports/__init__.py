"""Import and export of spreadsheets.

Import: `rows` reads a file into changes, with the `columns` of a resource (`resources`);
`pipeline` leads a file from upload to an applied change set; `corrections` marks the refused cells
in the workbook that is returned. Export: `workbooks`. A new kind of list is a subclass of
`resources.SheetResource`.
"""
