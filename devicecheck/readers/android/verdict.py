# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How one answer ended, from its exit code and the phone's own words. Pure.

Source: messages of Android's cmd, pm, settings, dumpsys and sh; a denial often comes with exit code 0.
"""

import re

from devicecheck.readers.wire import NOTE_LIMIT, Status

HEAD = 2_000
"""Bytes at the beginning of an answer in which the phone's own refusal is looked for."""
NOT_FOUND = 127

_DENIED = re.compile(
    rb"SecurityException|Security exception:|[Pp]ermission denied|Permission Denial|does not have permission|"
    rb"Operation not permitted",
)
_LINE_DENIED = re.compile(
    rb"^\s*(?:(?:Error|Exception occurred)[^\n]*\n\s*)?(?:java\.lang\.)?(?:SecurityException|Security exception:|"
    rb"Permission [Dd]enial|[^\n]{0,200}: [Pp]ermission denied|[^\n]{0,200}does not have permission)"
)
_UNKNOWN = re.compile(
    rb"inaccessible or not found|: not found|Unknown command|Can't find service|[Uu]nknown option|No shell command",
)
_BROKE_OFF = re.compile(
    rb"^(?:\*\*\* SERVICE '[^\n]{1,200}' DUMP TIMEOUT |Exception occurred while dumping:|Security exception: )",
    re.MULTILINE,
)
"""What stands where a dump ends early: its time was over, or something failed inside. Source: AOSP Binder.doDump."""
_DUMP_FAILED = re.compile(rb"^Error (?:with service '|dumping service info)", re.MULTILINE)
"""What `dumpsys` says beside a dump that did not come to its end. Source: AOSP dumpsys.cpp."""


def status(exit_code: int, head: bytes, errors: bytes, *, raw: bool) -> Status:
    """The status of a section that ended. `raw` answers are bytes of a file: only errors speak for the phone there."""
    words = b"" if raw else head[:HEAD]
    failed = exit_code != 0
    spoken = errors + b"\n" + (words if failed else b"")
    if _DENIED.search(spoken) or (not failed and _LINE_DENIED.match(words)):
        return Status.REFUSED
    if exit_code == NOT_FOUND or (failed and _UNKNOWN.search(spoken)) or _service_missing(words, errors):
        return Status.UNSUPPORTED
    return Status.REFUSED if failed else Status.COMPLETE


def broke_off_inside(body: bytes, errors: bytes = b"") -> bool:
    """Whether a dump was cut on the phone, with an exit code of zero; what would follow is not there."""
    return _BROKE_OFF.search(body) is not None or _DUMP_FAILED.search(errors) is not None


def _service_missing(words: bytes, errors: bytes) -> bool:
    told = b"Can't find service"
    return words.lstrip().startswith((told, b"cmd: " + told)) or told in errors


def note(words: bytes) -> str:
    """The phone's own error text, short and printable."""
    text = words.decode("utf-8", "replace").strip()
    return "".join(letter if letter.isprintable() or letter == "\n" else "�" for letter in text)[:NOTE_LIMIT]
