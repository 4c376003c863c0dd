# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Logs that SQLite wrote, put into the pages as SQLite does, and logs that somebody broke."""

import random
import sqlite3
import struct
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from devicecheck.readers.backup.database import database
from devicecheck.readers.backup.write_ahead_log import FRAME, HEAD, OPEN_LOG, with_log
from devicecheck.readers.bounds import OutOfTime
from devicecheck.readers.file_session import NotLooked
from tests.readers.backup.backups import watch
from tests.readers.backup.logs import with_open_log

MOST = 1 << 22
MAKE = "CREATE TABLE t (a INTEGER, b BLOB)"
STEP = FRAME.size + 512


def rows(data: bytes | bytearray) -> list[tuple[int, bytes]]:
    with closing(database(data)) as held:
        return held.rows("t", ("a", "b"), watch(), "ORDER BY a")


def put(number: int, size: int = 300) -> tuple[str, tuple[int, bytes]]:
    return "INSERT INTO t VALUES (?, ?)", (number, bytes([number % 251]) * size)


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, bytes]:
    """Row 1 in the pages, rows 2 to 6 in the log, one change for each."""
    folder = tmp_path_factory.mktemp("log")
    return with_open_log(folder, *map(put, range(2, 7)), before=(MAKE, put(1)), page=512)


@pytest.mark.parametrize("page", [512, 4096, 65_536])
def test_changes_of_all_kinds_are_there_as_sqlite_itself_reads_them(page: int, tmp_path: Path) -> None:
    dice = random.Random(page)
    changes = [put(dice.randrange(500), dice.randrange(3_000)) for _ in range(60)]
    after = ("DELETE FROM t WHERE a % 3 = 0", "UPDATE t SET b = x'00' WHERE a % 5 = 0", "VACUUM")
    data, log = with_open_log(tmp_path, *changes, *after, before=(MAKE, *map(put, range(40))), page=page)
    whole, missing = with_log(data, log, MOST * 4, watch())
    (tmp_path / "copy.db").write_bytes(data)
    (tmp_path / "copy.db-wal").write_bytes(log)
    with closing(sqlite3.connect(tmp_path / "copy.db")) as own:
        assert rows(whole) == own.execute("SELECT a, b FROM t ORDER BY a").fetchall()
    assert missing == [] and rows(whole) != rows(data)


def test_a_database_that_stands_in_its_log_alone_is_read(tmp_path: Path) -> None:
    _, log = with_open_log(tmp_path, MAKE, put(1), page=512)
    whole, missing = with_log(b"", log, MOST, watch())
    assert ([number for number, _ in rows(whole)], missing) == ([1], [])


def test_an_empty_log_changes_nothing(pair: tuple[bytes, bytes]) -> None:
    assert with_log(pair[0], b"", MOST, watch()) == (pair[0], [])


def test_what_was_not_finished_and_what_is_of_an_older_log_is_no_change(pair: tuple[bytes, bytes]) -> None:
    data, log = pair
    older = bytearray(log[-STEP:])
    older[8:16] = b"12345678"
    assert with_log(data, log + older, MOST, watch()) == with_log(data, log, MOST, watch())
    held = rows(with_log(data, log[: -STEP * 2], MOST, watch())[0])
    assert [number for number, _ in held] in ([1, 2, 3, 4], [1, 2, 3, 4, 5])


@pytest.mark.parametrize("where", ["head", "frame", "page", "end", "size"])
def test_a_broken_log_gives_what_is_whole_before_it_and_is_named(where: str, pair: tuple[bytes, bytes]) -> None:
    data, log = pair[0], bytearray(pair[1])
    at = {"head": 5, "frame": HEAD.size + STEP * 2 + 1, "page": HEAD.size + STEP * 2 + 99, "end": 0, "size": 10}[where]
    if where == "end":
        del log[-100:]
    elif where == "size":
        log[8:12] = struct.pack(">L", 1024)
    else:
        log[at] ^= 1
    whole, missing = with_log(data, log, MOST, watch())
    assert missing == [OPEN_LOG]
    numbers = [number for number, _ in rows(whole)]
    assert numbers == list(range(1, len(numbers) + 1)) and len(numbers) < 6


def test_a_log_may_not_make_a_database_explode(pair: tuple[bytes, bytes]) -> None:
    with pytest.raises(NotLooked, match="too-large"):
        with_log(*pair, 1024, watch())
    with pytest.raises(OutOfTime):
        with_log(*pair, MOST, watch(0.0))


@given(some.data())
@settings(max_examples=60, deadline=None)
def test_no_log_does_more_than_be_refused(pair: tuple[bytes, bytes], data: some.DataObject) -> None:
    log = bytearray(pair[1])
    for _ in range(data.draw(some.integers(1, 6))):
        log[data.draw(some.integers(0, len(log) - 1))] = data.draw(some.integers(0, 255))
    try:
        whole, missing = with_log(pair[0], log[: data.draw(some.integers(0, len(log)))], MOST, watch())
    except NotLooked:
        return
    assert len(whole) <= MOST and missing in ([], [OPEN_LOG])
