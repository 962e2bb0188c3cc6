"""Writes a conversation as Markdown, with every mark numbered through and its source at the end."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from coach.answer import Answer, Citation
from coach.literal import defuse, literal
from prompts.load import fill, load_texts
from vectorstore.store import Store

Thumb = Literal["up", "down"]


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a leader thought of an answer, and why; it goes nowhere but into a transcript."""

    thumb: Thumb
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """What a leader wrote, what was answered, and what the leader thought of it."""

    message: str
    answer: Answer
    opinion: Opinion | None = None


def write_transcript(said: Sequence[Said], store: Store) -> str:
    """Return a conversation as Markdown; a quotation that no longer stands is said to be lost."""
    texts = load_texts("transcript")
    lines = [f"# {texts['title']}", ""]
    sources: list[str] = []
    for exchange in said:
        numbers = {c.n: len(sources) + c.n for c in exchange.answer.citations}
        message = literal(exchange.message)
        lines += [f"## {texts['you']}", "", *([message, ""] if message else [])]
        spoken = renumber(leave_out_lost(exchange.answer, store), numbers)
        lines += [f"### {texts['coach']}", "", spoken, ""]
        if exchange.opinion:
            lines += [write_opinion(exchange.opinion), ""]
        sources += [write_source(c, numbers[c.n], store) for c in exchange.answer.citations]
    if sources:
        lines += [f"## {texts['sources']}", "", *sources, ""]
    return "\n".join(lines)


def leave_out_lost(answer: Answer, store: Store) -> str:
    """Return an answer's text without the quotations whose words no longer stand in the report."""
    text = defuse(answer.text)
    for citation in answer.citations:
        if citation.quote and not still_stands(citation, store):
            flat = defuse(" ".join(citation.quote.split()))
            text = text.replace(f"“{flat}”", f"({load_texts('transcript')['lost_words']})")
    return text


def still_stands(citation: Citation, store: Store) -> bool:
    """Say whether a citation's words are those of its passage, letter for letter, as of now."""
    passage = store.passages.get(citation.evidence_id)
    return bool(passage and citation.quote and citation.quote in passage.text)


def renumber(text: str, numbers: dict[int, int]) -> str:
    """Return an answer's text with its marks renumbered; one that cites nothing goes."""
    return re.sub(
        r"\[(\d{1,3})\]",
        lambda mark: f"[{numbers[int(mark[1])]}]" if int(mark[1]) in numbers else "",
        text,
    )


def write_opinion(opinion: Opinion) -> str:
    """Return the line of what a leader thought of an answer."""
    texts = load_texts("transcript")
    reason = f" {literal(opinion.reason)}" if opinion.reason else ""
    return f"*{texts['opinions'][opinion.thumb]}*{reason}"


def write_source(citation: Citation, number: int, store: Store) -> str:
    """Return the line of one source: who, role, report, page, and the words if they still stand."""
    texts = load_texts("transcript")
    words = {
        "number": number,
        "speaker": literal(citation.speaker),
        "role": literal(citation.role),
        "source": literal(citation.source),
        "page": literal(citation.page),
    }
    line = fill(texts["source"], **words)
    if citation.quote is None:
        return f"{line} {texts['retold']}"
    if not still_stands(citation, store):
        return f"{line} {texts['lost']}"
    return f"{line} “{literal(citation.quote)}”"
