"""Writes a conversation as Markdown, with every mark numbered through and its source at the end."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from coach.answer import Answer, Citation
from prompts.load import fill, load_texts
from vectorstore.store import Store


@dataclass(frozen=True, slots=True)
class Said:
    """What a leader wrote, and what was answered."""

    message: str
    answer: Answer


def write_transcript(said: Sequence[Said], store: Store) -> str:
    """Return a conversation as Markdown; a quotation that no longer stands is said to be lost."""
    texts = load_texts("transcript")
    lines = [f"# {texts['title']}", ""]
    sources: list[str] = []
    for exchange in said:
        numbers = {c.n: len(sources) + c.n for c in exchange.answer.citations}
        message = " ".join(exchange.message.split())
        lines += [f"## {texts['you']}", "", *([message, ""] if message else [])]
        lines += [f"### {texts['coach']}", "", renumber(exchange.answer.text, numbers), ""]
        sources += [write_source(c, numbers[c.n], store) for c in exchange.answer.citations]
    if sources:
        lines += [f"## {texts['sources']}", "", *sources, ""]
    return "\n".join(lines)


def renumber(text: str, numbers: dict[int, int]) -> str:
    """Return an answer's text with its marks renumbered; one that cites nothing goes."""
    return re.sub(
        r"\[(\d{1,3})\]",
        lambda mark: f"[{numbers[int(mark[1])]}]" if int(mark[1]) in numbers else "",
        text,
    )


def write_source(citation: Citation, number: int, store: Store) -> str:
    """Return the line of one source: who, role, report, page, and the words if they still stand."""
    texts = load_texts("transcript")
    words = {
        "number": number,
        "speaker": citation.speaker,
        "role": citation.role,
        "source": citation.source,
        "page": citation.page,
    }
    line = fill(texts["source"], **words)
    if citation.quote is None:
        return f"{line} {texts['retold']}"
    passage = store.passages.get(citation.evidence_id)
    if passage is None or citation.quote not in passage.text:
        return f"{line} {texts['lost']}"
    return f"{line} “{' '.join(citation.quote.split())}”"
