"""Draws what stands behind a mark: the passage with the quotation marked, the card, the context."""

from html import escape

from coach.behind import Behind
from coach.draft import name_pages
from prompts.load import fill, load_texts
from vectorstore.evidence import Experience, Passage, Quote


def draw_source(behind: Behind, element_id: str) -> str:
    """Draw one citation's evidence as a section that stays hidden until its mark is chosen."""
    texts = load_texts("window")
    citation = behind.citation
    kind = texts["quotation" if citation.kind == "passage" else "retelling"]
    parts = [
        f'<p class="kicker"><span class="number">[{citation.n}]</span> {escape(kind)}</p>',
        f'<h2 tabindex="-1" id="{element_id}-name">{escape(citation.speaker)}</h2>',
        f'<p class="role">{escape(citation.role)}</p>',
        f'<p class="place">{escape(draw_place(behind))}</p>',
    ]
    # Their words first, also behind a retelling: they are what it is to be held against.
    parts += [draw_words(behind), draw_card(behind.card) if behind.card else ""]
    parts.append(draw_also(behind.also))
    if behind.passage is None:
        parts.append(draw_missing(behind))
    return (
        f'<section class="source" id="{element_id}" aria-labelledby="{element_id}-name"'
        f"{point_to_page(behind)} hidden>"
        f"{''.join(parts)}"
        f'<p><button type="button" class="back">{escape(texts["back"])}</button></p></section>'
    )


def point_to_page(behind: Behind) -> str:
    """Return the attributes by which the browser asks for the page itself."""
    passage, quote = behind.passage, behind.quote
    if passage is None or not passage.document:
        return ""
    page = quote.pdf_page if quote else passage.spans[0].pdf_page
    start, end = (quote.start, quote.end) if quote else (0, 0)
    return (
        f' data-passage="{escape(passage.id)}" data-page="{page}"'
        f' data-start="{start}" data-end="{end}"'
    )


def draw_place(behind: Behind) -> str:
    """Return the report and page that a citation names."""
    texts = load_texts("window")
    citation = behind.citation
    page, template = citation.page, texts["place"]
    if behind.passage is None and behind.card and len(behind.card.pages) > 1:
        page, template = name_pages(behind.card.pages), texts["places"]
    place = fill(template, source=citation.source, page=page)
    if citation.pdf_page is None:
        return place
    return f"{place} {fill(texts['pdf_page'], number=citation.pdf_page)}"


def draw_words(behind: Behind) -> str:
    """Draw the passage in full, its quotation marked where its place is certain."""
    texts = load_texts("window")
    passage, quote = behind.passage, behind.quote
    if passage is None:
        if behind.citation.kind == "experience":
            return ""
        return f'<div class="passage"><p>{escape(behind.citation.text)}</p></div>'
    if quote is None:
        words = escape(passage.text)
        note = f'<p class="aside">{escape(texts["not_exact"])}</p>'
    else:
        words = (
            f"{escape(passage.text[: quote.start])}<mark>"
            f"{escape(passage.text[quote.start : quote.end])}</mark>"
            f"{escape(passage.text[quote.end :])}"
        )
        note = ""
    sheet = '<div class="sheet"></div>' if passage.document else ""
    before = draw_neighbour(behind.before, texts["before"], passage.speaker)
    after = draw_neighbour(behind.after, texts["after"], passage.speaker)
    return f'{before}<div class="passage"><p>{words}</p>{note}</div>{after}{sheet}'


def draw_neighbour(passage: Passage | None, title: str, speaker: str) -> str:
    """Draw the passage before or after, folded away; name its speaker where it is another one."""
    if passage is None:
        return ""
    summary = escape(fill(title, page=passage.spans[0].label))
    who = fill(load_texts("window")["says"], speaker=passage.speaker)
    lead = f"<b>{escape(who)}</b> " if passage.speaker and passage.speaker != speaker else ""
    return (
        f'<details class="around"><summary>{summary}</summary>'
        f"<p>{lead}{escape(passage.text)}</p></details>"
    )


def draw_card(card: Experience) -> str:
    """Draw an experience card, field by field."""
    texts = load_texts("window")
    fields = "".join(
        f"<dt>{escape(name)}</dt><dd>{escape(getattr(card, field))}</dd>"
        for field, name in texts["card_fields"].items()
    )
    own = f'<p class="aside">{escape(texts["card_own"])}</p>' if card.quotes else ""
    return (
        f'<div class="card"><h3>{escape(texts["card_title"])}</h3>'
        f'<p class="outcome" data-kind="{card.kind}">{escape(texts["card_kinds"][card.kind])}</p>'
        f"<dl>{fields}</dl>{own}</div>"
    )


def draw_also(quotes: tuple[Quote, ...]) -> str:
    """Draw the card's other quotations."""
    if not quotes:
        return ""
    texts = load_texts("window")
    drawn = "".join(
        f"<blockquote><p>“{escape(' '.join(quote.text.split()))}”</p>"
        f"<footer>{escape(fill(texts['page'], page=quote.page))}</footer></blockquote>"
        for quote in quotes
    )
    return f'<div class="also"><h3>{escape(texts["also_title"])}</h3>{drawn}</div>'


def draw_missing(behind: Behind) -> str:
    """Draw how to add the report whose own words are not here."""
    if behind.card is None:
        return ""
    pages = behind.card.pages
    text = load_texts("window")["no_report_one" if len(pages) == 1 else "no_report"]
    words = fill(text, pages=name_pages(pages), source=behind.card.source)
    return f'<p class="missing">{escape(words)}</p>'
