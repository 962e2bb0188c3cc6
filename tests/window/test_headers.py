"""Tests under which names the page answers, and what every response says."""

import pytest
from starlette.responses import PlainTextResponse
from starlette.testclient import TestClient

from window.headers import HEADERS, LocalNames, SafeHeaders

inner = PlainTextResponse("here")


@pytest.mark.parametrize("host", ["127.0.0.1:7860", "localhost", "[::1]:7860", "LOCALHOST:1"])
def test_this_computers_own_names_are_answered(host: str) -> None:
    assert TestClient(LocalNames(inner)).get("/", headers={"host": host}).text == "here"


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "10.0.0.1:7860", ""])
def test_a_name_that_somebody_else_pointed_here_is_not(host: str) -> None:
    assert TestClient(LocalNames(inner)).get("/", headers={"host": host}).status_code == 421


def test_every_response_says_that_nothing_comes_from_elsewhere() -> None:
    headers = TestClient(SafeHeaders(inner)).get("/").headers
    assert all(headers[name] == value for name, value in HEADERS.items())
    policy = headers["content-security-policy"]
    for rule in (
        "default-src 'self'",
        "connect-src 'self'",
        "img-src 'self' data: blob:",
        "frame-ancestors 'none'",
        "object-src 'none'",
        "base-uri 'self'",
    ):
        assert f"{rule};" in f"{policy};"
