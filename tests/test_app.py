"""Tests the door itself: to whom it opens, and what it says when it does not."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import app
from tests.conftest import ROOT


def test_a_public_address_without_a_login_is_refused(tmp_path: Path) -> None:
    public = {"COACH_HOME": str(tmp_path), "GRADIO_SERVER_NAME": "0.0.0.0", "COACH_LOGIN": ""}
    ended = subprocess.run(
        [sys.executable, "app.py"],
        cwd=ROOT,
        env={**os.environ, **public},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert ended.returncode == 2
    assert "login" in ended.stderr
    assert ended.stderr.count("\n") == 1


def test_a_login_without_a_password_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COACH_HOME", str(tmp_path))
    monkeypatch.setenv("GRADIO_SERVER_NAME", "0.0.0.0")
    monkeypatch.setenv("COACH_LOGIN", "name-without-password")
    assert app.main() == 2
    said = capsys.readouterr().err
    assert "login" in said
    assert said.count("\n") == 1
