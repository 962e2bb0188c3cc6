"""The suites by name, each in a file of its own; the order is that of the report."""

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:  # the terminal asks for the names alone
    from eval.material import Material, Say
    from eval.outcome import Outcome

Suite: TypeAlias = "Callable[[Material, Say], Outcome]"
NAMES = (
    "retrieval",
    "grounding",
    "abstention",
    "conversation",
    "safety",
    "attacks",
    "checker",
    "speed",
)
DEFAULT = tuple(name for name in NAMES if name != "speed")


def load_suite(name: str) -> Suite:
    """Return a suite by name; one is imported only when it is run."""
    suite: Suite = import_module(f"eval.suites.{name}").judge
    return suite
