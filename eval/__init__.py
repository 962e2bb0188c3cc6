"""Judges answers; runs the same Coach as the doors."""
