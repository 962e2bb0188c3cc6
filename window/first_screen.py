"""Draws the first screen: what this is, what is kept, and six dilemmas to begin with."""

from html import escape

from prompts.load import fill, load_texts
from vectorstore.store import Store
from window.draw_turn import draw_say


def draw_promise(store: Store) -> str:
    """Draw the name of the place and, in two lines, what it does with the evidence at hand."""
    texts = load_texts("window")
    people = sum(person.interviewee for person in store.people())
    quoted = any(card.quotes for card in store.experiences.values())
    promise = "promise_nobody"
    if people and store.experiences:
        promise = "promise_report" if quoted else "promise_casebook"
    of = load_texts("coach")["numbers"].get(people, people)
    return (
        f'<div class="promise"><h1>{escape(texts["title"])}</h1>'
        f"<p>{escape(fill(texts[promise], of=str(of).lower()))}</p></div>"
    )


def draw_starters() -> str:
    """Draw the six dilemmas as buttons, and what is kept."""
    texts = load_texts("window")
    buttons = "".join(f"<li>{draw_say(text)}</li>" for text in texts["starters"])
    return (
        f'<div class="starters"><p class="kept">{escape(texts["kept"])}</p>'
        f"<h2>{escape(texts['starters_title'])}</h2><ul>{buttons}</ul></div>"
    )
