"""What the project pages, the fact sheet and the comparison show."""
