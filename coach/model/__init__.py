"""Lets a language model word an answer, on a short lead: it may say only what can be proved."""
