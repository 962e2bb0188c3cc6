"""Tests of ingest/anchors.py."""

from dataclasses import replace
from pathlib import Path

import pytest

from ingest.anchors import quote_around, resolve_anchors
from ingest.cards import Anchor, Card, load_casebook
from ingest.readings import Reading
from vectorstore.evidence import Experience, PageSpan, Passage, Quote
from vectorstore.normalise import Match

TEXT = "It’s the first thing I did. The second was to ask them all. Then came a long third thing."


def passage(text: str = TEXT, speaker: str = "Ann Bee", kind: str = "interview") -> Passage:
    spans = (PageSpan(0, len(text), "7", 8),)
    return Passage("p-" + speaker + text[:5], text, speaker, "", "A report", "", kind, spans, 0)  # type: ignore[arg-type]


def card(*anchors: str, pages: tuple[str, ...] = ("7",), sentences: int = 1) -> Card:
    experience = Experience(
        "bee", "Ann Bee", "Head", "A report", pages, "worked", "s", "d", "o", "l", (), (), (), ()
    )
    return Card(experience, tuple(Anchor(anchor, sentences) for anchor in anchors))


def quotes(card: Card, *passages: Passage) -> list[str]:
    (experience,) = resolve_anchors((card,), passages).experiences
    return [quote.text for quote in experience.quotes]


def lost(card: Card, *passages: Passage) -> list[int]:
    return [anchor.found for anchor in resolve_anchors((card,), passages).lost]


def test_an_anchor_becomes_the_sentence_around_it() -> None:
    assert quotes(card("long third thing"), passage()) == ["Then came a long third thing."]


def test_a_quotation_is_the_passages_own_text() -> None:
    (experience,) = resolve_anchors((card("to ask them"),), (passage(),)).experiences
    (quote,) = experience.quotes
    assert TEXT[quote.start : quote.end] == quote.text
    assert (quote.page, quote.pdf_page) == ("7", 8)


def test_quotation_marks_and_blanks_are_no_difference() -> None:
    assert quotes(card("It's  the first thing"), passage()) != []


@pytest.mark.parametrize(
    ("written", "quoted"),
    [
        ("‘It’s the first thing I did then.", "It’s the first thing I did then."),
        ("“It’s the first thing I did then.", "It’s the first thing I did then."),
        ("‘What now?’ was the first thing I asked.", "‘What now?’ was the first thing I asked."),
    ],
)
def test_a_mark_that_does_not_close_is_no_part_of_a_quotation(written: str, quoted: str) -> None:
    assert quotes(card("the first thing"), passage(written)) == [quoted]


def test_an_anchor_may_ask_for_more_sentences() -> None:
    assert quotes(card("was to ask", sentences=3), passage()) == [TEXT[TEXT.index("The second") :]]


def test_a_short_sentence_is_quoted_with_the_next() -> None:
    assert quotes(card("the first thing"), passage())[0].endswith("ask them all.")


def test_an_anchor_that_is_nowhere_is_lost() -> None:
    assert lost(card("of which nobody spoke"), passage()) == [0]


def test_an_anchor_that_is_there_twice_is_lost() -> None:
    assert lost(card("thing"), passage()) == [2]


def test_an_anchor_in_another_persons_words_is_lost() -> None:
    assert lost(card("to ask them"), passage(), passage(speaker="Cy Dee")) == []
    assert lost(card("to ask them"), passage(speaker="Cy Dee"), passage("Other words.")) == [0]


def test_an_anchor_on_another_page_is_lost() -> None:
    assert lost(card("to ask them", pages=("9",)), passage()) == [0]


def test_an_anchor_in_a_biography_is_lost() -> None:
    assert lost(card("to ask them"), passage(kind="biography"), passage("Other words.")) == [0]


def test_without_its_report_a_card_has_no_quotations_and_loses_nothing() -> None:
    resolved = resolve_anchors((card("to ask them"),), ())
    assert resolved.lost == ()
    assert resolved.experiences[0].quotes == ()


def test_two_anchors_in_one_sentence_are_one_quotation() -> None:
    assert len(quotes(card("Then came", "long third thing"), passage())) == 1


def test_a_quotation_ends_where_its_page_ends() -> None:
    half = TEXT.index("ask them")
    spans = (PageSpan(0, half, "7", 8), PageSpan(half, len(TEXT), "8", 9))
    across = replace(passage(), spans=spans)
    assert quotes(card("second was"), across) == ["The second was to"]


@pytest.mark.parametrize("sentences", [1, 2, 3])
def test_a_quotation_never_leaves_its_passage(sentences: int) -> None:
    for start in range(len(TEXT) - 3):
        found = quote_around(passage(), Match(start, start + 3), Anchor("any", sentences))
        assert isinstance(found, Quote)
        assert TEXT[found.start : found.end] == found.text


def test_the_valleys_cards_get_their_quotations(casebook: Path, valley: Reading) -> None:
    resolved = resolve_anchors(load_casebook(casebook), valley.passages)
    assert resolved.lost == ()
    berry, lock = resolved.experiences
    assert [quote.page for quote in (*berry.quotes, *lock.quotes)] == ["3", "5"]
    assert berry.quotes[0].text.startswith("I wanted him to take ten sacks")
    assert lock.quotes[0].text.endswith("nobody told me so.")


def test_every_anchor_of_our_casebook_leads_to_one_place(report: Reading) -> None:
    resolved = resolve_anchors(load_casebook(), report.passages)
    assert resolved.lost == ()
    assert all(card.quotes for card in resolved.experiences)
    by_id = {passage.id: passage for passage in report.passages}
    for experience in resolved.experiences:
        for quote in experience.quotes:
            source = by_id[quote.passage_id]
            assert source.text[quote.start : quote.end] == quote.text
            assert source.speaker == experience.interviewee
            assert quote.page in experience.pages
