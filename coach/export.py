"""Writes Markdown of ours as a Markdown, Word or PDF file, readable by its owner alone."""

import io
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from coach.literal import unescape

Kind = Literal["title", "heading", "name", "quote", "item", "number", "text"]
PATTERNS: tuple[tuple[Kind, str], ...] = (
    ("title", r"# (.+)"),
    ("heading", r"## (.+)"),
    ("name", r"### (.+)"),
    ("quote", r"> ?(.*)"),
    ("item", r"- (.+)"),
    ("number", r"\d+\. (.+)"),
)
FORMATS = (".md", ".docx", ".pdf")


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph of a document and what it is."""

    kind: Kind
    text: str


def write_document(markdown: str, path: Path) -> None:
    """Write a document in the format its name ends in; raises ValueError for another, OSError."""
    suffix = path.suffix.lower()
    if suffix not in FORMATS:
        raise ValueError(f"the name must end in {', '.join(FORMATS)}")
    makers = {".md": lambda text: text.encode("utf-8"), ".docx": make_docx, ".pdf": make_pdf}
    content = makers[suffix](markdown)
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
    aside.replace(path)


def read_blocks(markdown: str) -> Iterator[Block]:
    """Yield the blocks of the Markdown that we write; emphasis marks are left off."""
    for line in markdown.splitlines():
        if not line.strip():
            continue
        for kind, pattern in PATTERNS:
            if match := re.fullmatch(pattern, line):
                if match[1].strip():
                    yield Block(kind, plain(match[1]))
                break
        else:
            yield Block("text", plain(line))


def plain(text: str) -> str:
    """Return a text without marks of emphasis and without what no document may hold."""
    bare = re.sub(r"(?<!\\)(\*\*|\*)(.+?)(?<!\\)\1", r"\2", text)
    return "".join(c for c in unescape(bare) if c.isprintable())


def make_docx(markdown: str) -> bytes:
    """Return a Word document."""
    from docx import Document
    from docx.shared import Pt

    document: Any = Document()
    document.styles["Normal"].font.name = "Georgia"
    document.styles["Normal"].font.size = Pt(11)
    styles = {
        "title": "Title",
        "heading": "Heading 1",
        "name": "Heading 2",
        "quote": "Intense Quote",
        "item": "List Bullet",
        "number": "List Number",
        "text": "Normal",
    }
    for block in read_blocks(markdown):
        document.add_paragraph(block.text, style=styles[block.kind])
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def make_pdf(markdown: str) -> bytes:
    """Return a PDF, set in the typeface that comes with the library, so that quotation marks do."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.lib.units import mm
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate

    for name, face in (
        ("Vera", "Vera.ttf"),
        ("Vera-Bold", "VeraBd.ttf"),
        ("Vera-It", "VeraIt.ttf"),
    ):
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, face))
    base: Any = ParagraphStyle("text", fontName="Vera", fontSize=9.5, leading=15, spaceAfter=7)
    bold = {"parent": base, "fontName": "Vera-Bold", "spaceBefore": 10, "keepWithNext": 1}
    styles: dict[str, Any] = {
        "title": ParagraphStyle("title", fontSize=20, leading=26, **bold),
        "heading": ParagraphStyle("heading", fontSize=13, leading=18, **bold),
        "name": ParagraphStyle("name", fontSize=10.5, leading=15, **bold),
        "quote": ParagraphStyle(
            "quote", parent=base, fontName="Vera-It", leftIndent=14, borderPadding=4, fontSize=10
        ),
        "item": ParagraphStyle("item", parent=base, leftIndent=12, bulletIndent=2),
        "text": base,
    }
    styles["number"] = styles["item"]
    story: list[Any] = []
    number = 0
    for block in read_blocks(markdown):
        number = number + 1 if block.kind == "number" else 0
        bullet = {"item": "•", "number": f"{number}."}.get(block.kind)
        story.append(Paragraph(escape(block.text), styles[block.kind], bulletText=bullet))
    file = io.BytesIO()
    margin = 22 * mm
    SimpleDocTemplate(
        file,
        pagesize=A4,
        leftMargin=margin,
        rightMargin=margin,
        topMargin=margin,
        bottomMargin=margin,
        title=next((block.text for block in read_blocks(markdown) if block.kind == "title"), ""),
    ).build(story)
    return file.getvalue()


def escape(text: str) -> str:
    """Return a text in which nothing is taken for a tag."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
