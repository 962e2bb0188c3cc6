"""The language of signs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.signs import Language
from coach.words import read_words

CLASSES = {"who": ["boss|rival", "chief_clerk"]}


def stands(line: str, message: str) -> bool:
    """Say whether a sign stands in a message."""
    language = Language(CLASSES)
    sign = language.sign(line)
    return bool(language.look(read_words(message)).where(sign))


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("<who> left", "My boss left."),
        ("<who> left", "The chief clerk left."),
        ("<who> ~2 left", "My rival has suddenly left."),
        ("plan* fell", "The planning fell."),
        ("very? tall", "A tall house."),
        ("very? tall", "A very tall house."),
        ("lamp & ladder", "Bring a ladder and a lamp."),
        ("lamp & ladder", "A lamp. A ladder."),
    ],
)
def test_a_sign_stands_where_its_line_says(line: str, message: str) -> None:
    assert stands(line, message)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("<who> left", "My friend left."),
        ("<who> ~2 left", "My rival has all of a sudden left."),
        ("<who> ~2 left", "It was my boss. Left is where it hangs."),
        ("lamp ! ladder", "A lamp and a ladder."),
        ("lamp & ladder", "A lamp. Nothing more. A ladder."),
    ],
)
def test_a_sign_stands_nowhere_else(line: str, message: str) -> None:
    assert not stands(line, message)


def test_words_that_a_figure_of_speech_takes_are_not_found_again() -> None:
    language = Language(CLASSES)
    figure, sign = language.sign("lamp oil"), language.sign("lamp")
    places = language.look(read_words("lamp oil"))
    places.close(figure)
    assert not places.where(sign)
    places = language.look(read_words("lamp oil for the lamp"))
    places.close(figure)
    assert places.where(sign)


def test_a_stray_mark_in_a_sign_is_refused() -> None:
    with pytest.raises(ValueError, match="stray"):
        Language(CLASSES).sign("lamp &")


@given(st.lists(st.sampled_from("boss chief clerk left very tall . plan".split()), max_size=30))
def test_a_sign_that_stands_still_does_when_a_sentence_is_added(words: list[str]) -> None:
    message = " ".join(words)
    if stands("<who> ~1 left", message):
        assert stands("<who> ~1 left", f"{message} . it rains")
