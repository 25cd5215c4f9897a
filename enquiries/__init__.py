"""What investors, buyers and enterprises ask, and how they are answered."""
