# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""`dumpsys appops`: rights that were turned on by hand, and when apps last used private things.

Source: AOSP com/android/server/appop/AppOpsService.dump and AppOpsManager: since Android 10 an access is printed with
its date and its age; on 9 each state of an app has a line of its own, of which the first alone says "Access:"; until
Android 8 an operation has one age and the number of its mode. What runs at this moment has no access that ended.
Dates are in the digits of the phone's language, as in Arabic or Bengali (SimpleDateFormat without a locale); ages not.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from devicecheck.parse.android.answer import LONGEST_KEY, Answer, nothing

UID = re.compile(r"  Uid (?:u([0-9]{1,9})([a-z]{1,2})([0-9]{1,9})|([0-9]{1,12})):\s*$")
PACKAGE = re.compile(r"    Package (\S.{0,1000}?):?\s*$")
NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*(?:\.[A-Za-z0-9_]+)*")
OPERATION = re.compile(r"      ([A-Z][A-Z0-9_]{1,60})(?: \(([a-z]+)[^)]{0,200}\):|: mode=([a-z0-9]+))")
OLD_AGE = re.compile(r"; time=\+?([0-9dhms]{1,40}) ago")
DATE = r"[^\s(]{8,14} [^\s(]{5,20}"
ACCESS = re.compile(rf"\s+Access: \[[^\]]{{0,40}}\] ?{DATE} \(-([0-9dhms]{{1,40}})\)")
OLDER = re.compile(rf"\s+(?:(Access|Reject): )?(?:pers|top|fgsvc|fg|bg|cch) *= ?{DATE} \(-([0-9dhms]{{1,40}})\)")
ACCESSED = "Access: "
RUNNING = re.compile(r"\s+Running start at: ")
MADE_BY_OTHERS = re.compile(r" {6}\S")
"""An operation that a maker added, in a form of its own: what follows it belongs to no operation that is known."""
AGE = re.compile(r"(?:([0-9]{1,6})d)?(?:([0-9]{1,2})h)?(?:[0-9]{1,2}m)?(?:[0-9]{1,2}s)?(?:[0-9]{1,3}ms)?$")
ON = frozenset({"allow", "foreground", "0"})
"""Numbers are of Android 8 and before, where 4 is no mode of Android's: LineageOS asks the person then."""
PER_USER = 100_000
FIRST_APP = 10_000
MOST_HOURS = 24 * 366 * 20
MOST_PACKAGES = 20_000


@dataclass(slots=True)
class PackageOps:
    """What one app of one user may do, and what it used. Units: age in hours of the latest use by operation."""

    user: int
    key: str
    on: dict[str, bool] = field(default_factory=dict)
    used: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Operations:
    """Every app with its operations; `unknown` accesses are told of in a form that is not understood.

    Shape: an app with a name of another form is one unknown; `of_numbers` is what is set for the number (uid) under
    which an app runs, by that number: the phone names the app there only once it used something.
    """

    packages: tuple[PackageOps, ...]
    unknown: int = 0
    of_numbers: Mapping[int, Mapping[str, bool]] = field(default_factory=dict)


def parse(answer: Answer) -> Operations:
    """What is told of each app. Errors: ParseError when nothing of it was understood."""
    found: list[PackageOps] = []
    of_numbers: dict[int, dict[str, bool]] = {}
    unknown = 0
    user, of_uid, package, operation = 0, dict[str, bool](), None, ""
    accessed = True
    for line in answer.lines():
        if match := UID.match(line):
            number = _number(match)
            user, of_uid, package, operation = number // PER_USER, {}, None, ""
            if len(of_numbers) < MOST_PACKAGES:
                of_uid = of_numbers.setdefault(number, of_uid)
        elif match := PACKAGE.match(line):
            package, operation = PackageOps(user, match[1][:LONGEST_KEY], dict(of_uid)), ""
            unknown += not _kept(found, package)
        elif match := OPERATION.match(line):
            operation = match[1]
            on = (match[2] or match[3]) in ON
            if package is None:
                of_uid[operation] = on
            else:
                package.on[operation] = on
                _used(package, operation, _first(OLD_AGE.search(line)))
        elif MADE_BY_OTHERS.match(line):
            operation = ""
        elif package is None or not operation:
            continue
        elif match := OLDER.match(line):
            accessed = match[1] == "Access" if match[1] else accessed
            _used(package, operation, match[2] if accessed else "")
        else:
            unknown += not _took(package, operation, line)
    if not found:  # a phone without one app is none
        raise nothing(answer)
    return Operations(tuple(found), unknown, of_numbers)


def _kept(found: list[PackageOps], package: PackageOps) -> bool:
    """Keep an app that is named. What follows another name is never that of the app before it."""
    kept = NAME.fullmatch(package.key) is not None and len(found) < MOST_PACKAGES
    if kept:
        found.append(package)
    return kept


def _took(package: PackageOps, operation: str, line: str) -> bool:
    """Take a line below an operation; whether it is understood, or tells of no access at all."""
    if RUNNING.match(line):
        package.used[operation] = 0
    elif match := ACCESS.match(line):
        _used(package, operation, match[1])
    else:
        return not line.lstrip().startswith(ACCESSED)
    return True


def _number(uid: re.Match[str]) -> int:
    """The number of an app and its user, from its short form such as `u10a98`. Source: AOSP UserHandle.formatUid."""
    if uid[4] is not None:
        return int(uid[4])
    return int(uid[1]) * PER_USER + int(uid[3]) + (FIRST_APP if uid[2] == "a" else 0)


def _first(found: re.Match[str] | None) -> str:
    return found[1] if found else ""


def _used(package: PackageOps, operation: str, ago: str) -> None:
    if not ago or not (age := AGE.fullmatch(ago)):
        return
    hours = min(MOST_HOURS, int(age[1] or 0) * 24 + int(age[2] or 0))
    package.used[operation] = min(hours, package.used.get(operation, hours))
