# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A kept case on disk: a folder 0700 with the wrapped key and SQLCipher records in one hash chain.

What `Case.add` has returned from is on the disk (synchronous=FULL); a process killed later does not lose it.
"""

import os
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

import sqlcipher3
from pydantic import ValidationError

from devicecheck.casefile import tries, write_ahead
from devicecheck.casefile.case_key import Slots, slots_of, unwrap, wrap
from devicecheck.casefile.export import sync_folder
from devicecheck.casefile.plain_file import opened
from devicecheck.errors import CaseError
from devicecheck.model.chain import first_break, follow

KEY_FILE, RECORDS, DESK_LOCK = "key.json", "records.db", "desk.lock"
LOG = f"{RECORDS}-wal"
LOG_LIMIT = 256 << 20
SECOND_LOOK = 0.2
"""Units: bytes; seconds."""
KEY_FILE_LIMIT = 16 << 10
QUIET = ("PRAGMA cipher_log_level=NONE", "PRAGMA cipher_memory_security=ON")
"""What goes wrong is told by our own errors, not by lines of SQLCipher on somebody's screen."""
SETTINGS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA temp_store=MEMORY",
    "PRAGMA secure_delete=ON",
)
EMPTY_LOG = "PRAGMA wal_checkpoint(TRUNCATE)"
MIGRATIONS = (
    "CREATE TABLE IF NOT EXISTS event (number INTEGER PRIMARY KEY, line TEXT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS held (number INTEGER PRIMARY KEY, body BLOB NOT NULL)",
)
"""The step from each format of the records to the next; their number is the format that this version writes."""
FORMAT = len(MIGRATIONS)


class Case:
    """An opened case. One process writes at a time, and in it one thread."""

    def __init__(self, connection: sqlcipher3.Connection) -> None:
        self._connection = connection
        self._using = threading.RLock()

    def add(
        self, at: datetime, event: str, terms: Mapping[str, str], body: bytes = b"", *, let_go: bool = False
    ) -> None:
        """Keep one event; it is on the disk when this returns.

        `body`: bytes that are held for the event until one comes that lets go of all that is held (`let_go`).
        Errors: CaseError `damaged` or `not-written`.
        """
        with self._using:
            self._add(at, event, terms, body, let_go)

    def _add(self, at: datetime, event: str, terms: Mapping[str, str], body: bytes, let_go: bool) -> None:
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            with self._connection:
                last = self._connection.execute("SELECT line FROM event ORDER BY number DESC LIMIT 1").fetchone()
                line = follow(last[0] if last else None, at, event, dict(terms))
                number = self._connection.execute("INSERT INTO event (line) VALUES (?)", (line,)).lastrowid
                if body:
                    self._connection.execute("INSERT INTO held (number, body) VALUES (?, ?)", (number, body))
                if let_go:
                    self._connection.execute("DELETE FROM held")
            self.empty_log(needed=let_go)
        except ValueError:
            raise CaseError("damaged") from None
        except sqlcipher3.Error:
            raise CaseError("not-written") from None

    def empty_log(self, *, needed: bool) -> None:
        """Bring the log into the records, whose pages have seals.

        What is in the log is on the disk, so it may fail. Errors, if it is `needed`: sqlcipher3.Error.
        """
        try:
            self._connection.execute(EMPTY_LOG)
        except sqlcipher3.Error:
            if needed:
                raise

    def lines(self) -> tuple[str, ...]:
        """Every line of the chain. Errors: CaseError `damaged`, with the number of the first broken line if known."""
        try:
            if self._connection.execute("PRAGMA cipher_integrity_check").fetchone():  # also pages that hold no line
                raise CaseError("damaged")
            lines = tuple(row[0] for row in self._connection.execute("SELECT line FROM event ORDER BY number"))
        except sqlcipher3.Error:
            raise CaseError("damaged") from None
        if (broken := first_break(lines)) is not None:
            raise CaseError("damaged", {"line": str(broken)})
        return lines

    def take_in(self, lines: Sequence[str]) -> None:
        """Put the lines of another case into this one, which has none yet, as they are.

        Errors: CaseError `damaged` if they are no whole chain or this case has lines, `not-written`.
        """
        if first_break(lines) is not None or self.lines():
            raise CaseError("damaged")
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            with self._connection:
                self._connection.executemany("INSERT INTO event (line) VALUES (?)", ((line,) for line in lines))
        except sqlcipher3.Error:
            raise CaseError("not-written") from None

    def held(self) -> dict[int, bytes]:
        """What is held, by the number of its line. Errors: CaseError `damaged`."""
        try:
            return {number: bytes(body) for number, body in self._connection.execute("SELECT number, body FROM held")}
        except sqlcipher3.Error:
            raise CaseError("damaged") from None

    def close(self) -> None:
        """Close the records; the key is forgotten with them."""
        with self._using:
            self._connection.close()


def new_case(folder: Path, passphrase: str, recovery: str) -> Case:
    """Make a case. Errors: CaseError `exists` if there is something at `folder`, `not-written` if it cannot be made."""
    key = os.urandom(32)
    slots = slots_of(wrap(key, "passphrase", passphrase), wrap(key, "recovery", recovery))
    try:
        folder.mkdir(mode=0o700)
        _write_key_file(folder, slots.model_dump_json().encode())
        case = _connect(folder, key, new=True)
        sync_folder(folder)
        sync_folder(folder.parent)
    except FileExistsError:
        raise CaseError("exists") from None
    except OSError:
        raise CaseError("not-written") from None
    return case


def open_case(folder: Path, secret: str, wait: Callable[[float], None] = time.sleep) -> Case:
    """Open a case by passphrase, recovery key or the lead's key. After some wrong tries it waits, longer each time.

    Records that were emptied are damaged: they are not a case in which nothing happened. So are those whose log was
    changed: a program that was killed left its last lines there.

    Units: `wait` gets seconds.
    Errors: CaseError of `key_of`, and `damaged`, `newer-format`, `not-written`.
    """
    key = key_of(folder, secret, wait)
    if not (folder / RECORDS).is_file() or _log_stays_changed(folder):
        raise CaseError("damaged")
    return _connect(folder, key)


def _log_stays_changed(folder: Path) -> bool:
    """Looked at twice: while another program writes, a frame may be half new for a moment."""
    if log_of(folder) is not write_ahead.Log.CHANGED:
        return False
    time.sleep(SECOND_LOOK)
    return log_of(folder) is write_ahead.Log.CHANGED


def log_of(folder: Path) -> write_ahead.Log:
    """Whether the log beside the records is as it was written. Errors: CaseError `damaged` if it cannot be read."""
    try:
        with opened(folder / LOG) as file:
            return write_ahead.look(file.read(LOG_LIMIT))
    except FileNotFoundError:
        return write_ahead.Log.WHOLE
    except OSError:
        raise CaseError("damaged") from None


def leads_elsewhere(folder: Path) -> bool:
    """Whether a name in this folder stands for something outside of it. No program of ours makes a link."""
    try:
        return any(path.is_symlink() for path in folder.iterdir())
    except OSError:
        return False


def read_slots(folder: Path) -> Slots:
    """The key file of a case. One that leads elsewhere is none: what we write must not land outside of it.

    Errors: CaseError `not-a-case`, `key-damaged`.
    """
    if leads_elsewhere(folder):
        raise CaseError("not-a-case")
    try:
        with opened(folder / KEY_FILE) as file:
            return Slots.model_validate_json(file.read(KEY_FILE_LIMIT))
    except FileNotFoundError:
        raise CaseError("not-a-case") from None
    except (OSError, ValidationError):
        raise CaseError("key-damaged" if (folder / RECORDS).is_file() else "not-a-case") from None


def key_of(folder: Path, secret: str, wait: Callable[[float], None] = time.sleep) -> bytes:
    """The key of a case. Errors: CaseError `not-a-case`, `wrong-secret`, `key-damaged`, `sealed`, `bad-lead-key`."""
    slots = read_slots(folder)
    wait(tries.wait_before(folder))
    try:
        key = unwrap(slots, secret)
    except CaseError as error:
        if error.reason == "wrong-secret":
            tries.failed(folder)
        raise
    tries.opened(folder)
    return key


def _write_key_file(folder: Path, content: bytes) -> None:
    descriptor = os.open(folder / KEY_FILE, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _connect(folder: Path, key: bytes, *, new: bool = False) -> Case:
    records = folder / RECORDS
    try:
        os.close(os.open(records, os.O_WRONLY | os.O_CREAT, 0o600))
    except OSError:  # a stick or a disk that takes nothing
        raise CaseError("not-written") from None
    # Its key takes long to derive, so a case may be opened in a thread that does not use it: one at a time ever does.
    connection = sqlcipher3.connect(str(records), isolation_level=None, check_same_thread=False)
    try:
        connection.execute(f"PRAGMA key=\"x'{key.hex()}'\"")
        for setting in QUIET:
            connection.execute(setting)
        if not new and connection.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,):
            raise CaseError("damaged")
        for setting in SETTINGS:
            connection.execute(setting)
        _migrate(connection)
    except sqlcipher3.OperationalError:  # a full or read-only disk, or another process that writes
        connection.close()
        raise CaseError("not-written") from None
    except sqlcipher3.Error:
        connection.close()
        raise CaseError("damaged") from None
    except CaseError:
        connection.close()
        raise
    case = Case(connection)
    case.empty_log(needed=False)
    return case


def _migrate(connection: sqlcipher3.Connection) -> None:
    """Bring older records to this format, whole or not at all. Records of a newer version are left as they are."""
    if _format(connection) == FORMAT:
        return
    connection.execute("BEGIN IMMEDIATE")
    with connection:
        found = _format(connection)
        if found > FORMAT:
            raise CaseError("newer-format", {"format": str(found)})
        for step in MIGRATIONS[found:]:
            connection.execute(step)
        connection.execute(f"PRAGMA user_version={FORMAT}")


def _format(connection: sqlcipher3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])
