# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What this reader answers: facts of the file, the rules that fit its inside, and parts of it for its stamps."""

import platform
from pathlib import Path

import yara

from devicecheck.readers.apk import looking, rules, table
from devicecheck.readers.bounds import Watch
from devicecheck.readers.file_session import FileSession, Tell
from devicecheck.readers.wire import PROTOCOL, Ask, HelloMessage

RULES_FILE = "rules.json"
"""Where in the private folder the parent lays the rules."""


def hello() -> HelloMessage:
    """Who this reader is."""
    versions = {"python": platform.python_version(), "yara-python": yara.__version__, "yara": yara.YARA_VERSION}
    return HelloMessage("apk", PROTOCOL, versions, table.TOPICS)


def session(file: str, folder: Path, agreed: frozenset[str], tell: Tell, pipe: int) -> FileSession:
    """A session about one app's file; the rules are compiled when they are first asked for."""
    does = {entry.topic: entry.does for entry in table.TABLE}
    return FileSession(does, agreed, _Answers(file, folder).body, tell, pipe)


class _Answers:
    def __init__(self, file: str, folder: Path) -> None:
        self._file, self._path, self._folder = file, Path(file), folder
        self._rules: rules.Rules | None = None

    def body(self, ask: Ask, watch: Watch) -> bytes:
        if ask.topic == "apk-rules":
            if self._rules is None:
                self._rules = rules.compiled(rules.read(self._folder / RULES_FILE))
            return looking.as_body(looking.rule_matches(self._path, self._rules, watch))
        entry = table.BY_TOPIC[ask.topic]
        size = self._path.stat().st_size
        offset, length = table.place(entry, ask.params, self._file, size)
        if not entry.params:
            return looking.as_body(looking.facts(self._path, watch))
        with self._path.open("rb") as file:
            file.seek(offset)
            data = file.read(length)
        return b"%d\n%s" % (size, data) if ask.topic == "app-file-tail" else data
