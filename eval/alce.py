"""Citation recall and precision (Gao et al. 2023) and weighted support (TREC RAG 2024).

The checker is ours. Recall: the share of statements whose citations together bear them out.
Precision: the share of citations that bear their statement out alone, or without which the others
do not. Weighted support: 1 for full, .5 for partial, 0 for none, over statements, uncited ones
counting 0. Partial means that nothing contradicts and that the checker thinks it as likely as not.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from coach.answer import Answer, Citation
from coach.verify.check import check_claim
from coach.verify.evidence import Check, Evidence

PARTIAL = 0.5  # the score from which an unsupported statement counts as half supported
FULL = frozenset({"verified", "supported"})


@dataclass(frozen=True, slots=True)
class Statement:
    """One claim of an answer that must be proved, and what the checker says of it."""

    text: str
    kind: str
    citations: tuple[int, ...]
    support: float
    useful: tuple[int, ...]
    score: float | None
    reasons: tuple[str, ...]
    span: tuple[int, int, int] | None  # citation number, start, end


class Checker:
    """Checks statements against cited texts and remembers: the same cards come again and again."""

    def __init__(self, speakers: Collection[str]) -> None:
        """Hold the names of those who were interviewed."""
        self.speakers = frozenset(speakers)
        self.known: dict[tuple[str, tuple[Evidence, ...]], Check] = {}

    def check(self, claim: str, evidence: Sequence[Evidence]) -> Check:
        """Return the verdict on a claim by its evidence."""
        key = (claim, tuple(evidence))
        if key not in self.known:
            self.known[key] = check_claim(claim, evidence, self.speakers)
        return self.known[key]


def judge_statements(answer: Answer, checker: Checker) -> list[Statement]:
    """Return what the checker says of every claim of an answer but the coach's own words."""
    cited = {citation.n: citation for citation in answer.citations}
    return [
        judge_statement(claim.text, claim.kind, claim.citations, cited, checker)
        for claim in answer.claims
        if claim.kind != "coach"
    ]


def judge_statement(
    text: str, kind: str, marks: Sequence[int], cited: dict[int, Citation], checker: Checker
) -> Statement:
    """Return what the checker says of one claim; a quotation is checked as one."""
    known = [cited[n] for n in marks if n in cited]
    said = f"“{text}”" if kind == "quote" else text
    if not known:
        return Statement(text, kind, tuple(marks), 0.0, (), None, ("nothing is cited",), None)
    evidence = [evidence_of(citation) for citation in known]
    whole = checker.check(said, evidence)
    useful = [
        citation.n
        for place, citation in enumerate(known)
        if helps(said, evidence, place, checker, whole)
    ]
    span = whole.span
    return Statement(
        text,
        kind,
        tuple(marks),
        support_of(whole),
        tuple(useful),
        round(whole.score, 4),
        whole.reasons,
        (known[span.evidence].n, span.start, span.end) if span else None,
    )


def helps(
    said: str, evidence: Sequence[Evidence], place: int, checker: Checker, whole: Check
) -> bool:
    """Say whether a citation bears a statement out alone, or the others do not without it."""
    if whole.verdict not in FULL:
        return False
    if len(evidence) == 1 or checker.check(said, [evidence[place]]).verdict in FULL:
        return True
    rest = [one for number, one in enumerate(evidence) if number != place]
    return checker.check(said, rest).verdict not in FULL


def evidence_of(citation: Citation) -> Evidence:
    """Return what a mark opens, as evidence; the checker sees no more than the reader does."""
    page = citation.page if citation.kind == "passage" else None
    return Evidence(citation.text, citation.speaker, page)


def support_of(check: Check) -> float:
    """Return 1 for full support, .5 for partial, 0 for none."""
    if check.verdict in FULL:
        return 1.0
    return 0.5 if not check.flags and check.score >= PARTIAL else 0.0
