"""The nouns of a verdict: gates, cases, measures, tables, and what one suite found."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Record = dict[str, Any]


class CannotRun(Exception):
    """The evaluation could not be carried out; the text is one line that says what to do."""


@dataclass(frozen=True, slots=True)
class Gate:
    """A demand, what was measured, and whether it holds; None could not be scored, why says so."""

    suite: str
    demand: str
    measured: str
    holds: bool | None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """One thing judged: whether it passed, by which scores, and everything to look into it with.

    passed is None where it could not be scored. scores are per measure, weights say how much each
    counts in the mean (1 where absent). Cases of one cluster are not independent of each other.
    """

    suite: str
    id: str
    passed: bool | None
    question: str = ""
    problems: tuple[str, ...] = ()
    scores: Mapping[str, float] = field(default_factory=dict)
    weights: Mapping[str, float] = field(default_factory=dict)
    cluster: str = ""
    tags: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    detail: Record = field(default_factory=dict)

    @property
    def key(self) -> str:
        """The name of the case among all suites."""
        return f"{self.suite}/{self.id}"


@dataclass(frozen=True, slots=True)
class Interval:
    """A 95 % interval and how it was found."""

    low: float
    high: float
    method: str


@dataclass(frozen=True, slots=True)
class Measure:
    """A mean over cases with its interval; rivals are the same measure of simpler systems.

    value is None where nothing could be scored. gated measures are tested against the baseline.
    """

    suite: str
    name: str
    value: float | None
    interval: Interval | None
    cases: int
    gated: bool = False
    higher_is_better: bool = True
    rivals: Mapping[str, float] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """The name of the measure among all suites."""
        return f"{self.suite}/{self.name}"


@dataclass(frozen=True, slots=True)
class Table:
    """A table to be read by people; the first column says what a row is about."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Dataset:
    """What a suite was judged on: how many entries, and a digest of them."""

    name: str
    count: int
    digest: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one suite found; drawing holds the numbers that a chart is drawn from."""

    suite: str
    gates: tuple[Gate, ...] = ()
    cases: tuple[Case, ...] = ()
    measures: tuple[Measure, ...] = ()
    tables: tuple[Table, ...] = ()
    datasets: tuple[Dataset, ...] = ()
    skipped: tuple[str, ...] = ()
    drawing: Record = field(default_factory=dict)
    seconds: float = 0.0


def skip(suite: str, demand: str, why: str) -> Outcome:
    """Return the outcome of a suite that could not be scored at all, and why."""
    gate = Gate(suite, demand, "could not be scored", None, why)
    return Outcome(suite, gates=(gate,), skipped=(why,))


def at_least(suite: str, measure: Measure, least: float) -> Gate:
    """Return the gate that a measure reaches a value."""
    demand = f"{measure.name} at least {least:.2f}"
    if measure.value is None:
        return Gate(suite, demand, "could not be scored", None, "no case could be scored")
    return Gate(suite, demand, show(measure), measure.value >= least)


def at_most(suite: str, measure: Measure, most: float) -> Gate:
    """Return the gate that a measure stays below a value."""
    demand = f"{measure.name} at most {most:.2f}"
    if measure.value is None:
        return Gate(suite, demand, "could not be scored", None, "no case could be scored")
    return Gate(suite, demand, show(measure), measure.value <= most)


def show(measure: Measure) -> str:
    """Return a measure with its interval as text."""
    if measure.value is None:
        return "could not be scored"
    text = f"{measure.value:.3f}"
    if measure.interval:
        text += f" [{measure.interval.low:.3f}, {measure.interval.high:.3f}]"
    return text
