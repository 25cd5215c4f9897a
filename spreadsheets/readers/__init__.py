"""Files as they come: opened safely, by their content, into grids of cells."""
