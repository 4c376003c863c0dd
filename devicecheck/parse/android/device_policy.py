# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""`dumpsys device_policy`: device admins by user, the owner of the phone, the owners of profiles.

Source: AOSP com/android/server/devicepolicy, DevicePolicyData.dump and Owners/OwnersData.dump.
"""

import re
from dataclasses import dataclass, field

from devicecheck.model.observations import AccessKind
from devicecheck.parse.android.answer import LONGEST_KEY, Answer, nothing
from devicecheck.parse.android.components import Component, component

ADMINS = re.compile(r"Enabled Device Admins \(User ([0-9]{1,9})\b[^)]{0,100}\)\s*:")
OWNER = re.compile(r"(Device|Profile) Owner\s*(?:\(User ([0-9]{1,9})\b[^)]{0,100}\))?\s*:\s*(.{0,1000})")
ADMIN = re.compile(r"(?:admin=)?(?:DeviceAdminInfo\{)?ComponentInfo\{([^{}]{1,700})\}\}?:?")
WHOLE_PHONE = "isOrganizationOwnedDevice=true"
"""Of the owner of a work part: the phone itself belongs to the organisation, which may limit and erase all of it.
Source: AOSP OwnersData.java, Android 11 and later.
"""
PACKAGE = re.compile(r"(?:package=)?([A-Za-z][A-Za-z0-9_]*(?:\.[A-Za-z0-9_]+)+)")
"""An owner that is named by its app alone."""
NOBODY = ("null", "none", "<none>")
MOST_HOLDERS = 1_000
HEADINGS = ("Enabled Device Admins (", "Device Owner", "Profile Owner")
END = "."
"""A line without indent, which ends any section."""


@dataclass(frozen=True, slots=True)
class Holder:
    """One app part that holds control over a user, or over the whole phone."""

    access: AccessKind
    user: int
    component: Component


@dataclass(slots=True)
class Holders:
    """Who holds control, each once. `unknown` others are told of in a form that is not understood."""

    found: dict[Holder, None] = field(default_factory=dict)
    unknown: int = 0
    lists_admins: bool = False

    def add(self, access: AccessKind, user: int, name: str) -> None:
        """Take one holder by the name of its part, if that is understood and there are not too many."""
        named = _part(access, name) if len(self.found) < MOST_HOLDERS else None
        if named is None:
            self.unknown += 1
        else:
            self.found.setdefault(Holder(access, user, named))


def _part(access: AccessKind, name: str) -> Component | None:
    """The part of an app that holds control. An owner is believed by its app alone as well."""
    if access is not AccessKind.DEVICE_ADMIN and PACKAGE.fullmatch(name) and len(name) <= LONGEST_KEY:
        return Component(name, "")
    return component(name)


@dataclass(slots=True)
class _Section:
    access: AccessKind
    user: int
    depth: int
    holder_depth: int = 0
    named: str = ""
    package: str = ""

    @property
    def silent(self) -> bool:
        """Whether it says that there is an owner, and nobody was named in it."""
        return self.access is not AccessKind.DEVICE_ADMIN and not self.holder_depth


def parse(answer: Answer) -> Holders:
    """Who holds control; nobody is an answer too.

    Errors: ParseError when the dump has no list of admins: then nobody knows whether there are any.
    """
    holders = Holders()
    section: _Section | None = None
    for line in (*answer.lines(), END):
        text = line.strip()
        depth = len(line) - len(line.lstrip())
        if section is not None and text and depth <= section.depth:
            if section.silent:
                holders.add(section.access, section.user, section.package)
            section = None
        if text.startswith(HEADINGS) and (heading := _heading(text, depth, holders)):
            section = heading
        elif section is not None and text:
            _take(section, text, depth, holders)
    if not holders.lists_admins and not holders.found:
        raise nothing(answer)
    return holders


def _heading(text: str, depth: int, holders: Holders) -> _Section | None:
    """The section that a line begins. Some phones name an owner on the very line."""
    if match := ADMINS.fullmatch(text):
        holders.lists_admins = True
        return _Section(AccessKind.DEVICE_ADMIN, int(match[1]), depth)
    if not (match := OWNER.fullmatch(text)):
        return None
    access = AccessKind.DEVICE_OWNER if match[1] == "Device" else AccessKind.PROFILE_OWNER
    user, named = int(match[2] or 0), match[3].strip()
    if not named:
        return _Section(access, user, depth)
    if named.casefold() not in NOBODY:
        told = ADMIN.fullmatch(named)
        holders.add(access, user, told[1] if told else named)
    return None


def _take(section: _Section, text: str, depth: int, holders: Holders) -> None:
    """A line of a section. All holders of one stand at one depth; what is deeper belongs to one of them."""
    if section.holder_depth and depth != section.holder_depth:
        return
    if match := ADMIN.fullmatch(text):
        named = match[1]
    elif section.named and text == WHOLE_PHONE:
        holders.add(AccessKind.DEVICE_OWNER, section.user, section.named)
        return
    elif section.access is AccessKind.DEVICE_ADMIN and text.endswith(":") and "/" in text:
        named = text[:-1]
    else:
        if (match := PACKAGE.fullmatch(text)) and text.startswith("package="):
            section.package = section.package or match[1]
        return
    section.holder_depth, section.named = depth, named
    holders.add(section.access, section.user, named)
