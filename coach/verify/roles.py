"""Flags a claim that turns round who did something to whom."""

from itertools import combinations

from coach.verify.coverage import Coverage
from coach.verify.evidence import Flag
from coach.verify.names import find_names
from coach.verify.prepared import Prepared
from coach.verify.words import Word

NEAR = 3  # words between the two names
TURNED = frozenset({"by", "from"})  # the passive: A was told by B


def flag_roles(
    words: tuple[Word, ...], text: str, evidence: Prepared, coverage: Coverage
) -> tuple[Flag, ...]:
    """Return a flag where two names stand in the other order around the same word."""
    names = find_names(words, text)
    for number in coverage.chosen if evidence.sentences else ():
        sentence = evidence.sentences[number]
        places = {word.stem: n for n, word in enumerate(sentence.words)}
        for first, second in combinations(names, 2):
            if first.stem == second.stem or first.stem not in places or second.stem not in places:
                continue
            between = words[words.index(first) + 1 : words.index(second)]
            if len(between) > NEAR:
                continue
            start, end = places[second.stem], places[first.stem]
            if not 1 < end - start <= NEAR + 1:
                continue
            theirs = sentence.words[start + 1 : end]
            shared = {w.stem for w in between if w.is_content} & {w.stem for w in theirs}
            passive = {w.text.lower() for w in (*between, *theirs)} & TURNED
            if shared and not passive:
                reason = f"the evidence has {second.text} and {first.text} the other way round"
                return (Flag("roles", reason),)
    return ()
