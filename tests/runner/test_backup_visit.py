# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A visit to a backup: gates first, a password that goes nowhere else, and no gap that reads as nothing seen."""

import hashlib
import json
import plistlib
from collections.abc import Callable, Mapping
from contextlib import aclosing
from pathlib import Path

import pytest

from devicecheck.model.consultation import Consultation, End
from devicecheck.model.endpoints import Endpoint, Via
from devicecheck.model.findings import Completed, Concern, CouldNot, Fact, NotApplicable, NotAsked
from devicecheck.model.observations import GapReason
from devicecheck.model.phone_mark import phone_mark
from devicecheck.model.signatures import PackStamp
from devicecheck.model.topics import Topic
from devicecheck.packs.load import load_shipped
from devicecheck.practice.backup import stories
from devicecheck.practice.backup.keys import ROUNDS, KeyRing
from devicecheck.practice.backup.writer import file_id
from devicecheck.readers.backup import table
from devicecheck.readers.wire import Fault, LiveState, Status
from devicecheck.report import document
from devicecheck.runner.backup_visit import MOST_TRIES, BackupVisit
from devicecheck.runner.events import Broken, Event, Finished, Live, Need, NeedKind, Progress, Refused
from tests.quick_cases import quick_first
from tests.readers.backup.backups import PASSWORD, STORY, make

PACK = load_shipped()
STAMP = PackStamp(id=PACK.id, version=PACK.version, issued_on=PACK.issued_on, entries=9, digest="d", canaries=9)
PLACE = Endpoint(reader="backup", via=Via.FILE)
YES = {"safe-now": "yes", "whose-phone": "own", "backup-file": "yes", "phone-facts": "yes", "apps": "yes",
       "control": "yes"}  # fmt: skip
Answers = Mapping[str, str] | Callable[[Need], Mapping[str, str] | None]


class Seen:
    """Everything that a visit told."""

    def __init__(self) -> None:
        self.events: list[Event] = []

    def of(self, kind: type) -> list:
        return [event for event in self.events if isinstance(event, kind)]

    @property
    def document(self) -> Consultation:
        (finished,) = self.of(Finished)
        return finished.consultation


async def watch(folder: Path, answers: Answers = YES, *passwords: str, stop_at: int = 0) -> Seen:
    """A whole visit. `passwords` are typed one after another, then an empty line; `stop_at` counts progress."""
    visit, seen, typed = BackupVisit(PLACE, PACK, STAMP, folder), Seen(), list(passwords)
    async with aclosing(visit.run()) as events:
        async for event in events:
            seen.events.append(event)
            if isinstance(event, Need):
                if event.kind is NeedKind.HIDDEN:
                    visit.answer(event, {"backup-password": typed.pop(0) if typed else ""})
                else:
                    given = answers(event) if callable(answers) else answers
                    visit.answer(event, {q.id: given[q.id] for q in event.questions})
            if stop_at and len(seen.of(Progress)) == stop_at:
                visit.stop()
    return seen


def outcome(seen: Seen, check: str):
    return next(each for each in seen.document.outcomes if each.check == check)


def gaps(seen: Seen) -> dict[Topic, GapReason]:
    return {gap.topic: gap.reason for gap in seen.document.gaps}


def tree(folder: Path) -> dict[str, str]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.mark.slow
@pytest.mark.parametrize("password", [None, PASSWORD])
async def test_everything_in_a_backup_is_found_plain_or_encrypted_and_it_is_left_as_it_was(
    password: str | None, tmp_path: Path
) -> None:
    make(tmp_path, password)
    before = tree(tmp_path)
    seen = await watch(tmp_path, YES, *([password] if password else []))
    found = [(each.code, each.terms["app"]) for each in seen.document.findings]
    assert sorted(found) == [
        ("app-other-account", "Calculator+"),
        ("family-watch", "Find My Kids"),
        ("family-watch", "Life360"),
        ("network-setting", "Secure VPN"),
        ("profile-removed", "net.family-line.proxy"),
        ("settings-profile", "Family Phone Manager"),
        ("settings-profile", "Helper"),
        ("settings-profile", "Secure VPN"),
        ("trusted-root", "Family Line Root"),
    ]
    manager = next(each for each in seen.document.findings if each.terms["app"] == "Family Phone Manager")
    assert {Fact.PROFILE_MANAGES, Fact.FIXED_PROFILE} <= set(manager.facts)
    assert manager.terms["installer"] == "Preferences"
    calculator = next(each for each in seen.document.findings if each.terms["app"] == "Calculator+")
    assert {Fact.SENSITIVE_PERMISSIONS, Fact.OFF_PAGES} <= set(calculator.facts)
    gone = next(each for each in seen.document.findings if each.subject.key == "com.wheremychildren.ios")
    assert Fact.APP_GONE in gone.facts and gone.terms["last_used"] == "2026-09-14T22:30:00+00:00"
    assert calculator.concern is Concern.LOOK_CLOSER
    assert (seen.document.end, seen.document.gaps) == (End.COMPLETE, ())
    serial = stories.story(STORY)["device"]["serial"]
    assert seen.document.devices[0].mark == phone_mark(serial) != "" and serial.encode() not in document.write(
        seen.document
    )
    assert tree(tmp_path) == before


@pytest.mark.slow
async def test_a_password_stands_nowhere_in_the_document_and_no_account_in_full(tmp_path: Path) -> None:
    seen = await watch(make(tmp_path, PASSWORD), YES, "wrong-one", PASSWORD)
    written = document.write(seen.document)
    for secret in (PASSWORD, "wrong-one", "someone.else@example.org", "token=1"):
        assert secret.encode() not in written
    assert document.read(written) == seen.document
    tries = [each for each in seen.document.readings if each.topic is Topic.OPEN_BACKUP]
    assert [each.status for each in tries] == [Status.UNSUPPORTED, Status.COMPLETE]


@pytest.mark.slow
async def test_an_ordinary_locked_backup_gives_no_card_and_says_what_was_not_seen(tmp_path: Path) -> None:
    seen = await watch(make(tmp_path, PASSWORD, "copy-ordinary"), YES, PASSWORD)
    assert seen.document.findings == ()
    for check in ("known-apps", "settings-profiles", "trusted-roots", "network-settings", "phone-management"):
        ended = outcome(seen, check)
        assert isinstance(ended, Completed)
        assert (ended.signs, ended.gaps) == ((), ())


@pytest.mark.slow
async def test_without_the_password_apps_are_read_and_the_rest_could_not_be_looked_at(tmp_path: Path) -> None:
    seen = await watch(make(tmp_path, PASSWORD))
    assert {finding.code for finding in seen.document.findings} == {"family-watch", "app-other-account"}
    for check in ("settings-profiles", "trusted-roots", "network-settings", "phone-management"):
        assert isinstance(outcome(seen, check), CouldNot)
    assert gaps(seen)[Topic.PROFILES] is GapReason.LOCKED
    assert seen.document.end is End.COMPLETE


@pytest.mark.slow
async def test_tries_are_counted_and_the_last_one_ends_the_asking(tmp_path: Path) -> None:
    seen = await watch(make(tmp_path, PASSWORD), YES, *["no"] * 20)
    asked = [need for need in seen.of(Need) if need.kind is NeedKind.HIDDEN]
    assert len(asked) == MOST_TRIES
    assert ["why" in need.terms for need in asked] == [False, *[True] * (MOST_TRIES - 1)]
    assert gaps(seen)[Topic.TRUSTED_ROOTS] is GapReason.LOCKED
    said = [event for event in seen.of(Live) if event.state is LiveState.STAYS_LOCKED]
    assert len(said) == 1
    assert seen.events.index(said[0]) > max(seen.events.index(need) for need in asked)


@pytest.mark.slow
async def test_what_has_no_meaning_for_a_backup_is_not_said_to_be_missing(tmp_path: Path) -> None:
    seen = await watch(make(tmp_path))
    for check in (
        "held-control",
        "computer-links",
        "paired-watches",
        "tags-near",
        "app-files",
        "inside-apps",
    ):
        assert isinstance(outcome(seen, check), NotApplicable)


@pytest.mark.parametrize(
    ("topic", "place", "check"),
    [
        (Topic.TRUSTED_ROOTS, table.TRUST_STORE, "trusted-roots"),
        (Topic.NETWORK_SETTINGS, table.NETWORK, "network-settings"),
        (Topic.SUPERVISION, table.SUPERVISION, "phone-management"),
        (Topic.LAUNCHER_APPS, table.HOME_SCREEN[0], "hidden-icons"),
    ],
)
@pytest.mark.parametrize("password", quick_first(1, [None, PASSWORD]))
async def test_a_file_that_is_gone_could_not_be_looked_at(
    topic: Topic, place: tuple[str, str], check: str, password: str | None, tmp_path: Path
) -> None:
    name = file_id(*place)
    (make(tmp_path, password, "copy-ordinary") / name[:2] / name).unlink()
    seen = await watch(tmp_path, YES, *([password] if password else []))
    assert gaps(seen) == {topic: GapReason.DAMAGED}
    assert isinstance(outcome(seen, check), CouldNot)


async def test_a_foreign_folder_is_said_to_be_none_and_makes_no_document(tmp_path: Path) -> None:
    (tmp_path / "holiday.jpg").write_bytes(b"x")
    seen = await watch(tmp_path)
    assert [event.fault for event in seen.of(Broken)] == [Fault.NO_BACKUP]
    assert seen.of(Finished) == []


@pytest.mark.parametrize("password", quick_first(1, [None, PASSWORD]))
@pytest.mark.parametrize("how", quick_first(2, ["gone", "a link", "cut off", "nonsense"]))
async def test_a_backup_with_a_broken_index_gives_its_apps_and_says_that_it_is_broken(
    how: str, password: str | None, tmp_path: Path
) -> None:
    index = make(tmp_path / "backup", password) / "Manifest.db"
    data = index.read_bytes()
    index.unlink()
    if how == "a link":
        (tmp_path / "elsewhere").write_bytes(data)
        index.symlink_to(tmp_path / "elsewhere")
    elif how != "gone":
        index.write_bytes(data[:4096] if how == "cut off" else b"x" * 8192)
    seen = await watch(tmp_path / "backup", YES, *([password] if password else []))
    assert [event.fault for event in seen.of(Broken)] == [Fault.BROKEN_BACKUP]
    assert {finding.code for finding in seen.document.findings} == {"family-watch", "app-other-account"}
    assert seen.document.end is End.BROKEN_OFF
    assert gaps(seen)[Topic.PROFILES] is GapReason.DAMAGED


@pytest.mark.parametrize(
    ("question", "answer", "code"),
    [
        ("safe-now", "no", "gate.safe-now.no"),
        ("whose-phone", "other-person", "gate.whose-phone.other-person"),
        ("backup-file", "no", "gate.nothing-agreed"),
    ],
)
async def test_a_no_opens_nothing(question: str, answer: str, code: str, tmp_path: Path) -> None:
    seen = await watch(make(tmp_path), YES | {question: answer})
    assert [event.code for event in seen.of(Refused)] == [code]
    assert seen.of(Progress) == seen.of(Finished) == []


async def test_no_to_apps_and_control_opens_nothing(tmp_path: Path) -> None:
    seen = await watch(make(tmp_path), YES | {"apps": "no", "control": "no"})
    assert [event.code for event in seen.of(Refused)] == ["gate.nothing-agreed"]
    assert seen.of(Progress) == []


@pytest.mark.slow
@pytest.mark.core
async def test_what_was_not_agreed_is_not_read(tmp_path: Path) -> None:
    seen = await watch(make(tmp_path), YES | {"apps": "no"})
    read = {each.topic for each in seen.document.readings}
    assert not read & {Topic.APPS, Topic.APP_ACCOUNTS, Topic.APP_DETAILS}
    assert isinstance(outcome(seen, "known-apps"), NotAsked)
    assert isinstance(outcome(seen, "settings-profiles"), Completed)


@pytest.mark.slow
async def test_a_stop_while_the_key_is_derived_ends_at_once_and_is_said(tmp_path: Path) -> None:
    ring = KeyRing(PASSWORD, "t", rounds=1)
    start = ring.bag.index(b"DPIC") + 8
    ring.bag = ring.bag[:start] + (2 * ROUNDS).to_bytes(4, "big") + ring.bag[start + 4 :]
    stories.write(stories.story(STORY), tmp_path, ring)
    seen = await watch(tmp_path, YES, PASSWORD, stop_at=3)
    assert seen.document.end is End.STOPPED
    assert {gap.reason for gap in seen.document.gaps if gap.topic is not Topic.OPEN_BACKUP} == {GapReason.STOPPED}
    assert not any(isinstance(each, Completed) and not each.gaps for each in seen.document.outcomes)


@pytest.mark.slow
@pytest.mark.core
async def test_the_lines_that_findings_rest_on_are_kept_and_no_others(tmp_path: Path) -> None:
    seen = await watch(make(tmp_path))
    text = json.dumps([line.text for excerpt in seen.document.excerpts for line in excerpt.lines])
    for told in ("com.apple.mdm", "Family Line Root", "vpn.family-line.example", "kTCCServiceMicrophone", "mdmd"):
        assert told in text
    assert "com.burbn.instagram" not in text


@pytest.mark.slow
async def test_a_copy_without_the_records_of_the_store_accuses_no_app_of_it_and_says_that_they_were_missing(
    tmp_path: Path,
) -> None:
    path = make(tmp_path) / "Info.plist"
    told = plistlib.loads(path.read_bytes())
    path.write_bytes(plistlib.dumps(told | {"Applications": {}, "Installed Applications": [*told["Applications"]]}))
    seen = await watch(tmp_path)
    assert [each.terms["app"] for each in seen.document.findings if each.code.startswith("app-")] == []
    ended = outcome(seen, "outside-store")
    assert isinstance(ended, Completed)
    assert (ended.signs, [(gap.topic, gap.reason) for gap in ended.gaps]) == (
        (),
        [(Topic.APP_ACCOUNTS, GapReason.NOT_HELD)],
    )
