"""Tests how a coach's changes reach a brief, and how little is taken on trust."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.brief import Brief, Entry
from vectorstore.evidence import Quote
from window.draw_brief import draw_brief
from window.edit_brief import edit_brief

QUOTE = Quote("We stayed.", "3", 4, "p-1", 0, 10)
BRIEF = Brief(
    dilemma="A mill is to close.",
    issues=("Trust", "Money"),
    entries=(
        Entry("Amber Berry", "Warden", "She stayed.", "p. 3", (QUOTE,)),
        Entry("Cyan Dill", "Miller", "He left.", "p. 5", ()),
    ),
    contrast=Entry("Elm Fir", "Clerk", "They sold.", "p. 7", ()),
    questions=("What if?", "And then?"),
    limits=("Two of ten.",),
    sources=("Amber Berry, p. 3", "Cyan Dill, p. 5", "Elm Fir, p. 7"),
)


def test_lines_are_reordered_reworded_and_dropped() -> None:
    edited = edit_brief(
        BRIEF,
        {
            "issues": [[1, "Money"]],
            "entries": [[1, "He  went\naway."], [0, "She stayed."]],
            "questions": [[0, ""], [1, "And then?"]],
            "limits": [],
        },
    )
    assert edited.issues == ("Money",)
    assert [entry.told for entry in edited.entries] == ["He went away.", "She stayed."]
    assert edited.entries[1].quotes == (QUOTE,)
    assert edited.contrast is None
    assert edited.questions == ("And then?",)
    assert edited.limits == ()
    assert edited.sources == ("Cyan Dill, p. 5", "Amber Berry, p. 3")


@pytest.mark.parametrize(
    "wild", [None, 3, "x", [[5, "a"]], [[-1, "a"]], [["0", "a"]], [[0]], [[0, None]], [None]]
)
def test_what_makes_no_sense_is_left_out(wild: object) -> None:
    edited = edit_brief(BRIEF, dict.fromkeys(("issues", "entries", "contrast"), wild))
    assert edited.issues == ()
    assert edited.entries == ()
    assert edited.contrast is None


@given(st.text())
def test_no_line_of_a_brief_becomes_markup(words: str) -> None:
    wild = f"<img src=x>{words}"
    entry = Entry(wild, wild, wild, wild, (Quote(wild, wild, 1, "p", 0, 1),))
    drawn = draw_brief(Brief(wild, (wild,), (entry,), entry, (wild,), (wild,), (wild,)))
    assert "<img" not in drawn
