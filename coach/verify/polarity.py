"""Says which words of a sentence stand under a negation."""

import re
from dataclasses import dataclass

from coach.verify.words import Word

# Words that turn round what follows them.
NEGATORS = frozenset(
    """not no never neither nor nobody none nothing nowhere without hardly scarcely barely lack
    lacked lacks lacking refuse refused refuses refusing decline declined avoid avoided avoids
    avoiding deny denied denies stop stopped stops prevent prevented unable fail failed fails
    failing cannot rather instead reject rejected rejects seldom rarely resist resisted""".split()
)
STRONG = frozenset(
    "not no never neither nor nobody none nothing nowhere without hardly scarcely barely".split()
)
PREFIX = re.compile(r"(?:un|in|im|ir|il|dis|non|mis)(?=[a-z]{4})")
REACH = 6  # words
BREAK = re.compile(
    r"[;:.!?(]|,\s*(?:but|and|though|although|yet|so|which|who|because)\b"
    r"|\b(?:but|although|because)\b|[–—]"
)


@dataclass(frozen=True, slots=True)
class Negation:
    """A negating word and the numbers of the content words it turns round."""

    word: int
    scope: tuple[int, ...]


def find_negations(words: tuple[Word, ...], text: str, offset: int = 0) -> tuple[Negation, ...]:
    """Return the negations of a sentence; offset is where its text begins in its words' offsets."""
    found = []
    for n, word in enumerate(words):
        lower = word.text.lower()
        if lower not in NEGATORS or is_idle(words, n):
            continue
        scope = []
        for m in range(n + 1, min(len(words), n + 1 + 2 * REACH)):
            between = text[words[m - 1].end - offset : words[m].start - offset]
            if BREAK.search(between) or words[m].text.lower() in {"but", "although", "because"}:
                break
            if words[m].is_content:
                scope.append(m)
            if len(scope) == REACH:
                break
        found.append(Negation(n, tuple(scope)))
    return tuple(found)


def is_idle(words: tuple[Word, ...], n: int) -> bool:
    """Return whether a negating word does not negate: not only, no doubt, no longer than."""
    after = words[n + 1].text.lower() if n + 1 < len(words) else ""
    before = words[n - 1].text.lower() if n else ""
    lower = words[n].text.lower()
    return (
        (lower == "no" and n == 0)
        or (lower == "not" and after in {"only", "just", "least", "necessarily"})
        or (lower == "no" and after in {"doubt", "matter", "1", "one's"})
        or (lower in {"rather", "instead"} and after not in {"than", "of"})
        or (lower == "rather" and before in {"or", "a"})
    )
