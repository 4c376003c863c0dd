# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A visit that is kept while it runs: killed anywhere it loses nothing acknowledged; not kept, it leaves nothing."""

import asyncio
import json
import os
import random
import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from devicecheck.casefile import age_key, open_visits
from devicecheck.casefile.places import cases
from devicecheck.casefile.retention import Rule, keep, kept_until
from devicecheck.casefile.store import open_case
from devicecheck.cli.exits import Exit
from devicecheck.errors import CaseError
from devicecheck.matching.index import SignatureIndex
from devicecheck.model import chain
from devicecheck.model.consultation import End
from devicecheck.model.readings import Reading
from devicecheck.packs.load import load_shipped
from devicecheck.runner.judging import Asked, Judgement, judge
from devicecheck.runner.recovering import document_of, left_open
from devicecheck.runner.visit_log import Noted
from tests.cli.kept_visits import NOTE, PASSPHRASE, Folders, fingerprint, folders, run_and_kill
from tests.cli.test_capture import SPY, saved
from tests.readers.capture.frames import hello, ip, record, tcp

PLANTED = (NOTE.encode(), b"com.bumble.app", b"28141JEHN00001")
"""A note, an app that no list names, the serial number of the phone."""
LONGEST = 55
"""Nearly all records of the whole practice visit."""
KILLS = int(os.environ.get("DEVICECHECK_KILLS", "100"))
"""How many visits the long test kills."""
TYPED = f"{PASSPHRASE}\n{PASSPHRASE}\n"


class Here:
    """Judges in this process what a worker judges in its own."""

    def __init__(self) -> None:
        self._index = SignatureIndex(load_shipped())

    async def judge(self, readings: Sequence[Reading], asked: Asked) -> Judgement:
        return judge(readings, asked, self._index)


def recovered(own: Folders, folder: Path, acknowledged: list[str], here: Here) -> str:
    """What the next start can do with a case; checks that it finds it if it was cut off, and that nothing is lost."""
    found = folder in open_visits.cut_off(own.cases)
    case = open_case(folder, PASSPHRASE)
    entries, held = [chain.read(line) for line in case.lines()], case.held()
    case.close()
    open_visits.done(folder)
    assert [fingerprint(each.event, each.terms) for each in entries][: len(acknowledged)] == acknowledged
    left = left_open(entries, held)
    if left is None:
        assert entries[-1].event == Noted.ENDED
        return "ended"
    assert found
    read = [each for each in entries if each.event == Noted.READING]
    if left.record is not None:
        assert len(left.record.readings) == len(read)
    visit = asyncio.run(document_of(left, here, datetime.now(UTC)))  # type: ignore[arg-type]
    if visit is None:
        assert not read
        return "nothing read"
    assert len(visit.readings) == len(read)
    assert len(visit.told.answers) == len(left.told) == sum(each.event == Noted.TOLD for each in entries)
    assert len(visit.told.known) == sum(each.event == Noted.KNOWN for each in entries)
    assert len(visit.told.cards) == sum(each.event == Noted.CARD for each in entries)
    return "read" if visit.end is End.BROKEN_OFF else "whole"


@pytest.mark.timeout(900)
@pytest.mark.parametrize(("seed", "times"), [(0, 2), pytest.param(1, KILLS, marks=pytest.mark.long)])
def test_a_killed_visit_loses_no_acknowledged_record_and_leaves_no_plaintext(
    tmp_path: Path, seed: int, times: int
) -> None:
    chance, here, came_to, before = random.Random(seed), Here(), list[str](), set[Path]()
    with folders(tmp_path) as own:
        for _ in range(times):
            acknowledged = run_and_kill(own, chance.randint(1, LONGEST), chance.choice((0, chance.uniform(0, 0.1))))
            (folder,) = {each for each in own.cases.iterdir() if each.is_dir()} - before
            before.add(folder)
            came_to.append(recovered(own, folder, acknowledged, here))
            assert own.holding(PLANTED) == []
    if times >= 100:
        assert {"read", "whole"} <= set(came_to)


def devicecheck(own: Folders, *arguments: str, typed: str) -> subprocess.CompletedProcess[str]:
    argv = [sys.executable, "-m", "devicecheck", *arguments]
    return subprocess.run(
        argv, input=typed, capture_output=True, text=True, timeout=100, check=False,
        env=own.environment, cwd=own.folder / "work",
    )  # fmt: skip


def test_without_a_yes_nothing_at_all_is_left(tmp_path: Path) -> None:
    with folders(tmp_path) as own:
        done = devicecheck(own, "practice", "watched", "--keep", "--json", typed=f"{TYPED}1\n")
        assert done.returncode == Exit.DONE, done.stderr
        assert '"keep-while-working"' in done.stdout
        assert not own.cases.exists()


def test_what_the_client_wants_erased_at_the_end_is_gone(tmp_path: Path) -> None:
    with folders(tmp_path) as own:
        done = devicecheck(own, "practice", "watched", "--keep", "--json", typed=f"{TYPED}2\n1\n1\n")
        assert done.returncode == Exit.DONE, done.stderr
        assert "Case erased." in done.stderr
        assert list(own.cases.iterdir()) == []
        assert own.holding(PLANTED) == []


BESIDE = {
    "tags": ("bluetooth", "--practice", "tag-travels"),
    "a network": ("network", "--practice", "home-camera"),
    "a backup": ("check-backup", "--practice", "copy-managed"),
}


@pytest.mark.slow
@pytest.mark.parametrize("arguments", BESIDE.values(), ids=BESIDE.keys())
def test_what_is_beside_a_phone_is_kept_with_a_yes_and_opens_again(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    with folders(tmp_path) as own:
        done = devicecheck(own, *arguments, "--keep", "--json", typed=f"{TYPED}2\n3\n")
        assert done.returncode == Exit.DONE, done.stderr
        (folder,) = cases(own.cases)
        assert open_visits.cut_off(own.cases) == ()
        code = json.loads(done.stdout)["code"]
        assert own.holding([code.encode()]) == []
        shown = devicecheck(own, "case", "show", str(folder), typed=f"{PASSPHRASE}\n")
        assert "Consultations kept: 1." in shown.stderr


@pytest.mark.slow
def test_a_visit_to_tags_whose_input_ends_is_left_open_and_its_report_is_made_later(tmp_path: Path) -> None:
    with folders(tmp_path) as own:
        arguments = BESIDE["tags"]
        done = devicecheck(own, *arguments, "--keep", "--json", typed=f"{TYPED}2\n")
        (folder,) = open_visits.cut_off(own.cases)
        assert f"devicecheck case open {folder}" in done.stderr or str(folder) in done.stderr
        opened = devicecheck(own, "case", "open", str(folder), typed=f"{PASSPHRASE}\n1\n\n3\n")
        assert opened.returncode == Exit.DONE, opened.stderr
        assert "AirTag" in opened.stdout


@pytest.mark.slow
def test_a_recording_is_kept_with_a_yes_and_not_without(tmp_path: Path) -> None:
    with folders(tmp_path) as own:
        path = saved(own.folder / "work", ip(6, tcp(record(hello(SPY)), 443)))
        no = devicecheck(own, "capture", str(path), "--keep", "--json", typed=f"{TYPED}1\n1\n")
        assert no.returncode == Exit.DONE, no.stderr
        assert not own.cases.exists()
        yes = devicecheck(own, "capture", str(path), "--keep", "--json", typed=f"{TYPED}1\n2\n3\n")
        assert yes.returncode == Exit.DONE, yes.stderr
        assert len(cases(own.cases)) == 1
        path.unlink()
        assert own.holding([SPY.encode()]) == [
            each for each in own.holding([SPY.encode()]) if "signatures" in each.parts
        ]


def test_the_next_start_names_a_visit_that_was_cut_off_and_makes_its_report(tmp_path: Path) -> None:
    with folders(tmp_path) as own:
        devicecheck(own, "practice", "watched", "--keep", "--json", typed=f"{TYPED}2\n1\n")
        (folder,) = open_visits.cut_off(own.cases)
        told = devicecheck(own, "practice", "unknown-story", typed="")
        assert f"devicecheck case open {folder}" in told.stderr
        opened = devicecheck(own, "case", "open", str(folder), typed=f"{PASSPHRASE}\n1\n\n3\n")
        assert opened.returncode == Exit.DONE, opened.stderr
        assert "TheTruthSpy" in opened.stdout
        rule = kept_until(folder)
        assert rule is not None and rule.rule is Rule.WITH_CASE_FILE
        again = devicecheck(own, "case", "open", str(folder), typed=f"{PASSPHRASE}\n")
        assert again.returncode == Exit.FILE
        assert "No visit of this case was cut off." in again.stderr
        assert "Consultations kept: 1." in devicecheck(own, "case", "show", str(folder), typed=f"{PASSPHRASE}\n").stderr


def test_a_case_that_another_program_has_open_is_left_alone(tmp_path: Path) -> None:
    case = open_visits.new_place(tmp_path / "cases")
    with open_visits.marked(case):
        assert open_visits.cut_off(case.parent) == ()
        with pytest.raises(CaseError, match="in-use"), open_visits.marked(case):
            pass
    assert open_visits.cut_off(case.parent) == ()
    assert list(case.parent.iterdir()) == []


def test_thirty_days_need_a_date_that_a_person_confirms_and_a_jumped_clock_erases_nothing(tmp_path: Path) -> None:
    with folders(tmp_path) as own:
        done = devicecheck(own, "practice", "watched", "--keep", "--json", typed=f"{TYPED}2\n1\n2\n1\n")
        assert "It is announced a week before, then erased." in done.stderr
        (case,) = cases(own.cases)
        keeping = kept_until(case)
        assert keeping is not None
        assert keeping.rule is Rule.DAYS_30
        keep(case, keeping.model_copy(update={"set_on": keeping.set_on - timedelta(days=25)}))
        assert "Then it is erased." in devicecheck(own, "practice", "unknown-story", typed="").stderr
        last_day = own.cases.parent / "last-day"
        last_day.write_text((datetime.now(UTC).date() - timedelta(days=400)).isoformat())
        again = kept_until(case)
        assert again is not None
        keep(case, again.model_copy(update={"set_on": again.set_on - timedelta(days=400), "announced_on": None}))
        started = devicecheck(own, "practice", "unknown-story", typed="")
        assert "Nothing is erased." in started.stderr
        assert cases(own.cases) == (case,)


def test_a_hold_needs_a_reason_and_the_lead_whose_key_alone_opens_it(tmp_path: Path) -> None:
    secret, public = age_key.new_key()
    with folders(tmp_path) as own:
        typed = f"{TYPED}2\n1\n4\n\nPlanted-reason-5512\nno key\n{public}\n"
        done = devicecheck(own, "practice", "watched", "--keep", "--json", typed=typed)
        assert done.returncode == Exit.DONE, done.stderr
        assert "Sealed. No passphrase opens it" in done.stderr
        assert "Only its passphrase" not in done.stderr
        (case,) = cases(own.cases)
        assert devicecheck(own, "case", "show", str(case), typed=f"{PASSPHRASE}\n").returncode == Exit.FILE
        assert "kept: 1." in devicecheck(own, "case", "show", str(case), typed=f"{secret}\n").stderr
        assert devicecheck(own, "case", "erase", str(case), typed="erase\n").returncode == Exit.FILE
        assert own.holding([b"Planted-reason-5512", *PLANTED]) == []
        assert case.is_dir()
