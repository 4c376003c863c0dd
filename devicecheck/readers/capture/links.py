# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the internet packet begins inside a captured one, by the kind of link."""

VLANS = frozenset({0x8100, 0x88A8, 0x9100})
MOST_VLANS = 3
IPV4, IPV6 = 0x0800, 0x86DD
ETHERNET, LINUX_COOKED, LINUX_COOKED_2 = 1, 113, 276
RAW = frozenset({12, 14, 101, 228, 229})
LOOPBACK = frozenset({0, 108})
KNOWN = frozenset({ETHERNET, LINUX_COOKED, LINUX_COOKED_2}) | RAW | LOOPBACK
CARRIERS = frozenset({0x8847, 0x8848, 0x8863, 0x8864, 0x6558})
"""Kinds that may hold internet packets one layer further in: MPLS, PPPoE, bridged frames. They are not opened."""
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
        return 20 if kind in {IPV4, IPV6} else _other(kind)
    if link in LOOPBACK:
        return 4
    raise ValueError(link)


def _after_type(data: bytes, place: int) -> int:
    for _ in range(MOST_VLANS):
        kind = data[place] << 8 | data[place + 1]
        if kind in {IPV4, IPV6}:
            return place + 2
        if kind not in VLANS:
            return _other(kind)
        place += 4
    return _other(kind)


def _other(kind: int) -> int:
    if kind in CARRIERS or kind in VLANS:
        raise ValueError(kind)
    return NOT_INTERNET
