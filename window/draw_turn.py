"""Draws what stands around an answer: the message, the waiting, and what can be done next."""

from collections.abc import Sequence
from html import escape

from coach.message import LONGEST
from coach.watch import Said
from prompts.load import fill, load_texts

# A hand with its thumb up; the style sheet turns it over for the other one.
THUMB = (
    '<svg viewBox="0 0 20 20" aria-hidden="true">'
    '<path d="M3 9h3v8H3zM6 9l4-7c1.6 0 2.2 1.2 1.8 2.6L11 8h5c1 0 1.6.8 1.4 1.8l-1.2 5.7'
    'c-.2.9-.8 1.5-1.7 1.5H6z"/></svg>'
)


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
    said = escape(load_texts("window")["thinking"])
    return f'<p class="thinking">{said}<i></i><i></i><i></i></p>'


def draw_writing(said: Sequence[Said]) -> str:
    """Draw an answer under way; what is not proved yet looks, and says that it is, provisional."""
    texts = load_texts("window")
    sentences = " ".join(
        f'<span class="said" data-settled="{str(one.settled).lower()}">{escape(one.text)}</span>'
        for one in said
    )
    return (
        f'<div class="part paragraph" data-verdict="provisional">'
        f'<span class="state" title="{escape(texts["writing_about"])}">'
        f'<span aria-hidden="true">…</span> {escape(texts["writing"])}</span>'
        f"<p>{sentences}</p></div>"
    )


def draw_failure(reason: str) -> str:
    """Draw the one line that says what went wrong."""
    return f'<p class="failure">{escape(reason)}</p>'


def draw_stopped() -> str:
    """Draw that an answer was stopped, so that there is none."""
    return f'<p class="stopped">{escape(load_texts("window")["stopped"])}</p>'


def draw_left_out(count: int) -> str:
    """Draw how many sentences were left out because the sources do not bear them out."""
    texts = load_texts("window")
    if not count:
        return ""
    said = texts["left_out_one"] if count == 1 else fill(texts["left_out"], count=count)
    return f'<p class="left-out">{escape(said)}</p>'


def draw_follow_ups(follow_ups: Sequence[str]) -> str:
    """Draw suggestions as buttons; none where there are none."""
    if not follow_ups:
        return ""
    title = escape(load_texts("window")["follow_ups"])
    buttons = "".join(draw_say(text) for text in follow_ups)
    return f'<div class="follow-ups" role="group" aria-label="{title}">{buttons}</div>'


def draw_say(text: str) -> str:
    """Draw a button that sends its own words as a message."""
    return f'<button type="button" class="say" data-say="{escape(text)}">{escape(text)}</button>'


def draw_opinion(turn: int) -> str:
    """Draw two thumbs and room for a reason; the browser keeps them for an export, nobody else."""
    texts = load_texts("window")
    thumbs = "".join(
        f'<button type="button" data-thumb="{thumb}" aria-pressed="false"'
        f' aria-label="{escape(texts["thumbs"][thumb])}" title="{escape(texts["thumbs"][thumb])}">'
        f"{THUMB}</button>"
        for thumb in ("up", "down")
    )
    label, reason = escape(texts["thumbs_title"]), escape(texts["thumbs_reason"])
    return (
        f'<div class="opinion" role="group" aria-label="{label}" data-turn="{turn}">{thumbs}'
        f'<label hidden>{reason} <input type="text" maxlength="300" autocomplete="off"></label>'
        f'<span class="where" hidden>{escape(texts["thumbs_where"])}</span></div>'
    )


def draw_again() -> str:
    """Draw the buttons by which the last message is sent again, or edited."""
    texts = load_texts("window")
    return (
        f'<div class="again"><button type="button" data-again>{escape(texts["again"])}</button>'
        f'<button type="button" data-edit>{escape(texts["edit"])}</button></div>'
    )


def draw_editing() -> str:
    """Draw that the next message takes the last one's place, and how to leave things be."""
    texts = load_texts("window")
    return (
        f'<p class="editing">{escape(texts["editing"])} '
        f'<button type="button" data-keep>{escape(texts["keep"])}</button></p>'
    )
