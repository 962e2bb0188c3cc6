"""Titles that people are called by, which are no part of their names."""

TITLES = ("dr", "dame", "sir", "lord", "lady", "professor", "prof", "mr", "mrs", "ms")
TITLE = f"(?:{'|'.join(TITLES)})"  # a pattern: in lower case
CAPITAL_TITLE = f"(?:{'|'.join(title.capitalize() for title in TITLES)})"  # as names are written
