"""Turns a PDF, or the casebook, into evidence and builds an index from it."""
