import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.verify.exact import find_places, find_quotation, stands_in
from vectorstore.normalise import normalise

TEXT = (
    "He said: “We didn’t know—at all—what a long-\nterm plan was.” "
    "It was co-\nordinated by 3.5 people... and then\u00a0it cost £30m, "
    "or 12%, for the cross-sector team."
)


def quoted(quote: str) -> str | None:
    found = find_quotation(quote, TEXT)
    return TEXT[found.start : found.end] if found else None


def test_kinds_of_quotation_mark_dash_and_space_do_not_matter() -> None:
    assert quoted("We didn't know—at all") == "We didn’t know—at all"
    assert quoted("“and then it cost”") == "and then\u00a0it cost"


def test_a_hyphen_at_the_end_of_a_line_may_go_or_stay() -> None:
    assert quoted("a longterm plan was") == "a long-\nterm plan was"
    assert quoted("a long-term plan was") == "a long-\nterm plan was"
    assert quoted("It was coordinated by") == "It was co-\nordinated by"


def test_capitals_and_words_must_be_the_same() -> None:
    assert quoted("we didn't know") is None
    assert quoted("We did not know") is None
    assert quoted("We never knew at all") is None


def test_an_ellipsis_joins_spans_in_order_only() -> None:
    assert quoted("We didn't know … what a long-term plan") is not None
    assert quoted("We didn't know [...] for the cross-sector team") is not None
    assert quoted("for the cross-sector team ... We didn't know") is None


def test_an_ellipsis_does_not_join_scraps() -> None:
    assert quoted("We didn't ... the ... team") is None


def test_an_ellipsis_of_the_text_itself_is_quoted_as_it_stands() -> None:
    assert quoted("by 3.5 people... and then it") == "by 3.5 people... and then\u00a0it"


def test_a_quotation_cuts_no_word_and_no_figure() -> None:
    assert quoted("what a long") is None
    assert quoted("and then it cost £30") is None
    assert quoted("cost £30m, or 12") is None
    assert quoted("for the cross") is None
    assert quoted("sector team. He said") is None
    assert quoted("5 people... and then it") is None


def test_fewer_than_three_words_prove_nothing_unless_they_are_all() -> None:
    assert quoted("He said") is None
    assert find_quotation("Be brave.", " “Be brave.” ") is not None
    assert stands_in("He said", TEXT)
    assert not stands_in("He sai", TEXT)


def test_nothing_is_no_quotation() -> None:
    assert find_quotation("", TEXT) is None
    assert find_quotation("...", TEXT) is None
    assert find_quotation("one two three", "") is None


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("the office was efﬁcient", "I found the office was efficient."),
        ("the office was efficient", "I found the ofﬁce was efﬁcient."),
        ("a soft hyphen here", "It has a soft hy\u00adphen here."),
        ("a zero width space", "It has a zero\u200b wi\u200bdth space."),
        ("she said 'no' to us", "And then she said ‘no’ to us."),
        ("in the ｏｌｄ house", "We met in the old house."),
        ("ten - or so - of them", "We saw ten ‐ or so ‐ of them."),
    ],
)
def test_form_and_layout_do_not_matter(quote: str, text: str) -> None:
    assert find_quotation(quote, text)


@pytest.mark.parametrize(
    "quote",
    [
        "The соuncil paid for it",  # Cyrillic letters in place of o
        "The c0uncil paid for it",
        "the council paid for it",
        "The council Paid for it",
        "The council paid it",
        "The council pai",
        "The council paid for its",
        "The council  paid, for it",
        "The council for paid it",
        "The council paid for it all",
        "The council paid ... for it",
        "for it in May ... The council paid",
        "The council paid for it ... The council paid for it",
        "The council paid [quickly] for it",
    ],
)
def test_what_differs_by_a_letter_a_word_or_their_order_is_no_quotation(quote: str) -> None:
    text = "The council paid for it in May. Nobody else was asked to."
    assert find_quotation("The council paid for it", text)
    assert find_quotation(quote, text) is None


def test_an_ellipsis_does_not_join_two_passages() -> None:
    first, second = "The council paid for it.", "Nobody else was asked to."
    joined = "The council paid … else was asked to"
    assert find_quotation(joined, f"{first} {second}")
    assert find_quotation(joined, first) is None
    assert find_quotation(joined, second) is None


def test_every_place_of_a_quotation_is_found() -> None:
    text = "We had to wait. Later we all had to wait. Had to wait, she said."
    assert [text[m.start : m.end] for m in find_places("had to wait", text)] == ["had to wait"] * 2


WORDS = st.lists(
    st.sampled_from("we had never once asked the patients what it was like for them here".split())
    | st.text(st.characters(categories=["Ll", "Lu"], max_codepoint=0x24F), min_size=1, max_size=9),
    min_size=4,
    max_size=40,
)


@given(WORDS, st.data())
def test_any_run_of_whole_words_is_a_quotation(words: list[str], data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(words) - 3))
    end = data.draw(st.integers(start + 3, len(words)))
    breaks = data.draw(st.lists(st.sampled_from([" ", "\n", "\u00a0", "  "]), min_size=len(words)))
    text = "".join(word + gap for word, gap in zip(words, breaks, strict=False))
    found = find_quotation(" ".join(words[start:end]), text)
    assert found
    assert normalise(text[found.start : found.end]) == normalise(" ".join(words[start:end]))


@given(WORDS, st.data())
def test_no_single_letter_may_be_changed(words: list[str], data: st.DataObject) -> None:
    text = " ".join(words)
    at = data.draw(st.integers(0, len(text) - 1).filter(lambda n: text[n] != " "))
    letter = data.draw(st.characters(categories=["Ll", "Lu", "Nd"]))
    changed = text[:at] + letter + text[at + 1 :]
    same = normalise(changed) == normalise(text)
    assert (find_quotation(changed, text) is not None) == same


@given(st.text(max_size=80), st.text(max_size=300))
def test_wild_text_breaks_nothing(quote: str, text: str) -> None:
    for found in find_places(quote, text):
        assert 0 <= found.start < found.end <= len(text)
