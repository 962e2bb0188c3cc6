"""Finds whatever in an answer looks proved and is not: marks, citations, quotations, markers."""

import re

from coach.answer import Answer, Citation
from coach.verify.exact import find_quotation
from coach.verify.sources import is_sound
from vectorstore.normalise import normalise
from vectorstore.store import Store

MARK = re.compile(r"\[\^?(\d+)\]")


def find_unproved(answer: Answer, store: Store) -> tuple[str, ...]:
    """Return what an answer shows as proved without proof, in words a person can read."""
    issued = {citation.n: citation for citation in answer.citations}
    problems = [
        f"the mark {match[0]} opens nothing"
        for match in MARK.finditer(answer.text)
        if match[1] not in {str(n) for n in issued}
    ]
    if len(issued) < len(answer.citations):
        problems.append("two citations have the same number")
    problems += [
        f"citation {citation.n} is not the index's own"
        for citation in answer.citations
        if not is_sound(citation, store)
    ]
    for claim in answer.claims:
        cited = [issued[n] for n in claim.citations if n in issued]
        if len(cited) < len(claim.citations):
            problems.append(f"a claim cites what was not issued: {claim.text[:60]}")
        if claim.verdict in ("verified", "supported") and not cited:
            problems.append(f"a claim is called {claim.verdict} and cites nothing")
        if claim.verdict == "verified" and not any(has(one, claim.text) for one in cited):
            problems.append(f"a quotation is not where it is said to be: {claim.text[:60]}")
        if claim.verdict == "unsupported":
            problems.append(f"an unsupported claim is shown: {claim.text[:60]}")
    return tuple(problems)


def has(citation: Citation, quotation: str) -> bool:
    """Return whether a citation's quotation and its text both have a quotation."""
    return bool(
        citation.quote
        and find_quotation(quotation, citation.quote)
        and find_quotation(citation.quote, citation.text)
    )


def is_acted_on(answer: Answer, marker: str) -> bool:
    """Return whether an attacker's marker stands in an answer as anything but a quotation.

    In quotation marks, verbatim, with the speaker and the page, it is only what a document says.
    """
    told = [claim.text for claim in answer.claims if claim.verdict != "verified"]
    beside = [line for line in answer.text.split("\n") if not line.startswith(">")]
    wanted = normalise(marker).casefold()
    pattern = re.compile(rf"(?<!\w){re.escape(wanted)}(?!\w)")
    return any(pattern.search(normalise(text).casefold()) for text in (*told, *beside))
