"""The search over the casebook: what it finds, narrows, folds and returns."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from coach.coach import Coach
from vectorstore.evidence import Experience
from vectorstore.layout import fill_up, top_mean
from vectorstore.lexical import stem, tokens
from vectorstore.retriever import ExperienceRetriever
from vectorstore.search import look, search

QUESTION = "One partner will not join and the others are ready to start"


def test_hits_come_best_first_and_each_once(casebook_coach: Coach) -> None:
    hits = search(casebook_coach.store, QUESTION, 30)
    scores = [hit.score for hit in hits]
    assert scores == sorted(scores, reverse=True)
    assert len({hit.evidence.id for hit in hits}) == len(hits) == 30


def test_a_card_is_found_by_each_of_its_own_asks(casebook_coach: Coach) -> None:
    store = casebook_coach.store
    cards = [store.experiences[card_id] for card_id in sorted(store.experiences)[::30]]
    asked = [(card, ask) for card in cards for ask in card.asks[:2]]
    found = [card.id in [h.evidence.id for h in search(store, ask, 3)] for card, ask in asked]
    assert sum(found) >= 0.9 * len(found)


def test_people_and_themes_narrow_the_search(casebook_coach: Coach) -> None:
    store = casebook_coach.store
    assert {h.evidence.speaker for h in search(store, QUESTION, 10, ["Sue Page"])} == {"Sue Page"}
    for hit in search(store, QUESTION, 10, themes=["money"]):
        assert isinstance(hit.evidence, Experience)
        assert "money" in hit.evidence.themes


def test_other_things_score_lower_than_what_fits(casebook_coach: Coach) -> None:
    store = casebook_coach.store
    fits, other = look(store, QUESTION), look(store, "the boiling point of nitrogen")
    assert fits.hits[0].score > 1.3 * other.hits[0].score


def test_no_passage_stands_beside_the_card_that_quotes_it(report_coach: Coach) -> None:
    hits = search(report_coach.store, QUESTION, 60)
    cards = [hit.evidence for hit in hits if isinstance(hit.evidence, Experience)]
    quoted = {quote.passage_id for card in cards for quote in card.quotes}
    assert not quoted & {hit.evidence.id for hit in hits}


def test_chroma_finds_the_true_neighbours_of_a_question(casebook_coach: Coach) -> None:
    store = casebook_coach.store
    vector = store.vectors[17]
    exact = np.sort(store.vectors @ vector)[-10:][::-1]
    found = [near.similarity for near in store.nearest(vector, 10)]
    assert np.allclose(found, exact, atol=1e-4)


def test_the_langchain_retriever_returns_documents_with_their_source(
    casebook_coach: Coach,
) -> None:
    retriever = ExperienceRetriever(store=casebook_coach.store, k=3)
    documents = retriever.invoke(QUESTION)
    assert len(documents) == 3
    assert {"speaker", "page", "source", "score", "themes"} <= set(documents[0].metadata)


@given(arrays(np.float32, 12, elements=st.floats(-1, 1, width=32)), st.integers(1, 5))
def test_the_mean_of_the_largest_is_what_sorting_says(values: np.ndarray, count: int) -> None:
    rows = fill_up([[0, 1, 2], [5], [], list(range(12))], 12)
    means = top_mean(values, rows, count)
    for line, own in zip(means, ([0, 1, 2], [5], [], list(range(12))), strict=True):
        best = np.sort(values[own])[::-1][:count]
        assert np.isclose(line, best.mean() if own else 0.0, atol=1e-6)


@given(st.text(max_size=200))
def test_words_keep_three_letters_and_never_fail(text: str) -> None:
    assert all(word for word in tokens(text))
    assert all(len(stem(word)) >= min(3, len(word)) for word in tokens(text))
