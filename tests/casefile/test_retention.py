# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How long a case is kept: announced a week before, never by a clock that jumped, held ones for the lead alone."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from devicecheck.casefile import age_key, clock_seen, retention, sealing
from devicecheck.casefile.clock_seen import Clock
from devicecheck.casefile.erasing import erase
from devicecheck.casefile.retention import Due, Keeping, Rule, due_cases, due_of
from devicecheck.casefile.store import KEY_FILE, new_case, open_case
from devicecheck.errors import CaseError

DAY = date(2026, 5, 3)
SET = Keeping(rule=Rule.DAYS_30, set_on=DAY)


def after(days: int) -> date:
    return DAY + timedelta(days=days)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    case = new_case(tmp_path / "case", "right", "recovery words")
    case.add(datetime(2026, 5, 3, tzinfo=UTC), "seen", {"app": "planted"})
    case.close()
    return tmp_path / "case"


@pytest.mark.parametrize(
    ("keeping", "days", "due"),
    [
        (SET, 0, Due.NOTHING),
        (SET, 22, Due.NOTHING),
        (SET, 23, Due.ANNOUNCE),
        (SET, 400, Due.ANNOUNCE),
        (SET.model_copy(update={"announced_on": after(23)}), 29, Due.ANNOUNCE),
        (SET.model_copy(update={"announced_on": after(23)}), 30, Due.ERASE),
        (SET.model_copy(update={"announced_on": after(60)}), 66, Due.ANNOUNCE),
        (SET.model_copy(update={"announced_on": after(60)}), 67, Due.ERASE),
        (Keeping(rule=Rule.WITH_CASE_FILE, set_on=DAY), 4000, Due.NOTHING),
        (Keeping(rule=Rule.LEGAL_HOLD, set_on=DAY), 4000, Due.NOTHING),
    ],
)
def test_a_case_ends_on_its_day_and_a_week_after_it_was_told_at_the_earliest(
    keeping: Keeping, days: int, due: Due
) -> None:
    assert due_of(keeping, after(days), clock_trusted=True)[0] is due


def test_no_case_ends_by_a_clock_that_nobody_trusts() -> None:
    told = SET.model_copy(update={"announced_on": after(23)})
    for days in range(23, 500):
        assert due_of(told, after(days), clock_trusted=False)[0] is Due.CLOCK


@pytest.mark.parametrize(
    ("days", "found"),
    [(-1, Clock.WENT_BACK), (0, Clock.FITS), (7, Clock.FITS), (8, Clock.JUMPED), (400, Clock.JUMPED)],
)
def test_a_clock_that_jumped_stays_untrusted_until_a_person_says_so(tmp_path: Path, days: int, found: Clock) -> None:
    record = tmp_path / "data" / "last-day"
    assert clock_seen.look(record, DAY) is Clock.NEVER_SEEN
    clock_seen.trust(record, DAY)
    for _ in range(2):
        assert clock_seen.look(record, after(days)) is found
    clock_seen.trust(record, after(days))
    assert clock_seen.look(record, after(days)) is Clock.FITS
    assert record.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("written", [b"", b"\xff\xfe", b"2026-13-99", b"9" * 100])
def test_a_damaged_record_of_the_clock_lets_nothing_end(tmp_path: Path, written: bytes) -> None:
    (tmp_path / "last-day").write_bytes(written)
    assert clock_seen.look(tmp_path / "last-day", DAY) is Clock.NEVER_SEEN


def test_a_flipped_bit_in_a_rule_keeps_the_case(folder: Path) -> None:
    retention.keep(folder, SET)
    rule = folder / retention.KEEPING_FILE
    written = rule.read_bytes()
    assert retention.kept_until(folder) == SET.signed
    for at in range(len(written)):
        for bit in (1, 4, 32):
            rule.write_bytes(written[:at] + bytes([written[at] ^ bit]) + written[at + 1 :])
            (found,) = due_cases([folder], after(400), clock_trusted=True)
            assert found.due is Due.UNREADABLE
    with pytest.raises(CaseError, match="keeping-damaged"):
        erase(folder)
    assert open_case(folder, "right").lines()


def test_a_held_case_is_not_erased(folder: Path) -> None:
    retention.keep(folder, Keeping(rule=Rule.LEGAL_HOLD, set_on=DAY))
    with pytest.raises(CaseError, match="held"):
        erase(folder)
    assert open_case(folder, "right").lines()


def test_a_case_with_a_rule_is_erased_whole(folder: Path) -> None:
    retention.keep(folder, SET)
    retention.announce(folder, after(23))
    erase(folder)
    assert not folder.exists()


def test_a_sealed_case_opens_for_the_lead_alone(folder: Path) -> None:
    secret, public = age_key.new_key()
    before = (folder / KEY_FILE).read_bytes()
    sealing.seal(folder, "right", public)
    assert sealing.is_sealed(folder)
    for typed in ("right", "recovery words"):
        with pytest.raises(CaseError, match="sealed"):
            open_case(folder, typed)
    with pytest.raises(CaseError, match="wrong-secret"):
        open_case(folder, age_key.new_key()[0], lambda _: None)
    assert "planted" in open_case(folder, secret).lines()[0]
    assert before not in b"".join(path.read_bytes() for path in folder.iterdir())
    assert all(path.stat().st_mode & 0o077 == 0 for path in folder.iterdir())


def test_a_flipped_bit_in_a_sealed_key_is_named(folder: Path) -> None:
    secret, public = age_key.new_key()
    sealing.seal(folder, "right", public)
    written = (folder / KEY_FILE).read_bytes()
    for at in range(0, len(written), 11):
        (folder / KEY_FILE).write_bytes(written[:at] + bytes([written[at] ^ 1]) + written[at + 1 :])
        try:
            assert open_case(folder, secret, lambda _: None).lines()
        except CaseError as error:
            assert error.reason == "key-damaged", at


def test_what_is_left_of_a_sealing_that_was_cut_off_is_erased_too(folder: Path) -> None:
    (folder / sealing.NEW_KEY_FILE).write_bytes(b"half")
    assert open_case(folder, "right").lines()
    erase(folder)
    assert not folder.exists()
