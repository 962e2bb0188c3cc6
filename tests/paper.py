"""Writes small PDFs for tests, and a made-up report in the shape of a book of interviews."""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass, field

FONTS = {"text": "Times-Roman", "bold": "Helvetica-Bold", "plain": "Helvetica"}


@dataclass(frozen=True)
class Type:
    """A line of type at a place."""

    x: float
    y: float
    size: float
    font: str
    text: str


@dataclass
class Book:
    """Pages being set, with a running head, a footer that numbers them, and chapter tabs."""

    head: str
    pages: list[list[Type]] = field(default_factory=list)
    outline: list[tuple[str, int]] = field(default_factory=list)
    title: str = ""
    y: float = 0.0

    def open_page(self, footer: str) -> None:
        """Begin a page; the printed number is one less than the physical one."""
        label = str(len(self.pages))
        page = [Type(72, 765, 9, "plain", self.head)]
        page += [Type(585, 600 - 30 * n, 9, "bold", str(n)) for n in (3, 1, 2)]
        page += [Type(400 - 4 * len(footer), 30, 9, "plain", f"{footer}   {label}")]
        self.pages.append(page)
        self.y = 690

    def set_heading(self, text: str, footer: str) -> None:
        """Begin a section on a new page."""
        self.open_page(footer)
        self.pages[-1].append(Type(72, self.y, 20, "bold", text))
        self.outline.append((text, len(self.pages)))
        self.y -= 36

    def set_text(self, text: str, footer: str, font: str = "text", size: float = 10) -> None:
        """Set a paragraph, over to the next page where this one is full."""
        for line in text.split("\n") if "-\n" in text else textwrap.wrap(text, 80):
            if self.y < 110:
                self.open_page(footer)
            self.pages[-1].append(Type(72, self.y, size, font, line))
            self.y -= 14
        self.y -= 12


def escape(text: str) -> bytes:
    """Return text as the inside of a PDF string in the fonts' encoding."""
    raw = text.encode("cp1252")
    return raw.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def write_pdf(
    pages: list[list[Type]], title: str = "", outline: Sequence[tuple[str, int]] = ()
) -> bytes:
    """Return the bytes of a PDF whose pages hold these lines of type."""
    streams = []
    for page in pages:
        parts = [
            b"BT /%s %g Tf 1 0 0 1 %g %g Tm (%s) Tj ET"
            % (line.font.encode(), line.size, line.x, line.y, escape(line.text))
            for line in page
        ]
        streams.append(b"\n".join(parts))
    return assemble(streams, title, outline)


def assemble(
    streams: list[bytes], title: str = "", outline: Sequence[tuple[str, int]] = ()
) -> bytes:
    """Return the bytes of a PDF whose pages have these content streams."""
    objects: dict[int, bytes] = {}
    fonts = b""
    for number, (key, name) in enumerate(FONTS.items(), 4):
        objects[number] = (
            b"<</Type/Font/Subtype/Type1/BaseFont/%s/Encoding/WinAnsiEncoding>>" % name.encode()
        )
        fonts += b"/%s %d 0 R" % (key.encode(), number)
    first = 4 + len(FONTS)
    kids = b" ".join(b"%d 0 R" % (first + 2 * n) for n in range(len(streams)))
    for n, stream in enumerate(streams):
        page, content = first + 2 * n, first + 2 * n + 1
        objects[page] = (
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]"
            b"/Contents %d 0 R/Resources<</Font<<%s>>>>>>" % (content, fonts)
        )
        objects[content] = b"<</Length %d>>\nstream\n%s\nendstream" % (len(stream), stream)
    entry = first + 2 * len(streams)
    for n, (text, page_number) in enumerate(outline):
        follows = b"/Next %d 0 R" % (entry + n + 1) if n + 1 < len(outline) else b""
        target = first + 2 * (page_number - 1)
        objects[entry + n] = b"<</Title(%s)/Parent 3 0 R/Dest[%d 0 R/Fit]%s>>" % (
            escape(text), target, follows,
        )  # fmt: skip
    objects[1] = b"<</Type/Catalog/Pages 2 0 R%s>>" % (b"/Outlines 3 0 R" if outline else b"")
    objects[2] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(streams), kids)
    objects[3] = b"<</Type/Outlines>>"
    if outline:
        last = entry + len(outline) - 1
        objects[3] = b"<</Type/Outlines/First %d 0 R/Last %d 0 R>>" % (entry, last)
    information = max(objects) + 1
    objects[information] = b"<</Title(%s)>>" % escape(title)
    out = b"%PDF-1.7\n"
    places = []
    for number in sorted(objects):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, objects[number])
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<</Size %d/Root 1 0 R/Info %d 0 R>>\nstartxref\n%d\n%%%%EOF" % (  # noqa: E501
        len(objects) + 1, table, len(objects) + 1, information, len(out),
    )  # fmt: skip


def write_page(*lines: str) -> bytes:
    """Return a PDF of one page with these lines of text."""
    return write_pdf([[Type(72, 700 - 14 * n, 10, "text", line) for n, line in enumerate(lines)]])


# Two people who never lived, on work nobody does.
BERRY = """
When the lower mill stopped buying our fleece I had no say over what the miller did, and
shouting at him across the weir had got us nowhere for the best part of nine winters. So I went
and carded wool beside his daughter every market day until he asked me what I wanted.

What I wanted was small. I wanted him to take ten sacks, weigh them in front of everybody, and
tell us to our faces which ones he would not have spun for his own children. He took eleven.
It’s the shepherds’ pride that had been in the way, not his purse.

The hard part came later. Half of the upper farms said I had sold them cheap, and two of them
put their flocks on the other road for a year. I never argued. I kept a bench free for them at
the carding and in the second spring somebody sat down on it.
""".strip().split("\n\n")
LOCK = """
I failed at the lock gates before I ever did any good there. I drew up a timetable for the whole
canal, very handsome, and nailed it to every door without asking one single bargeman whether his
horse could read. Nobody kept to it and nobody told me so.

The second time I carried no paper. I rode on each barge for a week, ate what they ate, and
wrote down only what they complained of. At the end there was one complaint that all of them
shared, and that became the timetable. Being told you’re wrong is cheap on a barge.
""".strip().split("\n\n")


def remember(name: str) -> list[str]:
    """Return paragraphs that nobody else says, to fill a page."""
    return [
        f"In my {year} year at it I learned from {name.split()[-2]} of the {year} ford that water "
        f"finds the {year} way down, and that I had better wait for it there with my {year} bucket "
        "than run about the hillside with all of the others."
        for year in "third fourth fifth sixth seventh eighth ninth".split()
    ]


def interview_report() -> bytes:
    """Return a made-up report: cover, contents, a chapter, two interviews, references, colophon."""
    book = Book("Keeping a valley together", title="Keeping a valley together")
    book.pages.append([Type(72, 500, 30, "bold", "Keeping a valley together")])
    book.set_heading("Contents", "Contents")
    book.set_text("1 What they did 2", "Contents")
    book.set_heading("1 What they did", "What they did")
    book.set_text(
        "Nobody in the valley can order anybody about, and this chapter asks how things get done "
        "there all the same. The long-\nstanding quarrel about fleece is where it begins, and the "
        "word stand-\ning is only broken here because a line ended.",
        "What they did",
    )
    book.set_text(f"Amber Berry says: ‘{BERRY[0]}", "What they did")
    book.set_text(f"‘{BERRY[1]}’", "What they did")
    book.set_text(
        "That is one way of going about it. Josiah Lock has tried another, and he recalls: "
        "‘I counted the boats by night because by day each of them told me what I hoped to hear.’ "
        "He adds that he would not do it again.",
        "What they did",
    )
    for name, role, life, spoken in (
        ("Amber Berry", "Warden of the Upper Flocks", "has kept sheep all her life.", BERRY),
        ("Sir Josiah Lock CBE", "Master of Gates, Long Canal", "was a clerk before that.", LOCK),
    ):
        book.set_heading(name, name)
        book.set_text(role, name, "plain", 12)
        book.set_text(f"{name} {life}", name, "plain", 9)
        for paragraph in spoken + remember(name):
            book.set_text(paragraph, name)
    book.set_heading("References", "References")
    book.set_text("Weaver T (1901). On fleece. Hilltop: Nobody and Sons.", "References")
    book.set_heading("Published by", "Published by")
    book.set_text("Nobody and Sons. All rights reserved. ISBN: 000 0 000", "Published by")
    return write_pdf(book.pages, book.title, book.outline)
