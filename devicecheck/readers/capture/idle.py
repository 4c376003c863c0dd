# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tells at a glance that a packet names no server: nineteen of twenty carry the data of connections that are open.

What it says is exactly what reading the packet in full would come to: a test compares both on any bytes. False means
only that a packet must be read in full, as must those of a connection of whose beginning a part is waited for, and all
packets of a listed address. It is written for speed: one call, one unpacking and a few comparisons for each packet.
"""

import struct
from collections.abc import Callable, Container, Mapping, Set
from types import MappingProxyType

from devicecheck.readers.capture import names, quic, tunnels
from devicecheck.readers.capture.links import ETHERNET, LINUX_COOKED, LINUX_COOKED_2, RAW

TCP, UDP, DNS, HANDSHAKE = 6, 17, 53, 0x16
PLAIN_4, VERSION_6, LATER_PART = 0x45, 6, 0x1FFF
"""First byte of an IPv4 header without options, the version in that of IPv6, and bits of a later part of a packet."""
HEAD_4 = struct.Struct(">BxHxxHxBxx4s4sHH8xB")
HEAD_6 = struct.Struct(">4xHBx16s16sHH8xB")
"""An internet header and the start of TCP: length, protocol, addresses, ports, length of the TCP header."""
UNPACK_4, SIZE_4 = HEAD_4.unpack_from, HEAD_4.size
UNPACK_6, SIZE_6 = HEAD_6.unpack_from, HEAD_6.size
PORTS = struct.Struct(">HH")
TUNNELS, WIREGUARD = tunnels.PORTS, tunnels.WIREGUARD_DATA
FIRST_OF_VERBS = frozenset(verb[0] for verb in names.VERBS)
IP_AT: Mapping[int, tuple[int, int]] = MappingProxyType(
    {ETHERNET: (12, 14), LINUX_COOKED: (14, 16), LINUX_COOKED_2: (0, 20)} | dict.fromkeys(RAW, (-1, 0))
)
"""By link: where two bytes say which internet header follows (-1: nothing does), and where it follows."""

Bytes = bytes | bytearray
Glance = Callable[[Bytes, int, int], bool]


def never(data: Bytes, start: int, end: int) -> bool:
    """The glance at a kind of link that is not known: every packet must be read in full."""
    return False


def glance(link: int, waited_for: Container[tuple[bytes, bytes]], addresses: Set[bytes] = frozenset()) -> Glance:
    """A look at packets of one link: true if the packet from `start` to `end` of some bytes names no server."""
    if link not in IP_AT:
        return never
    says, place = IP_AT[link]

    def idle(data: Bytes, start: int, end: int) -> bool:
        ip = start + place
        if ip + SIZE_4 > end:
            return False
        first = data[ip]
        if first == PLAIN_4 and (says < 0 or (data[start + says] == 8 and data[start + says + 1] == 0)):
            _, total, part, protocol, here, there, source, target, offset = UNPACK_4(data, ip)
            body, stop = ip + 20, ip + total
        elif (
            first >> 4 == VERSION_6
            and ip + SIZE_6 <= end
            and (says < 0 or (data[start + says] == 0x86 and data[start + says + 1] == 0xDD))
        ):
            total, protocol, here, there, source, target, offset = UNPACK_6(data, ip)
            body, stop, part = ip + 40, ip + 40 + total, 0
        else:
            return False
        if stop > end or not total:
            stop = end
        if protocol == TCP:
            body += offset >> 4 << 2
            names_one = body < stop and (
                data[body] == HANDSHAKE or (data[body] in FIRST_OF_VERBS and data[body : body + 4] in names.VERBS)
            )
            waited = waited_for and body < stop and (here + there, PORTS.pack(source, target)) in waited_for
        else:
            names_one = body + 8 < stop and (data[body + 8] >= quic.LONG_HEADER or data[body + 8] <= WIREGUARD)
            waited = protocol != UDP or source in TUNNELS or target in TUNNELS
        known = addresses and (here in addresses or there in addresses)
        return not (names_one or waited or known or part & LATER_PART or source == DNS or target == DNS)  # noqa: PLR1714

    return idle
