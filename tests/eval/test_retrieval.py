"""Judging retrieval: measures by hand, and rivals that can lose."""

import math

import pytest

from coach.coach import Coach
from eval.abstention import Decision, area_under, risk_against_coverage, square
from eval.dilemma import FOLDER, Dilemma, Gold, load_dilemmas, load_unanswerable
from eval.measure import judge_hits
from eval.retrieval import fuse, search_all
from vectorstore.evidence import Hit


def make_dilemma(coach: Coach, *card_ids: str) -> Dilemma:
    """Return a dilemma whose gold are the pages of some cards."""
    cards = [coach.store.experiences[card_id] for card_id in card_ids]
    gold = tuple(Gold(card.interviewee, card.pages[0], "nowhere at all") for card in cards)
    return Dilemma("x", ("q",), "q", gold, (), frozenset(), "dev")


def test_the_first_place_counts_and_the_sixth_does_not(casebook_coach: Coach) -> None:
    store = casebook_coach.store
    right = sorted(store.experiences)[0]
    speaker = store.experiences[right].interviewee
    wrong = [Hit(c, 1.0) for c in store.experiences.values() if c.interviewee != speaker][:5]
    dilemma = make_dilemma(casebook_coach, right)
    first = judge_hits(dilemma, [Hit(store.experiences[right], 2.0), *wrong], store)
    last = judge_hits(dilemma, [*wrong, Hit(store.experiences[right], 0.5)], store)
    assert (first.hit_1, first.hit_5, first.recall_5, first.reciprocal_rank) == (1, 1, 1, 1)
    assert (last.hit_1, last.hit_5, last.recall_5) == (0, 0, 0)
    assert last.reciprocal_rank == 1 / 6
    assert first.ndcg_10 == 1 > last.ndcg_10 > 0


def test_the_search_is_worth_more_than_always_the_same_card(casebook_coach: Coach) -> None:
    store = casebook_coach.store
    dilemmas = [d for d in load_dilemmas(FOLDER / "dilemmas.jsonl") if d.split == "dev"][::12]
    ours = [search_all(casebook_coach, d, whole=False)[0].measures.hit_5 for d in dilemmas]
    same = [Hit(next(iter(store.experiences.values())), 1.0)]
    stuck = [judge_hits(dilemma, same, store).hit_5 for dilemma in dilemmas]
    assert sum(ours) > sum(stuck) + 0.3 * len(dilemmas)


def test_a_hit_that_comes_again_counts_once(casebook_coach: Coach) -> None:
    store = casebook_coach.store
    first, second = sorted(store.experiences)[:2]
    dilemma = make_dilemma(casebook_coach, first, second)
    again = [Hit(store.experiences[first], 1.0)] * 5
    reached = 1.0 if len(set(dilemma.gold)) == 1 else 0.5
    assert judge_hits(dilemma, again, store).recall_5 == reached


def test_nothing_found_scores_nothing(casebook_coach: Coach) -> None:
    dilemma = make_dilemma(casebook_coach, sorted(casebook_coach.store.experiences)[0])
    assert set(judge_hits(dilemma, [], casebook_coach.store).scores().values()) == {0.0}


def test_the_measures_are_those_of_the_textbook(casebook_coach: Coach) -> None:
    store = casebook_coach.store
    cards = list(store.experiences.values())
    one = cards[0]
    other = next(card for card in cards if card.interviewee != one.interviewee)
    wrong = next(c for c in cards if c.interviewee not in (one.interviewee, other.interviewee))
    dilemma = make_dilemma(casebook_coach, one.id, other.id)
    found = judge_hits(dilemma, [Hit(wrong, 3.0), Hit(one, 2.0), Hit(other, 1.0)], store)
    gain = 1 / math.log2(3) + 1 / math.log2(4)
    assert found.reciprocal_rank == 0.5
    assert found.ndcg_10 == pytest.approx(gain / (1 + 1 / math.log2(3)), abs=1e-6)


def test_fusion_prefers_what_both_rankings_have(casebook_coach: Coach) -> None:
    cards = list(casebook_coach.store.experiences.values())[:3]
    one = [Hit(cards[0], 1.0), Hit(cards[1], 0.9)]
    two = [Hit(cards[2], 1.0), Hit(cards[1], 0.9)]
    assert fuse([one, two])[0].evidence.id == cards[1].id


def test_always_answering_and_never_answering_both_show() -> None:
    both = [Decision("a", "d", True, True, True), Decision("b", "u", False, True, True)]
    assert square(both).answered_share == 1
    none = [Decision("a", "d", True, False, False), Decision("b", "u", False, False, False)]
    assert square(none).declined_share == 1


def test_risk_is_drawn_against_coverage_from_the_surest_on() -> None:
    sure = Decision("a", "d", True, True, True, 0.9)
    wrong = Decision("b", "u", False, True, True, 0.8)
    unsure = Decision("c", "d", True, False, False, 0.1)
    silent = Decision("d", "u", False, False, False, None)
    points = risk_against_coverage([unsure, wrong, silent, sure])
    assert [(p.coverage, p.risk) for p in points] == [(0.25, 0), (0.5, 0.5), (0.75, 1 / 3)]
    assert area_under(points) == pytest.approx((0 + 0.5 + 1 / 3) / 3)
    assert area_under([]) is None


def test_the_sets_are_as_large_and_as_split_as_they_say() -> None:
    dilemmas = load_dilemmas(FOLDER / "dilemmas.jsonl")
    unanswerable = load_unanswerable()
    assert len(dilemmas) >= 240
    assert len({d.id for d in dilemmas}) == len(dilemmas)
    assert sum("named" in d.tags for d in dilemmas) >= 30
    assert sum(d.is_follow_up for d in dilemmas) >= 40
    assert sum("no-shared-words" in d.tags for d in dilemmas) >= len(dilemmas) / 3
    assert abs(sum(d.split == "dev" for d in dilemmas) - len(dilemmas) / 2) <= len(dilemmas) / 20
    assert sum(u.split == "test" for u in unanswerable) >= 120
    near = sum(u.kind.startswith("near") for u in unanswerable)
    assert near >= len(unanswerable) / 3
