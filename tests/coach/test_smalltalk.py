"""What is small talk, and what only begins like it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.smalltalk import bare_name, find_small_talk, find_tongue, has_no_words, says_only_name


@pytest.mark.parametrize(
    ("message", "kind"),
    [
        ("Thanks!", "thanks"),
        ("Thanks, that helps.", "thanks"),
        ("That really helps, thank you", "thanks"),
        ("thank you so much, that was helpful", "thanks"),
        ("Good morning", "hello"),
        ("ok bye", "bye"),
        ("What can you do?", "able"),
        ("Who did you interview?", "people"),
        ("are you a robot?", "human"),
        ("Is this confidential?", "private"),
        ("hmm", "filler"),
    ],
)
def test_small_talk_is_told_by_its_sort(message: str, kind: str) -> None:
    assert find_small_talk(message) == kind
    assert find_small_talk(message.upper()) == kind
    assert find_small_talk(message.replace(" ", "\u00a0")) == kind


def test_a_curly_apostrophe_makes_no_difference() -> None:
    assert find_small_talk("what’s this?") == find_small_talk("what's this?") == "able"


@pytest.mark.parametrize(
    "message",
    [
        "thanks, but what about the board?",
        "hi, my deputy has stopped coming to meetings",
        "Who can help me when the council will not join?",
        "Bye-laws are holding our merger up",
    ],
)
def test_a_question_after_a_courtesy_is_a_question(message: str) -> None:
    assert find_small_talk(message) is None


@pytest.mark.parametrize("message", ["", "   ", "???", "123 456", "🙂", "sdfghjk", "aaaaaaa"])
def test_what_has_no_words_is_known(message: str) -> None:
    assert has_no_words(message)


def test_a_bare_name_has_capitals_and_nothing_else() -> None:
    assert bare_name("Dr Jane O'Hara?") == "Dr Jane O'Hara"
    assert bare_name("Jane Smith left us") == ""
    assert says_only_name("dr jane smith's", "Jane Smith")
    assert not says_only_name("jane smith left", "Jane Smith")


@pytest.mark.parametrize(
    ("message", "tongue"),
    [
        ("Je ne suis pas sûr de mon équipe", "fr"),
        ("Wie kann ich mit meinem Chef und dem Team arbeiten, ich bin nicht sicher", "de"),
        ("No sé cómo hablar con mi jefe y los otros", "es"),
        ("Моя команда не хочет меня слушать", ""),
        ("我的團隊不聽我的", ""),
    ],
)
def test_another_language_is_told(message: str, tongue: str) -> None:
    assert find_tongue(message) == tongue


def test_english_with_a_foreign_name_is_english() -> None:
    assert find_tongue("My colleague José de la Cruz will not come to our meetings") is None


@given(st.text(max_size=300))
def test_any_text_gets_a_decision(text: str) -> None:
    kind = find_small_talk(text)
    assert kind is None or isinstance(kind, str)
    assert has_no_words(text) in (True, False)
    assert bare_name(text) in text
    assert find_tongue(text) is None or isinstance(find_tongue(text), str)
