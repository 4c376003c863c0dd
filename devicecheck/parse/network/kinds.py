# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an ordinary device shows itself as, by the plainest thing that it says. For the list, not to judge."""

import re
from collections.abc import Iterable

from devicecheck.model.network import DeviceKind

Said = tuple[str, str]
RULES: tuple[tuple[DeviceKind, str, str], ...] = (
    (DeviceKind.ROUTER, "ssdp-type", r"InternetGatewayDevice|WANConnectionDevice"),
    (DeviceKind.PRINTER, "mdns-type", r"^_(ipp|ipps|printer|pdl-datastream)\._tcp"),
    (DeviceKind.PRINTER, "wsd-type", r"^Print"),
    (DeviceKind.PHONE, "dhcp-vendor", r"^android-dhcp"),
    (DeviceKind.PHONE, "name", r"\b(iphone|ipad|pixel|galaxy|android|oneplus|redmi|xiaomi|huawei|honor|moto)\b"),
    (DeviceKind.STORAGE, "http-title", r"\b(diskstation|synology|qnap|nas|truenas)\b"),
    (DeviceKind.STORAGE, "ssdp-server", r"\bSynology\b"),
    (DeviceKind.COMPUTER, "wsd-type", r"^Computer$"),
    (DeviceKind.COMPUTER, "mdns-type", r"^_workstation\._tcp"),
    (DeviceKind.COMPUTER, "dhcp-vendor", r"^MSFT"),
    (DeviceKind.COMPUTER, "name", r"\b(desktop|laptop|macbook|mbp|imac|pc)\b"),
    (DeviceKind.SPEAKER, "mdns-type", r"^_(sonos|raop)\._tcp"),
    (DeviceKind.SPEAKER, "ssdp-type", r"ZonePlayer"),
    (DeviceKind.SPEAKER, "name", r"\b(sonos\w*|homepod|nest-mini|google-home|echo)\b"),
    (DeviceKind.TV, "mdns-type", r"^_(googlecast|airplay|androidtvremote2)\._tcp"),
    (DeviceKind.TV, "ssdp-type", r"MediaServer|MediaRenderer|dial-multiscreen"),
    (DeviceKind.TV, "rtsp-server", r"HDHomeRun"),
    (DeviceKind.SMART_HOME, "announcement", r"^tuya$"),
    (DeviceKind.SMART_HOME, "mdns-type", r"^_(hap|esphomelib|matter)\._"),
    (DeviceKind.SMART_HOME, "http-title", r"\b(hue|wled|shelly|tasmota|home assistant)\b"),
    (DeviceKind.CONSOLE, "maker", r"nintendo|sony interactive"),
    (DeviceKind.SERVER, "ssh", r"^SSH-"),
)
MEDIA_SERVERS = re.compile(
    r"AirTunes|AirPlay|HDHomeRun|fbxrtspd|Freebox|\bVLC\b|Wowza|QuickTime|Darwin|Twonky|Shairport|LIVE555|Flussonic|WMServer|MediaSense"
    r"|^QTSS/|^DSS/|^RealServer|^RealMedia|^Helix|\bAmino\b|\bfeng\b|Application Virtualization|MediaPortal|Kodi"
    r"|sat.?ip|tvheadend|dvbviewer",
    re.IGNORECASE,
)
"""RTSP servers of speakers, tuners and players: what they play is not a camera's picture."""


def kind_of(said: Iterable[Said], names: Iterable[str], maker: str) -> DeviceKind:
    """The first kind of the table that fits."""
    known = [*said, *(("name", name) for name in names), ("maker", maker)]
    for kind, source, pattern in RULES:
        if any(place == source and re.search(pattern, text, re.IGNORECASE) for place, text in known):
            return kind
    return DeviceKind.NOT_NAMED


def without_players(said: Iterable[Said]) -> tuple[Said, ...]:
    """What a device says, without the streams of a server that is known to play music or television."""
    kept = tuple(said)
    plays = any(source in {"rtsp-server", "http-server"} and MEDIA_SERVERS.search(text) for source, text in kept)
    return tuple(pair for pair in kept if not (plays and pair[0] == "stream"))
