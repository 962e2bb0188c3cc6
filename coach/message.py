"""A message as it is read: one line, and of a very long one its beginning and end."""

LONGEST = 6_000  # characters of a message that are read


def clean(message: str) -> str:
    """Return a message as one line, without lone surrogates, as far as it is read."""
    return shorten(tidy(message))


def tidy(message: str) -> str:
    """Return a message as one line, without lone surrogates."""
    return " ".join(message.encode("utf-8", "replace").decode("utf-8").split())


def shorten(message: str) -> str:
    """Return a message's beginning and end, cut between words: a dilemma often comes last."""
    if len(message) <= LONGEST:
        return message
    half = LONGEST // 2
    first, last = message[: half - 1], message[-half:]
    if message[half - 1] != " " and " " in first:
        first = first.rpartition(" ")[0]
    if message[-half - 1] != " " and " " in last:
        last = last.partition(" ")[2]
    return f"{first.strip()} {last.strip()}"
