"""Formats of dates and numbers in offices; Django's own would read 03/04/2026 as 4 March."""
