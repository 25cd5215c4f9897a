"""Readers: from files, recognised by their content, to grids of cells."""
