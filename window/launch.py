"""Serves the page with the settings that keep it on this computer, and to those who may see it."""

import os
from dataclasses import dataclass
from typing import Any

from starlette.middleware import Middleware

from prompts.load import fill, load_texts
from window.address import is_local
from window.headers import LocalNames, SafeHeaders
from window.login import make_login
from window.open import OpenCoach
from window.page import make_page, style

AT_ONCE = 8  # pieces of work, other than turns, done at the same time
WAITING = 200  # that may wait; turns have a gate of their own, which says so politely
LARGEST = "200mb"  # of a PDF that is dropped on the page


@dataclass(frozen=True, slots=True)
class Served:
    """A page that is being served, and where."""

    page: Any
    url: str


def launch(opened: OpenCoach) -> None:
    """Serve the page until the process is stopped; check_address comes first."""
    os.umask(0o077)  # what the process writes from here on is its owner's alone
    served = serve(opened)
    print(fill(load_texts("window")["started"], url=served.url), flush=True)
    served.page.block_thread()


def serve(opened: OpenCoach, port: int | None = None) -> Served:
    """Serve the page from a thread of its own."""
    name, _, password = opened.settings.login.partition(":")
    middleware = [Middleware(SafeHeaders)]
    if is_local(opened.settings.address) and not password:
        middleware.append(Middleware(LocalNames))
    login: Any = make_login(name, password) if password else None  # may wait, which is not declared
    page = make_page(opened)
    page.queue(max_size=WAITING, default_concurrency_limit=AT_ONCE)
    _, url, _ = page.launch(
        share=False,
        server_name=opened.settings.address,
        server_port=port,
        auth=login,
        run_history=False,
        enable_monitoring=False,
        ssr_mode=False,
        mcp_server=False,
        pwa=False,
        max_file_size=LARGEST,
        footer_links=[],
        quiet=True,
        show_error=False,
        prevent_thread_lock=True,
        app_kwargs={"middleware": middleware},
        **style(),
    )
    return Served(page, url)
