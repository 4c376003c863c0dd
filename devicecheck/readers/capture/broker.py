# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The one privileged step of watching a phone's traffic: it opens a socket for one device, hands it over and ends.

`python -I -m devicecheck.readers.capture.broker --interface wlan0 --device aa:bb:cc:dd:ee:ff`, started with sudo, its
standard input one end of a socket pair. The kernel lets through what that device sends and is sent, nothing else, and
the filter is locked before the socket is bound: whoever gets it can neither widen nor remove it. Linux alone.
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
BUFFER = 8 << 20
WHOLE_PACKET = 1 << 18
INTERFACE = re.compile(r"[A-Za-z0-9_.:-]{1,15}")
DEVICE = re.compile(r"([0-9a-f]{2}:){5}[0-9a-f]{2}")
Instruction = tuple[int, int, int, int]


def address(text: str) -> bytes:
    """The hardware address of one device. Errors: ValueError for a form that is none, or that stands for many."""
    plain = text.lower().replace("-", ":")
    if not DEVICE.fullmatch(plain):
        raise ValueError("address")
    found = bytes.fromhex(plain.replace(":", ""))
    if found[0] & 1 or not any(found):
        raise ValueError("address")
    return found


def kernel_filter(device: bytes) -> tuple[Instruction, ...]:
    """Lets a frame through whose receiver or sender is this device (classic BPF; `ether host ADDRESS`)."""
    high, low = struct.unpack(">HI", device)
    return (
        (0x20, 0, 0, 2),  # the last four bytes of the receiver
        (0x15, 0, 2, low),
        (0x28, 0, 0, 0),  # its first two
        (0x15, 4, 0, high),
        (0x20, 0, 0, 8),  # the same of the sender
        (0x15, 0, 3, low),
        (0x28, 0, 0, 6),
        (0x15, 0, 1, high),
        (0x06, 0, 0, WHOLE_PACKET),
        (0x06, 0, 0, 0),
    )


def locked_socket(interface: str, device: bytes) -> socket.socket:
    """A socket that hears one device on one interface. Errors: OSError, for example without the right to listen."""
    listening = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, 0)  # type: ignore[attr-defined,unused-ignore]
    instructions = kernel_filter(device)
    program = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *each) for each in instructions))
    attached = struct.pack("HL", len(instructions), ctypes.addressof(program))
    listening.setsockopt(socket.SOL_SOCKET, ATTACH_FILTER, attached)
    listening.setsockopt(socket.SOL_SOCKET, LOCK_FILTER, struct.pack("i", 1))
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, BUFFER)
    listening.bind((interface, ALL_KINDS))
    return listening


def main(argv: Sequence[str] | None = None) -> int:
    """The exit code: 0 handed over, 2 wrong usage, 3 not allowed or not there."""
    parser = argparse.ArgumentParser(prog="devicecheck.readers.capture.broker", description=__doc__, allow_abbrev=False)
    parser.add_argument("--interface", required=True)
    parser.add_argument("--device", required=True)
    given = parser.parse_args(argv)
    named = INTERFACE.fullmatch(given.interface) and given.interface != "lo"
    if sys.platform != "linux" or not named or given.interface not in {name for _, name in socket.if_nameindex()}:
        return WRONG_USAGE
    try:
        with socket.socket(fileno=0) as parent, locked_socket(given.interface, address(given.device)) as listening:
            socket.send_fds(parent, [b"1"], [listening.fileno()])
    except ValueError:
        return WRONG_USAGE
    except OSError as error:
        sys.stderr.write(f"{error.strerror}\n")
        return NOT_ALLOWED
    return 0


if __name__ == "__main__":
    sys.exit(main())
