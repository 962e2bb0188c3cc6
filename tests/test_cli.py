"""The terminal door, as other programs call it: a real process, exit codes and JSON."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from cli import main
from ingest.library import ingest
from tests.conftest import ROOT
from vectorstore.embedder import Embedder

DILEMMA = "Everyone else has signed up and one partner will not join. Do we wait for them?"
CITATION = {
    "n", "evidence_id", "kind", "speaker", "role", "source", "page", "pdf_page", "quote", "text",
}  # fmt: skip


Said = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="module")
def home(casebook_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a state folder that the module's calls share, with the casebook indexed."""
    return Path(shutil.copytree(casebook_home, tmp_path_factory.mktemp("cli") / "home"))


def settings_for(home: Path) -> dict[str, str]:
    """Return the settings of a program without any library or model."""
    return {"COACH_HOME": str(home), "COACH_LIBRARY": str(home / "none"), "COACH_LLM": ""}


@pytest.fixture
def coach(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], minilm: Embedder
) -> Said:
    """Return what runs a command in this process, where the embedder is loaded already."""

    def run(home: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
        for name, value in settings_for(home).items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr("terminal.open.load_embedder", lambda name: minilm)
        monkeypatch.setattr("terminal.commands.load_embedder", lambda name: minilm)
        status = main(arguments)
        said = capsys.readouterr()
        return subprocess.CompletedProcess(arguments, status, said.out, said.err)

    return run


def test_ask_json_is_as_promised_and_the_session_goes_on(
    home: Path, tmp_path: Path, coach: Said
) -> None:
    session = tmp_path / "session.json"
    first = subprocess.run(  # the program as others call it: a process of its own, and real weights
        [sys.executable, "-m", "cli", "ask", DILEMMA, "--json", "--session", str(session)],
        cwd=ROOT,
        env={**os.environ, **settings_for(home)},
        capture_output=True,
        text=True,
        timeout=200,
    )
    assert first.returncode == 0, first.stderr
    answer = json.loads(first.stdout)
    assert answer["schema"] == 1
    assert answer["kind"] == "answer"
    assert set(answer["citations"][0]) == CITATION
    assert isinstance(answer["citations"][0]["page"], str)
    assert set(answer["claims"][0]) == {"text", "kind", "citations", "verdict"}
    assert set(answer["interviewees"]) == {"count", "of", "names"}
    assert session.stat().st_mode & 0o077 == 0
    second = coach(home, "ask", "And who else?", "--json", "--session", str(session))
    assert "not a therapist" not in json.loads(second.stdout)["text"]
    assert json.loads(session.read_text())["count"] == 2


def test_batches_answer_line_by_line(home: Path, tmp_path: Path, coach: Said) -> None:
    batch = tmp_path / "in.jsonl"
    lines = [{"id": "a", "turns": [DILEMMA]}, {"id": 7, "turns": [DILEMMA, "did it work?"]}]
    batch.write_text("\n".join(json.dumps(line) for line in lines))
    asked = coach(home, "ask", "--batch", str(batch), "--json")
    assert [json.loads(line)["id"] for line in asked.stdout.splitlines()] == ["a", 7]
    found = coach(home, "search", "--batch", str(batch), "--json", "-k", "3")
    hits = [json.loads(line)["hits"] for line in found.stdout.splitlines()]
    assert [len(line) for line in hits] == [3, 3]
    assert set(hits[0][0]) == {
        "rank", "score", "kind", "evidence_id", "speaker", "page", "source", "text", "quotes",
    }  # fmt: skip
    scores = [hit["score"] for hit in hits[0]]
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["ask"], "say what is going on"),
        (["ask", "   "], "say what is going on"),
        (["ask", "x", "--session", "{tmp}/broken.json"], "not a session file"),
        (["ask", "--batch", "{tmp}/none.jsonl", "--json"], "cannot read"),
        (["ask", "--batch", "{tmp}/broken.json", "--json"], "line 1"),
        (["search"], "say what to look for"),
        (["search", "x", "-k", "0"], "-k"),
        (["ingest", "{tmp}/none.pdf"], "there is no file"),
        (["ingest", "{tmp}"], "no PDFs"),
        (["sing"], "invalid choice"),
        ([], "COMMAND"),
    ],
)
def test_bad_input_is_one_clear_line_and_exit_2(
    arguments: list[str],
    says: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (tmp_path / "broken.json").write_text("{not json")
    monkeypatch.setenv("COACH_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("COACH_LIBRARY", str(tmp_path / "none"))
    try:
        status = main([argument.replace("{tmp}", str(tmp_path)) for argument in arguments])
    except SystemExit as stop:
        status = int(stop.code or 0)
    error = capsys.readouterr().err
    assert status == 2
    assert says in error
    assert error.count("\n") == 1
    assert "Traceback" not in error


def test_a_file_that_is_not_a_pdf_ends_in_a_named_outcome(
    tmp_path: Path,
    casebook: Path,
    coach: Said,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = tmp_path / "notes.pdf"
    path.write_text("these are notes")
    small = partial(ingest, casebook=casebook)  # two cards are indexed at once
    monkeypatch.setattr("terminal.commands.ingest", small)
    done = coach(tmp_path / "home", "ingest", str(path), "--json")
    assert done.returncode == 0, done.stderr
    [file] = json.loads(done.stdout)["files"]
    assert file["outcome"] == "refused"
    assert "not a PDF" in file["reason"]


def test_a_damaged_index_is_named_and_rebuilt_on_request(
    casebook_home: Path, tmp_path: Path, coach: Said
) -> None:
    home = Path(shutil.copytree(casebook_home, tmp_path / "home"))
    build = home / "builds" / (home / "CURRENT").read_text()
    (build / "experiences.jsonl").write_text("{}\n")
    asked = coach(home, "ask", DILEMMA)
    assert asked.returncode == 2
    assert "run `coach ingest`" in asked.stderr
    assert asked.stderr.count("\n") == 1
    assert coach(home, "ingest").returncode == 0
    assert coach(home, "ask", DILEMMA).returncode == 0
