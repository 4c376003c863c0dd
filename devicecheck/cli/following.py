# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A visit on the command line: events become lines on stderr, questions a dialogue, the document is handed back."""

import asyncio
import signal
from collections.abc import Coroutine, Mapping
from contextlib import aclosing, suppress
from dataclasses import dataclass, field

from devicecheck.cli.dialogue import TypedLines, answers_to
from devicecheck.cli.exits import Exit, narrate
from devicecheck.cli.kept_visit import KeptVisit
from devicecheck.frontend.opening import RunningVisit
from devicecheck.model.consultation import Consultation, End
from devicecheck.model.findings import Completed
from devicecheck.report.clean_text import clean
from devicecheck.report.wording import Wording
from devicecheck.runner import gates
from devicecheck.runner.events import Broken, CheckEnded, Event, Finished, Live, Need, Progress, ReadingEnded, Refused

Answers = dict[str, str]


@dataclass
class Followed:
    """How a visit ended: its document, if anything was read, and the exit code that says the same.

    Shape: `whole` as in `Finished`.
    """

    consultation: Consultation | None = None
    code: Exit = Exit.DONE
    whole: Mapping[str, bytes] = field(default_factory=dict, repr=False)


async def follow(
    visit: RunningVisit, wording: Wording, typed: TypedLines | None = None, kept: KeptVisit | None = None
) -> Followed:
    """Run a visit to its end. Ctrl-C stops the reading; what was read stays. `typed`: the dialogue around the visit."""
    followed, typed, stopped = Followed(), typed or TypedLines(), asyncio.Event()
    with suppress(NotImplementedError):  # Windows has no signal handlers in its loop; Ctrl-C ends the program there
        asyncio.get_running_loop().add_signal_handler(signal.SIGINT, _stop, visit, stopped)
    async with aclosing(visit.run()) as events:
        async for event in events:
            if kept is not None:
                kept.look()
            if isinstance(event, Need):
                given = await _unless(stopped, answers_to(event, wording, typed))
                if given is None:
                    return Followed(code=Exit.STOPPED if stopped.is_set() else Exit.GATE)
                if kept is not None and event == gates.KEEPING and "yes" in given.values():
                    kept.start(gates.Recorded())
                visit.answer(event, given)
            else:
                _tell(event, wording, followed)
    return followed


def _stop(visit: RunningVisit, stopped: asyncio.Event) -> None:
    stopped.set()
    visit.stop()


async def _unless(stopped: asyncio.Event, answers: Coroutine[None, None, Answers | None]) -> Answers | None:
    """The answers; None when the person stopped instead."""
    answering, stopping = asyncio.ensure_future(answers), asyncio.ensure_future(stopped.wait())
    await asyncio.wait({answering, stopping}, return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    if not answering.done():
        answering.cancel()
        return None
    return answering.result()


def _tell(event: Event, wording: Wording, followed: Followed) -> None:
    match event:
        case Live(state, terms):
            narrate(wording.text(f"states.{state}", **_shown(terms)))
        case Progress(done, total, topic) if topic is not None:
            narrate(f"  [{done}/{total}] {wording.text(f'topics.{topic}')}")
        case Refused(code):
            followed.code = Exit.GATE
            _problem(code, {}, wording)
        case Broken(fault, terms):
            followed.code = Exit.PHONE
            _problem(f"reader.{fault}", _shown(terms), wording)
        case Finished(consultation, whole):
            followed.consultation, followed.whole = consultation, whole
            if consultation.end is End.STOPPED:
                followed.code = Exit.STOPPED
                narrate(wording.text("cli.stopped"))
            elif followed.code is Exit.DONE and not _anything_read(consultation):
                followed.code = Exit.PHONE
        case ReadingEnded() | CheckEnded() | Progress() | Need():
            pass


def _problem(code: str, terms: dict[str, str], wording: Wording) -> None:
    words = wording.problem(code, terms)
    narrate(words.what)
    narrate(words.do)


def _shown(terms: dict[str, str]) -> dict[str, str]:
    return {name: clean(value) for name, value in terms.items()}


def _anything_read(consultation: Consultation) -> bool:
    """Whether at least one check could look. A phone that answered nothing was not read, even if nothing broke.

    Without a phone there was nothing to read, and nothing went wrong.
    """
    return not consultation.devices or any(isinstance(outcome, Completed) for outcome in consultation.outcomes)
