# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-2.0-or-later
"""What one datagram says about the device that sent it. Pure; errors are those of its readers, counted by `Heard`."""

import re
from collections.abc import Callable, Iterator
from urllib.parse import unquote

from devicecheck.readers.network import dns
from devicecheck.readers.network.heard import Said
from devicecheck.readers.network.questions import ALL_SERVICES

TYPES = re.compile(r"<(?:[\w.-]{1,40}:)?Types\b[^>]{0,400}>([^<]{0,1000})")
SCOPES = re.compile(r"<(?:[\w.-]{1,40}:)?Scopes\b[^>]{0,400}>([^<]{0,4000})")
DESCRIPTION = re.compile(rb"<DeviceDescription>([^<]{0,200})")
SERVICE = re.compile(r"(_[a-z0-9-]{1,40}\._(?:tcp|udp)\.local)$", re.IGNORECASE)
ONVIF, ONVIF_KIND = "onvif://", "NetworkVideoTransmitter"
ONVIF_REFUSAL = re.compile(r"onvif\.org/ver10/network/wsdl(?s:.{0,8000})<(?:[\w.-]{1,40}:)?Fault\b")
SCOPE = re.compile(r"onvif://www\.onvif\.org/(?:name|hardware|location)/([^\s/]{1,200})", re.IGNORECASE)
MODEL_KEYS = frozenset(
    {"md", "model", "ty", "usb_mdl", "mf", "manufacturer", "product", "fn", "dn", "am", "vendor", "n"}
)
SSDP_FIELDS = (("ssdp-type", "st"), ("ssdp-type", "nt"), ("ssdp-server", "server"), ("ssdp-location", "location"))
KIND_KEYS = frozenset({"ci", "dt"})


def mdns(data: bytes) -> Iterator[Said]:
    """Service types and host names. An answer is counted for its sender; a proxy would speak for others (RFC 6762)."""
    for record in dns.answers(data):
        name = record.name.lower()
        if record.kind == dns.PTR:
            service = SERVICE.search(record.value.lower() if name == ALL_SERVICES else name)
            if service:
                yield "mdns-type", service[1]
                instance = record.value[: -len(name) - 1] if record.value.lower().endswith("." + name) else ""
                if instance and not instance.startswith("_"):
                    yield "mdns-name", instance
        elif record.kind == dns.TXT:
            yield from _about(name, record.value.split("\n"))
        elif record.kind in {dns.A, dns.AAAA} and name.endswith(".local"):
            yield "mdns-name", record.name[: -len(".local")]


def _about(name: str, texts: list[str]) -> Iterator[Said]:
    """What a service says of its device: names of the model, and the kind by HomeKit's own numbers."""
    service = SERVICE.search(name)
    for key, _, value in (text.partition("=") for text in texts):
        if service and key.lower() in MODEL_KEYS and value:
            yield "mdns-model", value
        elif service and key.lower() in KIND_KEYS and value:
            yield "mdns-kind", f"{service[1]} {key.lower()}={value}"


def ssdp(data: bytes) -> Iterator[Said]:
    """Kind and program of a UPnP device and where it describes itself, from an answer or an announcement."""
    first, *lines = data.decode("latin-1").split("\r\n")
    if not first.startswith(("HTTP/1.1 200", "NOTIFY ")):
        return
    fields = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    for source, name in SSDP_FIELDS:
        if fields.get(name):
            yield source, fields[name]


def wsd(data: bytes) -> Iterator[Said]:
    """Kinds by WS-Discovery, without the letters of their name space; an ONVIF scope is a kind of its own.

    A refusal that speaks ONVIF's own name space comes from an ONVIF device too.
    """
    text = data.decode("utf-8", "replace")
    refused = ONVIF_REFUSAL.search(text) is not None
    if refused:
        yield "wsd-type", ONVIF_KIND
    if refused or ("ProbeMatches" not in text and "Hello" not in text):
        return
    if types := TYPES.search(text):
        for kind in types[1].split():
            yield "wsd-type", kind.rpartition(":")[2]
    if (scopes := SCOPES.search(text)) and ONVIF in scopes[1]:
        yield "wsd-type", ONVIF_KIND
        yield from (("wsd-name", unquote(name)) for name in SCOPE.findall(scopes[1]))


def sadp(data: bytes) -> Iterator[Said]:
    """An answer to the search of Hikvision."""
    if b"<ProbeMatch>" in data:
        yield "discovery", "sadp"
        if described := DESCRIPTION.search(data):
            yield "discovery-name", described[1].decode("utf-8", "replace")


def dhip(data: bytes) -> Iterator[Said]:
    """An answer to the search of Dahua."""
    if data[4:8] == b"DHIP" and b"notifyDevInfo" in data:
        yield "discovery", "dhip"


def vstarcam(data: bytes) -> Iterator[Said]:
    """An answer to the search of VStarcam."""
    if data[:4] == b"DH\x01\x08":
        yield "discovery", "vstarcam"


def pppp(data: bytes) -> Iterator[Said]:
    """An answer by the PPPP (CS2) protocol, as cheap small cameras speak it."""
    if len(data) >= 4 and data[0] == 0xF1 and data[1] in {0x41, 0x42}:
        yield "discovery", "pppp"


def tuya(data: bytes) -> Iterator[Said]:
    """The announcement of a Tuya device: a camera sends the same as a lamp."""
    if data[:4] in {b"\x00\x00\x55\xaa", b"\x00\x00\x66\x99"}:
        yield "announcement", "tuya"


def dhcp(data: bytes) -> Iterator[Said]:
    """What a device says of itself when it joins (RFC 2131): its name and its kind of program.

    Errors: IndexError for a cut one. A message of a server says nothing about its receiver.
    """
    if data[0] != 1:
        return
    if len(data) < 240:
        raise IndexError("cut")
    at = 240
    while at < len(data) and data[at] != 0xFF:
        if data[at] == 0:
            at += 1
            continue
        code, size = data[at], data[at + 1]
        value = data[at + 2 : at + 2 + size].decode("utf-8", "replace")
        if code in {12, 60}:
            yield ("dhcp-name" if code == 12 else "dhcp-vendor"), value
        at += 2 + size


READS: dict[str, Callable[[bytes], Iterator[Said]]] = {
    "mdns": mdns,
    "ssdp": ssdp,
    "wsd": wsd,
    "sadp": sadp,
    "dhip": dhip,
    "vstarcam": vstarcam,
    "pppp": pppp,
    "tuya": tuya,
}
