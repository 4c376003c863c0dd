# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How an answer ended. Formats of the refusals are those of Android's own programs."""

import pytest

from devicecheck.readers.android.verdict import broke_off_inside, note, status
from devicecheck.readers.wire import Status

DENIED_USER = (
    b"Exception occurred while executing 'list':\njava.lang.SecurityException: Shell does not have permission to "
    b"access user 150\n\tat com.android.server.am.ActivityManagerService.enforceShellRestriction\n"
)


@pytest.mark.parametrize(
    ("code", "out", "err", "expected"),
    [
        (0, b"package:/a.apk=b\n", b"", Status.COMPLETE),
        (0, b"", b"", Status.COMPLETE),
        (0, b"null\n", b"WARNING: linker: unused DT entry\n", Status.COMPLETE),
        (255, b"", DENIED_USER, Status.REFUSED),
        (255, DENIED_USER, b"", Status.REFUSED),
        (0, DENIED_USER, b"", Status.REFUSED),
        (0, b"Error: java.lang.SecurityException: no\n", b"", Status.COMPLETE),
        (1, b"Error: java.lang.SecurityException: no\n", b"", Status.REFUSED),
        (0, b"Permission Denial: can't dump AccessibilityManager from pid=1, uid=2000\n", b"", Status.REFUSED),
        (0, b"Permission denial: no\n", b"", Status.REFUSED),
        (1, b"", b"tail: /data/app/x: Permission denied\n", Status.REFUSED),
        (1, b"", b"stat: '/data/app/x': No such file or directory\n", Status.REFUSED),
        (1, b"", b"", Status.REFUSED),
        (127, b"", b"/system/bin/sh: cmd: inaccessible or not found\n", Status.UNSUPPORTED),
        (127, b"", b"", Status.UNSUPPORTED),
        (0, b"", b"Can't find service: accessibility\n", Status.UNSUPPORTED),
        (0, b"Can't find service: accessibility\n", b"", Status.UNSUPPORTED),
        (20, b"cmd: Can't find service: package\n", b"", Status.UNSUPPORTED),
        (255, b"Unknown command: query-activities\n", b"", Status.UNSUPPORTED),
        (1, b"", b"Error: Unknown option: --user\n", Status.UNSUPPORTED),
        (0, b"  App label: Unknown command\n", b"", Status.COMPLETE),
        (0, b"x\n  label=Permission denied game\n", b"", Status.COMPLETE),
    ],
)
def test_the_status_of_a_text(code: int, out: bytes, err: bytes, expected: Status) -> None:
    assert status(code, out, err, raw=False) is expected


def test_bytes_of_a_file_are_never_taken_for_the_phones_words() -> None:
    assert status(0, DENIED_USER, b"1+0 records in\n", raw=True) is Status.COMPLETE
    assert status(1, b"", b"dd: /data/x: Permission denied\n", raw=True) is Status.REFUSED


def test_a_dump_that_the_phone_cut_is_seen_wherever_it_says_so() -> None:
    told = b"\n*** SERVICE 'package' DUMP TIMEOUT (10000ms) EXPIRED ***\n"
    assert broke_off_inside(b"Packages:\n" + told)
    assert not broke_off_inside(b"Packages:\n label=*** SERVICE 'x' DUMP TIMEOUT (1ms) EXPIRED ***\n")


@pytest.mark.parametrize(
    ("body", "errors"),
    [
        (b"Packages:\n\nException occurred while dumping:\njava.lang.NullPointerException\n", b""),
        (b"Packages:\nSecurity exception: Neither user 2000 nor current process has it\n", b""),
        (b"Packages:\n", b"Error with service 'package' while dumping: FAILED_TRANSACTION\n"),
        (b"Packages:\n", b"Error dumping service info: (Unknown error -2147483646) package\n"),
    ],
)
def test_a_dump_that_failed_on_the_phone_is_no_whole_one(body: bytes, errors: bytes) -> None:
    assert broke_off_inside(body, errors)
    assert not broke_off_inside(b"Packages:\n  label=Exception occurred while dumping:\n", b"WARNING: linker\n")


def test_a_note_is_short_and_printable() -> None:
    assert note(b" \x1b[31mred\xff\n\n") == "\ufffd[31mred\ufffd"
    assert len(note(b"a" * 10_000)) == 2_000
