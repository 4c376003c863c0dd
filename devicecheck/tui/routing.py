# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which screen belongs to what the visit says."""

from dataclasses import replace
from typing import Any

from textual.screen import Screen

from devicecheck.errors import ReaderError
from devicecheck.model.consultation import End
from devicecheck.readers.wire import Fault, LiveState
from devicecheck.runner.events import Event, Live, Need, NeedKind, Progress
from devicecheck.tui.following import Ending
from devicecheck.tui.journey import Journey
from devicecheck.tui.keeping.passphrase import PassphraseScreen
from devicecheck.tui.screens.base import VisitScreen, Write
from devicecheck.tui.screens.checking import CheckingScreen
from devicecheck.tui.screens.connect import ConnectScreen
from devicecheck.tui.screens.consent import ConsentScreen
from devicecheck.tui.screens.ended import EndedScreen, WaysOn
from devicecheck.tui.screens.file import PasswordScreen
from devicecheck.tui.screens.findings import FindingsScreen
from devicecheck.tui.screens.gate import GateScreen
from devicecheck.tui.screens.plan import PlanScreen
from devicecheck.tui.screens.questions import QuestionsScreen
from devicecheck.tui.screens.step import StepScreen
from devicecheck.tui.words import Words

OTHER_PHONE = frozenset({"usage.same-phone", "usage.another-phone"})
"""The cable had not the phone that was meant."""


def screen_before(journey: Journey, words: Words, write: Write) -> VisitScreen | None:
    """The screen of what comes before a phone: gates, a case, the client's story, the plan; None when all is done."""
    if (need := journey.open_need) is not None:
        return GateScreen(words, need, practice=journey.practice)
    if journey.wants_case:
        return PassphraseScreen(words, practice=journey.practice)
    if not journey.has_story or (journey.told is not None and journey.timing is not None):
        return None
    if journey.told is None:
        return QuestionsScreen(words, journey.told_before, practice=journey.practice, write=write)
    cable, practice, online = journey.cable, journey.practice, journey.online
    return PlanScreen(words, journey.told, journey.first_timing(), cable=cable, practice=practice, online=online)


def waiting_screen(journey: Journey, words: Words) -> VisitScreen:
    """What is shown until the visit says something."""
    return ConnectScreen(words, practice=journey.practice, cable=journey.on_cable, steps=journey.android)


def screen_for(event: Event, present: Screen[Any], words: Words, journey: Journey | None) -> VisitScreen | None:
    """The screen that an event calls for; None when the present one goes on."""
    if isinstance(event, Need):
        return _asked(event, words, journey)
    if isinstance(present, CheckingScreen) or not isinstance(event, Live | Progress):
        return None
    practice, cable = journey is not None and journey.practice, journey is None or journey.on_cable
    if _is_connected(event):
        return CheckingScreen(words, practice=practice, cable=cable)
    steps = journey is not None and journey.android
    if isinstance(present, ConnectScreen):
        return None
    return ConnectScreen(words, practice=practice, cable=cable, steps=steps)


def _asked(need: Need, words: Words, journey: Journey | None) -> VisitScreen:
    match need.kind:
        case NeedKind.CONSENT:
            return ConsentScreen(words, need)
        case NeedKind.HIDDEN:
            hint = journey.practice_password if journey is not None else ""
            return PasswordScreen(words, need, practice=journey is not None and journey.practice, hint=hint)
        case NeedKind.STEP:
            return StepScreen(words, need)
        case NeedKind.GATE:
            return GateScreen(words, need, practice=journey is not None and journey.practice)


def _is_connected(event: Live | Progress) -> bool:
    """Whether the phone answers. Questions are counted before that, with none of them done."""
    return event.state is LiveState.CONNECTED if isinstance(event, Live) else event.done > 0


def screen_after(
    ending: Ending, present: Screen[Any], words: Words, journey: Journey | None, write: Write, *, kept: bool
) -> VisitScreen:
    """The screen of an ending: the findings if anything was read, otherwise why not and what to do."""
    if ending.consultation is not None and ending.shown is not None:
        more = journey is not None and journey.of_phones
        again = journey is not None and more and journey.cable and ending.consultation.end is not End.COMPLETE
        visit, shown = ending.consultation, ending.shown
        return FindingsScreen(words, visit, shown, write=write, another=more, again=again)
    step = present.STEP if isinstance(present, VisitScreen) else "start"
    if ending.stopped and not ending.code:
        what, do = words.text("tui.ended.stopped"), words.text("tui.ended.stopped-do")
    else:
        what, do = words.problem(ending.code, ending.terms)
    back = journey is not None and journey.has_findings
    on = ending.stopped and not ending.code and not back and journey is not None and journey.was_told
    ways = replace(_ways_on(ending, journey), kept=kept and not back, back=back, on=on)
    return EndedScreen(words, step, what, do, ways, practice=journey is not None and journey.practice)


def _ways_on(ending: Ending, journey: Journey | None) -> WaysOn:
    """What can be done about a phone that was not reached."""
    if ending.code == "usage.several-networks":
        return WaysOn(tuple(ending.terms.get("networks", "").split(", ")))
    again = ending.code.startswith(f"{ReaderError.area}.") or ending.code in OTHER_PHONE
    if journey is None or not journey.cable or not again:
        return WaysOn()
    serials = ending.terms.get("serials", "") if ending.code == f"reader.{Fault.SEVERAL_PHONES}" else ""
    phones = tuple(serial for serial in serials.split(", ") if serial not in {"", "?"})
    return WaysOn(phones, ending.terms.get("maker", "") if journey.android else None, again=True)
