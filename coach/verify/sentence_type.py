"""Tells a sentence that must be proved from one that is the coach's own, by rule.

The coach's own are questions, sentences addressed to the reader that reflect or suggest, greetings
and thanks, lines that only lead in to what follows, and what the coach says about its own sources.
All others state something about people, events or figures: they are claims.
"""

import re
from typing import Literal

SentenceType = Literal["claim", "coach"]

MARKS = re.compile(r"^[\s>*_#•-]*(?:\d+[.)]\s+)?[\s*_]*|(?:\s*\[\d+\])+\s*$|[\s*_]+$")
# People and figures make a claim of what would otherwise be a reflection.
ABOUT_OTHERS = re.compile(
    r"\b(?:[Ss]he|[Hh]e|[Hh]is|[Hh]ers?|[Hh]im|[Tt]hey told|interviewees?)\b|\d|[£$€%]|[“\"«]"
)
NAMED = re.compile(
    r"(?<=[a-z,;:’'] )(?!I\b|I[’'])[A-Z][A-Za-z]+"
    r"|^(?!I\b)[A-Z][a-z]+(?:[’']s)?\s+(?:[A-Z][a-z]+|said|says|told|did|was|had|has|took|found"
    r"|felt|thinks|thought|believes|believed|argues|argued)\b"
)
# What the coach may say of itself and of the reader; any other sentence with "I" or "you" states.
COACH = re.compile(
    r"^(?:(?:and|but|so|perhaps|maybe),? )?(?:I (?:hear|wonder|notice|sense|imagine|suggest"
    r"|suspect|hope|would (?:suggest|invite|ask|start|be)"
    r"|am (?:curious|struck|wondering|sorry|not sure|glad|here)"
    r"|can(?:not|[’']t)? (?:hear|see|imagine|help|offer|answer|tell|find|say)"
    r"|do(?:n[’']t| not) (?:know|have|want))"
    r"|I[’']m (?:curious|struck|wondering|sorry|not sure|glad|here)"
    r"|I[’']d (?:suggest|invite|ask|start|be)"
    r"|Let[’']?s|Let us|My (?:suggestion|question|sense))\b",
    re.IGNORECASE,
)
READER = re.compile(
    r"\b(?:you(?:[’']re| are)? (?:sound|seem|feel|feeling|say|said|describe|described|mention"
    r"|mentioned|ask|asked|tell|told|wrote|write|carry|carrying|facing|torn|holding|wonder"
    r"|wondering|dread|long)"
    r"|you (?:could|might|may|may want to|might want to|could also|might also) "
    r"(?:try|start|begin|ask|consider|want|find|say|choose|notice|think|test|look|also|bring|name"
    r"|wish|take|write|talk|speak|use|borrow|draw|sit|pick|be (?:feeling|carrying|holding))"
    r"|for you\b[^.]*\bmay"
    r"|your (?:question|dilemma|situation|next step|instinct|worry|frustration|message))\b",
    re.IGNORECASE,
)
SUGGESTION = re.compile(
    r"^(?:perhaps|maybe|consider|try|think|imagine|notice|ask|start|remember|suppose|picture|write"
    r"|name|choose|bring|talk|speak|pause|listen|begin|be (?:careful|cautious|vigilant))\b",
    re.IGNORECASE,
)
ADVICE = re.compile(
    r"\bit(?:[’']s| is| would be| may be| might be)? (?:always |also |therefore |highly |usually )*"
    r"(?:best|better|wise|essential|important|crucial|advisable|recommended|advised|worth|helpful"
    r"|good practice) to (?:consult|consider|ask|check|talk|speak|seek|be|remember|note|weigh|take"
    r"|understand|review|do|find|get)\b"
    r"|\bconsult(?:ing)? (?:with )?(?:a|an|your)\b"
    r"|\bdepends? on (?:your|individual|personal|various|the individual)\b",
    re.IGNORECASE,
)
COURTESY = re.compile(
    r"^(?:hello|hi|thank(?:s| you)|you[’']re welcome|good (?:morning|afternoon|evening)|sorry"
    r"|that (?:sounds|must|seems|is a (?:hard|difficult|good))|it (?:sounds|seems) (?:like|as if|as"
    r" though)|here (?:is|are)\b[^.]*:)\b",
    re.IGNORECASE,
)
LEADS_IN = re.compile(r":\s*$")
SILENCE = re.compile(
    r"\b(?:interviews|interviewees|report|documents?|passages?|evidence|sources?|cards?)\b[^.]*\b"
    r"(?:do|does|did)(?:n[’']t| not)\b[^.]*"
    r"\b(?:say|cover|mention|provide|contain|include|tell|speak)",
    re.IGNORECASE,
)


def type_sentence(sentence: str) -> SentenceType:
    """Return whether a sentence is a claim to be proved or the coach's own words."""
    plain = MARKS.sub("", MARKS.sub("", sentence))
    if not re.search(r"[^\W\d_]", plain):
        return "coach"
    if plain.rstrip("\"”’')").endswith("?"):
        return "coach"
    if ABOUT_OTHERS.search(plain) or NAMED.search(plain):
        return "claim"
    own = (
        COURTESY.search(plain)
        or LEADS_IN.search(plain)
        or ADVICE.search(plain)
        or SILENCE.search(plain)
        or SUGGESTION.search(plain)
        or COACH.search(plain)
        or READER.search(plain)
    )
    return "coach" if own else "claim"
