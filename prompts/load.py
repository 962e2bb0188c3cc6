"""Loads the fixed texts of this folder and fills them in."""

from functools import cache
from pathlib import Path
from string import Template
from typing import Any

import yaml

HERE = Path(__file__).parent


@cache
def load_texts(name: str) -> dict[str, Any]:
    """Return a YAML file of texts by its name without ending; treat it as read-only."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    data: dict[str, Any] = yaml.load(
        (HERE / f"{name}.yaml").read_text(encoding="utf-8"), Loader=loader
    )
    return data


def fill(template: str, **values: object) -> str:
    """Fill a template's $names; raises KeyError when one is missing."""
    return Template(template).substitute({name: str(value) for name, value in values.items()})
