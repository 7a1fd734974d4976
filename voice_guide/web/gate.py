"""Who may see the page, and who may command: decided before anything else looks at a request."""

import secrets
from dataclasses import dataclass
from enum import StrEnum
from ipaddress import ip_address
from urllib.parse import urlsplit

_KEY_BYTES = 16


class Rights(StrEnum):
    """What a page may do."""

    CONTROL = "control"
    VIEW = "view"


@dataclass(frozen=True, slots=True)
class Keys:
    """The two secrets of a page that is shared; whoever has one may see."""

    control: str
    view: str

    def rights(self, key: str) -> Rights | None:
        """What this key opens; takes as long for a wrong key as for a right one."""
        found = {
            rights: secrets.compare_digest(key.encode(), own.encode())
            for rights, own in ((Rights.CONTROL, self.control), (Rights.VIEW, self.view))
        }
        return next((rights for rights, same in found.items() if same), None)


def new_key() -> str:
    """128 random bits, as letters that stand in an address."""
    return secrets.token_urlsafe(_KEY_BYTES)


def is_own_host(host: str, names: frozenset[str], *, shared: bool) -> bool:
    """Whether a Host header names this machine.

    A page of somebody else can only make a browser send us *its* name, pointed at our address
    (DNS rebinding). A bare address cannot be pointed elsewhere, so it is always our own.
    """
    name = _name_of(host)
    if name is None:
        return False
    if name == "localhost":
        return True
    try:
        address = ip_address(name)
    except ValueError:
        return shared and name in names
    return shared or address.is_loopback


def is_own_origin(origin: str, host: str) -> bool:
    """Whether an Origin header tells of a page that came from this host and port."""
    return origin.lower() in {f"http://{host.lower()}", f"https://{host.lower()}"}


def _name_of(host: str) -> str | None:
    """The host without its port, in small letters; None where it is no host at all."""
    try:
        parts = urlsplit(f"//{host}")
        parts.port  # noqa: B018 - raises for a port that is none
    except ValueError:
        return None
    whole = parts.netloc == host and "@" not in host
    return parts.hostname.rstrip(".") if whole and parts.hostname else None
