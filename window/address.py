"""Says who could reach the page at an address, before anything of the page is loaded."""

from ipaddress import ip_address

from coach.settings import Settings
from prompts.load import fill, load_texts

LOCAL_NAMES = frozenset({"localhost", "ip6-localhost"})


class UnsafeAddress(Exception):
    """Others could reach the page, and nobody would have to log in."""


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
