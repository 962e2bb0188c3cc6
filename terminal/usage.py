"""What the person at the terminal can put right, in one line."""


class UsageError(Exception):
    """Something the person at the terminal can put right; the text is one line."""


def required(value: str | None, reason: str) -> str:
    """Return a text that must not be empty; raises UsageError with a reason."""
    if not value or not value.strip():
        raise UsageError(reason)
    return value
