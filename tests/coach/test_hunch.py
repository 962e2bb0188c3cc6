"""Tests of coach/hunch.py and of how eval/fit_hunch.py learns it."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach import hunch as module
from coach.hunch import LAYERS, Hunch, lean, load_hunch, place_reading, save_hunch
from eval.fit_hunch import learn_hunch
from vectorstore.embedder import Embedder

RISKS = [
    "I have the tablets on the desk and nobody will find me until Monday.",
    "He waits behind the door every night and I hide the knives.",
]
WORK = [
    "The budget meeting is on Monday and nobody has read the papers.",
    "She runs the rota and I write the minutes.",
]


def test_it_leans_towards_danger_and_away_from_work(minilm: Embedder) -> None:
    def weigh(message: str) -> float:
        leaning = lean(message, minilm)
        assert leaning
        return leaning.weight

    assert min(map(weigh, RISKS)) > max(map(weigh, WORK))


def test_the_category_follows_what_is_told(minilm: Embedder) -> None:
    leaning = lean("My husband hits me and takes my phone away.", minilm)
    assert leaning
    assert max(leaning.categories, key=lambda name: leaning.categories[name]) == "violence"


def test_another_embedder_gets_no_leaning(hashed: Embedder, minilm: Embedder) -> None:
    assert lean(RISKS[0], hashed) is None
    assert lean(RISKS[0], replace(minilm, name="all-MiniLM-L6-v2+00000000")) is None
    assert lean(RISKS[0], None) is None


@given(st.text(max_size=200))
@settings(max_examples=30, deadline=None)
def test_whatever_is_written_it_leans_some_way(minilm: Embedder, message: str) -> None:
    leaning = lean(message, minilm)
    assert leaning
    assert np.isfinite([leaning.weight, *leaning.categories.values()]).all()
    assert lean(message, minilm) == leaning


def made_up(seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """Return readings of two kinds that differ in the middle layers only, and which are sought."""
    source = np.random.default_rng(seed)
    layers = source.normal(size=(120, 6, 16)).astype(np.float32)
    truth = np.arange(120) < 40
    layers[truth, LAYERS] += 1.5
    return layers / np.linalg.norm(layers, axis=2, keepdims=True), truth


def learn(seed: int = 0) -> Hunch:
    """Return a hunch learnt from made-up readings of two categories."""
    layers, truth = made_up(seed)
    return learn_hunch(layers, truth, ["one", "two"] * 20, "made up")


def test_what_is_learnt_tells_unseen_readings_apart() -> None:
    learnt, (layers, truth) = learn(), made_up(seed=1)
    weights = learnt.weigh(place_reading(layers, learnt.centre))
    assert weights[truth].min() > weights[~truth].max()
    assert learnt.categories == ("one", "two")


def test_only_the_middle_layers_are_read() -> None:
    learnt, (layers, _) = learn(), made_up(seed=1)
    before = learnt.weigh(place_reading(layers, learnt.centre))
    layers[:, LAYERS.stop :] = 0.5
    assert learnt.weigh(place_reading(layers, learnt.centre)) == pytest.approx(before)


def test_weights_are_read_back_as_they_were_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "WEIGHTS", tmp_path / "hunch.npz")
    learnt, (layers, _) = learn(), made_up(seed=1)
    load_hunch.cache_clear()
    try:
        save_hunch(learnt)
        read = load_hunch()
    finally:
        monkeypatch.undo()
        load_hunch.cache_clear()
    assert (read.embedder, read.categories) == ("made up", ("one", "two"))
    assert read.offset == pytest.approx(learnt.offset)
    places = place_reading(layers, learnt.centre)
    assert read.weigh(places) == pytest.approx(learnt.weigh(places), abs=0.01)
