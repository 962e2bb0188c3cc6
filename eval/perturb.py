"""Measures what the checker notices when true sentences are made false by rule."""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from coach.verify.check import check_claim
from coach.verify.evidence import Check
from eval.change_fact import (
    change_name_within,
    change_number,
    change_number_within,
    change_page,
    change_speaker,
    swap_roles,
)
from eval.change_word import change_to_antonym, negate, remove_hedge
from eval.clauses import Clause
from eval.tally import mean


@dataclass(frozen=True, slots=True)
class Change:
    """A way to make a sentence false, None where it cannot, and the kind of flag it should raise.

    make takes the clause, a source of chance, all speakers and all page labels.
    """

    make: Callable[..., str | None]
    flag: str


CHANGES = {
    "number": Change(change_number, "number"),
    "number from the same page": Change(change_number_within, "number"),
    "speaker": Change(change_speaker, "speaker"),
    "page": Change(change_page, "page"),
    "negation": Change(negate, "negation"),
    "antonym": Change(change_to_antonym, "antonym"),
    "hedge removed": Change(remove_hedge, "hedge"),
    "roles swapped": Change(swap_roles, "roles"),
    "name from the same page": Change(change_name_within, "name"),
}


@dataclass(frozen=True, slots=True)
class Detected:
    """How often sentences with one kind of change were judged unsupported; None if there are none.

    flagged is the share in which a flag of the very kind was raised.
    """

    kind: str
    sentences: int
    rate: float | None
    flagged: float | None


@dataclass(frozen=True, slots=True)
class Perturbed:
    """Detection for each kind of change, and false alarms on the same sentences unchanged.

    alarms counts, for each kind of flag, the unchanged sentences on which it was raised; "score"
    those that fell below the threshold with no flag.
    """

    evidence: str
    sentences: int
    false_alarms: float
    alarms: Mapping[str, float]
    kinds: tuple[Detected, ...]


def measure_perturbed(clauses: Sequence[Clause], with_card: bool, seed: int = 7) -> Perturbed:
    """Return detection and false alarms; with_card adds the card itself to the evidence."""
    speakers = tuple(sorted({clause.speaker for clause in clauses}))
    labels = sorted({page.page for clause in clauses for page in clause.pages if page.page})
    found: dict[str, list[tuple[bool, bool]]] = {kind: [] for kind in CHANGES}
    plain = [check(clause.text, clause, with_card, speakers) for clause in clauses]
    for clause in clauses:
        rng = random.Random(f"{seed} {clause.text}")
        for kind, change in CHANGES.items():
            changed = change.make(clause, rng, speakers, labels)
            if changed is None or changed == clause.text:
                continue
            verdict = check(changed, clause, with_card, speakers)
            own_kind = any(flag.kind == change.flag for flag in verdict.flags)
            found[kind].append((verdict.verdict == "unsupported", own_kind))
    alarms = [one.verdict == "unsupported" for one in plain]
    kinds = sorted({flag.kind for one in plain for flag in one.flags})
    raised: dict[str, float | None] = {
        kind: mean([any(f.kind == kind for f in one.flags) for one in plain]) for kind in kinds
    }
    raised["score"] = mean([one.verdict == "unsupported" and not one.flags for one in plain])
    return Perturbed(
        "pages and card" if with_card else "pages",
        len(clauses),
        mean(alarms) or 0.0,
        {kind: share or 0.0 for kind, share in raised.items()},
        tuple(
            Detected(
                kind, len(rows), mean([bad for bad, _ in rows]), mean([own for _, own in rows])
            )
            for kind, rows in found.items()
        ),
    )


def check(text: str, clause: Clause, with_card: bool, speakers: Sequence[str]) -> Check:
    """Return the verdict on a sentence against its clause's evidence."""
    evidence = (*clause.pages, clause.card) if with_card else clause.pages
    return check_claim(text, evidence, speakers)
