# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A damaged case or bundle: what is whole is read, what is lost is named, and nothing changed is taken for whole."""

import random
from datetime import UTC, datetime
from pathlib import Path

import pytest

from devicecheck.casefile import age_key
from devicecheck.casefile.bundle import read_bundle, write_bundle
from devicecheck.casefile.salvage import Salvaged, salvage_case
from devicecheck.casefile.store import RECORDS, new_case, open_case
from devicecheck.errors import CaseError
from devicecheck.model import chain

AT = datetime(2026, 5, 3, tzinfo=UTC)
LINES = chain.chained(
    (AT, "seen", {"n": str(number), "text": "planted " * random.Random(number).choice([3, 300, 6000])})
    for number in range(40)
)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cases") / "case"
    case = new_case(folder, "right", "recovery words")
    case.take_in(LINES)
    case.close()
    return folder


def check(found: Salvaged) -> None:
    """Every entry is as it was written, and every other one is named."""
    numbers = {entry.number for entry in found.entries}
    assert all(entry.line == LINES[entry.number - 1] for entry in found.entries)
    if not found.end_missing:
        assert numbers | set(found.lost) == set(range(1, len(LINES) + 1))
    assert not numbers & set(found.lost)
    assert not found.whole or found.lines == LINES
    assert found.whole or found.torn or found.lines != LINES


def test_a_whole_case_is_read_whole_and_left_as_it_is(whole: Path, tmp_path: Path) -> None:
    before = (whole / RECORDS).read_bytes()
    found = salvage_case(whole, "right", tmp_path)
    assert found.whole and found.lines == LINES
    assert (whole / RECORDS).read_bytes() == before


@pytest.mark.slow
def test_a_flipped_bit_in_the_records_loses_few_and_names_them(whole: Path, tmp_path: Path) -> None:
    records = whole / RECORDS
    written, chance = records.read_bytes(), random.Random(3)
    readable = []
    try:
        for at in chance.sample(range(16, len(written)), 12):
            changed = bytearray(written)
            changed[at] ^= 1 << chance.randrange(8)
            records.write_bytes(changed)
            found = salvage_case(whole, "right", tmp_path)
            check(found)
            readable.append(len(found.entries))
        assert min(readable) >= len(LINES) // 2
        assert any(count < len(LINES) for count in readable)
    finally:
        records.write_bytes(written)


@pytest.mark.parametrize("at", [16, 100, 2000, 4090])
def test_a_damaged_first_page_is_named_and_every_line_is_read(whole: Path, at: int, tmp_path: Path) -> None:
    records = whole / RECORDS
    written = records.read_bytes()
    records.write_bytes(written[:at] + bytes(6) + written[at + 6 :])
    try:
        found = salvage_case(whole, "right", tmp_path)
    finally:
        records.write_bytes(written)
    assert found.torn and not found.whole
    assert found.lines == LINES


@pytest.mark.slow
def test_without_the_salt_nothing_can_be_read_and_that_is_said(whole: Path, tmp_path: Path) -> None:
    records = whole / RECORDS
    written = records.read_bytes()
    records.write_bytes(bytes([written[0] ^ 1]) + written[1:])
    try:
        with pytest.raises(CaseError, match="damaged"):
            salvage_case(whole, "right", tmp_path)
    finally:
        records.write_bytes(written)


def test_a_bundle_brings_the_same_chain_into_another_case(tmp_path: Path) -> None:
    secret, public = age_key.new_key()
    bundle = write_bundle(tmp_path / "case.age", LINES, publics=[public])
    assert bundle.stat().st_mode & 0o077 == 0
    assert b"planted" not in bundle.read_bytes()
    case = new_case(tmp_path / "other", "right", "recovery words")
    case.take_in(read_bundle(bundle, secret).lines)
    assert case.lines() == LINES
    with pytest.raises(CaseError, match="damaged"):
        case.take_in(LINES)
    case.close()
    assert open_case(tmp_path / "other", "right").lines() == LINES


@pytest.mark.slow
@pytest.mark.core
def test_a_flipped_bit_anywhere_in_a_bundle_is_noticed_and_the_rest_is_read(tmp_path: Path) -> None:
    secret, public = age_key.new_key()
    bundle = write_bundle(tmp_path / "case.age", LINES, publics=[public])
    written, chance, opened = bundle.read_bytes(), random.Random(4), 0
    for at in (*range(0, 300, 7), *chance.sample(range(300, len(written)), 60)):
        changed = bytearray(written)
        changed[at] ^= 1 << chance.randrange(8)
        bundle.write_bytes(changed)
        try:
            found = read_bundle(bundle, secret)
        except CaseError as error:
            assert error.reason in {"not-a-bundle", "bundle-not-opened", "bundle-damaged"}
            assert at < 400
            continue
        assert not found.whole
        check(found)
        opened += bool(found.entries)
    assert opened >= 55


def test_a_bundle_that_was_cut_names_what_is_not_there(tmp_path: Path) -> None:
    secret, public = age_key.new_key()
    bundle = write_bundle(tmp_path / "case.age", LINES, publics=[public])
    bundle.write_bytes(bundle.read_bytes()[:150_000])
    found = read_bundle(bundle, secret)
    check(found)
    assert found.entries and found.lost[-1] == len(LINES)
