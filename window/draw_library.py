"""Draws the library: what is in it, how the reading of it ended, and what was understood of it."""

from collections.abc import Sequence
from html import escape

from prompts.load import fill, load_texts
from vectorstore.builds import Source


def draw_library(sources: Sequence[Source]) -> str:
    """Draw every document, each with what was understood of it."""
    texts = load_texts("window")
    if not sources:
        return f'<p class="lead">{escape(texts["library_empty"])}</p>'
    return f"<ul>{''.join(draw_source(source) for source in sources)}</ul>"


def draw_source(source: Source) -> str:
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
    remove = escape(fill(texts["library_remove_label"], title=source.title))
    return (
        f'<li data-outcome="{escape(source.outcome)}"><h3>{escape(source.title)}</h3>'
        f'<p class="file">{escape(source.file)} · {escape(say_outcome(source.outcome))}</p>{lines}'
        f'<button type="button" data-remove="{escape(source.digest)}" aria-label="{remove}">'
        f"{escape(texts['library_remove'])}</button></li>"
    )


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
