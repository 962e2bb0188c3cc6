"""The baseline: what flips, what is lost, what is worse, and a diff that can be read."""

from dataclasses import replace
from pathlib import Path

import pytest

from eval.baseline import accept, read_baseline
from eval.compare import compare
from eval.outcome import CannotRun, Case, Dataset, Outcome
from eval.tally import tally


def outcome(passes: list[bool], digest: str = "a") -> Outcome:
    cases = tuple(
        Case("retrieval", f"d-{n:03}", good, scores={"hit@5": float(good)}, cluster=f"d-{n:03}")
        for n, good in enumerate(passes)
    )
    measure = tally("retrieval", "hit@5", cases, gated=True)
    data = Dataset("dilemmas", len(passes), digest)
    return Outcome("retrieval", cases=cases, measures=(measure,), datasets=(data,))


GOOD = outcome([True] * 90 + [False] * 10)


@pytest.fixture
def stored(tmp_path: Path) -> Path:
    """Return a baseline of a hundred cases, ninety of them good."""
    path = tmp_path / "baseline.json"
    accept(path, [GOOD], None)
    return path


def failing(found: Outcome, path: Path) -> list[str]:
    comparison = compare([found], read_baseline(path), path.name)
    return [gate.demand for gate in comparison.gates if gate.holds is False]


def test_the_same_run_again_has_no_flip_and_no_red(stored: Path) -> None:
    comparison = compare([GOOD], read_baseline(stored), stored.name)
    assert not comparison.flips
    assert not comparison.moved
    assert not failing(GOOD, stored)


def test_every_flip_is_listed_in_both_directions(stored: Path) -> None:
    found = outcome([False] + [True] * 90 + [False] * 9)
    flips = compare([found], read_baseline(stored), stored.name).flips
    assert [(flip.key, flip.worse) for flip in flips] == [
        ("retrieval/d-000", True),
        ("retrieval/d-090", False),
    ]
    assert not failing(found, stored)  # one for one is within chance and margin


def test_a_deleted_case_is_red(stored: Path) -> None:
    assert "no case has gone missing" in failing(outcome([True] * 90 + [False] * 9, "b"), stored)


def test_a_changed_set_is_red_until_it_is_accepted(stored: Path) -> None:
    found = replace(GOOD, datasets=(Dataset("dilemmas", 100, "b"),))
    assert any("retrieval/dilemmas" in demand for demand in failing(found, stored))
    accept(stored, [found], read_baseline(stored))
    assert not failing(found, stored)


def test_a_set_that_is_no_longer_read_is_red(stored: Path) -> None:
    assert failing(replace(GOOD, datasets=()), stored)


def test_a_suite_that_judges_nothing_any_more_is_red(stored: Path) -> None:
    empty = Outcome("retrieval", skipped=("the set was not there",))
    assert "retrieval is judged as in the baseline" in failing(empty, stored)


def test_a_loss_beyond_chance_and_margin_is_red(stored: Path) -> None:
    assert any("worse" in demand for demand in failing(outcome([True] * 78 + [False] * 22), stored))


def test_a_loss_within_chance_is_not_red_and_is_shown(stored: Path) -> None:
    found = outcome([True] * 87 + [False] * 13)
    comparison = compare([found], read_baseline(stored), stored.name)
    assert not failing(found, stored)
    assert len(comparison.flips) == 3
    assert comparison.tests[0].lost == 3
    assert comparison.tests[0].detectable is not None


def test_what_could_not_be_scored_is_not_taken_for_a_pass(stored: Path) -> None:
    cases = (replace(GOOD.cases[0], passed=None, scores={}), *GOOD.cases[1:])
    flips = compare([replace(GOOD, cases=cases)], read_baseline(stored), "b").flips
    assert [(flip.key, flip.after, flip.worse) for flip in flips] == [
        ("retrieval/d-000", None, True)
    ]


def test_without_a_baseline_that_is_said_and_not_scored() -> None:
    comparison = compare([GOOD], None, "none.json")
    assert [gate.holds for gate in comparison.gates] == [None]
    assert "none.json" in comparison.note


def test_accepting_one_suite_leaves_the_others_and_changes_only_its_lines(stored: Path) -> None:
    other = Outcome("safety", cases=(Case("safety", "s-1", True),))
    accept(stored, [other], read_baseline(stored))
    before = set(stored.read_text().splitlines())
    accept(stored, [outcome([False] + [True] * 89 + [False] * 10)], read_baseline(stored))
    after = stored.read_text().splitlines()
    changed = [line for line in after if line not in before]
    assert len(changed) == 2  # the case and the measure
    assert any('"safety/s-1"' in line for line in after)


def test_no_question_and_no_answer_is_kept(stored: Path) -> None:
    case = replace(GOOD.cases[0], question="a secret question", detail={"text": "a secret answer"})
    accept(stored, [replace(GOOD, cases=(case,))], None)
    assert "secret" not in stored.read_text()


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"cases": {"a": 1}, "measures": {}, "datasets": {}}']
)
def test_a_broken_baseline_is_said_and_not_overlooked(tmp_path: Path, text: str) -> None:
    path = tmp_path / "baseline.json"
    path.write_text(text)
    with pytest.raises(CannotRun, match=r"baseline\.json is broken"):
        read_baseline(path)
