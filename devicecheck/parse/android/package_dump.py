# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""`dumpsys package`: everything that the package manager knows about each app.

Source: AOSP com/android/server/pm/Settings.java, dumpPackageLPr; variations of Android 8 to 16 and of makers.
"""

import re
from dataclasses import dataclass

from devicecheck.parse.android.answer import BROKE_OFF, LONGEST_KEY, Answer, nothing
from devicecheck.parse.android.app_list import MOST_APPS
from devicecheck.parse.android.package_entry import PackageEntry

ENTRY = re.compile(r" {0,6}Package \[([^\]]+)\](?: \([^)]{0,40}\))?:")
SHARED = re.compile(r" {0,6}SharedUser \[([^\]]+)\](?: \([^)]{0,40}\))?:")
LIVE, REPLACED = "Packages:", "Hidden system packages:"


@dataclass(frozen=True, slots=True)
class PackageDump:
    """The entries in the phone's order.

    Shape: an app that was updated appears again, as it came with the phone; the first entry of an id is the live one.
    `doubtful` entries were told twice among the live ones and differently; `left_out` were over the limit.
    `shared` are the numbers that several apps may run under: what these may do is told there alone.
    """

    entries: tuple[PackageEntry, ...]
    doubtful: int = 0
    left_out: int = 0
    shared: tuple[PackageEntry, ...] = ()


def parse(answer: Answer) -> PackageDump:
    """The apps in a dump; an entry that the end of a cut answer interrupts is left out.

    Errors: ParseError when there is none.
    """
    collector = _Collector()
    for line in answer.lines():
        collector.take(line)
    if answer.cut:
        collector.interrupt()
    if not collector.entries:
        raise nothing(answer)
    return PackageDump(
        tuple(collector.entries.values()), collector.doubtful, collector.left_out, tuple(collector.shared)
    )


class _Collector:
    def __init__(self) -> None:
        self.entries: dict[str, PackageEntry] = {}
        self.shared: list[PackageEntry] = []
        self.left_out = 0
        self._again: list[PackageEntry] = []
        self._entry: PackageEntry | None = None
        self._live = True

    def take(self, line: str) -> None:
        """Take one line of the dump."""
        if "Package [" in line[:16] and (match := ENTRY.match(line)):
            self._start(match[1])
        elif "SharedUser [" in line[:18] and (match := SHARED.match(line)):
            self._start_shared(match[1])
        elif not line or line[0] not in " \t":
            if line:
                self._heading(line)
        elif self._entry is not None:
            self._entry.take(line.strip())

    @property
    def doubtful(self) -> int:
        """How many live entries differ from the first one of their app."""
        return sum(each != self.entries.get(each.key) for each in self._again)

    def interrupt(self) -> None:
        """Forget the entry that is being read: its end is missing."""
        if self._entry is not None and self.entries.get(self._entry.key) is self._entry:
            del self.entries[self._entry.key]
        self._entry = None

    def _heading(self, line: str) -> None:
        if BROKE_OFF.match(line):
            self.interrupt()
        elif line in (LIVE, REPLACED):
            self._live = line == LIVE
            self._entry = None
        elif line.endswith(":"):
            self._entry = None

    def _start(self, key: str) -> None:
        self._entry = PackageEntry(key)
        if key in self.entries:
            self._again += [self._entry] if self._live else []
        elif len(self.entries) >= MOST_APPS or len(key) > LONGEST_KEY:
            self.left_out += 1
        else:
            self.entries[key] = self._entry

    def _start_shared(self, name: str) -> None:
        self._entry = PackageEntry(name, of_several=True)
        if len(self.shared) < MOST_APPS:
            self.shared.append(self._entry)
