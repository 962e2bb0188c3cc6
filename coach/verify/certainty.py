"""Flags a claim that makes certain or general what its evidence says may be, or is in part."""

from collections.abc import Sequence

from coach.verify.coverage import Coverage
from coach.verify.evidence import Flag
from coach.verify.prepared import Prepared
from coach.verify.words import Word

HEDGES = frozenset(
    """may might could perhaps maybe possibly probably some sometimes most often usually many
    generally largely mostly partly several few nearly almost tend tends tended seem seems seemed
    likely occasionally rarely seldom about around roughly suggest suggests guess suppose""".split()
)
ABSOLUTES = frozenset(
    """all always every everyone everybody everything everywhere must never none nobody entirely
    completely certainly definitely invariably undoubtedly surely proves proved whole only
    """.split()
)


def flag_certainty(
    words: tuple[Word, ...], evidence: Prepared, coverage: Coverage
) -> tuple[Flag, ...]:
    """Return a flag where the claim alone is absolute and the sentence closest to it is hedged."""
    if not evidence.sentences:
        return ()
    near = {w.text.lower() for n in coverage.chosen for w in evidence.sentences[n].words}
    hedge = next(iter(find_hedges(evidence.sentences[coverage.chosen[0]].words)), None)
    claimed = {word.text.lower() for word in words}
    absolute = next((w.text for w in words if w.text.lower() in ABSOLUTES - near), None)
    if hedge and absolute and not claimed & HEDGES:
        return (Flag("hedge", f"the claim says {absolute} where the evidence says {hedge}"),)
    return ()


def find_hedges(words: Sequence[Word]) -> list[str]:
    """Return the hedges among words; in "the most important" there is none."""
    lower = [word.text.lower() for word in words]
    return [
        word
        for n, word in enumerate(lower)
        if word in HEDGES and not (word == "most" and n and lower[n - 1] in {"the", "s"})
    ]
