# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Slips by keyboard: a few choices, every line shown, then a file; from a finding, an entry, a document, or by hand."""

from datetime import date

import pytest

from devicecheck.model.endpoints import Origin
from devicecheck.model.observations import AccessKind
from devicecheck.model.signatures import Recall
from devicecheck.packs import slips
from devicecheck.packs.slips import FalseAlarm, Phone, UnknownApp, Why
from devicecheck.packs.taking_slips import write_recalls
from devicecheck.report import document
from devicecheck.report.view import build
from devicecheck.tui.screens.findings import FindingsScreen
from devicecheck.tui.workspace import entry, in_out
from devicecheck.tui.workspace.exchanging import Task
from devicecheck.tui.workspace.slip import SlipScreen
from devicecheck.tui.workspace.slip_plans import of_entry
from tests.packs.entries import entry as made_up
from tests.packs.workshops import workshop
from tests.report import samples
from tests.tui.scripted import Script, app_of, shown, to_start, until
from tests.tui.workspace.test_in_out import to_fields
from tests.tui.workspace.test_workspace import LARGE, SMALL, TODAY, listed, to_entry, typed

STAMP = "cd" * 32


def real(saved):
    """The same visit as one of a real phone."""
    return saved.model_copy(
        update={"devices": tuple(each.model_copy(update={"origin": Origin.REAL}) for each in saved.devices)}
    )


async def asked(pilot, number):
    await until(pilot, SlipScreen)
    await until(pilot, lambda: pilot.app.screen.ready and pilot.app.screen.number == number)


async def to_slip(pilot):
    await until(pilot, lambda: isinstance(pilot.app.screen, SlipScreen) and pilot.app.screen.slip is not None)
    await until(pilot, lambda: pilot.app.screen.ready and not pilot.app.screen.busy)


async def finding_open(pilot, visit, key):
    """Point at the finding about an app."""
    app = pilot.app
    await to_start(pilot)
    await app.push_screen(FindingsScreen(app.words, visit, build(visit, app.words.wording, TODAY)))
    for _ in range(30):
        if pilot.app.screen._app_key() == key:
            return
        await pilot.press("down")
    raise AssertionError(key)


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_a_finding_becomes_a_slip_after_every_line_was_shown(tmp_path, monkeypatch, size):
    monkeypatch.chdir(tmp_path)
    visit, app = real(samples.watched()), app_of(Script(None))
    async with app.run_test(size=size) as pilot:
        await finding_open(pilot, visit, samples.SPY.key)
        await pilot.press("l")
        await asked(pilot, 0)
        await pilot.press("enter")
        await pilot.pause()
        assert app.screen.number == 0, "nothing is chosen beforehand"
        await pilot.press("down", "enter")
        await asked(pilot, 1)
        await pilot.press("down", "down", "enter")
        await to_slip(pilot)
        lines = slips.write(app.screen.slip).splitlines()
        page = shown(app)
        assert all(line in page for line in lines) and visit.code not in page
        assert list(tmp_path.iterdir()) == []
        await pilot.press("enter")
        await until(pilot, lambda: app.screen.written)
        await pilot.press("enter")
        await until(pilot, FindingsScreen)
    (file,) = tmp_path.iterdir()
    made = slips.read(file.read_bytes())
    assert isinstance(made, FalseAlarm) and file.read_text().splitlines() == lines
    assert (made.entry, made.value, made.why, made.phone) == (
        "thetruthspy", samples.SPY.key, Why.ORDINARY_APP, Phone.SAMSUNG,
    )  # fmt: skip


async def test_a_practice_phone_makes_no_slip_and_says_so(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    app = app_of(Script(None))
    async with app.run_test(size=SMALL) as pilot:
        await finding_open(pilot, samples.watched(), samples.SPY.key)
        await pilot.press("l")
        await asked(pilot, 0)
        await pilot.press("down", "enter")
        await asked(pilot, 1)
        await pilot.press("down", "enter")
        await to_slip(pilot)
        assert "PRACTICE" in shown(app).upper() and "it is not written" in shown(app)
        await pilot.press("enter")
        await until(pilot, lambda: "no slip is written" in " ".join(shown(app).split()))
        await pilot.press("escape")
        await asked(pilot, 1)
    assert list(tmp_path.iterdir()) == []


async def test_what_is_no_app_has_no_slip():
    app = app_of(Script(None))
    async with app.run_test(size=LARGE) as pilot:
        await finding_open(pilot, samples.watched(), samples.SPY.key)
        await pilot.press("end", "l")
        await until(pilot, lambda: any("A slip is about an app." in each.message for each in app._notifications))
        assert isinstance(app.screen, FindingsScreen)


async def test_an_entry_becomes_a_slip_about_one_of_its_values(tmp_path):
    place, file = workshop(tmp_path / "list"), tmp_path / "slip.yaml"
    async with listed(place) as pilot:
        await to_entry(pilot, "watch")
        await pilot.press("l")
        await asked(pilot, 0)
        await pilot.press("down", "down", "enter")
        await asked(pilot, 3)
        await pilot.press("down", "enter")
        await asked(pilot, 4)
        await pilot.press("down", "enter")
        await to_slip(pilot)
        await typed(pilot, str(file))
        await pilot.press("enter")
        await until(pilot, lambda: pilot.app.screen.written)
        await pilot.press("escape")
        await until(pilot, entry.EntryScreen)
    made = slips.read(file.read_bytes())
    assert (made.entry, made.kind, made.value) == ("watch", "packages", "org.watch.two")


async def test_an_entry_becomes_a_slip_about_an_ordinary_app_that_its_rule_fitted(tmp_path):
    place, file = workshop(tmp_path / "list"), tmp_path / "slip.yaml"
    (place / "watch-secretly/watch.yar").write_text('rule r { strings: $a = "needle" condition: $a }', "utf-8")
    async with listed(place) as pilot:
        await to_entry(pilot, "watch")
        await pilot.press("l")
        await asked(pilot, 0)
        await pilot.press("end", "enter")
        for number, text in ((1, "org.plain.app"), (2, STAMP.upper())):
            await asked(pilot, number)
            await typed(pilot, text)
            await pilot.press("enter")
        await asked(pilot, 3)
        await pilot.press("down", "enter")
        await asked(pilot, 4)
        await pilot.press("down", "enter")
        await to_slip(pilot)
        await typed(pilot, str(file))
        await pilot.press("enter")
        await until(pilot, lambda: pilot.app.screen.written)
    made = slips.read(file.read_bytes())
    assert (made.entry, made.kind, made.value, made.stamp) == ("watch", "rules", "org.plain.app", STAMP)


async def test_a_slip_by_hand_refuses_what_is_no_id_and_asks_again(tmp_path):
    place, file = workshop(tmp_path / "list"), tmp_path / "slip.yaml"
    async with listed(place) as pilot:
        await pilot.press("i")
        await until(pilot, in_out.InOutScreen)
        pilot.app.screen.query_one("#tasks").highlighted = list(Task).index(Task.SLIP_APP)
        await pilot.press("enter")
        await by_hand(pilot, "Anna's phone")
        await until(pilot, lambda: "no id, stamp or hash" in " ".join(shown(pilot.app).split()))
        await by_hand(pilot, "org.never.seen")
        await to_slip(pilot)
        await typed(pilot, str(file))
        await pilot.press("enter")
        await until(pilot, lambda: pilot.app.screen.written)
    made = slips.read(file.read_bytes())
    assert isinstance(made, UnknownApp)
    assert (made.app, made.certificates, made.controls) == ("org.never.seen", (STAMP,), (AccessKind.ACCESSIBILITY,))


async def by_hand(pilot, app_id):
    """Answer all questions about an app that no entry knows."""
    await asked(pilot, 0)
    await typed(pilot, app_id)
    await pilot.press("enter")
    await asked(pilot, 1)
    await typed(pilot, STAMP.upper())
    await pilot.press("enter")
    await asked(pilot, 2)
    await pilot.press("enter")
    await asked(pilot, 3)
    if not pilot.app.focused.ticked:
        await pilot.press("space")
    await pilot.press("enter")
    await asked(pilot, 4)
    await pilot.press("down", "enter")


async def test_an_app_of_a_saved_document_becomes_a_slip_and_its_recall_is_said(tmp_path):
    place, saved = workshop(tmp_path / "list"), tmp_path / "visit.json"
    visit = real(samples.watched())
    saved.write_bytes(document.write(visit))
    recall = Recall(
        entry="thetruthspy", versions=(visit.pack.version,), value=samples.SPY.key, why="ordinary-app",
        on=date(2026, 11, 24),
    )  # fmt: skip
    write_recalls(place, (recall,))
    async with listed(place) as pilot:
        await to_fields(pilot, Task.SLIP_DOCUMENT, saved, "org.not.there")
        await until(pilot, lambda: "says nothing about this app" in " ".join(shown(pilot.app).split()))
        await pilot.press("escape")
        await to_fields(pilot, Task.SLIP_DOCUMENT, saved, samples.SPY.key)
        await until(pilot, lambda: pilot.app.screen.preview is not None)
        await pilot.press("enter")
        await asked(pilot, 0)
        await pilot.press("escape")
        await until(pilot, in_out.InOutScreen)
        await pilot.press("escape")
        await to_fields(pilot, Task.RECALLED, saved)
        await until(pilot, lambda: "this result was taken back on 2026-11-24" in " ".join(shown(pilot.app).split()))


@pytest.mark.parametrize(
    ("value", "phone", "kind", "told"),
    [
        ("org.a.app", Phone.IPHONE, "packages", Phone.OTHER_ANDROID),
        ("org.a.bundle", Phone.PIXEL, "bundles", Phone.IPHONE),
        ("ab" * 20, Phone.SAMSUNG, "certificates", Phone.SAMSUNG),
    ],
)
def test_an_id_says_itself_whether_it_was_an_iphone(value, phone, kind, told):
    about = made_up("both", packages=("org.a.app",), bundles=("org.a.bundle",), certificates=("ab" * 20,))
    made = of_entry(about, TODAY).make({"value": (value,), "why": (Why.ORDINARY_APP,), "phone": (phone,)})
    assert isinstance(made, FalseAlarm) and (made.kind, made.phone) == (kind, told)
