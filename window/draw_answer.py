"""Draws one exchange as HTML: what was written, and the answer with its marks and its states."""

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
LONGEST = 6_000  # characters of a message that are shown; the coach reads no more than these


def draw_message(message: str) -> str:
    """Draw what the leader wrote, every character of it as text."""
    texts = load_texts("window")
    cut = f' <span class="aside">({escape(texts["cut_off"])})</span>'
    return (
        f'<div class="message"><h2 class="spoken">{escape(texts["you"])}</h2>'
        f"<p>{escape(message[:LONGEST])}{cut if len(message) > LONGEST else ''}</p></div>"
    )


def draw_thinking() -> str:
    """Draw that an answer is on its way."""
    return (
        f'<p class="thinking">{escape(load_texts("window")["thinking"])}<i></i><i></i><i></i></p>'
    )


def draw_failure(reason: str) -> str:
    """Draw the one line that says what went wrong."""
    return f'<p class="failure">{escape(reason)}</p>'


def draw_answer(answer: Answer, turn: int) -> list[str]:
    """Draw an answer block by block, in the order in which it is to appear."""
    blocks = read_blocks(answer.text)
    stretches = find_stretches(blocks, answer.claims)
    citations = {citation.n: citation for citation in answer.citations}
    return [
        draw_block(block, found, citations, turn)
        for block, found in zip(blocks, stretches, strict=True)
    ]


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
    return (
        f'<div class="part {block.kind}" data-verdict="{verdict}">{label}'
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


def draw_follow_ups(follow_ups: Sequence[str]) -> str:
    """Draw suggestions as buttons; none where there are none."""
    if not follow_ups:
        return ""
    title = escape(load_texts("window")["follow_ups"])
    buttons = "".join(draw_say(text) for text in follow_ups)
    return f'<div class="follow-ups" role="group" aria-label="{title}">{buttons}</div>'


def draw_take() -> str:
    """Draw the buttons by which a conversation is taken away."""
    texts = load_texts("window")
    buttons = "".join(
        f'<button type="button" data-export="{suffix}">{escape(name)}</button>'
        for suffix, name in texts["formats"].items()
    )
    label = escape(texts["take_conversation"])
    return (
        f'<div class="take" role="group" aria-label="{label}"><span>{label}</span>{buttons}</div>'
    )


def draw_say(text: str) -> str:
    """Draw a button that sends its own words as a message."""
    return f'<button type="button" class="say" data-say="{escape(text)}">{escape(text)}</button>'
