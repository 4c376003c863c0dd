# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a backup folder holds: its lists, keys, index and records, the files of the phone, and the reader's answers."""

import json
import tempfile
from collections.abc import Callable, Sequence
from functools import cache, partial
from pathlib import Path
from typing import cast

from devicecheck.model.topics import Topic
from devicecheck.parse import backup as parse
from devicecheck.practice.backup import stories
from devicecheck.practice.backup.keys import KeyRing
from devicecheck.practice.backup.writer import record
from devicecheck.readers.backup import cipher, database, keybag, own_lists, plists, table
from devicecheck.readers.backup.backup import Backup, _described
from devicecheck.readers.backup.session import INSIDE, OWN
from devicecheck.readers.backup.write_ahead_log import with_log
from devicecheck.readers.bounds import Watch
from devicecheck.readers.file_session import NotLooked
from tests.fuzz.phones import observed
from tests.fuzz.target import Target
from tests.readers.backup.logs import with_open_log

STORY = "copy-managed"
FILES = {
    "app-details": table.PERMISSIONS,
    "supervision": table.SUPERVISION,
    "profile-changes": table.PROFILE_EVENTS,
    "trusted-roots": table.TRUST_STORE,
    "network-settings": table.NETWORK,
    "data-use": table.DATA_USE,
    "launcher-apps": table.HOME_SCREEN[0],
}


def patient() -> Watch:
    """A clock that never ends a reading: the runner has its own."""
    return Watch(600, lambda: False)


class OneFile:
    """A backup in which every file has these bytes."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    def read(self, *_: object) -> bytes:
        return self._data

    def database(self, *_: object) -> tuple[bytes, list[str]]:
        return self._data, []

    def names(self, *_: object) -> list[str]:
        return ["profile-1.stub"]

    def own_list(self, _: str) -> plists.Told:
        return plists.dictionary(self._data)


@cache
def whole() -> tuple[Backup, dict[str, bytes]]:
    """An open backup, and the bytes of its own lists and index."""
    with tempfile.TemporaryDirectory() as folder:
        stories.write(stories.story(STORY), Path(folder))
        backup = Backup(Path(folder))
        backup.open(None, patient())
        for name in ("Info", "Manifest", "Status"):
            backup.own_list(name)
        held = {name: (Path(folder) / name).read_bytes() for name in ("Info.plist", "Manifest.plist", "Manifest.db")}
        for topic, place in FILES.items():
            held[topic] = backup.read(*place, patient())
        stub = backup.names(table.PROFILES_DOMAIN, *table.PROFILE_FILES, patient())[0]
        held["profiles"] = backup.read(table.PROFILES_DOMAIN, stub, patient())
        for topic, ask in INSIDE.items():
            held[f"says {topic}"] = json.dumps(ask(backup, patient()), indent=0).encode()
        return backup, held


def seeds(name: str) -> Sequence[bytes]:
    """The bytes of that name, cut to what is changed in reasonable time."""
    if name.startswith("says ") and name.removeprefix("says ") in OWN:
        return (json.dumps(OWN[name.removeprefix("says ")](whole()[0]), indent=0).encode()[:24_000],)
    return (whole()[1][name][:48_000],)


def _file(topic: str, data: bytes) -> bool:
    """Whether these bytes in place of the file read as "nothing there". Only an empty file may."""
    told = INSIDE[topic](cast(Backup, OneFile(data)), patient())
    json.dumps(told)
    return bool(data) and told in ([], {})


def _lists(data: bytes) -> bool:
    backup = cast(Backup, OneFile(data))
    told = own_lists.apps(backup)
    json.dumps([told, own_lists.of_phone(backup)])
    return False


def _keys(data: bytes) -> bool:
    return not keybag.read(data).wrapped


def _index(data: bytes) -> bool:
    with database.opened(cipher.database(bytearray(data))) as store:
        return not store.rows("Files", ("fileID", "domain", "relativePath", "flags", "file"), patient())


def _record(data: bytes) -> bool:
    _described(data)
    return False


def _answer(topic: str) -> Target:
    return Target(f"backup {topic}", partial(observed, parse.observe, Topic(topic)), lambda: seeds(f"says {topic}"))


def _inside(topic: str) -> Target:
    run: Callable[[bytes], bool] = partial(_file, topic)
    return Target(f"backup file {topic}", run, lambda: seeds(topic), (NotLooked,))


def _log(data: bytes) -> bool:
    with_log(b"", data, 1 << 22, patient())
    return False


def _log_seed() -> Sequence[bytes]:
    with tempfile.TemporaryDirectory() as folder:
        return (with_open_log(Path(folder), "CREATE TABLE t (a)", ("INSERT INTO t VALUES (?)", (1,)), page=512)[1],)


TARGETS = (
    *(_answer(topic) for topic in (*OWN, *INSIDE)),
    *(_inside(topic) for topic in (*FILES, "profiles")),
    Target("backup lists", _lists, lambda: (*seeds("Info.plist"), *seeds("Manifest.plist")), (NotLooked,)),
    Target("backup keys", _keys, lambda: (KeyRing("p", "t").bag,), (NotLooked,)),
    Target("backup log", _log, _log_seed, (NotLooked,)),
    Target("backup index", _index, lambda: seeds("Manifest.db"), (NotLooked,)),
    Target("backup record", _record, lambda: (record("a/b", 9, b"\x03\0\0\0" + bytes(40)),), (NotLooked,)),
)
