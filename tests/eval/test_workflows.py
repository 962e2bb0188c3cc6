"""The workflows do only what make does, with pinned actions and no right to write."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
TARGETS = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))


def read(path: Path) -> dict[str, Any]:
    """Return a workflow; YAML takes its word "on" for true."""
    record: dict[Any, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    record["on"] = record.pop(True)
    return record


def steps(record: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the steps of all jobs."""
    return [step for job in record["jobs"].values() for step in job["steps"]]


def test_there_are_two_workflows() -> None:
    assert [path.name for path in FILES] == ["ci.yml", "nightly-eval.yml"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_command_is_a_target_of_make(path: Path) -> None:
    commands = [step["run"] for step in steps(read(path)) if "run" in step]
    assert commands
    for command in commands:
        maker, target = command.split(" ")
        assert maker == "make"
        assert target in TARGETS


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_action_is_pinned_and_nothing_may_be_written(path: Path) -> None:
    record = read(path)
    assert record["permissions"] == {"contents": "read"}
    for step in steps(record):
        assert ("uses" in step) != ("run" in step)
        if "uses" in step:
            assert re.fullmatch(r"actions/[a-z-]+@v\d+", step["uses"])
    assert all("timeout-minutes" in job for job in record["jobs"].values())


def test_the_nightly_fails_on_gates_and_keeps_what_it_found() -> None:
    found = steps(read(ROOT / ".github" / "workflows" / "nightly-eval.yml"))
    judging = next(step for step in found if step.get("run") == "make eval")
    assert "continue-on-error" not in judging
    summary = next(step for step in found if step.get("run") == "make eval-summary")
    assert summary["if"] == "always()"
    kept = [step for step in found if "upload-artifact" in step.get("uses", "")]
    assert kept
    for step in kept:
        assert step["if"].startswith("always()")
