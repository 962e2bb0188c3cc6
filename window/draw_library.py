"""Draws the library: what is in it, how the reading of it ended, and what was understood of it."""

from collections.abc import Sequence
from html import escape

from prompts.load import fill, load_texts
from vectorstore.builds import Source
from vectorstore.evidence import Passage
from vectorstore.store import Store

OPENING = 14  # words of somebody's first passage: enough to see whether it is theirs


def draw_library(store: Store) -> str:
    """Draw every document, each with what was understood of it."""
    texts = load_texts("window")
    sources = store.manifest.sources
    if not sources:
        return f'<p class="lead">{escape(texts["library_empty"])}</p>'
    by_document: dict[str, list[Passage]] = {}
    for passage in store.passages.values():
        by_document.setdefault(passage.document, []).append(passage)
    drawn = (draw_source(source, by_document.get(source.digest, [])) for source in sources)
    return f"<ul>{''.join(drawn)}</ul>"


def draw_source(source: Source, passages: Sequence[Passage] = ()) -> str:
    """Draw one document."""
    texts = load_texts("window")
    facts = []
    if source.outcome == "indexed":
        facts.append(fill(texts["library_counts"], pages=source.pages, passages=source.passages))
        speakers = ", ".join(source.speakers) or texts["library_nobody"]
        facts.append(fill(texts["library_speakers"], speakers=speakers))
    if source.reason:
        facts.append(source.reason)
    lines = "".join(f"<p>{escape(fact)}</p>" for fact in facts)
    buttons = draw_button("remove", source)
    if source.outcome == "indexed":
        buttons = draw_button("reread", source) + buttons
    return (
        f'<li data-outcome="{escape(source.outcome)}"><h2>{escape(source.title)}</h2>'
        f'<p class="file">{escape(source.file)} · {escape(say_outcome(source.outcome))}</p>{lines}'
        f'{draw_understood(passages)}<p class="tools">{buttons}</p></li>'
    )


def draw_button(act: str, source: Source) -> str:
    """Draw a button that does something to one document."""
    texts = load_texts("window")
    label = escape(fill(texts[f"library_{act}_label"], title=source.title))
    return (
        f'<button type="button" data-act="{act}" data-digest="{escape(source.digest)}"'
        f' aria-label="{label}">{escape(texts[f"library_{act}"])}</button>'
    )


def draw_understood(passages: Sequence[Passage]) -> str:
    """Draw whose words were found, how many of their passages, and how the first one opens."""
    texts = load_texts("window")
    by_speaker: dict[tuple[str, str], list[Passage]] = {}
    for passage in passages:
        if passage.offered:
            by_speaker.setdefault((passage.speaker, passage.role), []).append(passage)
    if not by_speaker:
        return ""
    rows = "".join(
        f"<tr><th scope='row'>{escape(name or texts['library_unnamed'])}"
        f"<span>{escape(role)}</span></th><td>{len(own)}</td>"
        f"<td>{escape(own[0].spans[0].label)}</td><td>{escape(open_with(own[0].text))}</td></tr>"
        for (name, role), own in sorted(by_speaker.items(), key=lambda item: -len(item[1]))
    )
    heads = "".join(f"<th scope='col'>{escape(head)}</th>" for head in texts["library_heads"])
    return (
        f"<details><summary>{escape(texts['library_understood'])}</summary>"
        f"<div class='table' tabindex='0' role='group'"
        f" aria-label='{escape(texts['library_understood'])}'>"
        f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div></details>"
    )


def open_with(text: str) -> str:
    """Return the first words of a passage."""
    words = text.split()
    return " ".join(words[:OPENING]) + (" …" if len(words) > OPENING else "")


def say_outcome(outcome: str) -> str:
    """Return an outcome in plain words."""
    return str(load_texts("window")["outcomes"].get(outcome, outcome))


def draw_outcomes(sources: Sequence[Source]) -> str:
    """Draw how the reading of each new document ended."""
    return "".join(
        f"<p><strong>{escape(source.file)}</strong>: {escape(say_outcome(source.outcome))}."
        f"{' ' + escape(source.reason) + '.' if source.reason else ''}</p>"
        for source in sources
    )


def draw_stage(stage: str, done: int, total: int) -> str:
    """Draw how far a stage of the work has come."""
    name = escape(load_texts("window")["stages"].get(stage, stage))
    value = f' value="{done}" max="{total}"' if total > 1 else ""
    return f"<p><label>{name} <progress{value}></progress></label></p>"
