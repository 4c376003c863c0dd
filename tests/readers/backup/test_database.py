# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Databases from a stranger: views, functions, endless work and broken pages."""

import random
import sqlite3
import time
from contextlib import closing

import pytest

from devicecheck.practice.backup.writer import database as made
from devicecheck.readers.backup import database
from devicecheck.readers.bounds import OutOfTime, Watch
from devicecheck.readers.file_session import NotLooked
from tests.readers.backup.backups import watch

PLAIN = made("CREATE TABLE t (a, b)", [("INSERT INTO t VALUES (?, ?)", [(1, "x"), (2, "y")])])


def of(script: str) -> bytes:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(script)
        connection.commit()
        return connection.serialize()


def test_rows_of_a_table() -> None:
    with database.opened(PLAIN) as store:
        assert store.rows("t", ("b", "a"), watch()) == [("x", 1), ("y", 2)]
        assert store.rows("t", ("a",), watch(), "WHERE b = ?", ("y",)) == [(2,)]
        assert store.rows("t", ("a",), watch(), most=1) == [(1,)]


@pytest.mark.parametrize("table", ["t", 'a"b', "sqlite_master"])
def test_a_table_that_is_not_there_has_no_columns(table: str) -> None:
    with database.opened(b"") as store:
        assert store.columns(table, watch()) == frozenset()
        with pytest.raises(NotLooked, match="no-table"):
            store.rows(table, ("a",), watch())


def test_a_view_in_place_of_a_table_is_none() -> None:
    with database.opened(of("CREATE TABLE u (a); CREATE VIEW t AS SELECT a FROM u")) as store:
        assert store.columns("t", watch()) == frozenset()


def test_nothing_can_be_written_or_joined_from_elsewhere() -> None:
    with database.opened(PLAIN) as store:
        for order in ("DELETE FROM t", "ATTACH 'x' AS y", "PRAGMA user_version = 1", "SELECT hex(a) FROM t"):
            with pytest.raises(NotLooked):
                store._run(order, (), watch(), 1)


ENDLESS = "WHERE EXISTS (SELECT 1 FROM t AS u, t AS v WHERE u.a + v.a < 0)"
MANY = "WITH RECURSIVE n(a) AS (VALUES(1) UNION ALL SELECT a + 1 FROM n WHERE a < 20000) INSERT INTO t SELECT a FROM n"


@pytest.mark.parametrize("wanted", [True, False])
def test_work_that_would_not_end_ends_with_the_deadline_or_when_it_is_no_longer_wanted(wanted: bool) -> None:
    with database.opened(of(f"CREATE TABLE t (a); {MANY}")) as store:
        begun = time.monotonic()
        look = Watch(0.3, lambda: False) if wanted else Watch(60, lambda: time.monotonic() - begun > 0.3)
        with pytest.raises(OutOfTime):
            store.rows("t", ("a",), look, ENDLESS)
        assert time.monotonic() - begun < 5


def test_a_value_that_is_too_long_costs_its_question() -> None:
    long = of("CREATE TABLE t (a); INSERT INTO t VALUES (zeroblob(5000000))")
    with database.opened(long) as store, pytest.raises(NotLooked, match=r"damaged|too-large"):
        store.rows("t", ("a",), watch())


@pytest.mark.parametrize("data", [b"x", b"x" * 4096, b"SQLite format 3\0", b"SQLite format 3\0" + b"\xff" * 4080])
def test_what_is_no_database_is_damaged(data: bytes) -> None:
    with pytest.raises(NotLooked, match=r"damaged|no-table"), database.opened(data) as store:
        store.rows("t", ("a",), watch())


def test_changed_pages_end_with_a_code() -> None:
    dice = random.Random(7)
    for _ in range(400):
        changed = bytearray(PLAIN)
        for _ in range(dice.randrange(1, 6)):
            changed[dice.randrange(16, len(changed))] = dice.randrange(256)
        try:
            with database.opened(changed) as store:
                store.rows("t", ("a", "b"), watch())
        except NotLooked as why:
            assert str(why) in {"damaged", "no-table", "too-large"}


def test_text_that_is_no_text_does_not_end_the_reading() -> None:
    with database.opened(of("CREATE TABLE t (a); INSERT INTO t VALUES (CAST(x'ff41' AS TEXT))")) as store:
        assert store.rows("t", ("a",), watch()) == [("\N{REPLACEMENT CHARACTER}A",)]
