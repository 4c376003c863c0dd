# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Opening what anybody may have made: nothing is followed, nothing is endless, nothing is written."""

import io
import os
import stat
import struct
import time
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from devicecheck.errors import EvidenceError
from devicecheck.report.evidence import container
from devicecheck.report.evidence.container import open_pack, to_zip

FILES = {"manifest.json": b"{}", "a.txt": b"text", "readings/r1.bin": b"\0" * 50}


def zipped(*entries: tuple[str | zipfile.ZipInfo, bytes], kind: int = zipfile.ZIP_DEFLATED) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", kind) as archive:
        for name, data in entries:
            archive.writestr(name, data)
    return made.getvalue()


def saved(tmp_path: Path, data: bytes) -> Path:
    path = tmp_path / "pack.zip"
    path.write_bytes(data)
    return path


def refused(path: Path) -> str:
    with pytest.raises(EvidenceError) as caught:
        open_pack(path)
    return caught.value.reason


def test_our_own_zip_reads_back_and_is_known(tmp_path: Path) -> None:
    opened = open_pack(saved(tmp_path, to_zip(FILES)))
    assert (opened.files, opened.repacked) == (FILES, False)
    assert to_zip(dict(reversed(FILES.items()))) == to_zip(FILES)


def test_a_folder_reads_the_same(tmp_path: Path) -> None:
    (tmp_path / "readings").mkdir()
    for name, data in FILES.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / ".DS_Store").write_bytes(b"x")
    opened = open_pack(tmp_path)
    assert (opened.files, opened.strangers, opened.repacked) == (FILES, {".DS_Store"}, False)


def test_a_zip_of_the_folder_reads_the_same_and_is_another_zip(tmp_path: Path) -> None:
    opened = open_pack(saved(tmp_path, zipped(*((f"notes-c/{name}", data) for name, data in FILES.items()))))
    assert (opened.files, opened.repacked) == (FILES, True)


@pytest.mark.parametrize(
    "name",
    ["../evil", "a/../../evil", "/etc/passwd", "C:evil", "a\\..\\evil", "a//b", "./a", "a/./b", "nul\x01name"],
)
def test_a_name_that_leads_out_is_refused(tmp_path: Path, name: str) -> None:
    assert refused(saved(tmp_path, zipped((name, b"x")))) == "unsafe-name"


def test_a_nul_in_a_name_is_refused(tmp_path: Path) -> None:
    data = zipped(("nul_name", b"x")).replace(b"nul_name", b"nul\0name")
    assert refused(saved(tmp_path, data)) in {"unsafe-name", "not-a-pack"}


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR, stat.S_IFSOCK])
def test_a_link_or_device_in_a_zip_is_refused(tmp_path: Path, kind: int) -> None:
    entry = zipfile.ZipInfo("a.txt")
    entry.create_system, entry.external_attr = 3, (kind | 0o777) << 16
    assert refused(saved(tmp_path, zipped((entry, b"/etc/passwd")))) == "link"


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("other", ["a.txt", "A.TXT"])
def test_a_name_twice_is_refused(tmp_path: Path, other: str) -> None:
    assert refused(saved(tmp_path, zipped(("a.txt", b"1"), (other, b"2")))) == "name-twice"


@pytest.mark.slow
@pytest.mark.core
def test_a_bomb_is_refused_quickly_and_in_little_memory(tmp_path: Path) -> None:
    path = saved(tmp_path, zipped(("bomb.txt", b"\0" * (container.LARGEST_FILE + 1))))
    assert path.stat().st_size < 200_000
    started = time.monotonic()
    tracemalloc.start()
    assert refused(path) == "too-large"
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert time.monotonic() - started < 5
    assert peak < 3 * container.LARGEST_FILE


@pytest.mark.slow
def test_many_files_that_are_large_together_are_refused(tmp_path: Path) -> None:
    part = b"\0" * (container.LARGEST_FILE - 1)
    path = saved(tmp_path, zipped(*((f"f{number}.bin", part) for number in range(5))))
    assert refused(path) == "too-large"


def test_a_size_that_lies_does_not_help(tmp_path: Path) -> None:
    data = zipped(("a.txt", b"\0" * 100_000))
    place = data.index(b"PK\x01\x02") + 24
    lied = data[:place] + struct.pack("<I", 10) + data[place + 4 :]
    opened = open_pack(saved(tmp_path, lied))
    assert (opened.files, opened.unreadable) == ({}, {"a.txt"})


@pytest.mark.slow
@pytest.mark.core
def test_too_many_files_are_refused(tmp_path: Path) -> None:
    many = zipped(*((f"f{number}.txt", b"") for number in range(container.MOST_FILES + 1)))
    assert refused(saved(tmp_path, many)) == "too-many"
    folder = tmp_path / "folder"
    folder.mkdir()
    for number in range(container.MOST_FILES + 2):
        (folder / f"f{number}").touch()
    assert refused(folder) == "too-many"


def test_a_huge_list_of_contents_is_refused_before_it_is_read(tmp_path: Path) -> None:
    data = zipped(("a.txt", b""))
    lied = data[:-10] + struct.pack("<I", container.LARGEST_DIRECTORY + 1) + data[-6:]
    assert refused(saved(tmp_path, lied)) == "not-a-pack"


def test_an_encrypted_or_strangely_packed_file_is_unreadable_not_opened(tmp_path: Path) -> None:
    opened = open_pack(saved(tmp_path, zipped(("a.txt", b"x" * 500), kind=zipfile.ZIP_BZIP2)))
    assert (opened.files, opened.unreadable) == ({}, {"a.txt"})
    data = bytearray(zipped(("a.txt", b"x")))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert open_pack(saved(tmp_path, bytes(data))).unreadable == {"a.txt"}


def test_bytes_before_the_zip_make_it_another_zip(tmp_path: Path) -> None:
    assert open_pack(saved(tmp_path, b"#!/bin/sh\n" + to_zip(FILES))).repacked


def link(folder: Path) -> None:
    (folder / "a.txt").symlink_to("/etc/passwd")


def linked_folder(folder: Path) -> None:
    (folder / "readings").symlink_to("/etc")


def pipe(folder: Path) -> None:
    os.mkfifo(folder / "a.txt")


def deep(folder: Path) -> None:
    (folder / "a" / "b" / "c").mkdir(parents=True)
    (folder / "a" / "b" / "c" / "d.txt").touch()


@pytest.mark.parametrize(
    ("make", "reason"), [(link, "link"), (linked_folder, "link"), (pipe, "link"), (deep, "unsafe-name")]
)
def test_a_folder_with_something_else_in_it_is_refused(
    tmp_path: Path, make: Callable[[Path], None], reason: str
) -> None:
    make(tmp_path)
    assert refused(tmp_path) == reason


def test_a_file_that_cannot_be_read_or_is_no_pack_is_named(tmp_path: Path) -> None:
    assert refused(tmp_path / "none") == "no-pack"
    os.mkfifo(tmp_path / "pipe")
    assert refused(tmp_path / "pipe") == "not-a-pack"
    assert refused(saved(tmp_path, b"")) == "not-a-pack"
    assert refused(saved(tmp_path, b"%PDF-1.7" * 100)) == "not-a-pack"


@pytest.mark.slow
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_damaged_zip_is_opened_or_refused_and_nothing_else(tmp_path: Path, data: st.DataObject) -> None:
    whole = bytearray(to_zip(FILES))
    for _ in range(data.draw(st.integers(1, 6))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    try:
        opened = open_pack(saved(tmp_path, bytes(whole)))
    except EvidenceError:
        return
    assert opened.repacked == (bytes(whole) != to_zip(FILES))
