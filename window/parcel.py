"""Hands a document to the browser, which saves it: nothing of it is written on the server."""

import base64
import json
import tempfile
from pathlib import Path
from typing import Any

import gradio as gr

from coach.export import FORMATS, write_document

# The browser saves what arrives; a number makes the same document arrive twice.
SAVE = """
watch('value', () => {
    if (!props.value) return;
    const parcel = JSON.parse(props.value);
    const bytes = Uint8Array.from(atob(parcel.data), (c) => c.charCodeAt(0));
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([bytes]));
    link.download = parcel.name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
});
"""


def add_parcel() -> Any:
    """Add the invisible part that documents are handed over by."""
    return gr.HTML(html_template="", apply_default_css=False, js_on_load=SAVE)


def make_parcel(markdown: str, name: str, suffix: str, number: int) -> str:
    """Return a document, in the format its suffix asks for, as what the browser will save.

    It is made in a folder of its own that only its owner can read, and that goes at once.
    """
    suffix = suffix if suffix in FORMATS else FORMATS[0]
    with tempfile.TemporaryDirectory(prefix="coach-") as folder:
        path = Path(folder) / f"{name}{suffix}"
        write_document(markdown, path)
        content = path.read_bytes()
    data = base64.b64encode(content).decode("ascii")
    return json.dumps({"name": f"{name}{suffix}", "data": data, "number": number})
