"""Tests the picture of who speaks to a dilemma."""

import re

from coach.answer import Answer, Citation, Weight
from vectorstore.evidence import Person
from window.draw_people import draw_people

PEOPLE = [
    Person("Amber Berry", "Warden", True),
    Person("Cyan Dill", "Miller", True),
    Person("Elm Fir", "Clerk", True),
    Person("Gorse Hay", "author", False),
]


def cite(n: int, speaker: str) -> Citation:
    """Return a citation of somebody."""
    return Citation(n, f"c-{n}", "experience", speaker, "", "Valley", "3", None, None, "")


def test_everybody_interviewed_is_shown_with_what_they_do() -> None:
    answer = Answer(
        "answer",
        "",
        citations=(cite(1, "Amber Berry"), cite(2, "Elm Fir")),
        weight=Weight(2, 3, ("Amber Berry", "Elm Fir")),
        contrast=2,
    )
    drawn = draw_people(answer, PEOPLE)
    stances = dict(re.findall(r'data-person="([^"]+)" data-stance="([^"]+)"', drawn))
    assert stances == {
        "Amber Berry": "supports",
        "Cyan Dill": "silent",
        "Elm Fir": "contrasts",
    }


def test_where_nobody_speaks_there_is_no_picture() -> None:
    assert draw_people(Answer("no_evidence", ""), PEOPLE) == ""
    assert draw_people(Answer("answer", "", weight=Weight(0, 3, ())), PEOPLE) == ""
