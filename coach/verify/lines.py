"""Checks a line of `coach check`: a claim and the texts it cites in, a verdict out."""

import json
from collections.abc import Mapping
from typing import Any

from coach.verify.check import check_claim
from coach.verify.evidence import Evidence


class BadLine(ValueError):
    """A line that is not {"id", "claim", "evidence": [...]}; its message says what is wrong."""


def check_text(text: str) -> dict[str, Any]:
    """Return what check_line returns for one line as it stands in a file of JSON lines."""
    try:
        return check_line(json.loads(text))
    except json.JSONDecodeError as error:
        raise BadLine(f"is not JSON: {error.msg} at character {error.pos + 1}") from error
    except RecursionError as error:
        raise BadLine("is nested too deeply") from error


def check_line(line: Any) -> dict[str, Any]:
    """Return {"id", "verdict", "score", "reasons"} for one line; raise BadLine for a wrong one.

    A piece of evidence is a text, or {"text", "speaker", "page"} where these are known.
    """
    if not isinstance(line, Mapping) or not isinstance(line.get("claim"), str):
        raise BadLine('a line must be {"id", "claim": "...", "evidence": ["...", ...]}')
    evidence = line.get("evidence", [])
    if not isinstance(evidence, list):
        raise BadLine('"evidence" must be a list of texts')
    check = check_claim(line["claim"], [read_evidence(one) for one in evidence])
    return {
        "id": line.get("id"),
        "verdict": check.verdict,
        "score": round(check.score, 4),
        "reasons": list(check.reasons),
    }


def read_evidence(one: Any) -> Evidence:
    """Return one piece of evidence from a line; raise BadLine where it is none."""
    if isinstance(one, str):
        return Evidence(one)
    if not isinstance(one, Mapping) or not isinstance(one.get("text"), str):
        raise BadLine('each piece of evidence must be a text or {"text", "speaker", "page"}')
    speaker, page = one.get("speaker"), one.get("page")
    return Evidence(
        one["text"],
        str(speaker) if speaker is not None else None,
        str(page) if page is not None else None,
    )
