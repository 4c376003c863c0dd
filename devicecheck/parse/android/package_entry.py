# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One app's entry in `dumpsys package`, collected line by line.

Values from the app itself (its version name, its permissions) may hold line breaks and so forge lines of the entry.
A forged line can never take the app out of sight: an app is installed if any line says so, part of the system only
if all lines say so, and a field that is told twice and differently counts as not told.
"""

import re
import unicodedata
from dataclasses import dataclass, field

from devicecheck.parse.android.answer import LONGEST_KEY, LONGEST_TEXT

USER = re.compile(r"User ([0-9]{1,9}):(?: (.*))?")
STATE = re.compile(r"\b(installed|hidden|enabled)=(\w{1,40})")
FLAGS = re.compile(r"(?:pkgFlags|flags)=\[([^\]]*)\]?")
DISABLED = frozenset({"2", "3", "4", "DISABLED", "DISABLED_USER", "DISABLED_UNTIL_USED"})
PERMISSION_LISTS = ("install permissions:", "runtime permissions:")
GRANTED = ": granted=true"

FIELDS = frozenset(
    {
        "userId", "appId", "codePath", "versionName", "firstInstallTime", "lastUpdateTime", "installerPackageName",
        "initiatingPackageName", "originatingPackageName", "packageSource", "updateOwnerPackageName", "sharedUser",
    }
)  # fmt: skip
ORIGIN_FIELDS = ("initiatingPackageName", "originatingPackageName", "packageSource")

MOST_PERMISSIONS = 1_000
MOST_USERS = 100
MOST_FLAGS = 64


@dataclass(slots=True)
class UserState:
    """What the phone says about an app for one user."""

    installed: bool = False
    hidden: bool = False
    enabled: bool = True
    first_installed: str | None = None
    granted: dict[str, None] = field(default_factory=dict)


@dataclass(slots=True)
class PackageEntry:
    """What the phone says about one app. Fields are read through `told`.

    Shape: `of_several` is an entry about a number that several apps run under, with what all of them may do.
    """

    key: str
    of_several: bool = False
    fields: dict[str, str] = field(default_factory=dict)
    disputed: set[str] = field(default_factory=set)
    flags: list[tuple[str, ...]] = field(default_factory=list)
    granted: dict[str, None] = field(default_factory=dict)
    users: dict[int, UserState] = field(default_factory=dict)
    user: UserState | None = None
    in_permissions: bool = False

    def told(self, name: str) -> str | None:
        """The value of a field; None if it was not told, told as `null`, or told in two ways."""
        value = self.fields.get(name)
        return None if name in self.disputed or value in (None, "", "null") else value

    def number(self, *names: str) -> int | None:
        """The first of these fields that holds a whole number."""
        texts = (self.told(name) or "" for name in names)
        return next((int(text) for text in texts if re.fullmatch("[0-9]{1,10}", text)), None)

    @property
    def system(self) -> bool | None:
        """Whether the app came with the phone; None if no flags were told."""
        return all("SYSTEM" in flags for flags in self.flags) if self.flags else None

    @property
    def updated_system(self) -> bool:
        """Whether the app came with the phone and was updated since."""
        return bool(self.system) and any("UPDATED_SYSTEM_APP" in flags for flags in self.flags)

    @property
    def shares(self) -> bool:
        """Whether it was added and runs under a number of several apps, so that what it may do is told there."""
        return "sharedUser" in self.fields and not self.system

    @property
    def source_known(self) -> bool:
        """Whether this phone records which app asked for the install (Android 14 and later)."""
        return any(name in self.fields for name in ORIGIN_FIELDS)

    def take(self, text: str) -> None:
        """Take one line of the entry, without the space around it."""
        if text.startswith("User ") and (match := USER.fullmatch(text)):
            self._start_user(int(match[1]), match[2] or "")
        elif text.endswith(":"):
            self.in_permissions = text in PERMISSION_LISTS
        elif self.in_permissions and GRANTED in text:
            self._grant(text)
        elif "=" in text:
            self._field(text)

    def _start_user(self, number: int, states: str) -> None:
        """Begin what is told about one user. A line without states stands before more facts, if any."""
        self.in_permissions = False
        told = dict(STATE.findall(states[: LONGEST_TEXT * 4]))
        says = "installed" in told or self.of_several
        if number not in self.users and (not says or len(self.users) >= MOST_USERS):
            self.user = UserState()
            return
        self.user = self.users.setdefault(number, UserState())
        self.user.installed |= told.get("installed") == "true"
        self.user.hidden |= told.get("hidden") == "true"
        self.user.enabled &= told.get("enabled", "0") not in DISABLED

    def _grant(self, text: str) -> None:
        granted = self.granted if self.user is None else self.user.granted
        name = text[: text.index(GRANTED)]
        if len(granted) < MOST_PERMISSIONS and len(name) <= LONGEST_KEY:
            granted.setdefault(name)

    def _field(self, text: str) -> None:
        name, _, value = text.partition("=")
        if name in ("flags", "pkgFlags") and (match := FLAGS.match(text)):
            if len(self.flags) < MOST_FLAGS:
                self.flags.append(tuple(match[1][: LONGEST_TEXT * 10].split())[:MOST_FLAGS])
        elif name in FIELDS:
            value = value[: LONGEST_KEY if name.endswith("PackageName") else LONGEST_TEXT]
            value = _in_usual_digits(value) if name.endswith("Time") else value
            if self.user is not None and name == "firstInstallTime":
                self.user.first_installed = self.user.first_installed or value
            elif self.fields.setdefault(name, value) != value:
                self.disputed.add(name)


def _in_usual_digits(date: str) -> str:
    """A date in the digits 0 to 9: the phone writes it in those of its language (SimpleDateFormat without a locale)."""
    return date if date.isascii() else "".join(str(unicodedata.digit(each, each)) for each in date)
