"""Draws the buttons by which a conversation or a brief is taken away, one for each format."""

from html import escape

from prompts.load import load_texts


def draw_take(label: str) -> str:
    """Draw the buttons after what they are for."""
    buttons = "".join(
        f'<button type="button" data-export="{suffix}">{escape(name)}</button>'
        for suffix, name in load_texts("window")["formats"].items()
    )
    named = escape(label)
    return (
        f'<div class="take" role="group" aria-label="{named}"><span>{named}</span>{buttons}</div>'
    )
