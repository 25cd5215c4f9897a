"""Vietnamese as the office writes it: text, alphabetical order, places, numbers and figures.

Pure functions without models or settings; only messages meant for people are translated.
"""
