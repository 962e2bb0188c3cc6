"""Serves the page with the settings that keep it on this computer, and to those who may see it."""

from ipaddress import ip_address

from starlette.middleware import Middleware

from coach.settings import Settings
from prompts.load import fill, load_texts
from window.headers import SafeHeaders
from window.open import OpenCoach
from window.page import make_page, style

LOCAL_NAMES = frozenset({"localhost", "ip6-localhost"})
AT_ONCE = 8  # turns answered at the same time
WAITING = 100  # turns that may wait; beyond this a visitor is told to try again


class UnsafeAddress(Exception):
    """Others could reach the page, and nobody would have to log in."""


def launch(opened: OpenCoach) -> None:
    """Serve the page until the process is stopped; check_address comes first."""
    name, _, password = opened.settings.login.partition(":")
    page = make_page(opened)
    page.queue(max_size=WAITING, default_concurrency_limit=AT_ONCE)
    _, url, _ = page.launch(
        share=False,
        server_name=opened.settings.address,
        auth=(name, password) if password else None,
        run_history=False,
        enable_monitoring=False,
        footer_links=[],
        quiet=True,
        show_error=False,
        prevent_thread_lock=True,
        app_kwargs={"middleware": [Middleware(SafeHeaders)]},
        **style(),
    )
    print(fill(load_texts("window")["started"], url=url), flush=True)
    page.block_thread()


def check_address(settings: Settings) -> None:
    """Raise UnsafeAddress where other computers could come in without a login."""
    name, _, password = settings.login.partition(":")
    if not is_local(settings.address) and not (name and password):
        raise UnsafeAddress(fill(load_texts("window")["public_refused"], address=settings.address))


def is_local(address: str) -> bool:
    """Return whether only this computer can reach an address."""
    try:
        return ip_address(address.strip("[]")).is_loopback
    except ValueError:
        return address.lower() in LOCAL_NAMES
