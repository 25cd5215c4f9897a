"""The table in a sheet: its title, headings, rows of data, groups, totals, and what is left out."""
