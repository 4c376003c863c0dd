# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Bytes on a line: those of our own readers, of a phone over ADB, and of a server that lists phones."""

import io
import tempfile
from functools import cache
from pathlib import Path

from adb_shell.adb_message import AdbMessage

from devicecheck.readers import wire
from devicecheck.readers.android import server_devices, table
from devicecheck.readers.android.adb_packets import PacketLine
from devicecheck.readers.android.faults import ReaderFault
from devicecheck.readers.android.server_devices import ServerState
from devicecheck.readers.android.stream_answers import Prepared, StreamAnswers
from devicecheck.readers.android.watch import Watch
from devicecheck.readers.iphone import table as iphone_table
from devicecheck.readers.wire import Ask, AskMessage, Fault, LiveState, ReadingMessage, Status, WireError
from tests.fuzz.target import Target

MARKER = "dc0123456789abcdef"
MOMENT = "2026-11-24T10:00:00.000+00:00"


def _line(data: bytes) -> bool:
    wire.encode(wire.decode(data))
    return False


def _messages() -> tuple[bytes, ...]:
    ask = AskMessage((Ask("r1", "clock", {"user": 0}),), 9.0)
    answer = ReadingMessage(
        "r1", "clock", "date", MOMENT, MOMENT, status=Status.COMPLETE, size=2, sha256="ab" * 32, exit_code=0, body=b"hi"
    )
    others = (wire.CancelMessage(), wire.CloseMessage(), wire.StateMessage(next(iter(LiveState)), {"model": "x"}))
    return tuple(wire.encode(each) for each in (ask, answer, *others))


class Handing:
    """A transport that hands out what it was given and then is unplugged."""

    serial = ""

    def __init__(self, data: bytes) -> None:
        self._data = io.BytesIO(data)

    def connect(self, transport_timeout_s: float) -> bool:
        return True

    def bulk_read(self, numbytes: int, transport_timeout_s: float) -> bytes:
        if not (data := self._data.read(numbytes)):
            raise ReaderFault(Fault.UNPLUGGED)
        return data

    def bulk_write(self, data: bytes, transport_timeout_s: float) -> int:
        return len(data)

    def close(self) -> None:
        self._data.close()


def _packets(data: bytes) -> bool:
    """Packets until the phone is unplugged. Errors: ReaderFault(PROTOCOL)."""
    line, watch = PacketLine(Handing(data)), Watch(60, lambda: False)
    try:
        while True:
            line.receive(watch)
    except ReaderFault as fault:
        if fault.fault is not Fault.UNPLUGGED:
            raise
        return False


def _adb() -> tuple[bytes, ...]:
    told = (AdbMessage(b"CNXN", 0x01000001, 1 << 20, b"device::ro.product.model=x;"), AdbMessage(b"WRTE", 1, 2, b"hi"))
    return (b"".join(each.pack() + each.data for each in told),)


@cache
def _folder() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory()


def _sections(data: bytes) -> bool:
    """The stream of a round of three questions. A section reads as whole only if its own end marker came."""
    entry = table.TABLE[0]
    asked = [Prepared(Ask(f"r{number}", entry.topic, {}), entry, "date") for number in range(3)]
    found = StreamAnswers(asked, MARKER, Path(_folder().name))
    ended = [*found.feed(data), *found.settle()]
    for number, section in enumerate(ended):
        assert b"\n%b %d " % (MARKER.encode(), 2 * number) in data, section
        section.body.close()
    return len(ended) == len(asked)


def _phones(data: bytes) -> bool:
    """Noise may name a phone in an unknown state, never one that is ready."""
    return any(each.state is ServerState.DEVICE for each in server_devices.devices(data.decode("utf-8", "replace")))


def _iphone_frame(data: bytes) -> bool:
    """Whatever is about to be sent to an iPhone and is not in the table is refused: noise may never pass."""
    iphone_table.check(data, pairing=False, leaving=False)
    return True


ANSWERS = b"".join(b"Tue Nov 24\n\n%b %d 0\n" % (MARKER.encode(), number) for number in range(6))
LISTED = b"R58N device usb:1-1 product:a model:SM_A515F device:a51 transport_id:1\nx unauthorized usb:1-2\n"
REQUEST = iphone_table.plistlib.dumps({"Request": "QueryType"})

TARGETS = (
    Target("line of a reader", _line, _messages, (WireError,)),
    Target("adb packets", _packets, _adb, (ReaderFault,)),
    Target("adb sections", _sections, lambda: (ANSWERS,)),
    Target(
        "adb server's phones",
        _phones,
        lambda: (LISTED,),
    ),
    Target(
        "frame to an iPhone",
        _iphone_frame,
        lambda: (len(REQUEST).to_bytes(4, "big") + REQUEST,),
        (iphone_table.NotAllowed,),
    ),
)
