"""The harness must itself be caught lying: a planted defect is a red."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from coach.answer import Answer, Claim, Weight
from coach.coach import Coach
from coach.conversation import Conversation
from eval.grounding import find_problems

Spoil = Callable[[Answer], Answer]
HOLD_OUT = "Everyone else has signed up and one partner will not join. Do we wait for them?"


@pytest.fixture(scope="module")
def sound(report_coach: Coach) -> Answer:
    """Return an answer with nothing wrong."""
    return report_coach.ask(HOLD_OUT, Conversation()).answer


def first_quote(answer: Answer) -> int:
    """Return the place of the first quotation among the citations."""
    return next(n for n, c in enumerate(answer.citations) if c.quote)


def with_citation(answer: Answer, **changes: object) -> Answer:
    """Return an answer whose first quotation is changed."""
    place = first_quote(answer)
    citations = list(answer.citations)
    citations[place] = replace(citations[place], **changes)  # type: ignore[arg-type]
    return replace(answer, citations=tuple(citations))


def test_a_sound_answer_has_no_problem(report_coach: Coach, sound: Answer) -> None:
    assert find_problems(sound, report_coach.store) == []


@pytest.mark.parametrize(
    ("defect", "spoil"),
    [
        ("a changed quotation", lambda a: with_citation(a, quote="We never said any of this.")),
        ("a page off by one", lambda a: with_citation(a, page="3")),
        ("a swapped speaker", lambda a: with_citation(a, speaker="Kim Holt")),
        ("another text", lambda a: with_citation(a, text="Something else.")),
        ("a mark without source", lambda a: replace(a, text=a.text + " [99]")),
        ("a dropped citation", lambda a: replace(a, citations=a.citations[:-1])),
        ("a miscount", lambda a: replace(a, weight=Weight(9, 10, a.weight.names))),
        (
            "a claim without citation",
            lambda a: replace(a, claims=(*a.claims, Claim("He won.", "paraphrase"))),
        ),
    ],
)
def test_a_planted_defect_is_found(
    report_coach: Coach, sound: Answer, defect: str, spoil: Spoil
) -> None:
    assert find_problems(spoil(sound), report_coach.store), defect
