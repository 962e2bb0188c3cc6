"""The dilemmas by which retrieval and answers are judged, with their gold evidence."""

from dataclasses import dataclass
from pathlib import Path

from eval.dataset import read_lines
from eval.outcome import CannotRun
from vectorstore.evidence import Experience, Passage
from vectorstore.normalise import normalise
from vectorstore.store import Store

FOLDER = Path(__file__).parent / "dilemmas"


@dataclass(frozen=True, slots=True)
class Gold:
    """A place in the report that speaks to a dilemma: whose words, on which printed page."""

    speaker: str
    page: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Dilemma:
    """A leader's question, or the turns of a conversation, with gold evidence for the last turn.

    whole is the last turn asked by itself, where it needs the conversation to be understood.
    """

    id: str
    turns: tuple[str, ...]
    whole: str
    gold: tuple[Gold, ...]
    contrast: tuple[Gold, ...]
    tags: frozenset[str]
    split: str

    @property
    def is_follow_up(self) -> bool:
        """Whether the last turn needs the ones before it."""
        return len(self.turns) > 1


def load_dilemmas(path: Path) -> tuple[Dilemma, ...]:
    """Return the dilemmas of a JSON-lines file; raises CannotRun naming file and line."""
    dilemmas = []
    for number, record in read_lines(path):
        try:
            turns = tuple(record.get("turns") or [record["question"]])
            dilemmas.append(
                Dilemma(
                    id=record["id"],
                    turns=turns,
                    whole=record.get("whole") or turns[-1],
                    gold=tuple(read_gold(gold) for gold in record["gold"]),
                    contrast=tuple(read_gold(gold) for gold in record.get("contrast", [])),
                    tags=frozenset(record["tags"]),
                    split=record["split"],
                )
            )
        except (ValueError, KeyError, TypeError) as error:
            raise CannotRun(f"{path.name}, line {number}: {error!r}") from error
        if not dilemmas[-1].gold:
            raise CannotRun(f"{path.name}, line {number}: no gold evidence")
    repeated(path, [dilemma.id for dilemma in dilemmas])
    return tuple(dilemmas)


def repeated(path: Path, ids: list[str]) -> None:
    """Raise CannotRun where an id stands twice: its case would hide another."""
    twice = sorted({one for one in ids if ids.count(one) > 1})
    if twice:
        raise CannotRun(f"{path.name}: the id {twice[0]} stands twice")


@dataclass(frozen=True, slots=True)
class Unanswerable:
    """A question that the interviews do not cover, and of which kind."""

    id: str
    question: str
    kind: str
    split: str


def load_answerable() -> tuple[Unanswerable, ...]:
    """Return short questions that are covered, so that brevity alone does not count against one."""
    return load_unanswerable(FOLDER.parent / "abstention" / "answerable.jsonl")


def load_unanswerable(
    path: Path = FOLDER.parent / "abstention" / "unanswerable.jsonl",
) -> tuple[Unanswerable, ...]:
    """Return the questions that must be declined; raises CannotRun naming file and line."""
    questions = []
    for number, record in read_lines(path):
        try:
            questions.append(Unanswerable(**record))
        except TypeError as error:
            raise CannotRun(f"{path.name}, line {number}: {error}") from error
    repeated(path, [question.id for question in questions])
    return tuple(questions)


def read_gold(record: dict[str, object]) -> Gold:
    """Return one gold entry of a record."""
    return Gold(str(record["speaker"]), str(record["page"]), str(record["anchor"]))


def matches(evidence: Passage | Experience, gold: Gold, store: Store) -> bool:
    """Say whether a piece of evidence is what a gold entry points at.

    With the report, the anchor must stand in the passage, or in one that the card quotes, in the
    words of the gold's speaker; with cards only, speaker and page must agree.
    """
    if evidence.speaker != gold.speaker:
        return False
    if isinstance(evidence, Passage):
        return holds(evidence, gold)
    if not evidence.quotes:
        return gold.page in evidence.pages
    return any(holds(store.passages[quote.passage_id], gold) for quote in evidence.quotes)


def holds(passage: Passage, gold: Gold) -> bool:
    """Say whether a passage has the gold's anchor."""
    return normalise(gold.anchor) in normalise(passage.text)
