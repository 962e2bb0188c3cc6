"""Judges the decision to answer: unanswerable questions beside dilemmas, first turns only."""

from collections.abc import Sequence
from dataclasses import dataclass

from coach.coach import Coach
from coach.conversation import Conversation
from eval.dilemma import Dilemma, Unanswerable


@dataclass(frozen=True, slots=True)
class Decision:
    """One question, whether it should be answered, and whether it was."""

    id: str
    kind: str
    answerable: bool
    answered: bool
    cited: bool


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


def judge_abstention(
    coach: Coach, dilemmas: Sequence[Dilemma], unanswerable: Sequence[Unanswerable]
) -> list[Decision]:
    """Ask everything as a first turn; a follow-up is asked whole."""
    asked = [(d.id, "dilemma", True, d.whole) for d in dilemmas]
    asked += [(u.id, u.kind, False, u.question) for u in unanswerable]
    decisions = []
    for question_id, kind, answerable, question in asked:
        answer = coach.ask(question, Conversation()).answer
        decisions.append(
            Decision(question_id, kind, answerable, answer.kind == "answer", bool(answer.citations))
        )
    return decisions


def square(decisions: Sequence[Decision]) -> Square:
    """Count the two kinds of error."""
    no = [d for d in decisions if not d.answerable]
    yes = [d for d in decisions if d.answerable]
    return Square(len(no), sum(d.answered for d in no), len(yes), sum(not d.answered for d in yes))
