# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A visit to what is beside a phone, kept by the app: the case is made after the yes, and before the visit goes on."""

from contextlib import asynccontextmanager

import pytest

from devicecheck.casefile import open_visits
from devicecheck.casefile.places import cases
from devicecheck.frontend.kept_visit import reopen
from devicecheck.frontend.opening import RADIO
from devicecheck.runner.beside_visit import Keeps
from devicecheck.runner.tag_visit import TagVisit
from devicecheck.tui.app import DeviceCheckApp
from devicecheck.tui.keeping.passphrase import PassphraseScreen, RecoveryScreen
from devicecheck.tui.keeping.told import ReceiptScreen, SureScreen
from devicecheck.tui.screens.consent import ConsentScreen
from devicecheck.tui.screens.findings import FindingsScreen
from devicecheck.tui.screens.gate import GateScreen
from devicecheck.tui.screens.step import StepScreen
from tests.runner.test_tag_visit import NEAR, PACK, ROOM, STAMP, both_places
from tests.tui.scripted import choose, shown, until

SMALL, PATIENCE = (80, 24), 60.0
PASSPHRASE = "five plain words here now"


def app_with(air, place):
    """The app whose radio hears what the test says."""

    @asynccontextmanager
    async def open_visit(choice, before, log, device):
        yield TagVisit(RADIO, PACK, STAMP, air, Keeps(log, before, offered=True))

    async def no_stories():
        return ()

    return DeviceCheckApp(open_visit, no_stories, cases=lambda: place)


def asks(app, words):
    return lambda: words in " ".join(shown(app).split())


async def to_keeping(pilot):
    """From the first screen through the empty room to the question whether the visit is kept."""
    await until(pilot, lambda: bool(pilot.app.screen.query("#choices")))
    await choose(pilot, "tags")
    await until(pilot, StepScreen, PATIENCE)
    await pilot.press("1", "enter")
    await until(pilot, GateScreen, PATIENCE)
    await pilot.press("1", "enter")
    await until(pilot, asks(pilot.app, "must not find?"), PATIENCE)
    await pilot.press("1", "enter")
    await until(pilot, ConsentScreen, PATIENCE)
    await pilot.press("y", "enter")
    await until(pilot, asks(pilot.app, "May we keep this visit"), PATIENCE)


async def begun(pilot):
    """With a yes, a passphrase and the recovery key on paper."""
    await to_keeping(pilot)
    await pilot.press("2", "enter")
    await until(pilot, PassphraseScreen)
    await pilot.press(*PASSPHRASE, "enter", *PASSPHRASE, "enter")
    await until(pilot, RecoveryScreen, PATIENCE)


@pytest.mark.slow
async def test_tags_are_kept_with_the_empty_room_and_the_case_opens_where_it_was_left(tmp_path):
    air = both_places()
    app = app_with(air, tmp_path)
    async with app.run_test(size=SMALL) as pilot:
        await begun(pilot)
        assert air.listened == [ROOM]
        await pilot.press("w")
        await until(pilot, asks(app, "close to this laptop"), PATIENCE)
        await pilot.press("1", "enter")
        await until(pilot, asks(app, "We heard this"), PATIENCE)
        await pilot.press("ctrl+q")
    (folder,) = open_visits.cut_off(tmp_path)
    kept, left = reopen(folder, PASSPHRASE)
    kept.close()
    assert left.record is not None
    assert [each.params["place"] for each in left.record.readings] == [ROOM, NEAR]
    assert [each.answer for each in left.recorded.answers] == ["yes", "no", "yes"]
    assert left.recorded.consents[0].given


@pytest.mark.slow
@pytest.mark.parametrize("at", ["passphrase", "recovery"])
async def test_esc_keeps_nothing_and_the_visit_goes_on(tmp_path, at):
    app = app_with(both_places(), tmp_path / "cases")
    async with app.run_test(size=SMALL) as pilot:
        if at == "recovery":
            await begun(pilot)
        else:
            await to_keeping(pilot)
            await pilot.press("2", "enter")
            await until(pilot, PassphraseScreen)
        await pilot.press("escape")
        await until(pilot, asks(app, "close to this laptop"), PATIENCE)
        await pilot.press("1", "enter")
        await until(pilot, asks(app, "We heard this"), PATIENCE)
        await pilot.press("2", "enter")
        await until(pilot, asks(app, "go to another place"), PATIENCE)
        await pilot.press("2", "enter")
        await until(pilot, FindingsScreen, PATIENCE)
        assert {each.answer for each in app.consultation.answers if each.question == "keep-while-working"} == {"no"}
    assert not (tmp_path / "cases").exists() or cases(tmp_path / "cases") == ()


@pytest.mark.slow
async def test_consent_taken_back_erases_the_case(tmp_path):
    app = app_with(both_places(), tmp_path)
    async with app.run_test(size=SMALL) as pilot:
        await begun(pilot)
        await pilot.press("w")
        await until(pilot, asks(app, "close to this laptop"), PATIENCE)
        await pilot.press("f9")
        await until(pilot, SureScreen)
        await pilot.press("y")
        await until(pilot, ReceiptScreen, PATIENCE)
    assert list(tmp_path.iterdir()) == []
