"""What a claim is held against, and what comes of it."""

from dataclasses import dataclass
from typing import Literal

FlagKind = Literal[
    "quotation", "speaker", "page", "number", "name", "negation", "antonym", "hedge", "roles"
]
Verdict = Literal["verified", "supported", "unsupported", "own"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """A text that is cited; speaker and page are None where they are not known."""

    text: str
    speaker: str | None = None
    page: str | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """Characters start to end (exclusive) of the text of the n-th piece of evidence."""

    evidence: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Flag:
    """One way in which a claim disagrees with its evidence, in words a person can read."""

    kind: FlagKind
    reason: str


@dataclass(frozen=True, slots=True)
class Check:
    """A claim's verdict; score is 0 to 1, span is where the claim comes closest to the evidence."""

    verdict: Verdict
    score: float
    span: Span | None
    reasons: tuple[str, ...]
    flags: tuple[Flag, ...] = ()
