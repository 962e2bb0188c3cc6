"""Judges the decision to answer: unanswerable questions beside dilemmas, first turns only."""

from collections.abc import Sequence
from dataclasses import dataclass

from coach.coach import Coach
from coach.conversation import Conversation
from coach.cover import cover_probability
from coach.message import clean
from coach.retrieve import retrieve
from coach.understand import understand

K = 10


@dataclass(frozen=True, slots=True)
class Decision:
    """One question, whether it should be answered, whether it was, and how sure the coach was.

    probability is that of being covered; None where the coach never came to ask itself.
    """

    id: str
    kind: str
    answerable: bool
    answered: bool
    cited: bool
    probability: float | None = None

    @property
    def right(self) -> bool:
        """Whether it was answered if and only if it should be; nothing is cited when declining."""
        return self.answered == self.answerable and (self.answered or not self.cited)


@dataclass(frozen=True, slots=True)
class Square:
    """The two kinds of error, as shares and as counts."""

    unanswerable: int
    answered_wrongly: int
    answerable: int
    declined_wrongly: int

    @property
    def answered_share(self) -> float:
        """Share of the unanswerable that was answered."""
        return self.answered_wrongly / self.unanswerable

    @property
    def declined_share(self) -> float:
        """Share of the answerable that was declined."""
        return self.declined_wrongly / self.answerable


@dataclass(frozen=True, slots=True)
class Point:
    """Answering only from a probability on: the share answered, and the share of it wrongly."""

    threshold: float
    coverage: float
    risk: float


def how_sure(coach: Coach, question: str) -> float | None:
    """Return the probability that a first message is covered; None where nothing was found."""
    query = understand(clean(question), Conversation(), coach.store)
    findings = retrieve(coach.store, query, Conversation(), K)
    return cover_probability(query, findings) if findings.hits else None


def square(decisions: Sequence[Decision]) -> Square:
    """Count the two kinds of error."""
    no = [d for d in decisions if not d.answerable]
    yes = [d for d in decisions if d.answerable]
    return Square(len(no), sum(d.answered for d in no), len(yes), sum(not d.answered for d in yes))


def risk_against_coverage(decisions: Sequence[Decision]) -> list[Point]:
    """Return the curve of selective answering (El-Yaniv and Wiener 2010), surest first."""
    scored = sorted(
        (d for d in decisions if d.probability is not None),
        key=lambda d: (-(d.probability or 0.0), d.id),
    )
    points, wrong = [], 0
    for place, decision in enumerate(scored, 1):
        wrong += not decision.answerable
        last = place == len(scored) or scored[place].probability != decision.probability
        if last:  # equal probabilities are answered together
            threshold = decision.probability or 0.0
            points.append(Point(threshold, place / len(decisions), wrong / place))
    return points


def area_under(points: Sequence[Point]) -> float | None:
    """Return the mean risk over coverage, by steps; None without points."""
    if not points:
        return None
    before, area = 0.0, 0.0
    for point in points:
        area += point.risk * (point.coverage - before)
        before = point.coverage
    return area / before
