"""Excel workbooks before 2007 (.xls)."""
