# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-2.0-or-later
"""The reader of a home network as a program, `python -I -m devicecheck.readers.network`; it speaks readers.wire."""

import argparse
import codecs
import gc
import json
import os
import socket
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path

from devicecheck.readers import bounds, wire
from devicecheck.readers.network import limits, table
from devicecheck.readers.network.look import Plan, Wire

WRONG_USAGE = 2
CODECS = ("ascii", "idna", "latin-1", "utf-8")
"""Loaded before the rights go: nobody may not read the files of a Python that belongs to one user."""


def main(argv: Sequence[str] | None = None) -> int:
    """The exit code: 0 closed as told, 1 a fault that was reported, 2 wrong usage (nothing was started)."""
    parser = _parser()
    given = parser.parse_args(argv)
    if given.table:
        sys.stdout.write(json.dumps(table.as_rows(), indent=2) + "\n" if given.json else table.as_text())
        return 0
    if given.interfaces:
        return _interfaces()
    if given.folder is None or not given.folder.is_dir():
        parser.error("--folder must name the private folder")
    if given.clean_up:
        return 0
    agreed = frozenset(filter(None, (given.agreed or "").split(",")))
    if not agreed or not agreed <= set(table.TOPICS):
        parser.error("--agreed with topics of the table is needed; nothing was started")
    return _session(agreed, given.socket)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="devicecheck.readers.network", description=__doc__, allow_abbrev=False)
    parser.add_argument("--table", action="store_true", help="print everything this reader can be asked, open nothing")
    parser.add_argument("--json", action="store_true", help="the table for machines")
    parser.add_argument("--interfaces", action="store_true", help="print the networks of this computer, send nothing")
    parser.add_argument("--clean-up", action="store_true", help="nothing to remove; every reader knows this option")
    parser.add_argument("--agreed", metavar="TOPIC,...", help="what may be asked; all else is refused")
    parser.add_argument("--folder", type=Path, help="private folder")
    parser.add_argument("--socket", type=int, help="a packet socket that the broker opened")
    return parser


def _interfaces() -> int:
    from devicecheck.readers.network import addresses  # noqa: PLC0415 - the table must print at once

    for each in addresses.interfaces():
        try:
            addresses.network_of(each.network)
            why = ""
        except ValueError as error:
            why = str(error)
        sys.stdout.write(json.dumps(asdict(each) | {"refused": why}) + "\n")
    return 0


def _session(agreed: frozenset[str], socket_number: int | None) -> int:
    limits.confine()
    gc.disable()  # what is loaded lasts; to look through it again and again takes as long as loading it
    from devicecheck.readers.network.session import hello, session  # noqa: PLC0415 - wrong usage must answer at once

    output = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    versions, make_wire = _wires(socket_number)
    for name in CODECS:
        codecs.lookup(name)
    gc.enable()
    bounds.give_up_rights()

    def tell(message: wire.FromReader) -> None:
        wire.write(output, message)

    try:
        tell(hello(versions))
        return session(agreed, tell, sys.stdin.fileno(), make_wire).run()
    except BrokenPipeError:
        return 1


def _wires(socket_number: int | None) -> tuple[dict[str, str], Callable[[Plan], Wire | None]]:
    """Which libraries a packet socket needs, and how a look gets it. All is loaded before the rights go."""
    if socket_number is None:
        return {}, lambda _: None
    from scapy.config import conf  # noqa: PLC0415 - scapy takes a quarter of a second

    conf.route_autoload = conf.route6_autoload = False  # a given socket needs no list of all interfaces and ways
    from devicecheck.readers.network.packets import PacketWire  # noqa: PLC0415

    packets = socket.socket(fileno=socket_number)
    return {"scapy": conf.version}, lambda plan: PacketWire(packets, plan.own)


if __name__ == "__main__":
    sys.exit(main())
