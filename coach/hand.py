"""Checks a brief that was worked on by hand: what stands as a quotation is one, or says it is not.

Each quotation is looked for again in the report, and words that somebody put in quotation marks
are held against it too.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from coach.brief import Brief, Entry, stands
from coach.verify.exact import find_quotation
from prompts.load import fill, load_texts
from vectorstore.store import Store

QUOTED = re.compile(r"“([^“”]+)”|\"([^\"]+)\"|«([^«»]+)»|„([^„“”]+)[“”]")
SHORTEST = 3  # words; fewer are a way of speaking and not a quotation


@dataclass(frozen=True, slots=True)
class Checked:
    """A brief fit to be taken away; how many quotations went, how many lines were flagged."""

    brief: Brief
    lost: int
    flagged: int


def check_brief(edited: Brief, made: Brief, store: Store) -> Checked:
    """Return an edited brief with only proven quotations; made is the brief before the editing."""
    known = {*made.issues, *made.questions, *made.limits}
    known |= {entry.told for entry in entries_of(made)}
    everything = [passage.text for passage in store.passages.values()]
    flagged = 0

    def check_line(line: str, texts: Iterable[str]) -> str:
        nonlocal flagged
        if line in known:  # our own words, with our own way of using quotation marks
            return line
        checked = flag_quotations(line, texts)
        flagged += checked != line
        return checked

    def check_entry(entry: Entry) -> Entry:
        own = [p.text for p in store.passages.values() if p.speaker == entry.name]
        quotes = tuple(quote for quote in entry.quotes if stands(quote, store.passages))
        return replace(entry, told=check_line(entry.told, own), quotes=quotes)

    entries = tuple(check_entry(entry) for entry in edited.entries)
    contrast = check_entry(edited.contrast) if edited.contrast else None
    brief = replace(
        edited,
        issues=tuple(check_line(line, everything) for line in edited.issues),
        questions=tuple(check_line(line, everything) for line in edited.questions),
        limits=tuple(check_line(line, everything) for line in edited.limits),
        entries=entries,
        contrast=contrast,
    )
    lost = count_quotes(edited) - count_quotes(brief)
    if lost:
        note = fill(load_texts("brief")["quotations_gone"], count=lost)
        brief = replace(brief, limits=(*brief.limits, note))
    return Checked(brief, lost, flagged)


def flag_quotations(line: str, texts: Iterable[str]) -> str:
    """Return a line in which every quotation that is in none of the texts is said to be none."""
    known = tuple(texts)
    note = f"[{load_texts('brief')['not_a_quotation']}]"

    def check(found: re.Match[str]) -> str:
        words = next(group for group in found.groups() if group)
        proven = len(words.split()) < SHORTEST or any(find_quotation(words, t) for t in known)
        return found[0] if proven else f"{found[0]} {note}"

    return QUOTED.sub(check, line)


def entries_of(brief: Brief) -> tuple[Entry, ...]:
    """Return all experiences of a brief, the contrary one last."""
    return (*brief.entries, *([brief.contrast] if brief.contrast else []))


def count_quotes(brief: Brief) -> int:
    """Return how many quotations a brief has."""
    return sum(len(entry.quotes) for entry in entries_of(brief))
