"""Recognises a request to work on a person behind their back."""

from functools import cache

from coach.signs import Language, Sign
from coach.words import read_words
from prompts.load import load_texts


def asks_to_manipulate(message: str) -> bool:
    """Say whether a message asks for help with pressure, deceit or harm to somebody's standing."""
    language, signs = load_signs()
    places = language.look(read_words(message))
    return any(places.where(sign) for sign in places.among(signs))


@cache
def load_signs() -> tuple[Language, tuple[Sign, ...]]:
    """Return the compiled signs of prompts/manipulation.yaml and their language."""
    texts = load_texts("manipulation")
    language = Language(texts["classes"])
    return language, tuple(map(language.sign, texts["signs"]))
