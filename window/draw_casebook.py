"""Draws the casebook as pages to read: one for each person, one for each theme."""

from collections.abc import Iterable, Sequence
from html import escape

from coach.draft import name_pages
from prompts.load import fill, load_texts
from vectorstore.evidence import Experience
from vectorstore.store import Store


def draw_contents(store: Store) -> str:
    """Draw the list of people and themes, each as a button that opens its page."""
    texts = load_texts("window")
    cards = store.experiences.values()
    if not cards:
        return f'<p class="lead">{escape(texts["casebook_empty"])}</p>'
    people = count(card.interviewee for card in cards)
    themes = count(theme for card in cards for theme in card.themes)
    names: dict[str, str] = load_texts("coach")["theme_names"]
    by_theme = sorted(themes, key=lambda theme: names.get(theme, theme))
    title = escape(texts["casebook_title"])
    return (
        f'<h1>{title}</h1><p class="lead">{escape(texts["casebook_lead"])}</p>'
        f'<nav aria-label="{title}">'
        f"<h2>{escape(texts['by_person'])}</h2><ul>"
        + "".join(draw_entry(f"person:{name}", name, people[name]) for name in sorted(people))
        + f"</ul><h2>{escape(texts['by_theme'])}</h2><ul>"
        + "".join(
            draw_entry(f"theme:{theme}", capital(names.get(theme, theme)), themes[theme])
            for theme in by_theme
        )
        + "</ul></nav>"
    )


def count(names: Iterable[str]) -> dict[str, int]:
    """Return how often each name comes."""
    counts: dict[str, int] = {}
    for name in names:
        counts[name] = counts.get(name, 0) + 1
    return counts


def draw_entry(chapter: str, name: str, cards: int) -> str:
    """Draw one line of the contents."""
    return (
        f'<li><button type="button" data-chapter="{escape(chapter)}">{escape(name)}'
        f' <span class="count">{cards}</span></button></li>'
    )


def capital(text: str) -> str:
    """Return a text with its first letter as a capital."""
    return text[:1].upper() + text[1:]


def draw_chapter(store: Store, chapter: str) -> str:
    """Draw the page of a person or a theme; an unknown one is an empty page."""
    kind, _, name = chapter.partition(":")
    cards = [
        card
        for card in store.experiences.values()
        if (kind == "person" and card.interviewee == name)
        or (kind == "theme" and name in card.themes)
    ]
    if not cards:
        return ""
    names: dict[str, str] = load_texts("coach")["theme_names"]
    title = name if kind == "person" else capital(names.get(name, name))
    below = cards[0].role if kind == "person" else say_who(cards)
    drawn = "".join(draw_experience(card, store, kind == "theme") for card in cards)
    up = escape(load_texts("window")["to_contents"])
    return (
        f'<header><h2 tabindex="-1">{escape(title)}</h2><p>{escape(below)}</p></header>{drawn}'
        f'<p><button type="button" class="to-contents">{up}</button></p>'
    )


def say_who(cards: Sequence[Experience]) -> str:
    """Return how many experiences a theme has, and of how many people."""
    texts = load_texts("window")
    people = len({card.interviewee for card in cards})
    return fill(texts["theme_count"], cards=len(cards), people=people)


def draw_experience(card: Experience, store: Store, named: bool) -> str:
    """Draw one experience as something to read: the situation, what came of it, their words."""
    texts = load_texts("window")
    place = fill(texts["page" if len(card.pages) == 1 else "pages"], page=name_pages(card.pages))
    who = f"{card.interviewee}, {place}" if named else place
    quotes = "".join(
        f"<blockquote><p>“{escape(' '.join(quote.text.split()))}”</p>"
        f"<footer>{escape(fill(texts['page'], page=quote.page))}</footer></blockquote>"
        for quote in card.quotes[:1]
    )
    others = [store.experiences[other] for other in card.contrasts if other in store.experiences]
    otherwise = "".join(
        f'<li><button type="button" data-chapter="{escape(f"person:{other.interviewee}")}"'
        f' data-card="card-{escape(other.id)}">{escape(other.interviewee)}</button>: '
        f"{escape(other.lesson)}</li>"
        for other in others
    )
    contrast = f"<h4>{escape(texts['otherwise'])}</h4><ul>{otherwise}</ul>" if otherwise else ""
    ask = card.asks[0] if card.asks else card.situation
    return (
        f'<article class="experience" id="card-{escape(card.id)}" tabindex="-1">'
        f'<p class="kicker">{escape(who)} <span class="outcome" data-kind="{card.kind}">'
        f"{escape(texts['card_kinds'][card.kind])}</span></p>"
        f"<h3>{escape(card.situation)}</h3>"
        f"<p>{escape(card.did)}</p><p>{escape(card.outcome)}</p>{quotes}"
        f'<p class="lesson">{escape(card.lesson)}</p>{contrast}'
        f'<p><button type="button" class="say" data-say="{escape(ask)}">'
        f"{escape(texts['talk_about'])}</button></p></article>"
    )
