# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""`dumpsys device_policy`: device admins by user, the owner of the phone, the owners of profiles.

Source: AOSP com/android/server/devicepolicy, DevicePolicyData.dump and Owners/OwnersData.dump.
"""

import re
from dataclasses import dataclass

from devicecheck.model.observations import AccessKind
from devicecheck.parse.android.answer import Answer, nothing
from devicecheck.parse.android.components import Component, component

ADMINS = re.compile(r"Enabled Device Admins \(User ([0-9]{1,9})\b[^)]{0,100}\)\s*:")
DEVICE_OWNER = re.compile(r"Device Owner\s*:")
PROFILE_OWNER = re.compile(r"Profile Owner \(User ([0-9]{1,9})\)\s*:")
ADMIN = re.compile(r"(?:admin=)?ComponentInfo\{([^{}]{1,700})\}")
MOST_HOLDERS = 1_000


@dataclass(frozen=True, slots=True)
class Holder:
    """One app part that holds control over a user, or over the whole phone."""

    access: AccessKind
    user: int
    component: Component


@dataclass(slots=True)
class _Section:
    access: AccessKind
    user: int
    depth: int
    holder_depth: int = 0


def parse(answer: Answer) -> tuple[Holder, ...]:
    """Who holds control, each once; nobody is an answer too.

    Errors: ParseError when the dump has no list of admins: then nobody knows whether there are any.
    """
    found: dict[Holder, None] = {}
    section: _Section | None = None
    listed = False
    for line in answer.lines():
        text = line.strip()
        depth = len(line) - len(line.lstrip())
        if heading := _heading(text, depth):
            section = heading
            listed |= heading.access is AccessKind.DEVICE_ADMIN
        elif section is not None and text:
            if depth <= section.depth:
                section = None
            elif (holder := _holder(section, text, depth)) and len(found) < MOST_HOLDERS:
                found.setdefault(holder)
    if not listed and not found:
        raise nothing(answer)
    return tuple(found)


def _heading(text: str, depth: int) -> _Section | None:
    if match := ADMINS.fullmatch(text):
        return _Section(AccessKind.DEVICE_ADMIN, int(match[1]), depth)
    if DEVICE_OWNER.fullmatch(text):
        return _Section(AccessKind.DEVICE_OWNER, 0, depth)
    if match := PROFILE_OWNER.fullmatch(text):
        return _Section(AccessKind.PROFILE_OWNER, int(match[1]), depth)
    return None


def _holder(section: _Section, text: str, depth: int) -> Holder | None:
    """The holder on a line. All of a section stand at one depth; what is deeper belongs to one of them."""
    if section.holder_depth and depth != section.holder_depth:
        return None
    if match := ADMIN.fullmatch(text):
        named = component(match[1])
    elif section.access is AccessKind.DEVICE_ADMIN and text.endswith(":"):
        named = component(text[:-1])
    else:
        return None
    if named is None:
        return None
    section.holder_depth = depth
    return Holder(section.access, section.user, named)
