# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every server of the list, planted in a recording that must be read before any other one is. No find, no result."""

import asyncio
import ipaddress
import struct
from collections.abc import Iterable, Iterator
from datetime import date

from devicecheck.errors import ReaderError, SelfTestError
from devicecheck.matching.domains import SHARED_HOSTING, parents, server_name
from devicecheck.model.signatures import Category, Indicators, OrdinaryReason, Pack, Signature, SignatureStatus
from devicecheck.runner.capture_check import check_capture
from devicecheck.sources.private_folder import private_folder

RAW_IP, TCP, UDP, DNS = 101, 6, 17, 53
MAGIC = 0xA1B2C3D4
SERVER = "recorded.canary.invalid"
ADDRESS = "198.51.100.77"
_DAY = date(2026, 1, 1)
PLANTED, LOOK_ALIKE = "planted.", "planted-"
"""Before a server's name: one makes a name that belongs to it, the other only one that looks like it."""


async def fire_for_captures(pack: Pack) -> int:
    """Plant a name below every listed server, and one that only looks like it, and every address; how many were found.

    Errors: SelfTestError `canary-silent`, which names the first that was not found, or a look-alike that was.
    """
    if not pack.signatures:
        raise SelfTestError("canary-silent", {"canary": "empty-list"})
    pack = pack.model_copy(update={"signatures": (*pack.signatures, _entry())})
    servers = listed(pack)
    if no_name := sorted(name for name in _domains(pack) if not server_name(name)):
        raise SelfTestError("canary-silent", {"canary": no_name[0]})
    names = [prefix + name for name in sorted(servers) for prefix in (PLANTED, LOOK_ALIKE)]
    addresses = sorted({address for entry in pack.signatures for address in entry.indicators.addresses})
    with private_folder() as folder:
        path = folder / "planted.pcap"
        await asyncio.to_thread(path.write_bytes, recording(names, addresses))
        try:
            found = await check_capture(path, pack)
        except ReaderError as error:
            raise SelfTestError("canary-silent", {"canary": error.code}) from error
    on_cards = {name for finding in found.judgement.findings for name in finding.evidence}
    for name in sorted(servers):
        # A look-alike of a listed name below another listed one belongs to that other one, so it is found by right.
        alike = servers.isdisjoint(parents(LOOK_ALIKE + name)) and f"server:{LOOK_ALIKE}{name}" in on_cards
        if alike or f"server:{PLANTED}{name}" not in on_cards:
            raise SelfTestError("canary-silent", {"canary": name})
    for address in addresses:
        if f"server:{address}" not in on_cards:
            raise SelfTestError("canary-silent", {"canary": address})
    return len(servers) + len(addresses)


def listed(pack: Pack) -> frozenset[str]:
    """The servers of a pack that a name can belong to. A place where anybody can have a name is none."""
    return frozenset({server_name(name) for name in _domains(pack)} - SHARED_HOSTING - {""})


def _domains(pack: Pack) -> frozenset[str]:
    return frozenset(name for entry in pack.signatures for name in entry.indicators.domains)


def _entry() -> Signature:
    return Signature(
        id="canary-server",
        name="Canary server",
        category=Category.WATCH_SECRETLY,
        status=SignatureStatus.LISTED,
        ordinary_reasons=(OrdinaryReason.TRIED_OUT,),
        indicators=Indicators(domains=(SERVER,), addresses=(ADDRESS,)),
        added_on=_DAY,
        checked_on=_DAY,
    )


def recording(names: Iterable[str], addresses: Iterable[str] = ()) -> bytes:
    """A pcap in which the address of each name is asked for, and a first packet goes to each address."""
    head = struct.pack("<IHHiIII", MAGIC, 2, 4, 0, 0, 1 << 18, RAW_IP)
    return head + b"".join((*_packets(names), *_first_packets(addresses)))


def _first_packets(addresses: Iterable[str]) -> Iterator[bytes]:
    opening = struct.pack(">HHIIBBHHH", 40_000, 443, 1, 0, 0x50, 2, 64_000, 0, 0)
    for text in addresses:
        target = ipaddress.ip_address(text).packed
        if len(target) == 4:
            packet = struct.pack(">BBHHHBBH", 0x45, 0, 20 + len(opening), 1, 0, 64, TCP, 0) + bytes(4) + target
        else:
            packet = struct.pack(">IHBB", 0x60000000, len(opening), TCP, 64) + bytes(16) + target
        packet += opening
        yield struct.pack("<IIII", 1, 0, len(packet), len(packet)) + packet


def _packets(names: Iterable[str]) -> Iterator[bytes]:
    for name in names:
        labels = b"".join(bytes([len(part)]) + part.encode("ascii") for part in name.split("."))
        question = struct.pack(">HHHHHH", 1, 0x100, 1, 0, 0, 0) + labels + struct.pack(">BHH", 0, 1, 1)
        datagram = struct.pack(">HHHH", 40_000, DNS, 8 + len(question), 0) + question
        packet = struct.pack(">BBHHHBBH", 0x45, 0, 20 + len(datagram), 1, 0, 64, UDP, 0) + bytes(8) + datagram
        yield struct.pack("<IIII", 1, 0, len(packet), len(packet)) + packet
