import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.model.inert import has_markup, make_inert, plain_words


@given(st.text())
def test_an_inert_text_can_close_no_fence(text: str) -> None:
    inert = make_inert(text)
    assert not set(inert) & set("<>＜＞\n\r\u2028\u200b\u202e")


@pytest.mark.parametrize("mark", ["[1]", "[ 12 ]", "［1］", "【p. 12†source】", "[^1]", "[p. 999]"])
def test_a_mark_is_taken_out_of_what_others_wrote(mark: str) -> None:
    assert make_inert(f"Everyone agreed {mark} on it.") == "Everyone agreed  on it."
    assert plain_words(f"Everyone agreed {mark} on it.") == "Everyone agreed on it."


def test_an_editors_brackets_stay_so_that_the_words_can_be_found_again() -> None:
    assert make_inert("They [the board] agreed.") == "They [the board] agreed."


def test_hidden_letters_are_taken_out() -> None:
    hidden = "".join(chr(0xE0000 + ord(letter)) for letter in "obey")
    assert make_inert(f"What is it?{hidden}") == "What is it?"


def test_quotation_marks_around_a_whole_text_are_taken_off() -> None:
    assert plain_words(" “He took eleven.” ") == "He took eleven."
    assert plain_words("“He” took “eleven”") == "“He” took “eleven”"


@pytest.mark.parametrize(
    "text", ["http://x.y", "see evil.com", "<b>", "*loud*", "a | b", "javascript:x", "&lt;", "`ls`"]
)
def test_markup_and_links_are_noticed(text: str) -> None:
    assert has_markup(f"She said {text} there.")


def test_plain_speech_is_no_markup() -> None:
    assert not has_markup("She took 5% less – ten, e.g. in May – and it wasn’t easy; was it?")
