"""Draws a brief to work on: every line can be edited, moved or dropped; quotations only dropped."""

from html import escape

from coach.brief import Brief, Entry
from prompts.load import fill, load_texts
from window.draw_take import draw_take


def draw_brief(brief: Brief) -> str:
    """Draw a whole brief, and what it can be taken away as."""
    texts = load_texts("brief")
    title, dilemma = escape(texts["title"]), escape(brief.dilemma)
    parts = [f'<header><h2>{title}</h2><p class="dilemma">{dilemma}</p></header>']
    if brief.issues:
        parts.append(draw_list("issues", texts["issues"], brief.issues))
    if brief.entries:
        entries = "".join(draw_entry(n, entry) for n, entry in enumerate(brief.entries))
        parts.append(draw_section(texts["experiences"], f'<ol data-list="entries">{entries}</ol>'))
        against = (
            f'<ol data-list="contrast">{draw_entry(0, brief.contrast)}</ol>'
            if brief.contrast
            else f"<p>{escape(texts['no_contrast'])}</p>"
        )
        parts.append(draw_section(texts["contrast"], against))
    if brief.questions:
        parts.append(draw_list("questions", texts["questions"], brief.questions))
    parts.append(draw_list("limits", texts["limits"], brief.limits))
    if brief.sources:
        items = "".join(f"<li>{escape(source)}</li>" for source in brief.sources)
        parts.append(draw_section(texts["sources"], f"<ul>{items}</ul>"))
    parts.append(draw_take(load_texts("window")["take_away"]))
    return "".join(parts)


def draw_section(title: str, inner: str) -> str:
    """Draw a section under its title."""
    return f'<section><h3 tabindex="-1">{escape(title)}</h3>{inner}</section>'


def draw_list(name: str, title: str, items: tuple[str, ...]) -> str:
    """Draw a list of lines in the coach's hands."""
    drawn = "".join(
        f'<li data-item="{n}">{draw_words(item, title)}{draw_tools(title)}</li>'
        for n, item in enumerate(items)
    )
    return draw_section(title, f'<ol data-list="{name}">{drawn}</ol>')


def draw_words(text: str, label: str) -> str:
    """Draw words that can be edited in place."""
    return (
        f'<div class="words" contenteditable="plaintext-only" role="textbox" aria-multiline="true"'
        f' aria-label="{escape(label)}">{escape(text)}</div>'
    )


def draw_entry(n: int, entry: Entry) -> str:
    """Draw one experience; its quotations are verified, and so are not to be edited."""
    quotes = "".join(
        f"<blockquote><p>“{escape(' '.join(quote.text.split()))}”</p>"
        f"<footer>{escape(fill(load_texts('window')['page'], page=quote.page))}</footer>"
        "</blockquote>"
        for quote in entry.quotes
    )
    return (
        f'<li data-item="{n}"><p class="who"><strong>{escape(entry.name)}</strong>'
        f" <span>{escape(entry.role)}, {escape(entry.pages)}</span></p>"
        f"{draw_words(entry.told, entry.name)}{quotes}{draw_tools(entry.name)}</li>"
    )


def draw_tools(name: str) -> str:
    """Draw the buttons that move a line up or down, or drop it."""
    texts = load_texts("window")
    return (
        '<span class="tools">'
        + "".join(
            f'<button type="button" data-move="{move}" title="{escape(texts["moves"][move])}"'
            f' aria-label="{escape(texts["moves"][move])}: {escape(name)}">{sign}</button>'
            for move, sign in (("up", "↑"), ("down", "↓"), ("drop", "×"))
        )
        + "</span>"
    )
