"""The data that describe reports: headings known to all, and what is particular to one."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class HeadingRules:
    """Regular expressions for the parts of a report, and word lists to recognise a person."""

    kinds: dict[str, tuple[re.Pattern[str], ...]]
    colophon_signs: re.Pattern[str]
    titles: frozenset[str]
    letters: frozenset[str]
    speech: frozenset[str]


@dataclass(frozen=True, slots=True)
class Report:
    """What one report is called and who wrote it; people outside its interviews are in aliases."""

    title: str
    author: str
    author_role: str
    aliases: dict[str, str]


@cache
def heading_rules() -> HeadingRules:
    """Load ingest/headings.yaml."""
    data = load_yaml(HERE / "headings.yaml")
    kinds = ("contents", "front", "references", "biography", "colophon")
    return HeadingRules(
        kinds={
            kind: tuple(re.compile(rule, re.IGNORECASE) for rule in data[kind]) for kind in kinds
        },
        colophon_signs=re.compile("|".join(data["colophon_signs"]), re.IGNORECASE),
        titles=frozenset(data["titles"]),
        letters=frozenset(data["letters"]),
        speech=frozenset(data["speech"]),
    )


def describe_report(title: str, author: str, fallback: str) -> Report:
    """Return what is known of a report, from its data file where its title matches one."""
    for path in sorted((HERE / "reports").glob("*.yaml")):
        data = load_yaml(path)
        if re.search(data["matches"], title, re.IGNORECASE):
            return Report(
                data["title"], data["author"], data["author_role"], dict(data.get("aliases") or {})
            )
    return Report(title.strip() or fallback, author.strip(), "author" if author else "", {})


def load_yaml(path: Path) -> Any:
    """Parse a YAML file of ours with the fastest loader there is."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(path.read_text(encoding="utf-8"), Loader=loader)
