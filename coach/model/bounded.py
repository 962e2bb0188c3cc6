"""An HTTP client that stops reading when a server sends more than an answer can be."""

from collections.abc import AsyncIterator
from typing import cast

import httpx2

LARGEST = 4_000_000  # bytes of a body; a streamed answer wraps each word in some 300 of them


class TooMuch(Exception):
    """A server sent more than an answer can be, or sent it packed."""


class BoundedStream(httpx2.AsyncByteStream):
    """A body that may be read up to a number of bytes."""

    def __init__(self, inner: httpx2.AsyncByteStream) -> None:
        """Read from another body."""
        self.inner = inner

    async def __aiter__(self) -> AsyncIterator[bytes]:
        """Yield the body; raises TooMuch once it is too large."""
        count = 0
        async for piece in self.inner:
            count += len(piece)
            if count > LARGEST:
                raise TooMuch
            yield piece

    async def aclose(self) -> None:
        """Close the body."""
        await self.inner.aclose()


async def ask_unpacked(request: httpx2.Request) -> None:
    """Ask for a body that is not compressed: a small one could unpack to any size."""
    request.headers["Accept-Encoding"] = "identity"


async def bound(response: httpx2.Response) -> None:
    """Bound the body of a response that is about to be read."""
    if response.headers.get("Content-Encoding", "identity").lower() != "identity":
        raise TooMuch
    response.stream = BoundedStream(cast(httpx2.AsyncByteStream, response.stream))


def open_client(silence: float) -> httpx2.AsyncClient:
    """Return a client with bounded bodies and no redirects; it waits silence seconds for a byte."""
    return httpx2.AsyncClient(
        timeout=httpx2.Timeout(silence, connect=10.0),
        event_hooks={"request": [ask_unpacked], "response": [bound]},
    )
