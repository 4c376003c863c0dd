# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-2.0-or-later
"""The page on which a UPnP device describes itself (UPnP Device Architecture 2.0, 2.3). Many cameras name themselves
only there. Pure.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from devicecheck.readers.network.banners import http_question, left
from devicecheck.readers.network.heard import Said
from devicecheck.readers.network.limits import TEXT_LIMIT

LOCATION = "ssdp-location"
FIELD = re.compile(
    r"<(friendlyName|manufacturer|modelName|modelDescription|modelNumber|deviceType)>([^<]{1,200})</", re.IGNORECASE
)
SOURCES = {"friendlyname": "upnp-name", "devicetype": "ssdp-type", "manufacturer": "upnp-maker"}
PATH = re.compile(r"/[!-~]{0,190}")
MOST = 12
"""Fields that are taken: a device may hold others."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where one description stands, at the device that named it."""

    address: str
    port: int
    path: str


def place(sender: str, location: str) -> Place | None:
    """Where to ask; None for anything but a page of the sender itself, by its address in numbers."""
    try:
        parts = urlsplit(location)
        port = parts.port or 80
    except ValueError:
        return None
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    own = parts.scheme == "http" and parts.hostname == sender and parts.username is None
    return Place(sender, port, path) if own and len(location) < TEXT_LIMIT and PATH.fullmatch(path) else None


def question(where: Place) -> bytes:
    """One GET of that page."""
    return http_question(f"{where.address}:{where.port}", where.path)


def missing(answer: bytes) -> int:
    """As `banners.left`, for a page whose end is that of its root."""
    return 0 if b"</root>" in answer.lower() else left(answer)


def described(answer: bytes) -> Iterator[Said]:
    """Name, maker, model and kind. Nothing else of the page is read: it may hold anything."""
    text = answer.decode("utf-8", "replace")
    if not text.startswith("HTTP/"):
        return
    for number, (name, value) in enumerate(FIELD.findall(text)):
        if number < MOST:
            yield SOURCES.get(name.lower(), "upnp-model"), html.unescape(value)
