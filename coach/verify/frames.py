"""Takes the frame of a report off a sentence: what only says that a source says something."""

import re

SOURCE = (
    r"(?:the )?(?:provided |given |available |same )?"
    r"(?:documents?|passages?|context|information|texts?|article|report|interview)s?"
)
FRAME = re.compile(
    rf"\b(?:according to|based on|as stated in) {SOURCE}(?: provided| given)?,?"
    rf"|\b{SOURCE} (?:also )?(?:mentions?|states?|says?|suggests?|indicates?)(?: that)?"
    r"|\bit is (?:also )?(?:mentioned|stated|important to note|worth noting) that",
    re.IGNORECASE,
)
CONNECTIVE = re.compile(
    r"^(?:(?:unfortunately|however|additionally|also|overall|furthermore|in addition|moreover"
    r"|therefore|for example|for instance|and|but|so)\b[\s,]*)+",
    re.IGNORECASE,
)
LIST_MARK = re.compile(r"^[\s>]*(?:[-*•]+\s+|\d+[.)]\s+)?")
CITATION = re.compile(r"\s*\[\d+\]")


def unframe(sentence: str) -> str:
    """Return what a sentence says, without list marks, citation marks, connectives and frames."""
    plain = CITATION.sub("", LIST_MARK.sub("", sentence))
    return CONNECTIVE.sub("", FRAME.sub(" ", plain).strip())
