# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Paths of app files that this phone named in this session. No other path is ever asked about."""

import re
from collections.abc import Iterator

PATHS_LIMIT = 20_000
PATH_BYTES_LIMIT = 1_000
_LISTED = re.compile(rb"^package:(/[^\n]*?\.apk)=", re.MULTILINE)
_FILE, _FOLDER = b"path: /", b"codePath=/"
_ALLOWED = re.compile(rb"(?:/[^/\x00-\x1f\x7f]+)+\.apk")


class KnownPaths:
    """Learns from answers, tells whether a path was in one."""

    def __init__(self) -> None:
        self._paths: set[bytes] = set()

    def learn(self, topic: str, body: bytes) -> None:
        """Take the paths out of an answer that lists apps."""
        if topic == "apps":
            self._add(_LISTED.findall(body))
        elif topic == "app-details":
            self._add([path for path in _values(_FILE, body) if path.endswith(b".apk")])
            folders = _values(_FOLDER, body)
            self._add([path if path.endswith(b".apk") else path + b"/base.apk" for path in folders])

    def named(self, path: str) -> bool:
        """Whether this phone named this very path."""
        try:
            return path.encode("utf-8", "surrogateescape") in self._paths
        except UnicodeEncodeError:
            return False

    def _add(self, paths: list[bytes]) -> None:
        for path in paths:
            if len(self._paths) >= PATHS_LIMIT:
                return
            plain = len(path) <= PATH_BYTES_LIMIT and _ALLOWED.fullmatch(path) and b"/../" not in path
            if plain and b"/./" not in path:
                self._paths.add(path)


def _values(field: bytes, body: bytes) -> Iterator[bytes]:
    """What stands after a field that begins its line; the last letter of `field` is the first of the value."""
    found = body.find(field)
    while found >= 0:
        line, end = body.rfind(b"\n", 0, found) + 1, body.find(b"\n", found)
        if not body[line:found].strip():
            yield body[found + len(field) - 1 : end if end >= 0 else len(body)].rstrip()
        found = body.find(field, found + 1)
