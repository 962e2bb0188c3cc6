"""Finds each claim of an answer in its text, so that every stretch shows how it was proved."""

from collections.abc import Sequence
from dataclasses import dataclass

from coach.answer import Claim, Verdict
from window.markdown import Block


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters start to end (exclusive) of a block's text, and the verdict on them."""

    start: int
    end: int
    verdict: Verdict


def find_stretches(blocks: Sequence[Block], claims: Sequence[Claim]) -> list[list[Stretch]]:
    """Return, for each block, the stretches that are claims, in order; unplaced claims are left."""
    found: list[list[Stretch]] = [[] for _ in blocks]
    texts = [block.text for block in blocks]
    for claim in claims:
        words = " ".join(claim.text.replace("**", "").split())
        for text, stretches in zip(texts, found, strict=True):
            start = text.find(words, stretches[-1].end if stretches else 0)
            if words and start >= 0:
                stretches.append(Stretch(start, start + len(words), claim.verdict))
                break
    return found


def block_verdict(block: Block, stretches: Sequence[Stretch]) -> Verdict:
    """Return the verdict to name beside a block: of what it draws from the sources, if anything."""
    verdicts = {stretch.verdict for stretch in stretches}
    if block.kind == "quotation":
        return "verified" if verdicts == {"verified"} else "unsupported"
    for verdict in ("verified", "supported", "unsupported"):
        if verdict in verdicts:
            return verdict
    return "own"
