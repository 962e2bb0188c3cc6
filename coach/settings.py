"""Reads the environment, in this one place; only the doors call it."""

import os
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_data_path

from vectorstore.embedder import tuned_name


@dataclass(frozen=True, slots=True)
class Settings:
    """What a user may set: where things are, the model and embedder, who may come in.

    login is "name:password", or empty where nobody has to log in; bench is a folder of outside data
    to judge by; llm_address is the base URL of the model's server, or empty for the usual one;
    country is the ISO 3166 code by which people at risk are told where to turn.
    """

    home: Path
    library: Path
    llm: str
    embedder: str
    address: str = "127.0.0.1"
    login: str = ""
    bench: Path | None = None
    llm_address: str = ""
    country: str = "GB"

    @staticmethod
    def from_env() -> "Settings":
        """Return the settings of this process's environment."""
        return Settings(
            home=Path(os.environ.get("COACH_HOME") or user_data_path("leadership-coach")),
            library=Path(os.environ.get("COACH_LIBRARY") or "library"),
            llm=os.environ.get("COACH_LLM", ""),
            embedder=os.environ.get("COACH_EMBEDDER") or tuned_name(),
            address=os.environ.get("GRADIO_SERVER_NAME") or "127.0.0.1",
            login=os.environ.get("COACH_LOGIN", ""),
            country=os.environ.get("COACH_COUNTRY") or "GB",
            llm_address=os.environ.get("COACH_LLM_BASE_URL", ""),
            bench=Path(os.environ["COACH_BENCH"]) if os.environ.get("COACH_BENCH") else None,
        )
