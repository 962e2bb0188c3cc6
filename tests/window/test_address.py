"""Tests who may come in."""

from pathlib import Path

import pytest

from coach.settings import Settings
from window.address import UnsafeAddress, check_address, is_local


@pytest.mark.parametrize("address", ["127.0.0.1", "localhost", "::1", "127.8.8.8"])
def test_this_computer_needs_no_login(address: str) -> None:
    check_address(Settings(Path("h"), Path("l"), "", "", address))


@pytest.mark.parametrize("address", ["0.0.0.0", "192.168.1.4", "::", "coach.example"])
@pytest.mark.parametrize("login", ["", "ann", "ann:", ":secret"])
def test_any_other_address_does(address: str, login: str) -> None:
    with pytest.raises(UnsafeAddress, match="COACH_LOGIN"):
        check_address(Settings(Path("h"), Path("l"), "", "", address, login))
    check_address(Settings(Path("h"), Path("l"), "", "", address, "ann:secret"))


@pytest.mark.parametrize("address", ["127.0.0.1", "[::1]", "localhost"])
def test_loopback_is_local(address: str) -> None:
    assert is_local(address)
