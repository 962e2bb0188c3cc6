"""Understanding a message in its conversation."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.coach import Coach
from coach.conversation import Conversation
from coach.understand import find_move, keep, named_people, point, understand

DILEMMA = "Our neighbouring council agreed to share a depot and now its leader will not sign."


@pytest.mark.parametrize(
    ("message", "move"),
    [
        ("Who disagrees?", "contrast"),
        ("did anyone do the opposite?", "contrast"),
        ("Play devil’s advocate", "contrast"),
        ("Anyone else?", "others"),
        ("Tell me more about the second one", "more"),
        ("did it work?", "outcome"),
        ("How long did that take?", "duration"),
        ("Why?", "why"),
        ("And if it were most of them?", "variation"),
        ("What should I do now?", "close"),
        ("just show me", "show"),
        ("I have a different question entirely", "fresh"),
        ("My deputy told the governors something else.", None),
    ],
)
def test_a_move_is_told_by_its_words(message: str, move: str | None) -> None:
    assert find_move(message) == move


def test_the_first_message_is_the_dilemma(casebook_coach: Coach) -> None:
    query = understand(DILEMMA, Conversation(), casebook_coach.store)
    assert (query.move, query.context, query.dilemma) == ("dilemma", "", DILEMMA)


def test_a_follow_up_leans_on_the_dilemma(casebook_coach: Coach) -> None:
    talk = Conversation(dilemma=DILEMMA, people=("Sue Page", "Jan Vaughan"))
    query = understand("and if the others leave too?", talk, casebook_coach.store)
    assert query.context == DILEMMA
    assert query.move == "variation"


def test_another_dilemma_is_noticed_as_new(casebook_coach: Coach) -> None:
    talk = Conversation(dilemma=DILEMMA)
    message = (
        "My violins rehearse on Tuesdays while half of the brass section refuses to read the "
        "new arrangement, and the conductor says nothing at all about any of it to anybody."
    )
    assert understand(message, talk, casebook_coach.store).dilemma == message


def test_an_ordinal_points_at_a_person_on_the_table() -> None:
    talk = Conversation(people=("Sue Page", "Jan Vaughan"))
    assert point("more about the second one", talk) == ("Jan Vaughan",)
    assert point("more about the fourth one", talk) == ()
    assert point("more about the last one", talk) == ("Jan Vaughan",)


@pytest.mark.parametrize(
    ("message", "people"),
    [
        ("What would Ruth Carnall say?", ("Ruth Carnall",)),
        ("and carnall?", ()),
        ("And Carnall's view?", ("Ruth Carnall",)),
        ("Dame Sally Davies on persuasion", ("Sally Davies",)),
        ("We are on the same page about fish", ()),
        ("There is more to say about Moore", ()),
        ("what did sue page do", ("Sue Page",)),
        ("Professor Fish, please", ("David Fish",)),
    ],
)
def test_people_are_named_by_more_than_a_common_word(
    casebook_coach: Coach, message: str, people: tuple[str, ...]
) -> None:
    assert named_people(message, casebook_coach.store) == people


@given(st.text(max_size=4000))
def test_what_is_kept_of_a_dilemma_is_short_enough_to_be_read(text: str) -> None:
    assert len(keep(text).split()) <= 160


@given(st.text(max_size=300))
def test_no_text_upsets_the_finding_of_moves(text: str) -> None:
    find_move(text)
