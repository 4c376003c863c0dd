# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a device on a home network said, with plain words for the place where it said so. Pure."""

import re
from collections.abc import Iterable

from devicecheck.report.clean_text import shown
from devicecheck.report.wording import Wording

_PLACES = {
    "vendor": "maker", "router-name": "name", "dhcp-name": "name", "mdns-name": "name", "discovery-name": "name",
    "wsd-name": "name", "tls-name": "name", "upnp-name": "name", "mdns-model": "model", "upnp-model": "model",
    "upnp-maker": "maker", "dhcp-vendor": "model", "http-title": "title", "http-page": "page", "http-location": "page",
    "http-realm": "sign-in", "rtsp-realm": "sign-in", "http-server": "program", "rtsp-server": "program",
    "ssdp-server": "program", "http-shape": "program", "ssh": "program", "ftp-greeting": "greeting",
    "telnet-greeting": "greeting", "mdns-type": "kind", "mdns-kind": "kind", "ssdp-type": "kind", "wsd-type": "kind",
    "announcement": "kind", "discovery": "search", "port": "port", "stream": "sends",
}  # fmt: skip
"""The word for each place where a device says something."""
_BETWEEN = "; "
_MOST, _LONGEST = 24, 120
"""Things that a device said, and letters of each, on a page; the document holds all of them."""
_PAIR = re.compile(rf"(?:\A|{_BETWEEN})({'|'.join(sorted(_PLACES, key=len, reverse=True))}): ")


def said(pairs: Iterable[tuple[str, str]], wording: Wording) -> str:
    """What was said, in words. Shape: `pairs` are a place and a text of the device, which is shown as text."""
    told = [_one(source, text, wording) for source, text in pairs]
    return _BETWEEN.join([*told[:_MOST], *(["…"] if len(told) > _MOST else [])])


def of_card(told: str, wording: Wording) -> str:
    """The same of a finding's term, in which places and texts stand as `place: text; place: text`."""
    parts = _PAIR.split(told)
    return said(zip(parts[1::2], parts[2::2], strict=True), wording) if not parts[0] else shown(told)


def _one(source: str, text: str, wording: Wording) -> str:
    place = _PLACES.get(source)
    stream = f"findings.stream.{text}"
    plain = wording.text(stream) if source == "stream" and wording.has(stream) else shown(text, _LONGEST)
    return f"{wording.text(f'findings.said-at.{place}')}: {plain}" if place else plain
