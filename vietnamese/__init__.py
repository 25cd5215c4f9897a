"""Vietnamese office texts: letters, alphabetical order, places, dates, numbers and figures.

Pure functions without models or settings. Messages for people are translated.
"""
