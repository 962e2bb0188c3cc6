"""Tests of eval/speed.py and of the gates over what it measures."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from eval.speed import Run, Speed, middle, run
from eval.suites import speed as suite

FAST = Speed(
    ingest=Run(10.0, 700),
    rival_ingest=Run(20.0, 900),
    first_answer=Run(2.0, 500),
    rival_first_answer=Run(4.0, 700),
    ingest_ratio=0.5,
    memory_ratio=0.8,
    first_answer_ratio=0.5,
    warm_p50_ms=40.0,
    warm_p95_ms=50.0,
    start_ms=900.0,
    unchanged_ms=1500.0,
)
SLOW: dict[str, dict[str, float]] = {
    "ingest time": {"ingest_ratio": 0.61},
    "peak memory": {"memory_ratio": 1.01},
    "first answer": {"first_answer_ratio": 1.01},
    "warm answer": {"warm_p95_ms": 60.1},
    "has not changed": {"unchanged_ms": 1901.0},
}


@pytest.fixture
def failed(monkeypatch: pytest.MonkeyPatch) -> Callable[[Speed], list[str]]:
    """Return a function that says which gates fail over some measurements."""

    def judge(measured: Speed) -> list[str]:
        monkeypatch.setattr(suite, "measure_speed", lambda _: measured)
        material: Any = SimpleNamespace(reports=(Path("report.pdf"),))
        outcome = suite.judge(material, lambda _: None)
        assert outcome.cases[0].passed == all(gate.holds for gate in outcome.gates)
        return [gate.demand for gate in outcome.gates if not gate.holds]

    return judge


def test_what_is_fast_enough_passes(failed: Callable[[Speed], list[str]]) -> None:
    assert failed(FAST) == []


@pytest.mark.parametrize("name", SLOW)
def test_each_thing_that_is_too_slow_fails_its_gate_alone(
    failed: Callable[[Speed], list[str]], name: str
) -> None:
    (demand,) = failed(replace(FAST, **SLOW[name]))  # type: ignore[arg-type]
    assert name in demand


def test_of_several_rounds_the_middle_time_and_the_largest_memory_count() -> None:
    assert middle([Run(3.0, 10), Run(1.0, 30), Run(2.0, 20)]) == Run(2.0, 30)


def test_a_process_that_fails_is_no_measurement(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="ended with 2"):
        run("cli", "ingest", str(tmp_path / "none.pdf"), home=tmp_path)
