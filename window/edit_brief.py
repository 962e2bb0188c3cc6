"""Applies what a coach changed on the page to a brief; quotations come from the brief alone."""

from dataclasses import replace
from typing import Any

from coach.brief import Brief, Entry

LONGEST = 4_000  # characters of one edited line


def edit_brief(brief: Brief, lists: dict[str, Any]) -> Brief:
    """Return a brief with its lines in the order, and with the words, that the page now shows.

    lists holds, for each list, [number of the line in the brief, its words]; whatever makes no
    sense of it is left out.
    """
    entries = edited_entries(brief.entries, lists.get("entries"))
    against = (brief.contrast,) if brief.contrast else ()
    contrast = edited_entries(against, lists.get("contrast"))
    shown = (*entries, *contrast)
    return replace(
        brief,
        issues=edited_lines(brief.issues, lists.get("issues")),
        entries=entries,
        contrast=contrast[0] if contrast else None,
        questions=edited_lines(brief.questions, lists.get("questions")),
        limits=edited_lines(brief.limits, lists.get("limits")),
        sources=tuple(f"{entry.name}, {entry.pages}" for entry in shown),
    )


def edited_lines(lines: tuple[str, ...], changed: Any) -> tuple[str, ...]:
    """Return lines as they were left; empty ones go."""
    words = (text for _, text in read_changes(changed, len(lines)))
    return tuple(text for text in words if text)


def edited_entries(entries: tuple[Entry, ...], changed: Any) -> tuple[Entry, ...]:
    """Return experiences as they were left, each of them at most once."""
    kept = dict(read_changes(changed, len(entries)))
    return tuple(replace(entries[n], told=text or entries[n].told) for n, text in kept.items())


def read_changes(changed: Any, count: int) -> list[tuple[int, str]]:
    """Return the numbers and words of a list as the page sent it, as far as they make sense."""
    pairs = changed if isinstance(changed, list) else []
    return [
        (pair[0], " ".join(pair[1][:LONGEST].split()))
        for pair in pairs
        if isinstance(pair, list)
        and len(pair) == 2
        and isinstance(pair[0], int)
        and isinstance(pair[1], str)
        and 0 <= pair[0] < count
    ]
