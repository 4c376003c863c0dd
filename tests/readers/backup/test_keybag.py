# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keys of an encrypted backup from a stranger: strict reading, capped rounds, and stopping while they are derived."""

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devicecheck.practice.backup.keys import KeyRing, number, tag
from devicecheck.readers.backup import cipher, keybag
from devicecheck.readers.backup.limits import MOST_ROUNDS
from devicecheck.readers.bounds import OutOfTime, Watch
from devicecheck.readers.file_session import NotLooked
from tests.readers.backup.backups import PASSWORD, watch

BAG = KeyRing(PASSWORD, "t").bag


def with_number(bag: bytes, name: bytes, value: int) -> bytes:
    start = bag.index(name) + 8
    return bag[:start] + number(value) + bag[start + 4 :]


def test_the_right_password_opens_every_class() -> None:
    keys = keybag.read(BAG)
    keys.unlock(PASSWORD, watch())
    assert sorted(keys.opened) == list(range(1, 12))


@pytest.mark.parametrize("password", ["", "A long password", "a long password ", "\udcff", "x" * 100_000])
def test_any_other_password_opens_nothing(password: str) -> None:
    keys = keybag.read(BAG)
    with pytest.raises(NotLooked, match="wrong-password"):
        keys.unlock(password, watch())
    assert not keys.opened


def test_a_bag_without_class_keys_is_broken_and_takes_no_password() -> None:
    head = BAG[: BAG.index(b"UUID", BAG.index(b"UUID") + 1)]
    with pytest.raises(NotLooked, match="broken-keys"):
        keybag.read(head)


def test_a_bag_whose_keys_need_no_password_is_broken_too() -> None:
    bag = BAG.replace(tag(b"WRAP", number(2)), tag(b"WRAP", number(1)))
    with pytest.raises(NotLooked, match="broken-keys"):
        keybag.read(bag)


@pytest.mark.parametrize(("name", "most"), [(b"DPIC", MOST_ROUNDS), (b"ITER", 1_000_000)])
def test_more_rounds_than_may_be_are_refused_before_the_first(name: bytes, most: int) -> None:
    begun = time.monotonic()
    with pytest.raises(NotLooked, match="too-many-rounds"):
        keybag.read(with_number(BAG, name, most + 1))
    with pytest.raises(NotLooked, match="too-many-rounds"):
        keybag.read(with_number(BAG, name, 0xFFFFFFFF))
    assert time.monotonic() - begun < 1


@pytest.mark.parametrize("name", [b"DPIC", b"ITER"])
def test_no_rounds_at_all_are_refused(name: bytes) -> None:
    with pytest.raises(NotLooked, match="broken-keys"):
        keybag.read(with_number(BAG, name, 0))


def test_deriving_stops_when_it_is_no_longer_wanted() -> None:
    keys = keybag.read(with_number(BAG, b"DPIC", MOST_ROUNDS))
    begun = time.monotonic()
    with pytest.raises(OutOfTime):
        keys.unlock(PASSWORD, Watch(60, lambda: time.monotonic() - begun > 0.3))
    with pytest.raises(OutOfTime):
        keys.unlock(PASSWORD, Watch(0.2, lambda: False))
    assert time.monotonic() - begun < 2


def test_an_old_backup_with_one_round_of_deriving() -> None:
    start, end = BAG.index(b"DPWT"), BAG.index(b"UUID", BAG.index(b"UUID") + 1)
    keys = keybag.read(BAG[:start] + BAG[end:])
    assert keys.first_rounds == 0
    with pytest.raises(NotLooked, match="wrong-password"):
        keys.unlock(PASSWORD, watch())


@pytest.mark.parametrize(
    "bag", [None, 7, "", b"", b"x", b"\0" * 1000, tag(b"TYPE", number(1)), b"UUID\xff\xff\xff\xff"]
)
def test_a_bag_of_nonsense_is_broken(bag: object) -> None:
    with pytest.raises(NotLooked, match="broken-keys"):
        keybag.read(bag)


@pytest.mark.slow
@pytest.mark.core
@given(place=st.integers(0, len(BAG) - 1), value=st.integers(0, 255), cut=st.integers(0, 8))
@settings(max_examples=300, deadline=None)
def test_a_changed_bag_is_read_or_refused(place: int, value: int, cut: int) -> None:
    changed = BAG[:place] + bytes([value]) + BAG[place + 1 : len(BAG) - cut]
    try:
        keys = keybag.read(changed)
    except NotLooked as why:
        assert str(why) in {"broken-keys", "too-many-rounds"}
        return
    assert keys.wrapped
    assert 0 < keys.rounds <= 1_000_000


@pytest.mark.parametrize("wrapped", [b"", b"\x03\0\0\0", b"\x03\0\0\0" + bytes(40), b"\x03\0\0\0" + bytes(41)])
def test_a_wrapped_key_of_nonsense_is_broken(wrapped: bytes) -> None:
    keys = keybag.read(BAG)
    keys.unlock(PASSWORD, watch())
    with pytest.raises(NotLooked, match="broken-keys"):
        keys.file_key(wrapped)


def test_a_class_without_a_key_is_named() -> None:
    keys = keybag.read(BAG)
    keys.unlock(PASSWORD, watch())
    with pytest.raises(NotLooked, match="no-class-key"):
        keys.file_key(b"\x63\0\0\0" + bytes(40))


def test_the_password_is_not_shown_by_the_keys(tmp_path: Path) -> None:
    keys = keybag.read(BAG)
    keys.unlock(PASSWORD, watch())
    assert next(iter(keys.opened.values())).hex() not in repr(keys)
    assert str(next(iter(keys.opened.values()))) not in repr(keys)


@pytest.mark.parametrize("size", [0, 1, 15, 16, 17, 31, 32, 100])
def test_content_takes_its_padding_off_whether_or_not_its_size_is_known(size: int) -> None:
    data = bytes(range(256))[:size]
    padded = data + bytes([16 - size % 16]) * (16 - size % 16)
    assert cipher.content(padded, size) == cipher.content(padded, None) == data
    for wrong in (size + 17, len(padded) + 1):
        with pytest.raises(NotLooked, match="cut-off"):
            cipher.content(padded, wrong)


def test_bytes_without_padding_need_their_size() -> None:
    assert cipher.content(b"a" * 32, 32) == b"a" * 32
    with pytest.raises(NotLooked, match="cut-off"):
        cipher.content(b"a" * 32, None)
    with pytest.raises(NotLooked, match="damaged"):
        cipher.content(b"a" * 64, 16)
