from coach.verify.exact import find_quotation, stands_in

TEXT = (
    "He said: “We didn’t know—at all—what a long-\nterm plan was.” It was co-\nordinated by 3.5 people... "
    "and then\u00a0it cost £30m, or 12%, for the cross-sector team."
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
