# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The iPhone reader as a program, `python -I -m devicecheck.readers.iphone`: speaks readers.wire on its pipes."""

import argparse
import asyncio
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from devicecheck.readers import bounds, program, wire
from devicecheck.readers.iphone import table
from devicecheck.readers.iphone.left_out import leave_out

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
        return program.print_table(table, given.json)
    program.need_folder(parser, given)
    os.umask(0o077)  # the library writes secret keys with default permissions
    if given.clean_up:
        return _clean_up(given.folder)
    agreed = program.own_topics(parser, given, table)
    if given.via == "tcp":
        os.environ[ADDRESS] = f"{given.host}:{given.port}"
        (given.folder / WHERE).write_text(os.environ[ADDRESS], "utf-8")  # for a clean-up after a kill
    return _session(given, agreed)


def _parser() -> argparse.ArgumentParser:
    parser = program.options("devicecheck.readers.iphone", __doc__)
    parser.add_argument("--via", choices=("usb", "server", "tcp"), help="usb and server: the computer's own usbmuxd")
    said = os.environ.get(wire.PHONE_VARIABLE)
    parser.add_argument("--serial", default=said, help="the phone's number, where several are plugged in")
    parser.add_argument("--host", default="127.0.0.1", help="where usbmuxd is, with --via tcp")
    parser.add_argument("--port", type=int, help="where usbmuxd is, with --via tcp")
    parser.add_argument(
        "--connect-deadline", type=program.seconds_to_connect, default=120.0, help="seconds until the phone trusts us"
    )
    parser.add_argument("--peek", action="store_true", help="say which phone it is and end; trust is never asked for")
    return parser


def _session(given: argparse.Namespace, agreed: frozenset[str]) -> int:
    # Loaded here: the table must not wait for half a second of library.
    leave_out()
    from devicecheck.readers.iphone.connection import IPhone  # noqa: PLC0415
    from devicecheck.readers.iphone.session import Session, hello  # noqa: PLC0415
    from devicecheck.readers.orders import Orders  # noqa: PLC0415

    bounds.confine(MEMORY, CPU_SECONDS, OUTPUT, nice=0)
    tell = program.pipe_to_parent()

    def state(now: wire.LiveState, **terms: str) -> None:
        tell(wire.StateMessage(now, terms))

    def serve() -> int:
        tell(hello())
        phone = IPhone(given.folder, given.serial, state)
        session = Session(phone, Orders(sys.stdin.fileno()), tell, agreed)
        return asyncio.run(session.run(given.connect_deadline, peek=given.peek))

    return program.until_parent_leaves(serve)


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
