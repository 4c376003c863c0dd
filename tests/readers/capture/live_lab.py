# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A program for a network namespace of its own: two ends of a cable, a phone and a stranger on it, and the whole way
from the broker to what was met. Prints one JSON line. Nothing that it sends leaves the namespace.
"""

import asyncio
import json
import socket
import struct
import subprocess
import sys
from contextlib import aclosing
from pathlib import Path

from devicecheck.packs.load import load_shipped
from devicecheck.runner.capture_check import CaptureChecked
from devicecheck.runner.live_capture import broker_command, watch_device
from devicecheck.sources.handed_socket import handed_socket
from tests.readers.capture.frames import dns, hello, ip, ip6, record, tcp, udp

PHONE, STRANGER, BOX = (bytes.fromhex(each) for each in ("d2a1b2c3d4e5", "d2a1b2c3d4e6", "02000000000a"))
ADDRESS = PHONE.hex(":")


def frame(sender: bytes, receiver: bytes, packet: bytes) -> bytes:
    return receiver + sender + (b"\x86\xdd" if packet[0] >> 4 == 6 else b"\x08\x00") + packet


def cable() -> socket.socket:
    """The other end of a cable whose near end is v0."""
    for line in ("link add v0 type veth peer name v1", "link set v0 up", "link set v1 up"):
        subprocess.run(["ip", *line.split()], check=True)
    sending = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, 0)
    sending.bind(("v1", 0))
    return sending


def send(sending: socket.socket) -> None:
    """Traffic of the phone in both directions, and of a stranger."""
    for sender, receiver, packet in (
        (PHONE, BOX, ip(17, udp(dns("phone.protocol-a.thetruthspy.com"), 53))),
        (PHONE, BOX, ip6(6, tcp(record(hello("six.protocol-a.thetruthspy.com")), 443))),
        (BOX, PHONE, ip(17, udp(dns("answer.protocol-a.thetruthspy.com"), 53))),
        (STRANGER, BOX, ip(17, udp(dns("stranger.protocol-a.thetruthspy.com"), 53))),
        (BOX, STRANGER, ip(6, tcp(record(hello("stranger.protocol-a.thetruthspy.com")), 443))),
        (BOX, b"\xff" * 6, ip(17, udp(dns("everybody.protocol-a.thetruthspy.com"), 53))),
    ):
        sending.send(frame(sender, receiver, packet))


def rights_of_the_reader() -> dict[str, str]:
    for path in Path("/proc").glob("[0-9]*/status"):
        command = (path.parent / "cmdline").read_bytes()
        if b"devicecheck.readers.capture" in command and b"--socket=" in command:
            fields = dict(line.split(":", 1) for line in path.read_text().splitlines())
            return {name: fields[name].split()[0] for name in ("CapEff", "CapPrm", "Uid")}
    return {}


async def main() -> None:
    sending, rights, found = cable(), {}, None
    locked = await handed_socket(broker_command("v0", ADDRESS), "cannot-listen", "v0")
    with socket.socket(fileno=locked) as listening:
        try:
            listening.setsockopt(socket.SOL_SOCKET, 27, struct.pack("i", 0))
            widened = "removed"
        except OSError as error:
            widened = error.strerror or ""
    async with aclosing(watch_device("v0", ADDRESS, 3, load_shipped(), lambda _: None)) as items:
        async for item in items:
            if isinstance(item, CaptureChecked):
                found = item
            elif item.state == "watching" and not rights:
                rights = rights_of_the_reader()
                send(sending)
    assert found is not None
    print(json.dumps({
        "met": sorted(contact.name for contact in found.contacts),
        "packets": found.summary.packets if found.summary else None,
        "rights": rights,
        "widened": widened,
        "cards": [finding.code for finding in found.judgement.findings],
    }))  # fmt: skip


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
