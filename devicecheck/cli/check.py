# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""`devicecheck check`: a visit to a real phone. The gates are in the runner; nothing here can step past them."""

import asyncio
from pathlib import Path

from devicecheck.cli.exits import Exit, narrate
from devicecheck.cli.following import Followed, follow
from devicecheck.cli.handover import formats, print_findings, write_reports
from devicecheck.errors import UsageError
from devicecheck.frontend.proving import proved_pack
from devicecheck.model.endpoints import Endpoint, Via
from devicecheck.report.wording import load
from devicecheck.runner.visit import Visit


def endpoint(serial: str | None, tcp: str | None, server: bool, server_port: int) -> Endpoint:
    """The phone that the options name. Errors: UsageError for options that contradict each other."""
    if tcp and server:
        raise UsageError("one-way-only")
    if tcp:
        host, port = _address(tcp)
        return Endpoint(reader="android", via=Via.TCP, host=host, port=port, serial=serial)
    if server:
        return Endpoint(reader="android", via=Via.SERVER, port=server_port, serial=serial)
    return Endpoint(reader="android", via=Via.USB, serial=serial)


def iphone_endpoint(serial: str | None, tcp: str | None, server: bool) -> Endpoint:
    """An iPhone on the cable, or behind the usbmuxd at an address. Errors: UsageError."""
    if server:
        raise UsageError("one-way-only")
    if tcp:
        host, port = _address(tcp)
        return Endpoint(reader="iphone", via=Via.TCP, host=host, port=port, serial=serial)
    return Endpoint(reader="iphone", via=Via.USB, serial=serial)


def _address(text: str) -> tuple[str, int]:
    host, _, port = text.rpartition(":")
    if not host or not port.isascii() or not port.isdigit() or not 0 < int(port) < 65536:
        raise UsageError("bad-address", {"address": text})
    return host.strip("[]"), int(port)


def run(place: Endpoint, out: Path | None, named_formats: str, as_json: bool) -> int:
    """Run the visit and hand over its result; the exit code."""
    kinds = formats(named_formats)
    wording = load()
    narrate(wording.text("cli.start"))
    pack, stamp = proved_pack()
    followed = asyncio.run(follow(Visit(place, pack, stamp), wording))
    return hand_over(followed, out, kinds, as_json)


def hand_over(followed: Followed, out: Path | None, kinds: tuple, as_json: bool) -> int:  # type: ignore[type-arg]
    """Print the findings and write what was asked for; the exit code of the visit."""
    wording = load()
    if followed.consultation is not None:
        if not print_findings(followed.consultation, as_json=as_json) and followed.code is Exit.DONE:
            followed.code = Exit.FILE
        if out is not None:
            write_reports(followed.consultation, wording, out, kinds)
        else:
            narrate(wording.text("cli.nothing-kept"))
    return int(followed.code)
