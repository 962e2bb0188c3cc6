"""What a broken file of the casebook is reported as, and the reading of any of its files."""

from pathlib import Path
from typing import Any

import yaml

from ingest.report import load_yaml


class BrokenCard(Exception):
    """A card that cannot be used; the text names file, card and field."""


def load_file(path: Path) -> Any:
    """Parse a YAML file; raises BrokenCard with the line where it cannot be read."""
    try:
        return load_yaml(path)
    except OSError as error:
        raise BrokenCard(f"{path.name}: {error.strerror}") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        line = f" in line {mark.line + 1}" if mark else ""
        raise BrokenCard(f"{path.name}: is not valid YAML{line}") from error
