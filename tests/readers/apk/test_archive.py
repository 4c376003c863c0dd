# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Archives made to mislead are read as Android reads them, within bounds, and each trick is named."""

import io
import time
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devicecheck.readers.apk.archive import Archive, NoArchive, Unreadable
from tests.readers.apk.archives import MANIFEST, STORED, WHOLE, Part, archive, odd

MOST = 1 << 20


def opened(data: bytes) -> Archive:
    return Archive(io.BytesIO(data), len(data))


def manifest_of(data: bytes) -> tuple[bytes, set[str]]:
    found = opened(data)
    entry = next(entry for entry in found.entries if entry.name == MANIFEST)
    return found.content(entry, MOST), found.tricks


def test_an_ordinary_archive_has_no_tricks() -> None:
    assert manifest_of(archive(WHOLE, Part("classes.dex", b"dex\n", STORED))) == (WHOLE.content, set())


@pytest.mark.parametrize(
    ("data", "trick"),
    [
        (archive(odd(method=STORED, said_method=0x5555)), "unknown-compression"),
        (archive(odd(said_method=0x1234)), "unknown-compression"),
        (archive(odd(flags=1)), "marked-as-encrypted"),
        (archive(odd(local_size=7)), "header-contradicts-directory"),
        (archive(odd(local_method=STORED)), "header-contradicts-directory"),
        (archive(odd(said_checksum=0xBAD)), "checksum-does-not-fit"),
        (archive(odd(method=STORED, said_checksum=0)), "checksum-does-not-fit"),
        (archive(WHOLE, WHOLE), "name-twice"),
        (archive(WHOLE, Part("classes.dex/", b"")), "folder-named-like-a-part"),
        (archive(WHOLE, Part("AndroidManifest.xml/x/../../y", b"")), "name-leads-outside"),
        (archive(WHOLE, Part("/etc/passwd", b"")), "name-leads-outside"),
        (archive(WHOLE, behind=b"more"), "bytes-behind-the-end"),
    ],
)
def test_each_trick_is_named_and_does_not_stop_the_reading(data: bytes, trick: str) -> None:
    content, tricks = manifest_of(data)
    assert content == WHOLE.content
    assert trick in tricks


def test_a_lie_about_the_size_changes_nothing() -> None:
    for said in (0, 1, 1 << 31):
        assert manifest_of(archive(odd(said_size=said)))[0] == WHOLE.content


def test_a_part_that_would_explode_is_not_inflated() -> None:
    bomb = archive(Part(MANIFEST, bytes(64 << 20)))
    tracemalloc.start()
    with pytest.raises(Unreadable, match="too-large"):
        manifest_of(bomb)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 8 * MOST


@pytest.mark.parametrize("data", [b"", b"PK", b"hello world", b"PK\x05\x06" * 20_000, bytes(1 << 20)])
def test_what_is_no_archive_is_said_to_be_none(data: bytes) -> None:
    with pytest.raises(NoArchive):
        opened(data)


def test_a_part_behind_the_end_of_the_file_is_unreadable() -> None:
    data = archive(WHOLE)
    place = data.index(b"PK\x01\x02") + 42
    with pytest.raises(Unreadable):
        manifest_of(data[:place] + b"\xff\xff\xff\x7f" + data[place + 4 :])


def test_many_false_ends_take_little_time() -> None:
    before = time.monotonic()
    with pytest.raises(NoArchive):
        opened(b"PK\x05\x06\xff" * 13_000)
    assert time.monotonic() - before < 2


@given(st.integers(0, len(archive(WHOLE)) - 1), st.binary(min_size=1, max_size=8))
def test_any_changed_bytes_end_in_content_or_a_named_reason(place: int, change: bytes) -> None:
    data = archive(WHOLE)
    try:
        found = opened(data[:place] + change + data[place + len(change) :])
        for entry in found.entries:
            assert len(found.content(entry, MOST)) <= MOST
    except (NoArchive, Unreadable) as reason:
        assert str(reason)
