# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-2.0-or-later
"""The one privileged step of looking at a home network: it opens a filtered socket, hands it over and ends.

`python -I -m devicecheck.readers.network.broker --interface wlan0`, started with sudo, its standard input one end of a
socket pair. The kernel lets through ARP, IPv6 neighbours, and what is said at the ports of discovery and DHCP, nothing
else; the filter is locked before the socket is bound. Linux alone.
"""

import argparse
import ctypes
import re
import socket
import struct
import sys
from collections.abc import Sequence

WRONG_USAGE, NOT_ALLOWED = 2, 3
ATTACH_FILTER, LOCK_FILTER = 26, 44
ALL_KINDS = 3
BUFFER = 4 << 20
WHOLE_PACKET = 1 << 18
INTERFACE = re.compile(r"[A-Za-z0-9_.:-]{1,15}")
PORTS = (67, 5353, 1900, 3702, 6666, 6667, 37020, 37810, 8600, 32108)
LOAD_HALF, LOAD_BYTE, LOAD_HALF_AT, HEADER_LENGTH, JUMP_IF, JUMP_IF_BITS, GIVE = (
    0x28,
    0x30,
    0x48,
    0xB1,
    0x15,
    0x45,
    0x06,
)
Instruction = tuple[int, int, int, int]


def kernel_filter(ports: Sequence[int] = PORTS) -> tuple[Instruction, ...]:
    """Classic BPF: `arp or icmp6 or (udp and (port ...))`, no later pieces of a cut packet."""
    checks = 2 * (len(ports) + 1)
    yes = 11 + checks
    no = yes + 1

    def jump(at: int, value: int, then: int, otherwise: int, code: int = JUMP_IF) -> Instruction:
        return (code, then - at - 1, otherwise - at - 1, value)

    head: list[Instruction] = [
        (LOAD_HALF, 0, 0, 12),
        jump(1, 0x0806, yes, 2),
        jump(2, 0x86DD, 3, 5),
        (LOAD_BYTE, 0, 0, 20),
        jump(4, 58, yes, no),
        jump(5, 0x0800, 6, no),
        (LOAD_BYTE, 0, 0, 23),
        jump(7, 17, 8, no),
        (LOAD_HALF, 0, 0, 20),
        jump(9, 0x1FFF, no, 10, JUMP_IF_BITS),
        (HEADER_LENGTH, 0, 0, 14),
    ]
    for side in (14, 16):
        head.append((LOAD_HALF_AT, 0, 0, side))
        for number, port in enumerate(ports):
            at = len(head)
            last = number == len(ports) - 1 and side == 16
            head.append(jump(at, port, yes, no if last else at + 1))
    return (*head, (GIVE, 0, 0, WHOLE_PACKET), (GIVE, 0, 0, 0))


def locked_socket(interface: str) -> socket.socket:
    """A socket that hears and sends on one interface. Errors: OSError, for example without the right."""
    listening = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, 0)  # type: ignore[attr-defined,unused-ignore]
    instructions = kernel_filter()
    program = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *each) for each in instructions))
    attached = struct.pack("HL", len(instructions), ctypes.addressof(program))
    listening.setsockopt(socket.SOL_SOCKET, ATTACH_FILTER, attached)
    listening.setsockopt(socket.SOL_SOCKET, LOCK_FILTER, struct.pack("i", 1))
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, BUFFER)
    listening.bind((interface, ALL_KINDS))
    return listening


def main(argv: Sequence[str] | None = None) -> int:
    """The exit code: 0 handed over, 2 wrong usage, 3 not allowed or not there."""
    parser = argparse.ArgumentParser(prog="devicecheck.readers.network.broker", description=__doc__, allow_abbrev=False)
    parser.add_argument("--interface", required=True)
    given = parser.parse_args(argv)
    named = INTERFACE.fullmatch(given.interface) and given.interface != "lo"
    if sys.platform != "linux" or not named or given.interface not in {name for _, name in socket.if_nameindex()}:
        return WRONG_USAGE
    try:
        with socket.socket(fileno=0) as parent, locked_socket(given.interface) as listening:
            socket.send_fds(parent, [b"1"], [listening.fileno()])
    except OSError as error:
        sys.stderr.write(f"{error.strerror}\n")
        return NOT_ALLOWED
    return 0


if __name__ == "__main__":
    sys.exit(main())
