# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the internet packet begins inside a captured one, by the kind of link."""

VLANS = frozenset({0x8100, 0x88A8, 0x9100})
MOST_VLANS = 3
IPV4, IPV6 = 0x0800, 0x86DD
ETHERNET, LINUX_COOKED, LINUX_COOKED_2 = 1, 113, 276
RAW = frozenset({12, 14, 101, 228, 229})
LOOPBACK = frozenset({0, 108})
PKTAP = frozenset({149, 258})
"""Apple's own; the first is the number that its programs wrote before the second was given out."""
SHORTEST_TAP, LONGEST_TAP = 12, 1_024
KNOWN = frozenset({ETHERNET, LINUX_COOKED, LINUX_COOKED_2}) | RAW | LOOPBACK
PPPOE, MPLS = 0x8864, frozenset({0x8847, 0x8848})
PPP_KINDS = {0x0021: IPV4, 0x0057: IPV6}
PPP_CONTROL = 0x8000
"""PPP protocols from here on only set up a line (RFC 1661)."""
MOST_LABELS = 8
CARRIERS = frozenset({0x6558, 0x88E5, 0x88E7, 0x8870})
"""Kinds that may hold internet packets one layer further in and are not opened: bridged, sealed (MACsec), over-long."""
SNAP = b"\xaa\xaa\x03\0\0\0"
LONGEST_802_3 = 1_500
NOT_INTERNET = -1


def start(link: int, data: bytes) -> int:
    """Where the IP header begins; NOT_INTERNET when the packet carries something else.

    Errors: IndexError when the packet is too short for its link, ValueError for a kind of link that is not known, and
    for one inside which an internet packet may be that is not looked for.
    """
    if link == ETHERNET:
        return _after_type(data, 12)
    if link in RAW:
        return 0
    if link == LINUX_COOKED:
        return _after_type(data, 14)
    if link == LINUX_COOKED_2:
        kind = data[0] << 8 | data[1]
        return 20 if kind in {IPV4, IPV6} else _carried(data, kind, 20)
    if link in LOOPBACK:
        return 4
    if link in PKTAP:
        return _after_tap(data)
    raise ValueError(link)


def _after_tap(data: bytes) -> int:
    """Apple's head before a packet, as a Mac writes it for an iPhone on a cable: its length, and the link that follows.

    Source: XNU, bsd/net/pktap.h; numbers are in the order of the Mac.
    """
    size, _, link = (int.from_bytes(data[place : place + 4], "little") for place in (0, 4, 8))
    if not SHORTEST_TAP <= size <= LONGEST_TAP or link not in KNOWN:
        raise ValueError(link)
    place = start(link, data[size:])
    return place + size if place >= 0 else place


def _after_type(data: bytes, place: int) -> int:
    for _ in range(MOST_VLANS):
        kind = data[place] << 8 | data[place + 1]
        if kind in {IPV4, IPV6}:
            return place + 2
        if kind not in VLANS:
            return _carried(data, kind, place + 2)
        place += 4
    return _carried(data, data[place] << 8 | data[place + 1], place + 2)


def _carried(data: bytes, kind: int, place: int) -> int:
    """Where an internet packet begins in what another kind of packet carries from `place` on."""
    if kind in {IPV4, IPV6}:
        return place
    if kind == PPPOE:
        return _after_ppp(data[place + 6] << 8 | data[place + 7], place + 8)
    if kind in MPLS:
        return _after_labels(data, place)
    if kind <= LONGEST_802_3 and data[place : place + 6] == SNAP:
        kind = data[place + 6] << 8 | data[place + 7]
        return place + 8 if kind in {IPV4, IPV6} else _other(kind)
    return _other(kind)


def _after_ppp(protocol: int, place: int) -> int:
    """RFC 2516: a session carries PPP. What is compressed or sealed inside is not opened."""
    if protocol in PPP_KINDS:
        return place
    if protocol >= PPP_CONTROL:
        return NOT_INTERNET
    raise ValueError(protocol)


def _after_labels(data: bytes, place: int) -> int:
    """RFC 3032: labels to the one that is marked the last; what follows says by its first bits whether it is IP."""
    for _ in range(MOST_LABELS):
        place += 4
        if data[place - 2] & 1:
            if data[place] >> 4 in {4, 6}:
                return place
            break
    raise ValueError(place)


def _other(kind: int) -> int:
    if kind in CARRIERS or kind in VLANS:
        raise ValueError(kind)
    return NOT_INTERNET
