# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Excerpts hold what is about one app, and never a word about another."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devicecheck.model.excerpts import LONGEST_LINE, MOST_LINES, Excerpt
from devicecheck.model.readings import Reading
from devicecheck.model.topics import Topic
from devicecheck.parse.android.supporting_lines import SupportingLines
from tests.parse.android.conftest import _reading

Make = Callable[..., Reading]

SPY, DATING = "com.systemservice", "com.example.dating"
APPS = f"""\
package:/data/app/~~aa==/{SPY}-b==/base.apk={SPY}  installer=null uid:10200
package:/data/app/~~cc==/{DATING}-d==/base.apk={DATING}  installer={SPY} uid:10201
package:/data/app/{SPY}.more-1/base.apk={SPY}.more  installer=null uid:10202
"""
DUMP = f"""\
Packages:
  Package [{DATING}] (1234):
    versionName=4.2
    installerPackageName={SPY}
  Package [{SPY}] (5678):
    appId=10200
    versionName=9.12
    queriesIntents=[Intent {{ act=android.intent.action.MAIN }}]
    firstInstallTime=2026-10-03 21:14:02
    User 0: ceDataInode=1 installed=true hidden=false
      android.permission.CAMERA: granted=true, flags=[ USER_SET]
      android.permission.READ_SMS: granted=false
Queries:
    {SPY} {DATING}
"""


def texts(topic: Topic, body: str, key: str = SPY) -> list[tuple[int, str, bool]]:
    return [(line.number, line.text, line.cut) for line in excerpt(topic, body, key).lines]


def excerpt(topic: Topic, body: str, key: str = SPY) -> Excerpt:
    return SupportingLines(_reading(topic, body, ask="r1"), {key}).excerpt("observed", key)


def test_the_line_of_the_app_itself_and_no_other() -> None:
    assert texts(Topic.APPS, APPS) == [(1, APPS.splitlines()[0], False)]
    assert excerpt(Topic.APPS, APPS).of == 3


def test_telling_lines_of_the_entry_in_a_dump() -> None:
    found = texts(Topic.APP_DETAILS, DUMP)
    assert [number for number, _, _ in found] == [5, 6, 7, 9, 10, 11]
    assert DATING not in str(found)


@pytest.mark.parametrize(
    ("topic", "line", "kept"),
    [
        (Topic.ACCESSIBILITY_SETTING, f"{DATING}/.A:{SPY}/.Eye:com.b/.C", f"…{SPY}/.Eye…"),
        (
            Topic.ACCESSIBILITY_STATE,
            f"     Enabled services:{{{{{DATING}/.A}}, {{{SPY}/.Eye}}}}",
            f"     Enabled services:…{SPY}/.Eye…",
        ),
        (Topic.NOTIFICATION_LISTENERS, f"{SPY}/.A:{DATING}/.B:{SPY}/.C", f"…{SPY}/.A…{SPY}/.C…"),
    ],
)
def test_other_apps_in_the_same_line_are_left_out_and_that_is_said(topic: Topic, line: str, kept: str) -> None:
    assert texts(topic, line) == [(1, kept, True)]


def test_a_line_about_this_app_alone_stays_whole() -> None:
    line = f"    {SPY}/{SPY}.AdminReceiver:"
    assert texts(Topic.DEVICE_POLICY, f"  Enabled Device Admins (User 0):\n{line}\n") == [(2, line, False)]
    assert texts(Topic.LAUNCHER_APPS, f"Activity #0:\n  packageName={SPY}\n") == [(2, f"  packageName={SPY}", False)]


def test_absence_is_no_line_of_so_many() -> None:
    absent = excerpt(Topic.LAUNCHER_APPS, f"2 activities found:\n{DATING}/.Main\ncom.b/.Main\n")
    assert (absent.lines, absent.of) == ((), 3)


def test_bytes_of_a_file_have_no_lines() -> None:
    assert excerpt(Topic.APP_FILE_TAIL, f"4096\n{SPY}").of == 0


def test_long_lines_and_many_lines_are_bounded_and_counted() -> None:
    long = f"package:/data/app/{'x' * 900}/base.apk={SPY}"
    (line,) = excerpt(Topic.APPS, long).lines
    assert len(line.text) <= LONGEST_LINE
    assert line.cut
    assert SPY in line.text
    many = excerpt(Topic.APPS, f"package:/a={SPY}\n" * 100)
    assert (len(many.lines), many.more) == (MOST_LINES, 100 - MOST_LINES)


@settings(max_examples=60)
@given(st.sampled_from(Topic), st.binary(max_size=400))
def test_any_bytes_give_an_excerpt(topic: Topic, body: bytes) -> None:
    found = SupportingLines(_reading(topic, body + b"\n" + SPY.encode(), ask="r1"), {SPY}).excerpt("o", SPY)
    assert len(found.lines) <= MOST_LINES
