"""Tests of terminal/files.py: what a command reads and writes, and what is said when it cannot."""

from pathlib import Path

import pytest

from coach.conversation import Conversation
from terminal.files import Batched, expand, open_session, read_batch, save_session
from terminal.usage import UsageError


def test_a_line_of_a_batch_ends_with_a_line_feed_only(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text('{"id": 7, "turns": ["one\u2028two"]}\n\n{"id": "b", "turns": ["x", 3]}\n')
    assert list(read_batch(path)) == [Batched(7, ["one\u2028two"]), Batched("b", ["x", "3"])]


@pytest.mark.parametrize("line", ["[]", '{"id": 1}', '{"turns": ["x"]}', '{"id": 1, "turns": []}'])
def test_a_line_that_is_no_conversation_is_named(line: str, tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text('{"id": 1, "turns": ["x"]}\n' + line)
    with pytest.raises(UsageError, match="line 2"):
        list(read_batch(path))


def test_a_session_is_read_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "session.json"
    said = Conversation().add("What now?", "Who have you asked?", stage="clarify")
    save_session(path, said)
    assert open_session(path) == said
    assert [file.name for file in tmp_path.iterdir()] == ["session.json"]


def test_a_folder_stands_for_the_pdfs_in_it(tmp_path: Path) -> None:
    for name in ("b.pdf", "a.PDF", "notes.txt"):
        (tmp_path / name).touch()
    assert [path.name for path in expand(tmp_path)] == ["a.PDF", "b.pdf"]
