# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The iPhone reader as a program, `python -I -m devicecheck.readers.iphone`: speaks readers.wire on its pipes."""

import argparse
import asyncio
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import IO

from devicecheck.readers import bounds, wire
from devicecheck.readers.iphone import table
from devicecheck.readers.iphone.left_out import leave_out

WRONG_USAGE = 2
LONGEST_CONNECT = 600.0
CLEAN_UP_SECONDS = 8.0
ADDRESS = "USBMUXD_SOCKET_ADDRESS"
WHERE = "usbmuxd-address"
MEMORY, CPU_SECONDS, OUTPUT = 4 << 30, 1_800, 2 << 30
"""Units: bytes, seconds, bytes of one file. Far above what a large phone needs; a reader that wants more is ended."""


def main(argv: Sequence[str] | None = None) -> int:
    """The exit code: 0 closed as told, 1 a fault that was reported, 2 wrong usage (nothing was started)."""
    parser = _parser()
    given = parser.parse_args(argv)
    if given.table:
        sys.stdout.write(json.dumps(table.as_rows(), indent=2) + "\n" if given.json else table.as_text())
        return 0
    if given.folder is None or not given.folder.is_dir():
        parser.error("--folder must name the private folder")
    os.umask(0o077)  # the library writes secret keys with default permissions
    if given.clean_up:
        return _clean_up(given.folder)
    agreed = frozenset(table.TOPICS).intersection((given.agreed or "").split(","))
    if given.via is None or not agreed:
        parser.error("--via and --agreed with topics of the table are needed; nothing was started")
    if given.via == "tcp":
        os.environ[ADDRESS] = f"{given.host}:{given.port}"
        (given.folder / WHERE).write_text(os.environ[ADDRESS], "utf-8")  # for a clean-up after a kill
    return _session(given, agreed)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="devicecheck.readers.iphone", description=__doc__, allow_abbrev=False)
    parser.add_argument("--table", action="store_true", help="print everything that can be asked, and end")
    parser.add_argument("--json", action="store_true", help="the table for a machine")
    parser.add_argument("--via", choices=("usb", "server", "tcp"), help="usb and server: the computer's own usbmuxd")
    said = os.environ.get(wire.PHONE_VARIABLE)
    parser.add_argument("--serial", default=said, help="the phone's number, where several are plugged in")
    parser.add_argument("--host", default="127.0.0.1", help="where usbmuxd is, with --via tcp")
    parser.add_argument("--port", type=int, help="where usbmuxd is, with --via tcp")
    parser.add_argument("--agreed", help="topics that the client agreed to, with commas")
    parser.add_argument("--folder", type=Path, help="the private folder of the visit")
    parser.add_argument("--connect-deadline", type=_seconds, default=120.0, help="seconds until the phone trusts us")
    parser.add_argument("--peek", action="store_true", help="say which phone it is and end; trust is never asked for")
    parser.add_argument("--clean-up", action="store_true", help="undo what a killed reader left")
    return parser


def _seconds(text: str) -> float:
    seconds = float(text)
    if not 0 < seconds <= LONGEST_CONNECT:
        raise argparse.ArgumentTypeError(f"seconds up to {LONGEST_CONNECT:.0f}")
    return seconds


def _session(given: argparse.Namespace, agreed: frozenset[str]) -> int:
    # Loaded here: the table must not wait for half a second of library.
    leave_out()
    from devicecheck.readers.iphone.connection import IPhone  # noqa: PLC0415
    from devicecheck.readers.iphone.session import Session, hello  # noqa: PLC0415
    from devicecheck.readers.orders import Orders  # noqa: PLC0415

    bounds.confine(MEMORY, CPU_SECONDS, OUTPUT, nice=0)
    output = _take_stdout()

    def tell(message: wire.FromReader) -> None:
        wire.write(output, message)

    def state(now: wire.LiveState, **terms: str) -> None:
        tell(wire.StateMessage(now, terms))

    try:
        tell(hello())
        phone = IPhone(given.folder, given.serial, state)
        session = Session(phone, Orders(sys.stdin.fileno()), tell, agreed)
        return asyncio.run(session.run(given.connect_deadline, peek=given.peek))
    except BrokenPipeError:
        return 1


def _take_stdout() -> IO[bytes]:
    """The pipe to the parent, for messages alone: whatever a library prints goes to stderr."""
    output = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return output


def _clean_up(folder: Path) -> int:
    """After a kill: take the trust away if the phone is still there, and destroy the secret key in any case."""
    leave_out()
    from devicecheck.readers.iphone.connection import IPhone, remove_records  # noqa: PLC0415
    from devicecheck.readers.iphone.faults import bounded  # noqa: PLC0415

    place = folder / WHERE
    if place.is_file():
        os.environ[ADDRESS] = place.read_text("utf-8")

    async def leave() -> None:
        serial = next((path.stem for path in (folder / "pair-records").glob("*.plist")), None)
        phone = IPhone(folder, serial, lambda *_, **__: None)
        phone.made_trust = True
        await bounded(phone.leave(), CLEAN_UP_SECONDS)

    try:
        if (folder / "pair-records").is_dir():
            asyncio.run(leave())
    except Exception:
        return 0 if remove_records(folder) else 1
    return 0 if remove_records(folder) else 1


if __name__ == "__main__":
    code = main()
    sys.stdout.flush()
    os._exit(code)  # the library may leave tasks and threads that would keep the program alive
