"""Takes pictures of every screen, light and dark, on a desk and on a phone: `make screenshots`.

The library is left empty, so that no sentence of a report is in them. All go to the folder
build/screenshots; with --keep, the two that README shows also go to docs/screenshots.
"""

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.window.steps import DILEMMA, open_mark, open_tab, say

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "build" / "screenshots"
KEPT = {"desk-light-3-evidence": "conversation.png", "phone-dark-4-casebook": "casebook-phone.png"}
SIZES = {"desk": (1280, 860), "phone": (390, 844)}


def main() -> int:
    """Take all pictures and return 0."""
    from playwright.sync_api import sync_playwright

    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    with open_door() as address, sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        for form, (width, height) in SIZES.items():
            for scheme in ("light", "dark"):
                context = browser.new_context(
                    viewport={"width": width, "height": height},
                    color_scheme=scheme,
                    has_touch=form == "phone",
                    reduced_motion="reduce",
                )
                page = context.new_page()
                page.goto(address)
                take_all(page, f"{form}-{scheme}", form == "phone")
                context.close()
        browser.close()
    if "--keep" in sys.argv:
        for name, kept in KEPT.items():
            shrink(FOLDER / f"{name}.png", ROOT / "docs" / "screenshots" / kept)
    print(f"{len(list(FOLDER.iterdir()))} pictures in {FOLDER.relative_to(ROOT)}")
    return 0


def shrink(picture: Path, to: Path) -> None:
    """Write a picture in as few colours as it needs, so that cloning stays quick."""
    from PIL import Image

    with Image.open(picture) as opened:
        opened.convert("RGB").quantize(128, dither=Image.Dither.NONE).save(to, optimize=True)


def take_all(page: Any, name: str, narrow: bool) -> None:
    """Walk through every screen and take its picture."""

    def take(screen: str, whole: bool = False) -> None:
        page.wait_for_timeout(400)
        page.screenshot(path=FOLDER / f"{name}-{screen}.png", full_page=whole)

    page.locator("#message textarea").wait_for()
    take("1-first")
    say(page, DILEMMA)
    take("2-answer", whole=narrow)
    open_mark(page)
    take("3-evidence")
    open_tab(page, "casebook")
    page.locator("#contents [data-chapter^='person:']").nth(2).click()
    page.locator("#chapter article").first.wait_for()
    take("4-casebook")
    open_tab(page, "prepare")
    page.locator("#prepare-dilemma textarea").fill(DILEMMA)
    page.locator("#prepare-make").click()
    page.locator("#brief header").wait_for()
    take("5-prepare", whole=True)
    open_tab(page, "library")
    take("6-library")


@contextmanager
def open_door() -> Iterator[str]:
    """Serve the window over the casebook alone, and give its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory() as folder:
        settings = {
            "COACH_HOME": f"{folder}/home",
            "COACH_LIBRARY": f"{folder}/library",
            "COACH_LLM": "",
            "GRADIO_SERVER_PORT": str(port),
        }
        with subprocess.Popen(
            [sys.executable, "app.py"],
            cwd=ROOT,
            env={**os.environ, **settings},
            stdout=subprocess.PIPE,
            text=True,
        ) as server:
            assert server.stdout
            for line in server.stdout:
                if found := re.search(r"http://\S+", line):
                    yield found[0]
                    break
            server.terminate()


if __name__ == "__main__":
    sys.exit(main())
