# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Packets that carry other packets: where the inner one begins, or that it lies sealed or in a form not opened. Pure.

Opened: IP in IP (RFC 2003, 4213), GRE (RFC 2784, 2890) with IP or Ethernet, EtherIP (RFC 3378), VXLAN (RFC 7348),
Geneve (RFC 8926), GTP-U (3GPP TS 29.281) and Teredo (RFC 4380). Told apart only: IPsec (RFC 4303, 3948), L2TP, OpenVPN
at its own port, WireGuard, and whatever GRE carries else.
"""

from collections.abc import Callable

from devicecheck.readers.capture.links import ETHERNET, IPV4, IPV6

RAW_IP = 101
SEALED = -2
IPIP, SIX_IN_FOUR, GRE, ESP, ETHERIP, L2TP = 4, 41, 47, 50, 97, 115
PROTOCOLS = frozenset({IPIP, SIX_IN_FOUR, GRE, ESP, ETHERIP, L2TP})
BRIDGED = 0x6558
GENEVE, VXLAN, LINUX_VXLAN, GTP, TEREDO, ESP_PORT, L2TP_PORT, OPENVPN = 6081, 4789, 8472, 2152, 3544, 4500, 1701, 1194
VXLAN_VALID, VXLAN_OTHER = 0x08, 0x04
GPE = {1: RAW_IP, 2: RAW_IP, 3: ETHERNET}
FEWEST_INSIDE = 20
"""Bytes of the smallest internet packet."""
GTP_DATA, GTP_VERSION_1 = 255, 0x30
MOST_GTP_EXTENSIONS = 4
WIREGUARD = {1: 148, 2: 92, 3: 64}
"""Lengths of its first three kinds of message; the fourth carries data, filled up to 16 bytes."""
WIREGUARD_DATA, WIREGUARD_FEWEST = 4, 32

Inner = tuple[int, int]
"""The kind of link that the inner packet has, and where it begins; (SEALED, 0) when nobody here can open it."""
CLOSED: Inner = (SEALED, 0)


def of_protocol(protocol: int, data: bytes, place: int) -> Inner | None:
    """The packet inside one of PROTOCOLS; None for a message of the tunnel itself. Errors: IndexError when cut."""
    if protocol in {IPIP, SIX_IN_FOUR}:
        return RAW_IP, place
    if protocol == GRE:
        return _gre(data, place)
    return (ETHERNET, place + 2) if protocol == ETHERIP else CLOSED


def of_datagram(source: int, target: int, data: bytes, place: int, end: int) -> Inner | None:
    """The packet inside a UDP datagram whose data lies from `place` to `end`; None when there is none."""
    read = TO_PORT.get(target) or AT_PORT.get(target) or AT_PORT.get(source) or _wireguard
    return read(data, place, end) if place + 4 <= end else None


def _carried(kind: int, place: int) -> Inner:
    if kind in {IPV4, IPV6}:
        return RAW_IP, place
    return (ETHERNET, place) if kind == BRIDGED else CLOSED


def _gre(data: bytes, place: int) -> Inner | None:
    """Version 0; version 1 (PPTP) carries PPP, mostly sealed."""
    flags, kind = data[place], data[place + 2] << 8 | data[place + 3]
    if data[place + 1] & 7 or flags & 0x40:
        return CLOSED
    return _carried(kind, place + 4 + 4 * bin(flags & 0xB0).count("1")) if kind else None


def _vxlan(data: bytes, place: int, end: int) -> Inner | None:
    """A frame; with the flag of VXLAN-GPE the fourth byte says what else lies in it."""
    if data[place] & 0xF8 != VXLAN_VALID or data[place + 7]:
        return None
    kind = GPE.get(data[place + 3]) if data[place] & VXLAN_OTHER else ETHERNET
    return CLOSED if kind is None else (kind, place + 8)


def _geneve(data: bytes, place: int, end: int) -> Inner | None:
    if data[place] >> 6:
        return None
    return _carried(data[place + 2] << 8 | data[place + 3], place + 8 + 4 * (data[place] & 0x3F))


def _gtp(data: bytes, place: int, end: int) -> Inner | None:
    """Data of a phone in a mobile network; all other messages are the network's own."""
    if data[place] & 0xF0 != GTP_VERSION_1 or data[place + 1] != GTP_DATA:
        return None
    at = place + 8
    if data[place] & 7:
        following, at = data[at + 3], at + 4
        for _ in range(MOST_GTP_EXTENSIONS):
            if not following or not data[at]:
                break
            at += 4 * data[at]
            following = data[at - 1]
    return (RAW_IP, at) if at + FEWEST_INSIDE <= end else CLOSED


def _teredo(data: bytes, place: int, end: int) -> Inner | None:
    """Signs of identity and of origin may stand before the packet."""
    if data[place : place + 2] == b"\0\1":
        place += 13 + data[place + 2] + data[place + 3]
    if data[place : place + 2] == b"\0\0":
        place += 8
    return (RAW_IP, place) if place < end and data[place] >> 4 == 6 else None


def _sealed(data: bytes, place: int, end: int) -> Inner | None:
    return CLOSED


def _ipsec(data: bytes, place: int, end: int) -> Inner | None:
    """Four zero bytes begin a message about keys, which carries nothing (RFC 3948); one byte keeps a line open."""
    return CLOSED if data[place : place + 4] != bytes(4) else None


def _wireguard(data: bytes, place: int, end: int) -> Inner | None:
    """At any port: known by the kind and the length of a message."""
    kind, length = data[place], end - place
    if data[place + 1 : place + 4] != bytes(3):
        return None
    carries = kind == WIREGUARD_DATA and length >= WIREGUARD_FEWEST and length % 16 == 0
    return CLOSED if carries or WIREGUARD.get(kind) == length else None


Read = Callable[[bytes, int, int], Inner | None]
TO_PORT: dict[int, Read] = {VXLAN: _vxlan, LINUX_VXLAN: _vxlan, GENEVE: _geneve}
AT_PORT: dict[int, Read] = {GTP: _gtp, TEREDO: _teredo, ESP_PORT: _ipsec, L2TP_PORT: _sealed, OPENVPN: _sealed}
PORTS = frozenset({*TO_PORT, *AT_PORT})
"""Ports at which a datagram may carry a packet, whichever side has it."""
