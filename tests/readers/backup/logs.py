# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Databases as SQLite itself leaves them while they are open: the pages, and a log with the newest changes."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

Order = str | tuple[str, tuple[Any, ...]]


def with_open_log(
    folder: Path, *orders: Order, before: tuple[Order, ...] = (), page: int = 4096
) -> tuple[bytes, bytes]:
    """The bytes of a database and of its log. Shape: `before` was put into the pages; each order is one change."""
    place = folder / "logged.db"
    with closing(sqlite3.connect(place, isolation_level=None)) as connection:
        connection.execute(f"PRAGMA page_size = {page}")
        connection.execute("PRAGMA journal_mode = WAL")
        _carry_out(connection, before)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("PRAGMA wal_autocheckpoint = 0")
        _carry_out(connection, orders)
        return place.read_bytes(), place.with_name("logged.db-wal").read_bytes()


def _carry_out(connection: sqlite3.Connection, orders: tuple[Order, ...]) -> None:
    for order in orders:
        if isinstance(order, str):
            connection.executescript(order)
        else:
            connection.execute(*order)
