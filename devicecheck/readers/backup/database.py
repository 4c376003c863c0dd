# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A database from a stranger, in memory: only plain tables are read, within a number of rows and the deadline."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from typing import Any

from devicecheck.readers.backup.limits import MOST_ROWS, STEPS, STRING_LIMIT
from devicecheck.readers.bounds import OutOfTime, Watch
from devicecheck.readers.file_session import NotLooked

MOST_COLUMNS = 100
_ALLOWED = frozenset({sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ})
_FUNCTIONS = frozenset({"substr", "length"})

Row = tuple[Any, ...]


@contextmanager
def opened(data: bytes | bytearray) -> Iterator["Database"]:
    """A database that is closed afterwards. An empty file is a database without any table.

    Errors: NotLooked `damaged`, `too-large`; OutOfTime.
    """
    with closing(database(data)) as held:
        yield held


def database(data: bytes | bytearray) -> "Database":
    """A database that the caller closes. Errors: NotLooked `damaged`, `too-large`."""
    connection = sqlite3.connect(":memory:", check_same_thread=False)
    try:
        connection.execute("PRAGMA temp_store = MEMORY")
        if data:
            connection.deserialize(_without_log(data))
        for order in ("trusted_schema = OFF", "cell_size_check = ON", "query_only = ON", "mmap_size = 0"):
            connection.execute(f"PRAGMA {order}")
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, STRING_LIMIT)
        connection.set_authorizer(_allowed)
        return Database(connection)
    except (sqlite3.Error, OverflowError):
        connection.close()
        raise NotLooked("damaged") from None
    except MemoryError:
        connection.close()
        raise NotLooked("too-large") from None


def _without_log(data: bytes | bytearray) -> bytes | bytearray:
    """The same pages, marked as a database without a log beside it: in memory there is none, and none is opened.

    Phones keep most of theirs with one. Source: sqlite.org, "Database File Format", bytes 18 and 19 of the header.
    """
    if data[18:20] != b"\2\2":
        return data
    marked = bytearray(data)
    marked[18:20] = b"\1\1"
    return marked


def _allowed(action: int, first: str | None, second: str | None, *_: object) -> int:
    """Reading, and two plain functions. A view or a generated column of a stranger may hold anything else."""
    plain = action in _ALLOWED or (action == sqlite3.SQLITE_FUNCTION and (second or "").lower() in _FUNCTIONS)
    return sqlite3.SQLITE_OK if plain else sqlite3.SQLITE_DENY


class Database:
    """Reads rows of tables. Errors of all reading: NotLooked `damaged`, `no-table`; OutOfTime."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def close(self) -> None:
        """Let go of the memory."""
        self._connection.close()

    def empty(self, watch: Watch) -> bool:
        """Whether there is no table at all."""
        return not self._run("SELECT name FROM sqlite_master LIMIT 1", (), watch, 1)

    def columns(self, table: str, watch: Watch) -> frozenset[str]:
        """The columns of a table; none where there is no such table, and none of what is a view."""
        found = self._run("SELECT type FROM sqlite_master WHERE name = ?", (table,), watch, 2)
        if [row[0] for row in found] != ["table"]:
            return frozenset()
        with self._bounded(watch) as connection:
            cursor = connection.execute(f'SELECT * FROM "{table}" LIMIT 0')  # noqa: S608 - a name of this program
            return frozenset(str(each[0]) for each in cursor.description[:MOST_COLUMNS])

    def rows(
        self, table: str, columns: Sequence[str], watch: Watch, where: str = "", values: Row = (), most: int = MOST_ROWS
    ) -> list[Row]:
        """The named columns of at most `most` rows. `where` is a text of this program, never of a file."""
        if not set(columns) <= self.columns(table, watch):
            raise NotLooked("no-table")
        named = ", ".join(f'"{column}"' for column in columns)
        return self._run(f'SELECT {named} FROM "{table}" {where} LIMIT {most}', values, watch, most)  # noqa: S608

    def _run(self, query: str, values: Row, watch: Watch, most: int) -> list[Row]:
        with self._bounded(watch) as connection:
            return connection.execute(query, values).fetchmany(most)

    @contextmanager
    def _bounded(self, watch: Watch) -> Iterator[sqlite3.Connection]:
        self._connection.set_progress_handler(lambda: int(watch.stopped() or not watch.left), STEPS)
        self._connection.text_factory = _text
        try:
            yield self._connection
        except (sqlite3.Error, OverflowError, UnicodeDecodeError):  # names of columns are text, whatever is in them
            if watch.stopped() or not watch.left:
                raise OutOfTime from None
            raise NotLooked("damaged") from None
        except MemoryError:
            raise NotLooked("too-large") from None
        finally:
            self._connection.set_progress_handler(None, 0)


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")
