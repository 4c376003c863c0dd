# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a document keeps: enough to support every finding, and nothing about the other apps of a person."""

import asyncio
import sys

from devicecheck.matching.index import SignatureIndex
from devicecheck.model.consultation import Consultation
from devicecheck.model.endpoints import Endpoint, Origin, Via
from devicecheck.model.findings import (
    Completed,
    Concern,
    Confidence,
    CouldNot,
    Fact,
    Finding,
    SaidBy,
    Sign,
    Subject,
    SubjectKind,
)
from devicecheck.model.network_observations import NetworkDevice
from devicecheck.model.observations import Gap, GapReason, InstalledApp, LauncherApps, PhoneClock
from devicecheck.model.topics import Topic
from devicecheck.packs.load import load_shipped
from devicecheck.packs.stamp import stamp
from devicecheck.report import document
from devicecheck.runner import keeping
from devicecheck.runner.events import Finished
from devicecheck.runner.visit import Visit
from devicecheck.sources import endpoint_program
from tests.parse.android.conftest import _reading

SPY, DATING = "com.systemservice", "com.example.dating"
ICONS = LauncherApps(id="icons:0", device="phone-1", readings=("r6",), keys=(DATING, "com.b", SPY))


def finding(key: str = SPY, evidence: tuple[str, ...] = ("app:0:" + SPY, "icons:0")) -> Finding:
    return Finding(
        id="f",
        code="no-icon",
        subject=Subject(kind=SubjectKind.APP, device="phone-1", user=0, key=key),
        concern=Concern.LOOK_CLOSER,
        confidence=Confidence.COULD_BE,
        facts=(Fact.NO_ICON,),
        evidence=evidence,
        said_by=(SaidBy.PHONE,),
    )


def test_a_list_of_icons_keeps_the_named_apps_and_its_length() -> None:
    app = InstalledApp(id="app:0:" + SPY, device="phone-1", readings=("r5",), key=SPY)
    other = InstalledApp(id="app:0:" + DATING, device="phone-1", readings=("r5",), key=DATING)
    kept = keeping.kept_observations((app, other, ICONS), (finding(),))
    assert kept == (app, ICONS.model_copy(update={"keys": (SPY,), "total": 3}))


def test_words_of_a_page_stay_only_with_the_device_that_a_finding_is_about() -> None:
    said = (("http-title", "Login"), ("http-page", "Photos of Kim"))
    named, other = (
        NetworkDevice(id=id_, device="network-1", readings=("n1",), key=id_, address="192.168.1.9", said=said)
        for id_ in ("camera", "thing")
    )
    kept = keeping.kept_observations((named, other), (finding("camera", ("camera",)),))
    assert kept == (named, other.model_copy(update={"said": said[:1]}))


def test_each_evidence_has_the_lines_of_each_of_its_readings() -> None:
    app = InstalledApp(id="app:0:" + SPY, device="phone-1", readings=("r5", "r9"), key=SPY)
    readings = (
        _reading(Topic.APPS, f"package:/a={SPY}\npackage:/b={DATING}\n", ask="r5", user=0),
        _reading(Topic.LAUNCHER_APPS, f"{DATING}/.Main\n", ask="r6", user=0),
    )
    found = keeping.excerpts("android", (finding(),), (app, ICONS), readings)
    assert [(each.observation, each.reading, len(each.lines), each.of) for each in found] == [
        ("app:0:" + SPY, "r5", 1, 2),
        ("icons:0", "r6", 0, 1),
    ]
    assert keeping.excerpts("another kind of phone", (finding(),), (app,), readings) == ()


def test_evidence_that_is_not_there_costs_nothing() -> None:
    assert keeping.excerpts("android", (finding(evidence=("gone",)),), (), ()) == ()


def test_signs_that_led_to_no_finding_lose_their_names_but_not_their_being_there() -> None:
    def sign(key: str) -> Sign:
        subject = Subject(kind=SubjectKind.APP, device="phone-1", user=0, key=key)
        return Sign(subject=subject, fact=Fact.NO_ICON, check="hidden-icons", evidence=("app:0:" + key,))

    blind = CouldNot(check="x", gaps=(Gap(topic=Topic.APPS, reason=GapReason.EMPTY, device="phone-1"),))
    seen = Completed(check="hidden-icons", signs=(sign(SPY), sign(DATING), sign("com.keyboard")), looked_at=3)
    ordinary = Completed(check="hidden-icons", signs=(sign(DATING),), looked_at=1)
    kept, other, same = keeping.kept_outcomes((seen, ordinary, blind), (finding(),))
    assert isinstance(kept, Completed)
    assert isinstance(other, Completed)
    assert [each.subject.key for each in kept.signs] == [SPY, ""]
    assert [each.subject.key for each in other.signs] == [""]
    assert DATING not in kept.model_dump_json() + other.model_dump_json()
    assert same is blind


def test_days_on_which_many_added_apps_came_are_counted_without_names() -> None:
    def app(number: int, day: str | None, system: bool | None = False) -> InstalledApp:
        at = f"{day} 10:00:00" if day else day
        return InstalledApp(
            id=f"a{number}", device="p", readings=(), key=f"k{number}", first_installed=at, system=system
        )

    moved = [app(number, "2025-02-01") for number in range(keeping.MANY_APPS)]
    rest = [app(20, "2025-03-01"), app(21, None), app(22, "1970-01"), *(app(n, "2008-12-31", True) for n in range(9))]
    assert keeping.install_days([*moved, *rest]) == {"2025-02-01": keeping.MANY_APPS}
    assert keeping.install_days([]) == {}


def test_the_difference_of_the_clocks_is_kept_and_an_unread_clock_is_not_a_right_one() -> None:
    assert keeping.clock_ahead((PhoneClock(id="clock", device="p", readings=(), ahead_seconds=-7),)) == -7
    assert keeping.clock_ahead((ICONS,)) is None


async def visited(story: str) -> Consultation:
    pack = load_shipped()
    argv = [sys.executable, "-m", "devicecheck.practice", story]
    async with endpoint_program.start(argv) as told, asyncio.timeout(60):
        place = Endpoint(
            reader="android", via=Via.TCP, host="127.0.0.1", port=int(str(told["port"])), origin=Origin.PRACTICE
        )
        async for event in Visit(place, pack, stamp(pack, 1)).run():
            if isinstance(event, Finished):
                return event.consultation
    raise AssertionError("the visit gave no document")


async def test_the_document_of_a_visit_names_no_app_that_no_finding_is_about() -> None:
    seen = await visited("watched")
    text = document.write(seen).decode()
    about = {finding.subject.key for finding in seen.findings}
    assert SPY in about
    for ordinary in ("com.whatsapp", "com.tinder", "com.bumble.app", "com.google.android.youtube", "uk.nhs"):
        assert ordinary not in text
    assert {(excerpt.observation, excerpt.key) for excerpt in seen.excerpts if excerpt.key == SPY} >= {
        ("app:0:" + SPY, SPY),
        ("icons:0", SPY),
    }
    assert seen.clock_ahead_seconds is not None
    assert SignatureIndex(load_shipped()).package(SPY)
