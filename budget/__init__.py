"""The budget of the programme: periods, lines, and their entries by year and source."""
