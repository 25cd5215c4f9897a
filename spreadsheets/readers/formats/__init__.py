"""What a cell shows of its number: dates, units, percentages, zeros in front."""
