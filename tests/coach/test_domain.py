"""Whether a question is at home in the interviews, from its embedding alone."""

from pathlib import Path

import numpy as np
import pytest

from coach import domain
from coach.domain import judge_domain, load_domain
from vectorstore.embedder import Embedder, embed


def test_the_reading_was_fitted_for_the_embedder_in_use(minilm: Embedder) -> None:
    assert load_domain().embedder == minilm.name


def test_a_dilemma_is_more_at_home_than_a_recipe(minilm: Embedder) -> None:
    texts = ["Our partners sign and then do nothing together.", "How long do I boil an egg?"]
    dilemma, recipe = load_domain().judge(embed(minilm, texts))
    assert dilemma > recipe


def test_another_embedder_is_not_judged() -> None:
    vector = np.ones(load_domain().weights.shape, dtype=np.float32)
    assert judge_domain(vector, "another") == 0.0


def test_a_reading_is_read_back_as_it_was_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = domain.Domain(np.arange(3, dtype=np.float32), 0.5, "some")
    monkeypatch.setattr(domain, "WEIGHTS", tmp_path / "domain.npz")
    domain.save_domain(written)
    read = load_domain.__wrapped__()
    assert (read.weights == written.weights).all()
    assert (read.offset, read.embedder) == (0.5, "some")
