"""Hands the browser a printed page with the quotation's own places on it, or without any."""

import base64
from collections.abc import Callable
from typing import Any

from ingest.picture import draw_page
from prompts.load import load_texts
from window.open import OpenCoach


def make_sheet(opened: OpenCoach) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """Return the function by which the browser asks for a page."""

    def page_sheet(asked: dict[str, Any]) -> dict[str, Any]:
        """Return a page's picture and the places to mark on it, or why there is none.

        What the browser asks for is not to be trusted: only pages of the passage's own document
        are drawn, and only that document's text is looked for.
        """
        store = opened.current().store
        passage = store.passages.get(str(asked.get("passage")))
        if passage is None:
            return {"error": load_texts("window")["sheet_gone"]}
        page, start, end = (int(asked.get(name) or 0) for name in ("page", "start", "end"))
        words = ""
        for span in passage.spans:
            if span.pdf_page == page:
                words = passage.text[max(start, span.start) : max(0, min(end, span.end))]
        try:
            path = opened.settings.home / "documents" / f"{passage.document}.pdf"
            picture = draw_page(path, page, words)
        except (OSError, IndexError):
            return {"error": load_texts("window")["sheet_gone"]}
        return {
            "image": f"data:image/jpeg;base64,{base64.b64encode(picture.image).decode('ascii')}",
            "ratio": picture.width / picture.height,
            "pages": picture.pages,
            "exact": bool(picture.places),
            "places": [[p.left, p.top, p.width, p.height] for p in picture.places],
        }

    return page_sheet
