"""Reads the environment, in this one place; only the doors call it."""

import os
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_data_path

from vectorstore.embedder import PACKAGED


@dataclass(frozen=True, slots=True)
class Settings:
    """What a user may set: where state and documents live, which model and embedder to use."""

    home: Path
    library: Path
    llm: str
    embedder: str

    @staticmethod
    def from_env() -> "Settings":
        """Return the settings of this process's environment."""
        return Settings(
            home=Path(os.environ.get("COACH_HOME") or user_data_path("leadership-coach")),
            library=Path(os.environ.get("COACH_LIBRARY") or "library"),
            llm=os.environ.get("COACH_LLM", ""),
            embedder=os.environ.get("COACH_EMBEDDER") or PACKAGED,
        )
