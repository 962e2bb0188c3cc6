"""Reads the environment, in this one place; only the doors call it."""

import os
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_data_path

from vectorstore.embedder import PACKAGED


@dataclass(frozen=True, slots=True)
class Settings:
    """What a user may set: where things are, the model and embedder, who may come in.

    login is "name:password", or empty where nobody has to log in.
    """

    home: Path
    library: Path
    llm: str
    embedder: str
    address: str = "127.0.0.1"
    login: str = ""

    @staticmethod
    def from_env() -> "Settings":
        """Return the settings of this process's environment."""
        return Settings(
            home=Path(os.environ.get("COACH_HOME") or user_data_path("leadership-coach")),
            library=Path(os.environ.get("COACH_LIBRARY") or "library"),
            llm=os.environ.get("COACH_LLM", ""),
            embedder=os.environ.get("COACH_EMBEDDER") or PACKAGED,
            address=os.environ.get("GRADIO_SERVER_NAME") or "127.0.0.1",
            login=os.environ.get("COACH_LOGIN", ""),
        )
