# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""All answers of whole phones with other systems: HarmonyOS, LineageOS, GrapheneOS. One app on each is made to watch.

Source: the dump methods of AOSP (Settings, AppOpsService, AccessibilityUserState, DevicePolicyData, Owners,
RoleUserState, DeviceIdleController, AdbDebuggingManager) at the version of each phone, and public notes on these
systems. The texts are made after these, not by the practice phone; names are made up.
"""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from devicecheck.matching.index import SignatureIndex
from devicecheck.model.observations import GapReason
from devicecheck.model.readings import Reading
from devicecheck.model.topics import Topic
from devicecheck.packs.load import load_shipped
from devicecheck.readers.android.table import TOPICS
from devicecheck.readers.wire import Status
from devicecheck.runner.judging import Asked, Judgement, judge

FOLDER = Path(__file__).parent / "fixtures" / "whole_dumps"
MOMENT = datetime(2026, 11, 29, 20, tzinfo=UTC)
ALL = frozenset(Topic(name) for name in TOPICS)
WATCHER = "com.example.helper"
TIMEOUT = "\n*** SERVICE 'any' DUMP TIMEOUT (10000ms) EXPIRED ***\n\n"
FAILED = "\nException occurred while dumping:\njava.util.ConcurrentModificationException\n"
DUMPS = frozenset(
    {
        Topic.DEVICE_POLICY, Topic.APP_DETAILS, Topic.ACCESSIBILITY_STATE, Topic.APP_OPS, Topic.BATTERY_EXEMPT,
        Topic.ROLE_HOLDERS, Topic.AUTHORISED_COMPUTERS,
    }
)  # fmt: skip

OPENED = {"opened": "opened-phone", "settings": "changed-settings"}
PHONES: dict[str, dict[str, str]] = {
    "harmonyos_4": {WATCHER: "app-hidden-control"},
    "lineageos_14": {WATCHER: "app-hidden-control-source-unknown", "system": "old-system", **OPENED},
    "lineageos_21": {WATCHER: "app-hidden-control", "org.fdroid.fdroid": "app-outside-store", **OPENED},
    "grapheneos_16": {WATCHER: "app-hidden-control"},
}
"""What each phone shows, and no more: LineageOS is a system of the owner's own, which is named and asked about."""
SEEN_ON_ALL = {
    "accessibility", "device-admin", "notification-listener", "usage-access", "all-files", "battery-exempt",
    "used-recently", "no-icon", "sensitive-permissions",
}  # fmt: skip
Body = dict[tuple[Topic, int | None], str]


def answers(name: str) -> Body:
    """The answers of one phone by topic and user."""
    found: Body = {}
    for part in (FOLDER / f"{name}.txt").read_text("utf-8").split("#### ")[1:]:
        heading, _, text = part.partition("\n")
        topic, _, user = heading.partition(" ")
        found[Topic(topic), int(user) if user else None] = text
    return found


def reading(place: tuple[Topic, int | None], body: bytes, status: Status = Status.COMPLETE) -> Reading:
    topic, user = place
    return Reading(
        id=f"r-{topic.value}-{user}",
        topic=topic,
        device="phone",
        command="",
        started_at=MOMENT,
        ended_at=MOMENT,
        status=Status.UNSUPPORTED if body.startswith(b"Can't find service") else status,
        body=body,
        exit_code=0,
        params={} if user is None else {"user": user},
    )


@pytest.fixture(scope="module")
def index() -> SignatureIndex:
    return SignatureIndex(load_shipped())


def judged(readings: list[Reading], index: SignatureIndex) -> Judgement:
    return judge(readings, Asked("android", "phone", ALL, ALL), index)


def cards(judgement: Judgement) -> dict[str, str]:
    return {finding.subject.key: finding.code for finding in judgement.findings}


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("name", PHONES)
def test_the_one_app_is_seen_whole_and_nobody_else_is_accused(name: str, ending: str, index: SignatureIndex) -> None:
    bodies = answers(name)
    seen = judged([reading(place, text.replace("\n", ending).encode()) for place, text in bodies.items()], index)
    assert cards(seen) == PHONES[name]
    (watcher,) = (finding for finding in seen.findings if finding.subject.key == WATCHER)
    assert set(watcher.facts) >= SEEN_ON_ALL
    no_roles = {(Topic.ROLE_HOLDERS, GapReason.UNSUPPORTED)} if name == "lineageos_14" else set()
    assert {(gap.topic, gap.reason) for gap in seen.gaps} == no_roles


def cut(name: str, place: tuple[Topic, int | None], share: float, tail: str, index: SignatureIndex) -> Judgement:
    """What is seen when one answer ends after so much of its lines."""
    lines = answers(name)[place].splitlines(keepends=True)
    body = "".join(lines[: int(len(lines) * share)]) + tail
    status = Status.COMPLETE if tail else Status.UNPLUGGED
    return judged(
        [
            reading(each, body.encode(), status) if each == place else reading(each, text.encode())
            for each, text in answers(name).items()
        ],
        index,
    )


@pytest.mark.parametrize("tail", ["", TIMEOUT, FAILED])
@pytest.mark.parametrize("name", PHONES)
def test_an_answer_that_ends_early_is_a_gap_and_accuses_nobody(name: str, tail: str, index: SignatureIndex) -> None:
    places = [place for place in answers(name) if not tail or place[0] in DUMPS]
    for place in places:
        for share in (0.0, 0.4, 0.8):
            seen = cut(name, place, share, tail, index)
            assert place[0] in {gap.topic for gap in seen.gaps}, (place, share)
            assert set(cards(seen)) <= {*PHONES[name]}, (place, share)
