"""Names what a question is about in the leader's own noun, where it is safe to repeat it."""

import re

from vectorstore.lexical import STOPWORDS
from vectorstore.store import Store

WORD = r"[A-Za-z][A-Za-z’'-]+"
RUN = rf"{WORD}(?:\s+{WORD}){{0,3}}(?:\s+of\s+(?:the\s+)?{WORD}(?:\s+{WORD})?)?"
# A noun stands after an article, a preposition, or the verb of "how do I bake ...".
BEFORE = re.compile(
    rf"(?:\b(?:a|an|the|my|our|some|about|for|with|of|on|in|from|between|best)"
    rf"|\bhow (?:do|can|should|would|did) (?:i|we|you|one) {WORD}"
    rf"|\bto (?:make|bake|cook|buy|get|learn|play))"
    rf"\s+(?=({RUN}))",
    re.IGNORECASE,
)
ARTICLE = re.compile(r"\b(a|an|the|my|our|some)\s+$", re.IGNORECASE)
LONGEST = 50  # characters


def name_subject(question: str, store: Store) -> str:
    """Return a noun of the question that the evidence does not have, or ""."""
    for found in BEFORE.finditer(question):
        phrase = trim(found[1])
        words = [word for word in re.findall(WORD, phrase) if word.lower() not in STOPWORDS]
        unknown = [word for word in words if not store.lexicon.scores(word)]
        if phrase and unknown and len(phrase) <= LONGEST:
            article = ARTICLE.search(found[0])
            said = article[1].lower() if article else ""
            return f"{'your' if said in ('my', 'our') else said} {phrase}".strip()
    return ""


def trim(run: str) -> str:
    """Return the beginning of a run of words, up to one that no noun is made of."""
    kept: list[str] = []
    words = run.split()
    for rank, word in enumerate(words):
        if word.lower() in STOPWORDS | NO_NOUN:
            follows = words[rank + 1 :]
            if word.lower() == "of" and kept and follows:
                kept.append(word)
                continue
            if word.lower() == "the" and kept and kept[-1] == "of":
                kept.append(word)
                continue
            break
        kept.append(word)
    while kept and kept[-1].lower() in STOPWORDS:
        kept.pop()
    return " ".join(kept)


# Words at which a noun ends: verbs and such that often follow one in a question.
NO_NOUN = frozenset(
    """best good better most properly quickly next year today tomorrow please always never each
    won't come comes came work works return returns turn turns
    cover covers follow follows stand stands
    stay stays conclude concluded connect needs need looking look calculated set sets click clicks
    use uses used become becomes happen happens mean means cost costs fit fits compare compared
    last lasts""".split()
)
