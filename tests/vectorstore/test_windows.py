"""Tests of vectorstore/windows.py."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from vectorstore.evidence import Experience, PageSpan, Passage
from vectorstore.sentences import split_sentences
from vectorstore.windows import make_windows, slide

SENTENCE = "This is a sentence of exactly eight words here. "
PASSAGE = Passage(
    "p-1", SENTENCE * 20, "Ann Bee", "", "A report", "", "interview", (PageSpan(0, 9, "6", 7),), 0
)
CARD = Experience(
    "bee", "Ann Bee", "Head", "A report", ("6",), "worked", "the situation", "the deed",
    "the outcome", "the lesson", ("first ask", "second ask"), (), (), (),
)  # fmt: skip


def test_a_card_is_found_by_situation_deed_lesson_and_each_ask() -> None:
    windows = make_windows((), (CARD,))
    assert [window.field for window in windows] == ["situation", "did", "lesson", "ask", "ask"]
    assert {window.evidence_ids for window in windows} == {("bee",)}


def test_what_is_asked_of_two_cards_is_one_window_that_leads_to_both() -> None:
    other = replace(CARD, id="ant", asks=("first ask", "third ask"), situation="another")
    windows = {w.text: w.evidence_ids for w in make_windows((), (CARD, other)) if w.field == "ask"}
    assert windows == {
        "first ask": ("bee", "ant"),
        "second ask": ("bee",),
        "third ask": ("ant",),
    }


def test_what_is_not_offered_and_what_is_a_twin_has_no_windows() -> None:
    assert make_windows((replace(PASSAGE, kind="biography"),), ()) == ()
    assert make_windows((replace(PASSAGE, twin_of="p-2"),), ()) == ()
    assert make_windows((PASSAGE,), ())


def test_the_same_text_has_the_same_id_and_another_has_another() -> None:
    first, again = make_windows((PASSAGE,), ()), make_windows((PASSAGE,), ())
    assert first == again
    other = make_windows((replace(PASSAGE, id="p-2"),), ())
    assert not {w.id for w in first} & {w.id for w in other}


@given(st.lists(st.sampled_from([SENTENCE, "Short. ", "word " * 90 + ". "]), max_size=30))
def test_windows_are_whole_sentences_and_cover_them_all(sentences: list[str]) -> None:
    text = "".join(sentences)
    windows = slide(text)
    for sentence in split_sentences(text):
        assert any(sentence.text in window for window in windows)
    assert all(window in text for window in windows)
