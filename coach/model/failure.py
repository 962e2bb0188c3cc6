"""Says of anything a model's package raises whether to ask again, and when."""

from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from time import time

TRY_AGAIN = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 529})
# Names, so that no provider's package need be there: they share these words for the network.
NETWORK = ("ConnectionError", "ConnectError", "ConnectTimeout", "ReadError", "RemoteProtocolError")


class Gone(Exception):
    """The reader has left; nothing more is needed."""


class Failed(Exception):
    """A request came to nothing; again says whether another may do better, after wait seconds.

    kind is the name of the error, never its text: that may quote a key or what the leader wrote.
    """

    def __init__(self, kind: str, again: bool = False, wait: float = 0.0) -> None:
        """Hold what the next try needs to know."""
        super().__init__(kind)
        self.kind = kind
        self.again = again
        self.wait = wait


def judge(error: Exception) -> Failed:
    """Return what an error means for the next try."""
    if isinstance(error, Failed):
        return error
    causes = list(chain(error))
    kind = type(error).__name__
    for one in causes:
        if type(one).__name__ == "TooMuch":
            return Failed(kind)
        status = getattr(one, "status_code", None)
        if isinstance(status, int):
            wait = read_wait(getattr(getattr(one, "response", None), "headers", {}))
            return Failed(kind, status in TRY_AGAIN, wait)
    network = any(type(one).__name__.endswith(NETWORK) for one in causes)
    return Failed(kind, network or any(isinstance(one, OSError) for one in causes))


def chain(error: BaseException) -> Iterator[BaseException]:
    """Yield an error and what caused it, the outermost first."""
    seen: BaseException | None = error
    for _ in range(10):
        if seen is None:
            return
        yield seen
        seen = seen.__cause__


def read_wait(headers: object) -> float:
    """Return the seconds a Retry-After asks for, 0 where there is none that can be read."""
    value = headers.get("retry-after") if hasattr(headers, "get") else None
    if not isinstance(value, str):
        return 0.0
    try:
        return max(0.0, float(value))
    except ValueError:
        pass  # then it is a date
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - time())
    except ValueError:
        return 0.0
