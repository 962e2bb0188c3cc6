"""Draws the sentences that the browser needs at hand, so that all of them stay in one file."""

from html import escape

from prompts.load import load_texts

NEEDED = ("title", "marked", "unmarked", "closer", "farther", "before", "after", "gone")


def draw_words() -> str:
    """Draw an empty element whose data are the sentences about the page itself."""
    texts = load_texts("window")
    data = "".join(f' data-{name}="{escape(texts[f"sheet_{name}"])}"' for name in NEEDED)
    return f'<span id="words" hidden{data}></span>'
