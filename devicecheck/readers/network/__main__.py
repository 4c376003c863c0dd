# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-2.0-or-later
"""The reader of a home network as a program, `python -I -m devicecheck.readers.network`; it speaks readers.wire."""

import argparse
import codecs
import gc
import json
import socket
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict

from devicecheck.readers import bounds, program
from devicecheck.readers.network import limits, table
from devicecheck.readers.network.look import Plan, Wire

CODECS = ("ascii", "idna", "latin-1", "utf-8")
"""Loaded before the rights go: nobody may not read the files of a Python that belongs to one user."""


def main(argv: Sequence[str] | None = None) -> int:
    """The exit code: 0 closed as told, 1 a fault that was reported, 2 wrong usage (nothing was started)."""
    parser = _parser()
    given = parser.parse_args(argv)
    if given.table:
        return program.print_table(table, given.json)
    if given.interfaces:
        return _interfaces()
    program.need_folder(parser, given)
    if given.clean_up:
        return 0
    return _session(program.agreed_topics(parser, given, table), given.socket)


def _parser() -> argparse.ArgumentParser:
    parser = program.options("devicecheck.readers.network", __doc__)
    parser.add_argument("--interfaces", action="store_true", help="print the networks of this computer, send nothing")
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

    tell = program.pipe_to_parent()
    versions, make_wire = _wires(socket_number)
    for name in CODECS:
        codecs.lookup(name)
    gc.enable()
    bounds.give_up_rights()

    def serve() -> int:
        tell(hello(versions))
        return session(agreed, tell, sys.stdin.fileno(), make_wire).run()

    return program.until_parent_leaves(serve)


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
