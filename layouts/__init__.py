"""Table layouts: title, headings, data rows, groups, totals and skipped rows of a sheet."""
