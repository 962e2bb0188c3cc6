"""Proves what the coach says: exactly for quotations, by degree for paraphrases."""
