# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""`devicecheck check`: a visit to a real phone. The gates are in the runner; nothing here can step past them."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from devicecheck.cli.asking import Asker, InputEndedError
from devicecheck.cli.dialogue import TypedLines
from devicecheck.cli.exits import Exit, narrate
from devicecheck.cli.following import Followed, follow
from devicecheck.cli.handover import formats, print_findings, write_reports
from devicecheck.cli.kept_visit import Offer, asked, keeping, offer, settle, tell_cut_off
from devicecheck.errors import UsageError
from devicecheck.frontend.proving import proved_pack
from devicecheck.model.endpoints import Endpoint, Via
from devicecheck.report.rendering import Format
from devicecheck.report.wording import load
from devicecheck.runner import gates
from devicecheck.runner.events import Need
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


@dataclass(frozen=True)
class Wanted:
    """What is wanted of a visit: files in a folder, the document for a machine, an offer to keep it while it runs."""

    out: Path | None
    kinds: tuple[Format, ...]
    as_json: bool
    offered: Offer | None = None


def run(place: Endpoint, out: Path | None, named_formats: str, as_json: bool, keep: bool = False) -> int:
    """Run the visit and hand over its result; the exit code."""
    kinds = formats(named_formats, out)
    wording = load()
    tell_cut_off(wording)
    narrate(wording.text("cli.start"))
    wanted = Wanted(out, kinds, as_json, offer(wording) if keep else None)
    return asyncio.run(visited(place, gates.first_needs(cable=True), wanted))


async def visited(place: Endpoint, first: Sequence[Need], wanted: Wanted) -> int:
    """One visit, kept while it runs if that is offered and the client says yes; the exit code.

    `first` is what has to be asked before the client is asked about keeping.
    """
    wording, typed, recorded = load(), TypedLines(), gates.Recorded()
    pack, stamp = await asyncio.to_thread(proved_pack)
    if wanted.offered is not None:
        answered = await asked((*first, gates.KEEPING), wording, typed)
        if answered is None:
            return int(Exit.GATE)
        if code := gates.refusal(answered, first):
            Asker(wording, typed).problem(code, {})
            return int(Exit.GATE)
        recorded = answered
    with keeping(wanted.offered, recorded, wording) as kept:
        visit = Visit(place, pack, stamp, before=recorded, log=kept.log)
        followed = await follow(visit, wording, typed, kept)
        ended = hand_over(followed, wanted.out, wanted.kinds, wanted.as_json, kept=kept.case is not None)
        try:
            await settle(Asker(wording, typed), kept, followed.consultation)
        except InputEndedError:
            kept.leave()
    return ended


def hand_over(
    followed: Followed, out: Path | None, kinds: tuple[Format, ...], as_json: bool, *, kept: bool = False
) -> int:
    """Print the findings and write what was asked for; the exit code of the visit."""
    wording = load()
    if followed.consultation is not None:
        if not print_findings(followed.consultation, as_json=as_json) and followed.code is Exit.DONE:
            followed.code = Exit.FILE
        if out is not None:
            write_reports(followed.consultation, wording, out, kinds)
        elif not kept:
            narrate(wording.text("cli.nothing-kept"))
    return int(followed.code)
