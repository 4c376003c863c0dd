# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""`dumpsys adb`: the computers that a phone lets in without asking again. Android 10 and later.

Source: AOSP com/android/server/adb/AdbDebuggingManager.dump: `user_keys` is the text of the phone's own list, one key
and the name of its computer on a line, an empty line at its end or between them; `keystore` tells when each was joined
last, as XML until Android 11 and in a binary form after it, which is not read here. A phone without a list prints no
`user_keys`. Until Android 9 the list stands in the dump of the USB service (UsbDebuggingManager.dump): on 9 in the same
form, before it under headings, with an IOException in place of a list that is not there.
"""

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, datetime

from devicecheck.parse.android.answer import LONGEST_TEXT, Answer, nothing

MANAGER = re.compile(r"\s*(?:debugging_manager=\{|USB Debugging State:\s*$)")
KEYS = re.compile(r"\s*(?:user_keys=|system_keys=|User keys:|System keys:)(.*)$")
ENDS = re.compile(r"\s*(?:\}|[a-z_]+=|(?!IOException)[A-Z][A-Za-z ]{2,40}:)")
"""What ends a list of keys: the end of the part, another value or the next heading."""
NO_LIST = re.compile(r"\s*IOException: .{0,300}(?:ENOENT|No such file)")
HEAD = "QAAAA"
"""How the keys of adb begin: 64 words, as all of them have 2048 bits. Such a line counts wherever it stands."""
KEY = re.compile(r"\s*([A-Za-z0-9+/]{40,4000}={0,2})(?: (.*))?$")
STORED = re.compile(r"<adbKey key=\"([A-Za-z0-9+/]{40,4000}={0,2})[^\"]{0,400}\" lastConnection=\"([0-9]{1,14})\"")
MOST_KEYS = 500


@dataclass(frozen=True, slots=True)
class Computer:
    """One key: its fingerprint as Android shows it, the name beside it, the UTC day it was last used or ""."""

    fingerprint: str
    name: str
    last_seen: str = ""


@dataclass(frozen=True, slots=True)
class Computers:
    """The computers in the phone's order; `unknown` lines of the list were no keys."""

    computers: tuple[Computer, ...] = ()
    unknown: int = 0


def parse(answer: Answer) -> Computers:
    """The list of the phone, which may be empty. Errors: ParseError when the phone's part for it is not there."""
    found: dict[str, str] = {}
    unknown = 0
    managed = listing = False
    for line in answer.lines():
        managed = managed or MANAGER.match(line) is not None
        heading = KEYS.match(line)
        text = heading[1] if heading else line
        key = KEY.match(text)
        if NO_LIST.match(text):
            continue
        listing = heading is not None or (listing and (key is not None or not ENDS.match(text)))
        stray = managed and key is not None and key[1].startswith(HEAD)
        if not (listing or stray) or not text.strip():
            continue
        if key and (print_ := fingerprint(key[1])) and len(found) < MOST_KEYS:
            found.setdefault(print_, (key[2] or "").strip()[:LONGEST_TEXT])
        else:
            unknown += 1
    if not managed:
        raise nothing(answer)
    days = {fingerprint(key): _day(moment) for key, moment in STORED.findall(answer.text)}
    return Computers(tuple(Computer(key, name, days.get(key, "")) for key, name in found.items()), unknown)


def fingerprint(key: str) -> str:
    """MD5 of a key's bytes with colons, as the phone's own question shows it; "" for what is no base64."""
    try:
        digest = hashlib.md5(base64.b64decode(key, validate=True), usedforsecurity=False).hexdigest().upper()
    except binascii.Error:
        return ""
    return ":".join(digest[place : place + 2] for place in range(0, len(digest), 2))


def _day(milliseconds: str) -> str:
    try:
        return datetime.fromtimestamp(int(milliseconds) / 1000, UTC).date().isoformat() if int(milliseconds) else ""
    except (ValueError, OverflowError, OSError):
        return ""
