"""Judging retrieval: measures by hand, and rivals that can lose."""

from coach.coach import Coach
from eval.abstention import Decision, square
from eval.dilemma import FOLDER, Dilemma, Gold, load_dilemmas, load_unanswerable
from eval.measure import judge_hits
from eval.retrieval import fuse, judge_retrieval, summarise
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


def test_a_retriever_that_always_returns_the_same_card_loses(casebook_coach: Coach) -> None:
    store = casebook_coach.store
    dilemmas = [d for d in load_dilemmas(FOLDER / "dilemmas.jsonl") if d.split == "dev"][::12]
    ours = summarise(judge_retrieval(casebook_coach, dilemmas))[0]
    same = [Hit(next(iter(store.experiences.values())), 1.0)]
    stuck = [judge_hits(dilemma, same, store).hit_5 for dilemma in dilemmas]
    assert ours.hit_5 > sum(stuck) / len(stuck) + 0.3


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
