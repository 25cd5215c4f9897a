"""Enquiries from investors, buyers and enterprises, and their answers."""
