# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A visit that the app keeps while it runs: begun, left in the middle, gone on with, settled; or not kept at all."""

import asyncio
import threading
from collections.abc import Mapping
from datetime import datetime

import pytest
from textual import events
from textual.widgets import OptionList

from devicecheck.casefile import open_visits
from devicecheck.casefile.places import cases
from devicecheck.casefile.retention import Rule, kept_until
from devicecheck.errors import CaseError
from devicecheck.frontend.kept_visit import reopen
from devicecheck.model.told import Known
from devicecheck.runner.visit_log import VisitLog
from devicecheck.tui.keeping.left_open import LeftOpenScreen, OpenCaseScreen
from devicecheck.tui.keeping.passphrase import PassphraseScreen, RecoveryScreen
from devicecheck.tui.keeping.settle import SettleScreen
from devicecheck.tui.keeping.told import ReceiptScreen, SureScreen, UnkeptScreen
from devicecheck.tui.screens.caseworker import CaseworkerScreen
from devicecheck.tui.screens.close import CloseScreen
from devicecheck.tui.screens.copies import CopiesScreen
from devicecheck.tui.screens.ended import EndedScreen
from devicecheck.tui.screens.findings import FindingsScreen
from devicecheck.tui.screens.guided import GuidedScreen
from devicecheck.tui.screens.hidden import HiddenScreen
from devicecheck.tui.screens.plan import PlanScreen
from devicecheck.tui.screens.questions import QuestionsScreen
from devicecheck.tui.screens.start import StartScreen
from tests.report import samples
from tests.tui.scripted import Script, app_of, choose, first_questions, no_story, practise, shown, to_start, until

pytestmark = pytest.mark.slow

SMALL = (80, 24)
PASSPHRASE = "five plain words here now"


def words(app):
    """Everything on the screen, with single spaces."""
    return " ".join(shown(app).split())


def app_in(place, script=None):
    return app_of(script or Script(samples.watched()), cases=lambda: place)


async def begin(pilot):
    """From the first screen to the first question of a practice visit that is kept; the recovery key."""
    await practise(pilot, keep="yes")
    await until(pilot, PassphraseScreen)
    await pilot.press(*PASSPHRASE, "enter", *PASSPHRASE, "enter")
    await until(pilot, RecoveryScreen)
    recovery = pilot.app.screen._recovery
    await pilot.press("w")
    await until(pilot, QuestionsScreen)
    return recovery


async def open_again(pilot, secret=PASSPHRASE):
    """From the first screen into the case that was left open."""
    await to_start(pilot)
    await until(pilot, lambda: bool(pilot.app.screen.left_open))
    await choose(pilot, "left-open-0")
    await until(pilot, OpenCaseScreen)
    await pilot.press(*secret, "enter")


@pytest.mark.slow
async def test_a_kept_visit_that_was_left_is_gone_on_with_and_stays_by_its_rule(tmp_path):
    place = tmp_path / "cases"
    app = app_in(place)
    async with app.run_test(size=SMALL) as pilot:
        recovery = await begin(pilot)
        assert len(cases(place)) == 1
        await pilot.press("1", "1", "enter", "b", "s", "1", "enter")
        await no_story(pilot)
        await until(pilot, FindingsScreen)
        await pilot.press("3", "d", "g")
        await until(pilot, GuidedScreen)
        await pilot.press("1", "n", *"Planted note", "enter", "escape")
        await until(pilot, FindingsScreen)
        told, (known,) = app.consultation.told.answers, app.consultation.told.known
        await pilot.press("ctrl+q")
    assert len(open_visits.cut_off(place)) == 1
    app = app_in(place)
    async with app.run_test(size=SMALL) as pilot:
        await open_again(pilot, "not the passphrase")
        await until(pilot, lambda: "did not open with that" in words(app))
        await pilot.press(*recovery, "enter")
        await until(pilot, LeftOpenScreen)
        assert app.screen.ways == ("report", "go-on", "erase", "leave")
        await choose(pilot, "go-on")
        await until(pilot, PlanScreen)
        await pilot.press("enter")
        await until(pilot, FindingsScreen)
        visit = app.consultation
        assert visit.told.answers == told and visit.told.known == (known,)
        assert known.known is Known.DID_NOT_KNOW and known.decided is not None
        assert [each.note for each in visit.told.cards] == ["Planted note"]
        await pilot.press("f")
        await until(pilot, CloseScreen)
        assert "The visit is kept, locked" in str(app.screen.query("#closing .do")[2].render())
        await pilot.press("f")
        await until(pilot, SettleScreen)
        assert app.screen.query_one("#ends", OptionList).highlighted is None
        await pilot.press("3", "enter")
        await until(pilot, ReceiptScreen)
        assert "Kept until somebody erases it." in words(app)
        await pilot.press("enter")
        await until(pilot, StartScreen)
    (folder,) = cases(place)
    assert kept_until(folder).rule is Rule.WITH_CASE_FILE
    assert open_visits.cut_off(place) == ()
    with pytest.raises(CaseError, match="nothing-open"):
        reopen(folder, PASSPHRASE)
    assert b"Planted note" not in b"".join(each.read_bytes() for each in folder.iterdir())


@pytest.mark.slow
async def test_before_a_document_the_questions_go_on_where_they_stopped(tmp_path):
    app = app_in(tmp_path)
    async with app.run_test(size=SMALL) as pilot:
        await begin(pilot)
        await pilot.press("s", "s")
        told = app.screen.told
        await pilot.press("ctrl+q")
    app = app_in(tmp_path)
    async with app.run_test(size=SMALL) as pilot:
        await open_again(pilot)
        await until(pilot, LeftOpenScreen)
        assert app.screen.ways == ("go-on", "erase", "leave")
        await choose(pilot, "go-on")
        await until(pilot, StartScreen)
        assert "The kept visit is open." in words(app) and "Listen for small tags" not in shown(app)
        await practise(pilot)
        await until(pilot, QuestionsScreen)
        assert app.screen.told == told
        await no_story(pilot)
        await until(pilot, FindingsScreen)
        assert app.consultation.told.answers == told
        assert len(cases(tmp_path)) == 1


@pytest.mark.slow
async def test_a_report_is_made_of_what_was_left(tmp_path):
    app = app_in(tmp_path)
    async with app.run_test(size=SMALL) as pilot:
        await begin(pilot)
        await no_story(pilot)
        await until(pilot, FindingsScreen)
        await pilot.press("ctrl+q")
    app = app_in(tmp_path)
    async with app.run_test(size=SMALL) as pilot:
        await open_again(pilot)
        await until(pilot, LeftOpenScreen)
        await choose(pilot, "report")
        await until(pilot, CopiesScreen)
        await pilot.press("escape")
        await until(pilot, FindingsScreen)


async def test_a_short_passphrase_and_one_that_differs_are_asked_for_again_and_esc_keeps_nothing(tmp_path):
    place = tmp_path / "cases"
    app = app_in(place)
    async with app.run_test(size=SMALL) as pilot:
        await practise(pilot, keep="yes")
        await until(pilot, PassphraseScreen)
        await pilot.press(*"short", "enter", *"short", "enter")
        await until(pilot, lambda: "too short" in words(app))
        await pilot.press(*PASSPHRASE, "enter", *"another one than that", "enter")
        await until(pilot, lambda: "The two passphrases differ." in words(app))
        assert PASSPHRASE not in shown(app)
        await pilot.press("escape")
        await until(pilot, QuestionsScreen)
        await no_story(pilot)
        await until(pilot, FindingsScreen)
    assert not place.exists()


async def test_esc_at_the_recovery_key_erases_the_case_again(tmp_path):
    app = app_in(tmp_path)
    async with app.run_test(size=SMALL) as pilot:
        await practise(pilot, keep="yes")
        await until(pilot, PassphraseScreen)
        await pilot.press(*PASSPHRASE, "enter", *PASSPHRASE, "enter")
        await until(pilot, RecoveryScreen)
        assert all(group in shown(app) for group in app.screen._recovery.split("-"))
        await pilot.press("escape")
        await until(pilot, QuestionsScreen)
    assert list(tmp_path.iterdir()) == []


class Full:
    """A disk that takes nothing."""

    def add(
        self, at: datetime, event: str, terms: Mapping[str, str], body: bytes = b"", *, let_go: bool = False
    ) -> None:
        raise CaseError("not-written")


async def test_a_full_disk_is_said_at_once_and_the_visit_goes_on_unkept(tmp_path):
    app = app_in(tmp_path)
    async with app.run_test(size=SMALL) as pilot:
        await begin(pilot)
        await no_story(pilot)
        await until(pilot, FindingsScreen)
        app._kept.log = VisitLog(Full())
        await pilot.press("3")
        await until(pilot, UnkeptScreen)
        assert "Nothing more is kept from now on" in words(app) and "The visit goes on" in words(app)
        await pilot.press("enter")
        await until(pilot, FindingsScreen)
        assert "Did not know of it" in words(app)
        await pilot.press("1")
        await until(pilot, FindingsScreen)
        assert app.consultation.told.known[0].known is Known.KNEW


class Slow:
    """A disk that takes its time."""

    def __init__(self) -> None:
        self.began, self.goes_on = threading.Event(), threading.Event()
        self.rows: list[str] = []

    def add(
        self, at: datetime, event: str, terms: Mapping[str, str], body: bytes = b"", *, let_go: bool = False
    ) -> None:
        self.began.set()
        assert self.goes_on.wait(30)
        self.rows.append(event)


async def test_while_the_disk_takes_its_time_the_hide_key_is_heard_and_nothing_is_shown_as_done(tmp_path):
    app, disk = app_in(tmp_path), Slow()
    async with app.run_test(size=SMALL) as pilot:
        await begin(pilot)
        await no_story(pilot)
        await until(pilot, FindingsScreen)
        app._kept.log = VisitLog(disk)
        findings = app.screen
        for key in ("3", "d"):
            app.post_message(events.Key(key, key))
        assert await asyncio.to_thread(disk.began.wait, 10)
        assert "Did not know of it" not in findings.query_one("#answer").render().plain.partition("Press")[0]
        assert not app.consultation.told.known
        app.post_message(events.Key("f12", None))
        async with asyncio.timeout(10):  # not by the pilot, which would wait for the screen that waits for the disk
            while not isinstance(app.screen, HiddenScreen):  # noqa: ASYNC110
                await asyncio.sleep(0.01)
        assert disk.rows == []
        disk.goes_on.set()
        await until(pilot, lambda: len(app.consultation.told.known) == 1 and len(disk.rows) == 2)
        (known,) = app.consultation.told.known
        assert known.known is Known.DID_NOT_KNOW and known.decided is not None


async def test_a_disk_that_takes_no_case_is_said_where_it_was_tried(tmp_path):
    place = tmp_path / "file"
    place.write_bytes(b"")
    app = app_in(place)
    async with app.run_test(size=SMALL) as pilot:
        await practise(pilot, keep="yes")
        await until(pilot, PassphraseScreen)
        await pilot.press(*PASSPHRASE, "enter", *PASSPHRASE, "enter")
        await until(pilot, lambda: "The case could not be written." in words(app))
        await pilot.press("escape")
        await until(pilot, QuestionsScreen)


@pytest.mark.parametrize("kept", [True, False])
async def test_taking_consent_back_deletes_everything_and_shows_a_proof(tmp_path, kept):
    app = app_in(tmp_path, Script(samples.watched(), pause=0.2))
    async with app.run_test(size=SMALL) as pilot:
        await (begin(pilot) if kept else practise(pilot))
        await no_story(pilot)
        await until(pilot, lambda: app._following is not None)
        await pilot.press("f9")
        await until(pilot, SureScreen)
        await pilot.press("n")
        await pilot.press("f9")
        await until(pilot, SureScreen)
        await pilot.press("y")
        await until(pilot, ReceiptScreen)
        assert "Consent was taken back." in words(app)
        assert ("Case erased. Key first" in words(app)) is kept
        assert app.consultation is None
        await pilot.press("enter")
        await until(pilot, StartScreen)
        await pilot.press("f9")
        assert isinstance(app.screen, StartScreen)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("way", ["erase", "leave"])
async def test_a_visit_that_read_nothing_asks_what_becomes_of_what_was_told(tmp_path, way):
    app = app_in(tmp_path)
    async with app.run_test(size=SMALL) as pilot:
        await begin(pilot)
        await pilot.press("s", "escape")
        await until(pilot, EndedScreen)
        await choose(pilot, way)
        if way == "erase":
            await until(pilot, SureScreen)
            await pilot.press("y")
            await until(pilot, ReceiptScreen)
            await pilot.press("enter")
        await until(pilot, StartScreen)
        await until(pilot, lambda: bool(app.screen.left_open) or way == "erase")
    assert len(cases(tmp_path)) == (1 if way == "leave" else 0)


async def test_the_passphrase_is_hidden_like_everything_else(tmp_path):
    app = app_in(tmp_path)
    async with app.run_test(size=SMALL) as pilot:
        await practise(pilot, keep="yes")
        await until(pilot, PassphraseScreen)
        await pilot.press("f12")
        await until(pilot, HiddenScreen)
        assert shown(app).split() == ["Notes"]


async def test_what_takes_its_time_comes_only_after_the_pin_where_all_was_hidden_meanwhile(tmp_path):
    app = app_in(tmp_path / "cases")
    async with app.run_test(size=SMALL) as pilot:
        await practise(pilot, keep="yes")
        await until(pilot, PassphraseScreen)
        app._pin = "4711"
        await pilot.press(*PASSPHRASE, "enter", *PASSPHRASE, "enter", "f12")
        await until(pilot, HiddenScreen)
        await until(pilot, lambda: app._kept is not None)  # the case is made behind it
        await pilot.pause(0.2)
        assert shown(app).split() == ["Notes"]
        await pilot.press(*"4711", "enter")
        await until(pilot, RecoveryScreen)


async def test_a_home_that_is_secret_by_now_stops_the_close_of_a_visit_that_is_gone_on_with(tmp_path):
    place = tmp_path / "cases"
    script = Script(samples.watched().model_copy(update={"devices": ()}))
    app = app_in(place, script)
    async with app.run_test(size=SMALL) as pilot:
        await to_start(pilot)
        await choose(pilot, "no-cable")
        await first_questions(pilot, keep_while_working="yes")
        await until(pilot, PassphraseScreen)
        await pilot.press(*PASSPHRASE, "enter", *PASSPHRASE, "enter")
        await until(pilot, RecoveryScreen)
        await pilot.press("w")
        await no_story(pilot)
        await until(pilot, GuidedScreen)
        await pilot.press("ctrl+q", "ctrl+q")
    for _ in range(2):  # also where it is cut off once more after that answer
        app = app_in(place)
        async with app.run_test(size=SMALL) as pilot:
            await open_again(pilot)
            await until(pilot, LeftOpenScreen)
            await choose(pilot, "go-on")
            await first_questions(pilot, secret_home="yes")
            await until(pilot, PlanScreen)
            await pilot.press("enter")
            await until(pilot, CaseworkerScreen)
            await pilot.press("escape")
            await until(pilot, GuidedScreen)
            await pilot.press("escape")
            await until(pilot, FindingsScreen)
            await pilot.press("f")
            await until(pilot, CaseworkerScreen)
            await pilot.press("escape")
            await pilot.press("ctrl+q", "ctrl+q")
