"""Keeps the arrows: imports point down only, and nobody imports a door."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ALLOWED = {
    "app": {"coach", "eval", "ingest", "prompts", "vectorstore", "window"},
    "cli": {"coach", "eval", "ingest", "prompts", "terminal", "vectorstore"},
    "terminal": {"coach", "eval", "ingest", "prompts", "vectorstore"},
    "window": {"coach", "ingest", "prompts", "vectorstore"},
    "eval": {"coach", "ingest", "prompts", "vectorstore"},
    "coach": {"prompts", "vectorstore"},
    "ingest": {"prompts", "vectorstore"},
    "vectorstore": set(),
    "prompts": set(),
}
FORBIDDEN_NAMES = {"utils", "common", "helpers", "core", "misc"}


def modules(room: str) -> list[Path]:
    """Return the Python files of a room, which is a package or a single file."""
    single = ROOT / f"{room}.py"
    return [single] if single.exists() else sorted((ROOT / room).rglob("*.py"))


def imported(path: Path) -> set[str]:
    """Return the top-level names that a file imports."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.split(".")[0])
    return names


@pytest.mark.parametrize("room", ALLOWED)
def test_imports_point_down_only(room: str) -> None:
    files = modules(room)
    assert files, f"{room} has no code"
    for path in files:
        wrong = imported(path) & set(ALLOWED) - ALLOWED[room] - {room}
        assert not wrong, f"{path.relative_to(ROOT)} imports {wrong}"


def test_no_room_is_a_drawer_for_everything() -> None:
    found = [p for room in ALLOWED for p in modules(room) if p.stem in FORBIDDEN_NAMES]
    assert not found


def test_every_file_says_what_it_is_for() -> None:
    for room in ALLOWED:
        for path in modules(room):
            docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
            assert docstring, f"{path.relative_to(ROOT)} has no opening sentence"


def test_the_environment_is_read_in_one_place() -> None:
    # Beside the settings: telemetry is switched off, and processes are started, by environment.
    allowed = {"coach/settings.py", "vectorstore/quiet.py", "ingest/read.py", "eval/speed.py"}
    for room in ALLOWED:
        for path in modules(room):
            name = path.relative_to(ROOT).as_posix()
            if name not in allowed:
                assert "os.environ" not in path.read_text(encoding="utf-8"), name
