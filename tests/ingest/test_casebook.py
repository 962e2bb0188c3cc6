"""The casebook as it is: loads, resolves on the report, reaches the interviews, and is fresh."""

import pytest

from coach.coach import Coach
from ingest.cards import load_casebook
from ingest.report import load_yaml
from ingest.vectors import PRECOMPUTED
from vectorstore.normalise import normalise
from vectorstore.vectors import load_vectors
from vectorstore.windows import make_windows

LONG = 40  # words; a shorter paragraph need not be reached
AUTHORS = {"Nicholas Timmins"}


def test_every_interviewee_has_cards_of_every_field() -> None:
    cards = load_casebook()
    assert len({card.experience.interviewee for card in cards} - AUTHORS) == 10
    assert len(cards) >= 200


def test_the_shipped_vectors_are_fresh() -> None:
    windows = make_windows((), tuple(card.experience for card in load_casebook()))
    kept = set(load_vectors(PRECOMPUTED).ids)
    missing = [window.text[:60] for window in windows if window.id not in kept]
    assert not missing, f"run `make vectors`: {len(missing)} windows changed, such as {missing[0]}"


def test_contrasts_are_by_somebody_else() -> None:
    cards = {card.experience.id: card.experience for card in load_casebook()}
    for card in cards.values():
        for other in card.contrasts:
            assert cards[other].interviewee != card.interviewee, f"{card.id} -> {other}"


def test_anchors_lead_to_the_right_speaker_and_page(report_coach: Coach) -> None:
    store = report_coach.store
    for card in store.experiences.values():
        assert card.quotes, card.id
        for quote in card.quotes:
            passage = store.passages[quote.passage_id]
            assert passage.speaker == card.interviewee, card.id
            assert quote.page in card.pages, card.id
            assert passage.text[quote.start : quote.end] == quote.text


def test_nearly_every_long_paragraph_of_the_interviews_is_reached(report_coach: Coach) -> None:
    store = report_coach.store
    quoted: dict[str, list[tuple[int, int]]] = {}
    for card in store.experiences.values():
        for quote in card.quotes:
            quoted.setdefault(quote.passage_id, []).append((quote.start, quote.end))
    long, missed = 0, []
    for passage in store.passages.values():
        if passage.kind != "interview":
            continue
        start = 0
        for paragraph in passage.text.split("\n"):
            end = start + len(paragraph)
            if len(paragraph.split()) >= LONG:
                long += 1
                if not any(a < end and b > start for a, b in quoted.get(passage.id, [])):
                    missed.append(f"p. {passage.page_at(start).label}: {passage.speaker}")
            start = end + 1
    assert long > 100
    assert len(missed) <= 0.05 * long, missed


@pytest.mark.parametrize("field", ["situation", "did", "outcome", "lesson"])
def test_no_card_holds_a_sentence_of_the_report(report_coach: Coach, field: str) -> None:
    store = report_coach.store
    words = normalise(" ".join(p.text for p in store.passages.values())).lower().split()
    runs = {tuple(words[n : n + 10]) for n in range(len(words) - 9)}
    for card in store.experiences.values():
        own = normalise(getattr(card, field)).lower().split()
        copied = [own[n : n + 10] for n in range(len(own) - 9) if tuple(own[n : n + 10]) in runs]
        assert not copied, f"{card.id}: {field}"


def test_what_is_not_covered_says_why() -> None:
    entries = load_yaml(PRECOMPUTED.parent / "not-covered.yaml")
    assert all(entry["reason"] and entry["page"] for entry in entries or [])
