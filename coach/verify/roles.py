"""Flags a claim that turns round who did something to whom."""

from itertools import combinations

from coach.verify.coverage import Coverage
from coach.verify.differences import find_differences
from coach.verify.evidence import Flag
from coach.verify.names import find_names
from coach.verify.prepared import Prepared
from coach.verify.words import Word

NEAR = 3  # words between the two names
TURNED = frozenset({"by", "from"})  # the passive: A was told by B


def flag_roles(
    words: tuple[Word, ...], text: str, evidence: Prepared, coverage: Coverage
) -> tuple[Flag, ...]:
    """Return a flag where two names stand in each other's place, or around the same word."""
    if evidence.sentences and (pair := find_exchanged(words, evidence, coverage.chosen[0])):
        return (Flag("roles", f"the evidence has {pair[0]} where the claim has {pair[1]}"),)
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


def find_exchanged(
    words: tuple[Word, ...], evidence: Prepared, number: int
) -> tuple[str, str] | None:
    """Return two names that have changed places in wording that is otherwise kept."""
    changed = [
        (names_in(difference.evidence), names_in(difference.claimed))
        for difference in find_differences(words, evidence.sentences[number].words)
    ]
    for (theirs, mine), (their_others, my_others) in combinations(changed, 2):
        one, other = theirs.keys() & my_others.keys(), mine.keys() & their_others.keys()
        if one and other and one != other:
            return theirs[min(one)], mine[min(other)]
    return None


def names_in(words: tuple[Word, ...]) -> dict[str, str]:
    """Return the words with a capital by their stems."""
    return {word.stem: word.text for word in words if word.text[0].isupper() and word.is_content}
