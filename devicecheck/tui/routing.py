# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which screen belongs to what the visit says."""

from typing import Any

from textual.screen import Screen

from devicecheck.readers.wire import Fault
from devicecheck.runner.events import Event, Live, Need, NeedKind, Progress
from devicecheck.tui.following import Ending
from devicecheck.tui.screens.base import VisitScreen
from devicecheck.tui.screens.checking import CheckingScreen
from devicecheck.tui.screens.connect import ConnectScreen
from devicecheck.tui.screens.consent import ConsentScreen
from devicecheck.tui.screens.ended import EndedScreen
from devicecheck.tui.screens.findings import FindingsScreen
from devicecheck.tui.screens.gate import GateScreen
from devicecheck.tui.words import Words


def screen_for(event: Event, present: Screen[Any], words: Words, *, practice: bool) -> VisitScreen | None:
    """The screen that an event calls for; None when the present one goes on."""
    match event:
        case Need(NeedKind.CONSENT):
            return ConsentScreen(words, event)
        case Need():
            return GateScreen(words, event)
        case Live() if not isinstance(present, ConnectScreen | CheckingScreen):
            return ConnectScreen(words, practice=practice)
        case Progress() if not isinstance(present, CheckingScreen):
            return CheckingScreen(words, practice=practice)
    return None


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
