"""Decides whether a sentence of a model's own may stand: it states nothing, in ordinary words."""

from functools import lru_cache

from coach.verify.own_words import is_own, strings_in
from coach.verify.words import FUNCTION_WORDS, split_words
from prompts.load import load_texts
from vectorstore.evidence import Experience
from vectorstore.store import Store

LONGEST = 40  # words


def is_plain_own(text: str, store: Store, names: frozenset[str]) -> bool:
    """Return whether a text is the coach's own, and says it in words of the casebook alone.

    The rule that types sentences looks at their form. A sentence of the right form could still
    carry a name, a slogan or a command that a document or a message has slipped in, so the words
    must be those in which the cards and the coach's fixed texts are written.
    """
    if len(text.split()) > LONGEST or not is_own(text, names):
        return False
    if ":" in text or any(word.isupper() and len(word) > 1 for word in text.split()):
        return False
    known = vocabulary(tuple(store.experiences.values()))
    return all(
        word.stem in known or word.text.lower() in FUNCTION_WORDS for word in split_words(text)
    )


@lru_cache(maxsize=2)
def vocabulary(cards: tuple[Experience, ...]) -> frozenset[str]:
    """Return the stems of all words of the cards, names aside, and of the coach's fixed texts."""
    texts = [part for card in cards for part in (card.text, *card.asks, *card.questions)]
    names = {word.lower() for card in cards for word in card.interviewee.split()}
    words = (
        word for text in (*texts, *strings_in(load_texts("coach"))) for word in split_words(text)
    )
    return frozenset(word.stem for word in words if word.text.lower() not in names)
