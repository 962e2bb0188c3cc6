"""Takes out of a text what could pass for a fence, a mark or markup; the words stay."""

import re
import unicodedata

ANGLES = str.maketrans({"<": "‹", ">": "›", "＜": "‹", "＞": "›", "﹤": "‹", "﹥": "›"})
# A mark: a few characters in brackets of any sort, a figure among them: [1], 【p. 12】, [^1].
MARK = re.compile(r"[\[［【〔][^\[\]［］【】〔〕]{0,60}?\d[^\[\]［］【】〔〕]{0,60}[\]］】〕]")
RAISED = re.compile(r"[⁰¹²³⁴-⁹⁻]+")
LINK = re.compile(r"\b(?:[a-z][a-z0-9+.-]*://|www\.|mailto:|javascript:|data:)\S*", re.IGNORECASE)
DOMAIN = re.compile(r"\b[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|biz|info|io|invalid|test|ru|cn|uk)\b")
SIGNS = re.compile(r"[<>‹›\[\]{}|\\`*_#~^=]|&#?\w+;|[\[［【〔\]］】〕＜＞]")


def make_inert(text: str) -> str:
    """Return a text for the inside of a fence: one that can close nothing and cite nothing."""
    return MARK.sub("", without_hidden(text).translate(ANGLES))


def without_hidden(text: str) -> str:
    """Return a text without characters that are not seen; line ends become spaces."""
    seen = (
        " " if character.isspace() else character
        for character in text
        if character.isspace() or unicodedata.category(character) not in ("Cf", "Cc", "Co", "Cs")
    )
    return re.sub(r" +", " ", "".join(seen)).strip()


def plain_words(text: str) -> str:
    """Return what a model wrote without marks, hidden characters and quotation marks around it."""
    plain = " ".join(RAISED.sub("", MARK.sub("", without_hidden(text))).split())
    plain = re.sub(r"\s+([.,;:!?])", r"\1", plain)
    bare = re.fullmatch(r"[“\"‘']([^“”\"]*)[”\"’']", plain)
    return bare[1].strip() if bare else plain


def has_markup(text: str) -> bool:
    """Return whether a text has a link, or a sign that a page or a mark could be made of."""
    return bool(LINK.search(text) or DOMAIN.search(text) or SIGNS.search(text))
