"""Dates and numbers as offices write them; Django's own formats read 03/04/2026 as 4 March."""
