"""Keeps the page to itself: nothing comes from, or goes to, elsewhere, and nobody borrows it."""

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from window.address import is_local

# Gradio's own page needs inline scripts and templates made at run time; nothing needs other hosts.
POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
    "connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; "
    "frame-src 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class SafeHeaders:
    """Sends the headers with every response."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an application."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and its response back with the headers."""

        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
            await send(message)

        await self.app(scope, receive, send_safely if scope["type"] == "http" else send)


class LocalNames:
    """Answers only under a name of this computer.

    Another site can give its own name this computer's address, and would then pass for the page.
    """

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an application."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on if it was sent to this computer by its own name."""
        if scope["type"] == "http" and not is_local(host_of(Headers(scope=scope))):
            response = PlainTextResponse("This page has another address.", status_code=421)
            await response(scope, receive, send)
            return
        await self.app(scope, receive, send)


def host_of(headers: Headers) -> str:
    """Return the name that a request was sent to, without its port."""
    host = headers.get("host", "")
    return host[: host.find("]") + 1] if host.startswith("[") else host.partition(":")[0]
