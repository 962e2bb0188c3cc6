"""The nouns of an answer: claims with their verdicts, citations, and the answer that holds them."""

from dataclasses import dataclass, field
from typing import Any, Literal

from vectorstore.evidence import EvidenceKind, Hit

AnswerKind = Literal["answer", "question", "no_evidence", "safeguarding", "smalltalk"]
ClaimKind = Literal["quote", "paraphrase", "coach"]
Verdict = Literal["verified", "supported", "own", "unsupported"]
SCHEMA = 1


@dataclass(frozen=True, slots=True)
class Claim:
    """One stretch of an answer: what it says, whose words it is, and how it was proved."""

    text: str
    kind: ClaimKind
    citations: tuple[int, ...] = ()
    verdict: Verdict = "own"


@dataclass(frozen=True, slots=True)
class Citation:
    """What a mark [n] opens; quote is verbatim, or None where only a card is cited."""

    n: int
    evidence_id: str
    kind: EvidenceKind
    speaker: str
    role: str
    source: str
    page: str
    pdf_page: int | None
    quote: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Weight:
    """How many people an answer rests on, of how many who were interviewed."""

    count: int
    of: int
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """One turn's answer; text is Markdown with [n] marks, each of them one of the citations."""

    kind: AnswerKind
    text: str
    claims: tuple[Claim, ...] = ()
    citations: tuple[Citation, ...] = ()
    hits: tuple[Hit, ...] = ()
    weight: Weight = Weight(0, 0, ())
    contrast: int | None = None
    follow_ups: tuple[str, ...] = ()
    stage: str = ""
    build: str = ""
    model: str | None = None
    dropped: tuple[str, ...] = ()
    timings: dict[str, float] = field(default_factory=dict)

    def record(self) -> dict[str, Any]:
        """Return the answer as the JSON that `coach ask --json` promises."""
        return {
            "schema": SCHEMA,
            "kind": self.kind,
            "text": self.text,
            "claims": [
                {
                    "text": claim.text,
                    "kind": claim.kind,
                    "citations": list(claim.citations),
                    "verdict": claim.verdict,
                }
                for claim in self.claims
            ],
            "citations": [
                {
                    "n": citation.n,
                    "evidence_id": citation.evidence_id,
                    "kind": citation.kind,
                    "speaker": citation.speaker,
                    "role": citation.role,
                    "source": citation.source,
                    "page": citation.page,
                    "pdf_page": citation.pdf_page,
                    "quote": citation.quote,
                    "text": citation.text,
                }
                for citation in self.citations
            ],
            "interviewees": {
                "count": self.weight.count,
                "of": self.weight.of,
                "names": list(self.weight.names),
            },
            "contrast": self.contrast,
            "follow_ups": list(self.follow_ups),
            "stage": self.stage,
            "build": self.build,
            "model": self.model,
            "dropped": list(self.dropped),
            "ms": {name: round(value, 1) for name, value in self.timings.items()},
        }
