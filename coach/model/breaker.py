"""Spares a language model that keeps failing, so that nobody waits for it in vain."""

from threading import Lock
from time import perf_counter


class Breaker:
    """Counts failures in a row; open after too many, and after a rest lets one request through."""

    def __init__(self, most: int = 3, rest: float = 60.0) -> None:
        """Open after most failures in a row, for rest seconds."""
        self.most = most
        self.rest = rest
        self.failures = 0
        self.since = 0.0
        self.lock = Lock()

    def allows(self) -> bool:
        """Return whether a request may be made now; while it is open, one after each rest."""
        with self.lock:
            if self.failures < self.most:
                return True
            if perf_counter() - self.since < self.rest:
                return False
            self.since = perf_counter()  # this one is let through, others go on waiting
            return True

    def note(self, worked: bool) -> None:
        """Count how a request ended."""
        with self.lock:
            self.failures = 0 if worked else self.failures + 1
            if not worked:
                self.since = perf_counter()
