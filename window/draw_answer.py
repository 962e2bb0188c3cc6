"""Draws an answer as HTML: its blocks, its marks, and the state of every stretch of it."""

import re
from collections.abc import Sequence
from html import escape
from itertools import pairwise
from typing import Any

from coach.answer import Answer, Citation
from prompts.load import fill, load_texts
from window.markdown import Block, Run, read_blocks
from window.states import Stretch, block_verdict, find_stretches

TAGS = {"paragraph": "p", "quotation": "blockquote", "item": "p", "heading": "h3"}
NUMBER = re.compile(r"(text [A-Z]+ to (?:<[^>]*>)*)?<strong>([\d\s-]{3,})</strong>")


def draw_answer(answer: Answer, turn: int) -> list[str]:
    """Draw an answer block by block, in the order in which it is to appear."""
    blocks = read_blocks(answer.text)
    stretches = find_stretches(blocks, answer.claims)
    citations = {citation.n: citation for citation in answer.citations}
    drawn = [
        draw_block(block, found, citations, turn)
        for block, found in zip(blocks, stretches, strict=True)
    ]
    return [dial(block) for block in drawn] if answer.kind == "safeguarding" else drawn


def dial(drawn: str) -> str:
    """Return a drawn block with each number to call or text as a link that does so."""

    def link(found: re.Match[str]) -> str:
        way, number = ("sms" if found[1] else "tel"), re.sub(r"\D", "", found[2])
        return f'{found[1] or ""}<a class="dial" href="{way}:{number}">{found[2]}</a>'

    return NUMBER.sub(link, drawn)


def draw_block(
    block: Block, stretches: Sequence[Stretch], citations: dict[int, Citation], turn: int
) -> str:
    """Draw a block with the name of its state beside it."""
    verdict = block_verdict(block, stretches)
    named: dict[str, Any] = load_texts("window")["verdicts"][verdict]
    label = (
        f'<span class="state" title="{escape(named["about"])}">'
        f'<span aria-hidden="true">{escape(named["sign"])}</span> {escape(named["name"])}</span>'
    )
    words = draw_runs(block.runs, stretches, citations, turn)
    if block.kind == "quotation":
        words = draw_quotation(words, block.byline)
    tag = TAGS[block.kind]
    # A paragraph wholly in italics is small print: what this is, and what it keeps.
    note = " note" if all(run.emphasis for run in block.runs) else ""
    return (
        f'<div class="part {block.kind}{note}" data-verdict="{verdict}">{label}'
        f"<{tag}>{words}</{tag}></div>"
    )


def draw_quotation(words: str, byline: str) -> str:
    """Draw a quotation's words, and below them whose they are."""
    footer = f"<footer>{escape(byline)}</footer>" if byline else ""
    return f"<p>{words}</p>{footer}"


def draw_runs(
    runs: Sequence[Run], stretches: Sequence[Stretch], citations: dict[int, Citation], turn: int
) -> str:
    """Draw runs of text, each character under the state of the claim that it is part of."""
    unproven = f' <span class="aside">{escape(load_texts("window")["not_proven"])}</span>'
    edges = sorted({edge for s in stretches for edge in (s.start, s.end)})
    drawn = []
    position = 0
    for run in runs:
        if run.mark is not None:
            drawn.append(draw_mark(run.mark, citations, turn))
            continue
        end = position + len(run.text)
        cuts = [position, *(edge for edge in edges if position < edge < end), end]
        for start, stop in pairwise(cuts):
            words = style(run, run.text[start - position : stop - position])
            inside = next((s for s in stretches if s.start <= start < s.end), None)
            if inside and words:
                words = f'<span class="claim" data-verdict="{inside.verdict}">{words}</span>'
                if inside.verdict == "unsupported" and stop == inside.end:
                    words += unproven
            drawn.append(words)
        position = end
    return re.sub(r"\s+(<a class=\"mark\")", r"&nbsp;\1", "".join(drawn))


def style(run: Run, text: str) -> str:
    """Return text, escaped, in the style of its run."""
    if run.strong:
        return f"<strong>{escape(text)}</strong>"
    if run.emphasis:
        return f"<em>{escape(text)}</em>"
    return escape(text)


def draw_mark(n: int, citations: dict[int, Citation], turn: int) -> str:
    """Draw a mark as a link to its evidence; one that cites nothing stays plain text."""
    citation = citations.get(n)
    if citation is None:
        return f"[{n}]"
    texts = load_texts("window")
    place = fill(texts["peek_place"], speaker=citation.speaker, page=citation.page)
    label = fill(texts["mark"], n=n, speaker=citation.speaker, page=citation.page)
    words = f"“{' '.join(citation.quote.split())}”" if citation.quote else texts["peek_card"]
    return (
        f'<a class="mark" href="#{source_id(turn, n)}" data-source="{source_id(turn, n)}"'
        f' aria-label="[{n}] {escape(label)}" data-place="{escape(place)}"'
        f' data-words="{escape(words)}">[{n}]</a>'
    )


def source_id(turn: int, n: int) -> str:
    """Return the element id of the evidence behind a mark."""
    return f"source-{turn}-{n}"
