# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""`devicecheck capture --live`: what the client's own phone sends through this computer's hotspot, while it is sent."""

import asyncio
import shlex
import signal
from contextlib import aclosing, suppress
from datetime import UTC, datetime
from pathlib import Path

from devicecheck.cli.beside import caseworker_first, joined
from devicecheck.cli.capture import not_looked
from devicecheck.cli.check import hand_over
from devicecheck.cli.dialogue import TypedLines, answers_to
from devicecheck.cli.exits import Exit, narrate
from devicecheck.cli.following import Followed
from devicecheck.cli.handover import formats
from devicecheck.cli.kept_visit import KeptVisit
from devicecheck.errors import UsageError
from devicecheck.frontend.proving import proved_pack
from devicecheck.frontend.saved_document import read
from devicecheck.model.signatures import Pack
from devicecheck.report.wording import Wording, load
from devicecheck.runner import gates
from devicecheck.runner.capture_check import DEVICE, CaptureChecked, document
from devicecheck.runner.live_capture import broker_command, watch_device

MINUTES = range(1, 51)


def guide() -> int:
    """Print how traffic can be recorded elsewhere; the exit code."""
    for line in load().lines("capture.guide"):
        print(line)
    return Exit.DONE


def run(
    interface: str,
    device: str,
    minutes: int,
    visit: Path | None,
    out: Path | None,
    named_formats: str,
    as_json: bool,
) -> int:
    """Ask, watch, hand over the result, as part of a saved visit if one is named; the exit code."""
    kinds, wording = formats(named_formats, out), load()
    if minutes not in MINUTES:
        raise UsageError("bad-minutes")
    before = read(visit) if visit is not None else None
    recorded = asyncio.run(_agreed(wording))
    if recorded is None:
        return Exit.GATE
    pack, stamp = proved_pack()
    narrate(wording.text("capture.live.rights", command=shlex.join(broker_command(interface, device))))
    started = datetime.now(UTC)
    found = asyncio.run(_watch(interface, device, minutes * 60, pack, wording))
    own = document(found, stamp, recorded, started, datetime.now(UTC))
    code = not_looked(found, wording) if found.summary is None else Exit.DONE
    followed = joined(Followed(own, code), before)
    asyncio.run(caseworker_first(followed, wording, TypedLines(), KeptVisit(wording=wording)))
    return hand_over(followed, out, kinds, as_json)


async def _agreed(wording: Wording) -> gates.Recorded | None:
    """The answers typed to what must be asked first; None when one says stop, or the input ends before."""
    recorded, typed = gates.Recorded(), TypedLines()
    for need in gates.LIVE_NEEDS:
        given = await answers_to(need, wording, typed)
        if given is None:
            return None
        recorded = gates.record(recorded, need, given, DEVICE, datetime.now(UTC))
        if code := gates.refusal(recorded, gates.LIVE_NEEDS, gates.LIVE_SCOPES):
            words = wording.problem(code, {})
            narrate(words.what)
            narrate(words.do)
            return None
    return recorded


async def _watch(interface: str, device: str, seconds: int, pack: Pack, wording: Wording) -> CaptureChecked:
    """Until the time is over or Ctrl-C; what was seen until then is the result."""
    loop = asyncio.get_running_loop()

    def on_stop(stop: object) -> None:
        with suppress(NotImplementedError):
            loop.add_signal_handler(signal.SIGINT, stop)  # type: ignore[arg-type]

    async with aclosing(watch_device(interface, device, seconds, pack, on_stop)) as items:
        async for item in items:
            if isinstance(item, CaptureChecked):
                return item
            narrate(wording.text(f"states.{item.state}", **item.terms))
    raise UsageError("cannot-listen", {"interface": interface, "why": ""})
