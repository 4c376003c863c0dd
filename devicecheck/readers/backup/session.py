# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What this reader answers. The password is held until it was tried, and nothing decrypted outlives this process."""

import json
import platform
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import cryptography

from devicecheck.readers.backup import allowed, data_use, icons, own_lists, settings, table
from devicecheck.readers.backup.backup import Backup
from devicecheck.readers.bounds import Watch
from devicecheck.readers.file_session import BadAsk, FileSession, Tell
from devicecheck.readers.wire import PROTOCOL, Ask, HelloMessage

OWN: Mapping[str, Callable[[Backup], Any]] = MappingProxyType(
    {
        "backup-facts": own_lists.of_backup,
        "device-facts": own_lists.of_phone,
        "apps": own_lists.apps,
        "app-accounts": own_lists.accounts,
    }
)
"""Answered from lists that are plain text in every backup."""

INSIDE: Mapping[str, Callable[[Backup, Watch], Any]] = MappingProxyType(
    {
        "app-details": allowed.permissions,
        "supervision": settings.supervision,
        "profiles": settings.profiles,
        "profile-changes": settings.changes,
        "trusted-roots": allowed.trusted_roots,
        "network-settings": allowed.network,
        "data-use": data_use.apps,
        "launcher-apps": icons.pages,
    }
)
"""Answered from files of the phone, once the backup is open."""


def hello() -> HelloMessage:
    """Who this reader is."""
    versions = {"python": platform.python_version(), "cryptography": cryptography.__version__}
    return HelloMessage("backup", PROTOCOL, versions, table.TOPICS)


def session(folder: str, agreed: frozenset[str], tell: Tell, pipe: int) -> FileSession:
    """A session about one backup folder."""
    answers = _Answers(Path(folder))
    return FileSession(table.DOES, agreed, answers.body, tell, pipe, unlock=answers.unlock)


class _Answers:
    def __init__(self, folder: Path) -> None:
        self._backup = Backup(folder)
        self._password: str | None = None

    def unlock(self, password: str) -> None:
        """Take a password for the next try."""
        self._password = password

    def body(self, ask: Ask, watch: Watch) -> bytes:
        """The answer as JSON with one value on each line, so that lines can be shown and counted."""
        if ask.params:
            raise BadAsk("parameters")
        return json.dumps(self._answer(ask.topic, watch), ensure_ascii=True, indent=0).encode("ascii")

    def _answer(self, topic: str, watch: Watch) -> Any:  # noqa: ANN401 - any JSON
        if topic == "open-backup":
            password, self._password = self._password, None
            self._backup.open(password, watch)
            return {"opened": True, "missing": self._backup.index_log}
        return OWN[topic](self._backup) if topic in OWN else INSIDE[topic](self._backup, watch)
