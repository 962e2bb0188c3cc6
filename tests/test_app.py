"""Tests the door itself: to whom it opens, and what it says when it does not."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.parametrize("login", ["", "name-without-password"])
def test_a_public_address_without_a_login_is_refused(login: str, tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "app.py"],
        cwd=ROOT,
        env={
            **os.environ,
            "COACH_HOME": str(tmp_path),
            "GRADIO_SERVER_NAME": "0.0.0.0",
            "COACH_LOGIN": login,
        },
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert ended.returncode == 2
    assert "login" in ended.stderr
    assert ended.stderr.count("\n") == 1
