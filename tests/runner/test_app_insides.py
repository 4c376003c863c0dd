# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""App files that a check asks for: counted on the phone, copied, looked into in a reader of their own, and gone."""

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from devicecheck.matching.index import build as build_line
from devicecheck.model.consultation import Consultation
from devicecheck.model.endpoints import Endpoint, Origin, Via
from devicecheck.model.findings import Completed, Fact, NotApplicable, Subject, SubjectKind, Wanted
from devicecheck.model.observations import GapReason
from devicecheck.model.readings import Reading
from devicecheck.model.signatures import Pack, PackStamp
from devicecheck.model.topics import Topic
from devicecheck.packs.load import load_shipped
from devicecheck.packs.slips import FalseAlarm, Phone, Why, from_consultation, recalls_of
from devicecheck.packs.stamp import stamp
from devicecheck.packs.taking_slips import recalled
from devicecheck.practice.apk.builder import ApkFacts, build
from devicecheck.practice.phone import PracticePhone
from devicecheck.readers.wire import LiveState, Status
from devicecheck.runner.app_insides import COPY, FOLDER, look_inside
from devicecheck.runner.document import VisitRecord
from devicecheck.runner.events import Live, ReadingEnded
from devicecheck.runner.planning import Question
from devicecheck.runner.visit import Visit
from devicecheck.selftest.canaries import fire
from tests.runner.test_visit import YES, Seen, place, watch

pytestmark = pytest.mark.slow

UNKNOWN, KNOWN_SERVER = "com.example.helper", "https://app.xyspy.com/up"
TODAY = date(2026, 12, 1)
LATER = (Topic.APP_FILE_HASH, Topic.APP_FILE_WHOLE, Topic.APK_FACTS, Topic.APK_RULES)


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_shipped()


@pytest.fixture(scope="module")
def proved(pack: Pack) -> PackStamp:
    return stamp(pack, fire(pack))


def story(*apps: dict[str, Any], **more: Any) -> dict[str, Any]:
    listeners = ":".join(f"{app['package']}/.Listener" for app in apps)
    return {
        "title": "A test",
        "kind": "android",
        "device": {"sdk": 34, "release": "14", "model": "Pixel 7", "serial": "TEST0001"},
        "auth": {"mode": "open"},
        "apps": [{"notification_listeners": [f"{app['package']}.Listener"], **app} for app in apps],
        "settings": {"secure": {"enabled_notification_listeners": listeners}},
        **more,
    }


def from_file(package: str, **more: Any) -> dict[str, Any]:
    return {"package": package, "installer": None, "initiator": "com.android.chrome", "package_source": 4, **more}


def of_files(seen: Seen) -> list[tuple[Topic, str]]:
    records = [event.record for event in seen.of(ReadingEnded)]
    return [(each.topic, each.status) for each in records if each.topic in LATER]


async def test_an_app_on_no_list_is_known_by_what_stands_in_its_file(pack: Pack, proved: PackStamp) -> None:
    with PracticePhone(story(from_file(UNKNOWN, code_strings=[KNOWN_SERVER]))) as phone:
        app = phone.state.app(UNKNOWN)
        assert app is not None
        content = phone.state.files.read(app.apk_path(34))
        seen = await watch(Visit(place(phone), pack, proved))
        assert phone.audit.changes() == []
    assert of_files(seen) == [(topic, "complete") for topic in LATER]
    (finding,) = seen.document.findings
    assert Fact.LISTED_RULE in finding.facts and finding.subject.key == UNKNOWN
    assert [signature.id for signature in finding.signatures] == ["thetruthspy"]
    records = {each.topic: each for each in seen.document.readings}
    whole = records[Topic.APP_FILE_WHOLE]
    assert (whole.size, whole.sha256) == (len(content), sha256(content).hexdigest())
    outcome = next(each for each in seen.document.outcomes if each.check == "inside-apps")
    assert outcome.type == "completed" and not outcome.gaps


async def test_an_ordinary_build_that_a_rule_fits_is_kept_out_and_an_app_with_its_id_alone_is_found(
    pack: Pack, proved: PackStamp
) -> None:
    told = {"code_strings": [KNOWN_SERVER], "signer": "an-ordinary-maker"}
    with PracticePhone(story(from_file(UNKNOWN, **told))) as phone:
        first = (await watch(Visit(place(phone), pack, proved))).document
        slip = from_consultation(first, UNKNOWN, Why.ORDINARY_APP, Phone.PIXEL, pack)
        assert isinstance(slip, FalseAlarm) and slip.kind == "rules"
        builds = {build_line(slip.entry, UNKNOWN, slip.stamp): "reported as a false alarm in 2026-11 (ordinary-app)"}
        never = pack.never_match.model_copy(update={"builds": builds})
        mended = pack.model_copy(update={"never_match": never, "recalls": recalls_of(slip, (pack.version,), TODAY)})
        assert not _named_by_rule((await watch(Visit(place(phone), mended, proved))).document)
    (finding,) = first.findings
    assert recalled(mended, pack.version, finding, first.observations) == mended.recalls
    with PracticePhone(story(from_file(UNKNOWN, **told | {"signer": "somebody-else"}))) as phone:
        other = (await watch(Visit(place(phone), mended, proved))).document
    assert _named_by_rule(other)
    assert recalled(mended, pack.version, other.findings[0], other.observations) == ()


def _named_by_rule(document: Consultation) -> bool:
    return any(Fact.LISTED_RULE in finding.facts for finding in document.findings)


async def test_only_apps_that_no_store_vouches_for_and_that_hold_control_are_copied(
    pack: Pack, proved: PackStamp
) -> None:
    ordinary = {"package": "com.example.store", "code_strings": [KNOWN_SERVER]}
    plain = from_file("com.example.plain", notification_listeners=[])
    told = story(ordinary, plain)
    told["settings"]["secure"]["enabled_notification_listeners"] = "com.example.store/.Listener"
    with PracticePhone(told) as phone:
        seen = await watch(Visit(place(phone), pack, proved))
    assert of_files(seen) == []
    outcome = next(each for each in seen.document.outcomes if each.check == "inside-apps")
    assert isinstance(outcome, NotApplicable)


async def test_without_a_yes_to_app_files_nothing_is_copied_and_that_is_said(pack: Pack, proved: PackStamp) -> None:
    with PracticePhone(story(from_file(UNKNOWN))) as phone:
        seen = await watch(Visit(place(phone, Origin.REAL), pack, proved), YES | {"app-files": "no"})
    assert of_files(seen) == []
    outcome = next(each for each in seen.document.outcomes if each.check == "inside-apps")
    assert outcome.type == "completed"
    assert {(gap.topic, gap.reason) for gap in outcome.gaps} == {
        (Topic.APP_FILE_HASH, GapReason.NOT_AGREED),
        (Topic.APP_FILE_WHOLE, GapReason.NOT_AGREED),
    }


async def test_a_phone_without_the_command_is_a_gap_and_a_copy_tells_how_far_it_has_come(
    pack: Pack, proved: PackStamp
) -> None:
    refused = {"match": "^sha256sum", "text": "", "stderr": "/system/bin/sh: sha256sum: not found\n", "exit": 127}
    large = from_file(UNKNOWN, filler_bytes=9 << 20)
    with PracticePhone(story(large, commands=[refused])) as phone:
        seen = await watch(Visit(place(phone), pack, proved))
    assert (Topic.APP_FILE_HASH, "unsupported") in of_files(seen)
    outcome = next(each for each in seen.document.outcomes if each.check == "inside-apps")
    assert {gap.topic for gap in outcome.gaps} == {Topic.APP_FILE_HASH}
    shown = [event.terms["megabytes"] for event in seen.of(Live) if event.state is LiveState.FETCHING]
    assert shown == ["4", "8"]


async def test_two_files_over_the_limit_are_one_gap_with_their_number(pack: Pack, proved: PackStamp) -> None:
    cut = {"match": "^dd if=.*(one|two)", "text": "half", "exit": 1, "stderr": "dd: read error: I/O error\n"}
    phone = story(*(from_file(f"com.example.{name}") for name in ("one", "two", "three")), commands=[cut])
    with PracticePhone(phone) as practice:
        seen = await watch(Visit(place(practice), pack, proved))
    outcome = next(each for each in seen.document.outcomes if each.check == "inside-apps")
    assert isinstance(outcome, Completed)
    assert [(gap.topic, gap.terms) for gap in outcome.gaps] == [(Topic.APP_FILE_WHOLE, {"count": "2"})]
    assert outcome.looked_at == 3


async def test_stopping_while_a_file_is_copied_ends_soon_and_names_what_is_missing(
    pack: Pack, proved: PackStamp
) -> None:
    with PracticePhone(story(from_file(UNKNOWN, filler_bytes=9 << 20), faults={"latency": 0.02})) as phone:
        visit = Visit(place(phone), pack, proved)

        def stop(event: object) -> None:
            if isinstance(event, Live) and event.state is LiveState.FETCHING:
                visit.stop()

        seen = await watch(visit, after=stop)
    assert (Topic.APP_FILE_WHOLE, "stopped") in of_files(seen)
    assert Topic.APP_FILE_WHOLE in {gap.topic for gap in seen.document.gaps}


def pulled(content: bytes) -> Reading:
    now = datetime.now(UTC)
    path = "/data/app/x==/base.apk"
    return Reading("r9", Topic.APP_FILE_WHOLE, "phone-1", "", now, now, Status.COMPLETE, content, params={"path": path})


async def test_a_copy_lies_in_the_private_folder_only_while_it_is_looked_into(pack: Pack, tmp_path: Path) -> None:
    content = build(ApkFacts("com.example.app"))
    readings = await look_inside(pulled(content), dict(pack.rules), tmp_path, 1)
    assert [reading.topic for reading in readings] == [Topic.APK_FACTS, Topic.APK_RULES]
    assert {reading.params["path"] for reading in readings} == {"/data/app/x==/base.apk"}
    assert await asyncio.to_thread((tmp_path / FOLDER / COPY).exists) is False
    looking = asyncio.create_task(look_inside(pulled(content), dict(pack.rules), tmp_path, 2))
    while not await asyncio.to_thread((tmp_path / FOLDER / COPY).exists):  # noqa: ASYNC110 - a file cannot wake us
        await asyncio.sleep(0.01)
    looking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await looking
    assert await asyncio.to_thread((tmp_path / FOLDER / COPY).exists) is False


async def test_a_file_that_is_no_app_is_a_reading_that_says_so(pack: Pack, tmp_path: Path) -> None:
    readings = await look_inside(pulled(b"no zip at all"), dict(pack.rules), tmp_path, 1)
    assert {reading.status for reading in readings} == {Status.UNSUPPORTED}


def record_of(*readings: Reading) -> VisitRecord:
    stamped = PackStamp(id="t", version="1", issued_on=date(2026, 11, 24), entries=1, digest="d" * 64, canaries=1)
    everything = frozenset(Topic)
    record = VisitRecord(place_of_nothing(), stamped, datetime.now(UTC), agreed=everything, offered=everything)
    for each in readings:
        record.add(each)
    return record


def place_of_nothing() -> Endpoint:
    return Endpoint(reader="android", via=Via.USB)


def test_a_copied_file_that_nobody_looked_into_is_a_gap_with_its_number() -> None:
    other = replace(pulled(b"y"), id="r10", params={"path": "/data/app/y==/base.apk"})
    facts = replace(pulled(b"{}"), id="x1", topic=Topic.APK_FACTS)
    record = record_of(pulled(b"x"), other, facts)
    record.close(GapReason.STOPPED)
    inside = [each for each in record.unread if each.topic in {Topic.APK_FACTS, Topic.APK_RULES}]
    assert [(each.topic, each.reason, each.terms) for each in inside] == [
        (Topic.APK_FACTS, GapReason.STOPPED, {"count": "1"}),
        (Topic.APK_RULES, GapReason.STOPPED, {"count": "2"}),
    ]
    assert not record.pulled


def test_a_wish_that_was_never_asked_is_a_gap_once_and_one_that_was_is_none() -> None:
    subject = Subject(kind=SubjectKind.APP, device="phone-1", user=0, key="org.example")
    wishes = [
        Wanted(topic=Topic.APP_FILE_TAIL, subject=subject, reason="r", params={"path": path}) for path in ("/a", "/b")
    ]
    record = record_of()
    record.asked.append(Question(Topic.APP_FILE_TAIL, (("path", "/a"),)))
    assert record.missed_wishes(wishes, GapReason.UNPLUGGED)
    assert not record.missed_wishes(wishes, GapReason.UNPLUGGED)
    assert [(gap.topic, gap.reason) for gap in record.unread] == [(Topic.APP_FILE_TAIL, GapReason.UNPLUGGED)]


async def test_apps_over_the_number_that_is_looked_into_are_a_gap(pack: Pack, proved: PackStamp) -> None:
    with PracticePhone(story(*(from_file(f"com.example.n{number}") for number in range(11)))) as phone:
        seen = await watch(Visit(place(phone), pack, proved))
    outcome = next(each for each in seen.document.outcomes if each.check == "inside-apps")
    assert isinstance(outcome, Completed)
    over = [(gap.topic, gap.reason, gap.terms) for gap in outcome.gaps]
    assert over == [(Topic.APP_FILE_WHOLE, GapReason.NOT_ASKED, {"count": "3"})]
    assert outcome.looked_at == 8
