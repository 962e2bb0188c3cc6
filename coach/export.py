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
Hand = Literal["plain", "bold", "italic"]
PATTERNS: tuple[tuple[Kind, str], ...] = (
    ("title", r"# (.+)"),
    ("heading", r"## (.+)"),
    ("name", r"### (.+)"),
    ("quote", r"> ?(.*)"),
    ("item", r"- (.+)"),
    ("number", r"\d+\. (.+)"),
)
FORMATS = (".md", ".docx", ".pdf")
EMPHASIS = re.compile(r"(?<!\\)(\*\*|\*)(.+?)(?<!\\)\1")
TAGS: dict[Hand, str] = {"plain": "{}", "bold": "<b>{}</b>", "italic": "<i>{}</i>"}


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a paragraph in one hand."""

    text: str
    hand: Hand = "plain"


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph of a document and what it is."""

    kind: Kind
    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        """Its words alone."""
        return "".join(run.text for run in self.runs)


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
    """Yield the blocks of the Markdown that we write."""
    for line in markdown.splitlines():
        if not line.strip():
            continue
        for kind, pattern in PATTERNS:
            if match := re.fullmatch(pattern, line):
                if match[1].strip():
                    yield Block(kind, read_runs(match[1]))
                break
        else:
            yield Block("text", read_runs(line))


def read_runs(text: str) -> tuple[Run, ...]:
    """Return a text as stretches of plain, bold and italic, the marks of emphasis taken off."""
    runs: list[Run] = []
    end = 0
    for found in EMPHASIS.finditer(text):
        hand: Hand = "bold" if found[1] == "**" else "italic"
        runs += [Run(clean(text[end : found.start()])), Run(clean(found[2]), hand)]
        end = found.end()
    runs.append(Run(clean(text[end:])))
    return tuple(run for run in runs if run.text)


def clean(text: str) -> str:
    """Return a text without escapes and without what no document may hold."""
    return "".join(c for c in unescape(text) if c.isprintable())


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
        paragraph = document.add_paragraph(style=styles[block.kind])
        paragraph.paragraph_format.keep_together = block.kind == "quote" or None
        for run in block.runs:
            written = paragraph.add_run(run.text)
            written.bold = run.hand == "bold" or None  # None leaves it to the style
            written.italic = run.hand == "italic" or None
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
    from reportlab.platypus import KeepTogether, Paragraph, SimpleDocTemplate

    for name, face in (
        ("Vera", "Vera.ttf"),
        ("Vera-Bold", "VeraBd.ttf"),
        ("Vera-It", "VeraIt.ttf"),
    ):
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, face))
    pdfmetrics.registerFontFamily("Vera", "Vera", "Vera-Bold", "Vera-It", "Vera-Bold")
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
        marked = "".join(TAGS[run.hand].format(escape(run.text)) for run in block.runs)
        paragraph = Paragraph(marked, styles[block.kind], bulletText=bullet)
        story.append(KeepTogether([paragraph]) if block.kind == "quote" else paragraph)
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
