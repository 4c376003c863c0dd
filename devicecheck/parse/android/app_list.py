# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""`pm list packages -f -i -U`: the apps of one user.

Source: AOSP com/android/server/pm/PackageManagerShellCommand.java, runListPackages.
"""

import re
from dataclasses import dataclass

from devicecheck.parse.android.answer import LONGEST_KEY, LONGEST_TEXT, Answer, nothing

LINE = "package:"
MOST_APPS = 20_000
FIELD = re.compile(r"installer=.*|[A-Za-z]\w{0,40}:[^=/]*", re.DOTALL)
"""Words after the id. Later versions of Android may add more of them; a word with a path in it is none."""
HARMLESS = ("WARNING: linker", "WARNING: generic atexit", "Error: Unknown option: -U")
"""Lines that are no part of the list. Android 7 does not know the option for the number of an app, and is asked again.
"""
USER_IDS = 100_000

SYSTEM_FOLDERS = (
    "/system/", "/system_ext/", "/product/", "/vendor/", "/odm/", "/oem/", "/apex/",
    "/cust/", "/hw_product/", "/mi_ext/", "/my_", "/tr_", "/preload/", "/prism/",
)  # fmt: skip
"""Read-only parts of a phone, which no app can be put into: Android's, Huawei's, Xiaomi's and Samsung's own, and those
of Oppo and OnePlus such as `/my_product/`, of Tecno and Infinix such as `/tr_product/`. Source: lists of packages of
such phones in public tools.
"""
ADDED_FOLDERS = ("/data/app/", "/mnt/expand/", "/mnt/asec/")


@dataclass(frozen=True, slots=True)
class ListedApp:
    """One line of the list. `installer` is "" when the phone says that there is none; None when it said nothing."""

    key: str
    path: str | None = None
    installer: str | None = None
    uids: tuple[int, ...] = ()

    def uid(self, user: int) -> int | None:
        """The number under which the app runs for this user."""
        own = [uid for uid in self.uids if uid // USER_IDS == user]
        return next(iter(own or self.uids), None)


@dataclass(frozen=True, slots=True)
class AppList:
    """The apps in the phone's order. `unknown` lines were something else, `left_out` apps were over the limit."""

    apps: tuple[ListedApp, ...]
    unknown: int = 0
    left_out: int = 0


def parse(answer: Answer) -> AppList:
    """The list of apps. Errors: ParseError when it names none: a phone always has apps."""
    apps: dict[str, ListedApp] = {}
    unknown = left_out = 0
    for line in answer.lines():
        app = listed_app(line)
        if app is None:
            unknown += bool(line.strip()) and not line.startswith(HARMLESS)
        elif len(apps) < MOST_APPS:
            apps.setdefault(app.key, app)
        else:
            left_out += app.key not in apps
    if not apps:
        raise nothing(answer)
    return AppList(tuple(apps.values()), unknown, left_out)


def listed_app(line: str) -> ListedApp | None:
    """The app that a line of the list names; None for a line of another kind."""
    if not line.startswith(LINE) or len(line) > 16 * LONGEST_TEXT:
        return None
    words = line[len(LINE) :].split(" ")
    fields: dict[str, str] = {}
    while len(words) > 1 and (not words[-1] or FIELD.fullmatch(words[-1])):
        name, value = re.split("[=:]", words.pop() + "=", maxsplit=1)
        fields.setdefault(name, value.removesuffix("="))
    # Folders of installed apps end in "==", so only the last "=" is the one before the id.
    path, equals, key = " ".join(words).rpartition("=")
    if not key or len(key) > LONGEST_KEY or "/" in key or any(letter.isspace() for letter in key):
        return None
    installer = fields.get("installer")
    return ListedApp(
        key=key,
        path=path[: 4 * LONGEST_TEXT] if equals and path else None,
        installer="" if installer == "null" else installer and installer[:LONGEST_KEY],
        uids=tuple(int(uid) for uid in re.findall("[0-9]{1,10}", fields.get("uid", ""))[:100]),
    )


def from_system_image(path: str | None) -> bool | None:
    """Whether an app at this place came with the phone; None if the place does not tell."""
    if path and path.startswith(SYSTEM_FOLDERS):
        return True
    return False if path and path.startswith(ADDED_FOLDERS) else None
