"""The verdict of a whole run: the outcomes, what changed since the baseline, and how it ends."""

from dataclasses import dataclass

from eval.compare import Comparison
from eval.outcome import Gate, Outcome


@dataclass(frozen=True, slots=True)
class Run:
    """Everything that is written of a run; exit_code is 0, or 1 when a gate fails."""

    outcomes: tuple[Outcome, ...]
    comparison: Comparison
    split: str
    with_report: bool
    build: str
    made_of: str
    when: str
    seconds: float

    @property
    def gates(self) -> tuple[Gate, ...]:
        """All gates, those of the baseline last."""
        return (*(g for o in self.outcomes for g in o.gates), *self.comparison.gates)

    @property
    def failed(self) -> tuple[Gate, ...]:
        """The gates that fail."""
        return tuple(gate for gate in self.gates if gate.holds is False)

    @property
    def unscored(self) -> tuple[Gate, ...]:
        """The gates that could not be scored."""
        return tuple(gate for gate in self.gates if gate.holds is None)

    @property
    def skipped(self) -> tuple[str, ...]:
        """What was left out, and why."""
        return tuple(f"{o.suite}: {why}" for o in self.outcomes for why in o.skipped)

    @property
    def exit_code(self) -> int:
        """0 when no gate fails, else 1."""
        return 1 if self.failed else 0

    @property
    def verdict(self) -> str:
        """The verdict in one sentence."""
        count = len(self.gates) - len(self.unscored)
        if self.failed:
            text = f"{len(self.failed)} of {count} gates fail"
        else:
            text = "The one gate holds" if count == 1 else f"All {count} gates hold"
        if self.unscored:
            text += f"; {len(self.unscored)} could not be scored"
        return text
