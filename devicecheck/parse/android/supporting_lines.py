# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which lines of an answer are about one app. Lines about other apps stay out: a list of apps tells a life.

Where one line names several apps, only its label and the part about this app are kept, and the line is marked as cut.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from devicecheck.model.excerpts import LONGEST_LINE, MOST_LINES, Excerpt, ExcerptLine
from devicecheck.model.readings import Reading
from devicecheck.model.topics import Topic
from devicecheck.parse.android.answer import Answer
from devicecheck.parse.android.app_list import listed_app
from devicecheck.parse.android.app_ops import PACKAGE, UID
from devicecheck.parse.android.components import NAME
from devicecheck.parse.android.package_dump import ENTRY

LEFT_OUT = "…"

_NAMES = re.compile(r"[A-Za-z][A-Za-z0-9_]*(?:\.[A-Za-z0-9_]+)*(?:/[^\s\]]+)?")
_LABEL = re.compile(r"\s*[A-Za-z][A-Za-z ]*[:=]")
_PACKAGE_NAME = re.compile(r"\s*packageName=(\S+)\s*")
_TELLING = re.compile(
    r"\s*(?:Package \[|(?:userId|appId|codePath|versionName|versionCode|firstInstallTime|lastUpdateTime|timeStamp"
    r"|installerPackageName|initiatingPackageName|originatingPackageName|packageSource|updateOwnerPackageName|pkgFlags|flags)="
    r"|User \d{1,9}:|[\w.]+: granted=true)"
)

Found = dict[str, list[tuple[int, str, bool]]]
"""By app: the number of a line, its text, whether parts of it are left out."""


class SupportingLines:
    """The lines of one reading by app, found in one pass over it."""

    def __init__(self, reading: Reading, keys: Iterable[str]) -> None:
        self._reading = reading
        self._total = 0
        self._found: Found = {}
        if (find := _FINDERS.get(reading.topic)) is not None:
            lines = tuple(Answer.of(reading).lines())
            self._total = len(lines)
            self._found = find(lines, frozenset(keys))

    def excerpt(self, observation: str, key: str) -> Excerpt:
        """What this reading says about the app `key`, for the observation of that id."""
        found = self._found.get(key, [])
        return Excerpt(
            observation=observation,
            reading=self._reading.id,
            key=key,
            lines=tuple(_bounded(number, text, cut, key) for number, text, cut in found[:MOST_LINES]),
            of=self._total,
            more=max(0, len(found) - MOST_LINES),
        )


def _listed(lines: Iterable[str], wanted: frozenset[str]) -> Found:
    """The lines of `pm list packages` about an app; one that names it as the installer of another is not."""
    found: Found = {}
    for number, line in enumerate(lines, 1):
        if (app := listed_app(line)) is not None and app.key in wanted:
            found.setdefault(app.key, []).append((number, line, False))
    return found


def _components(lines: Iterable[str], wanted: frozenset[str]) -> Found:
    """The lines that name a part of an app, without the parts of other apps."""
    found: Found = {}
    for number, line in enumerate(lines, 1):
        named = [(each.partition("/")[0], each) for each in NAME.findall(line)]
        keys = {key for key, _ in named}
        for key in keys & wanted:
            text = line if keys == {key} else _own_parts(line, [part for owner, part in named if owner == key])
            found.setdefault(key, []).append((number, text, text is not line))
        if (told := _PACKAGE_NAME.fullmatch(line)) and told[1] in wanted:
            found.setdefault(told[1], []).append((number, line, False))
    return found


def _own_parts(line: str, parts: Iterable[str]) -> str:
    label = _LABEL.match(line)
    return (label[0] if label else "") + LEFT_OUT + LEFT_OUT.join(parts) + LEFT_OUT


def _entries(lines: Iterable[str], wanted: frozenset[str]) -> Found:
    """The telling lines of the entries of `dumpsys package`: where from, when, which version, what it may do."""
    found: Found = {}
    key = ""
    for number, line in enumerate(lines, 1):
        if line and (match := ENTRY.match(line) if "Package [" in line[:16] else None):
            key = match[1]
        elif line and line[0] not in " \t":
            key = ""
        if key in wanted and _TELLING.match(line):
            found.setdefault(key, []).append((number, line, False))
    return found


def _naming(lines: Iterable[str], wanted: frozenset[str]) -> Found:
    """The lines that name an app, in lists that have one app a line."""
    found: Found = {}
    for number, line in enumerate(lines, 1):
        for key in {name.partition("/")[0] for name in _NAMES.findall(line)} & wanted:
            found.setdefault(key, []).append((number, line, False))
    return found


def _operations(lines: Iterable[str], wanted: frozenset[str]) -> Found:
    """The lines of an app in `dumpsys appops`, from its name to the next one."""
    found: Found = {}
    key = ""
    for number, line in enumerate(lines, 1):
        if match := PACKAGE.match(line):
            key = match[1]
        elif UID.match(line):
            key = ""
        if key in wanted and line.strip():
            found.setdefault(key, []).append((number, line, False))
    return found


def _bounded(number: int, text: str, cut: bool, key: str) -> ExcerptLine:
    if len(text) <= LONGEST_LINE:
        return ExcerptLine(number=number, text=text, cut=cut)
    start = max(0, min(text.find(key) - LONGEST_LINE // 4, len(text) - LONGEST_LINE + 2))
    kept = text[start : start + LONGEST_LINE - 2]
    ended = start + len(kept) == len(text)
    return ExcerptLine(number=number, text=(LEFT_OUT if start else "") + kept + ("" if ended else LEFT_OUT), cut=True)


_FINDERS: Mapping[Topic, Callable[[Iterable[str], frozenset[str]], Found]] = MappingProxyType(
    {
        Topic.APPS: _listed,
        Topic.APP_DETAILS: _entries,
        Topic.LAUNCHER_APPS: _components,
        Topic.ACCESSIBILITY_SETTING: _components,
        Topic.ACCESSIBILITY_STATE: _components,
        Topic.NOTIFICATION_LISTENERS: _components,
        Topic.DEVICE_POLICY: _components,
        Topic.DEFAULT_APPS: _naming,
        Topic.BATTERY_EXEMPT: _naming,
        Topic.APP_OPS: _operations,
    }
)
