"""Turns evidence into plain records for the JSON-lines files beside Chroma, and back."""

from dataclasses import asdict, fields
from typing import Any

from vectorstore.evidence import Experience, PageSpan, Passage, Quote
from vectorstore.windows import Window

Record = dict[str, Any]
WINDOW_FIELDS = tuple(field.name for field in fields(Window))


def passage_record(passage: Passage) -> Record:
    """Return a passage as a record of plain values."""
    return asdict(passage)


def read_passage(record: Record) -> Passage:
    """Return the passage of a record; raises TypeError or KeyError on a foreign one."""
    return Passage(**{**record, "spans": tuple(PageSpan(**span) for span in record["spans"])})


def experience_record(experience: Experience) -> Record:
    """Return an experience as a record of plain values."""
    return asdict(experience)


def read_experience(record: Record) -> Experience:
    """Return the experience of a record; raises TypeError or KeyError on a foreign one."""
    lists = ("pages", "asks", "questions", "themes", "contrasts", "voices")
    return Experience(
        **{
            **record,
            **{field: tuple(record[field]) for field in lists},
            "quotes": tuple(Quote(**quote) for quote in record["quotes"]),
        }
    )


def window_record(window: Window) -> Record:
    """Return a window as a record of plain values; there are thousands, which asdict is slow at."""
    return {name: getattr(window, name) for name in WINDOW_FIELDS}


def read_window(record: Record) -> Window:
    """Return the window of a record; raises TypeError or KeyError on a foreign one."""
    return Window(**{**record, "evidence_ids": tuple(record["evidence_ids"])})
