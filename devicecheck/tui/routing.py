# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which screen belongs to what the visit says."""

from typing import Any

from textual.screen import Screen

from devicecheck.readers.wire import Fault, LiveState
from devicecheck.runner.events import Event, Live, Need, NeedKind, Progress
from devicecheck.tui.following import Ending
from devicecheck.tui.screens.base import VisitScreen
from devicecheck.tui.screens.checking import CheckingScreen
from devicecheck.tui.screens.connect import ConnectScreen
from devicecheck.tui.screens.consent import ConsentScreen
from devicecheck.tui.screens.ended import EndedScreen
from devicecheck.tui.screens.findings import FindingsScreen
from devicecheck.tui.screens.gate import GateScreen
from devicecheck.tui.screens.step import StepScreen
from devicecheck.tui.words import Words


def screen_for(event: Event, present: Screen[Any], words: Words, *, practice: bool) -> VisitScreen | None:
    """The screen that an event calls for; None when the present one goes on."""
    match event:
        case Need(NeedKind.CONSENT):
            return ConsentScreen(words, event)
        case Need(NeedKind.STEP):
            return StepScreen(words, event)
        case Need():
            return GateScreen(words, event)
    if isinstance(present, CheckingScreen) or not isinstance(event, Live | Progress):
        return None
    if _is_connected(event):
        return CheckingScreen(words, practice=practice)
    return None if isinstance(present, ConnectScreen) else ConnectScreen(words, practice=practice)


def _is_connected(event: Live | Progress) -> bool:
    """Whether the phone answers. Questions are counted before that, with none of them done."""
    return event.state is LiveState.CONNECTED if isinstance(event, Live) else event.done > 0


def screen_after(ending: Ending, present: Screen[Any], words: Words, *, practice: bool) -> VisitScreen:
    """The screen of an ending: the findings if anything was read, otherwise why not and what to do."""
    if ending.consultation is not None and ending.shown is not None:
        return FindingsScreen(words, ending.consultation, ending.shown)
    step = present.STEP if isinstance(present, VisitScreen) else "start"
    if ending.stopped and not ending.code:
        what, do = words.text("tui.ended.stopped"), words.text("tui.ended.stopped-do")
    else:
        what, do = words.problem(ending.code, ending.terms)
    serials = ending.terms.get("serials", "") if ending.code == f"reader.{Fault.SEVERAL_PHONES}" else ""
    phones = tuple(serial for serial in serials.split(", ") if serial not in {"", "?"})
    return EndedScreen(words, step, what, do, practice=practice, serials=phones)
