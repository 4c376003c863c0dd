# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each space of a phone is read, or named as what it is with the reason why it was not."""

import pytest

from devicecheck.model.observations import GapReason
from devicecheck.model.topics import Topic
from devicecheck.packs.load import load_shipped
from devicecheck.packs.stamp import stamp
from devicecheck.practice.phone import PracticePhone
from devicecheck.report.checks_part import ListAge, could_not
from devicecheck.report.wording import load
from devicecheck.runner.visit import Visit
from devicecheck.selftest.canaries import fire
from tests.runner.test_visit import place, watch

SPACES = {
    10: ("Work profile", "1030", "work"),
    11: ("Guest", "404", "guest"),
    12: ("Private space", "1010", "private"),
    13: ("Sam", "400", "other"),
    95: ("DUAL_APP", "20001010", "dual-apps"),
    150: ("Secure Folder", "10061030", "secure-folder"),
    999: ("XSpace", "801010", "dual-apps"),
}
ANOTHER = "another space on the phone"
"""What a space is called of which the phone does not say what it is for."""
LISTED = "com.life360.android.safetymapd"
STORY = {
    "title": "spaces",
    "kind": "android",
    "device": {"sdk": 35},
    "auth": {"mode": "open"},
    "app_lists": ["uk"],
    "apps": [{"package": LISTED, "users": list(SPACES)}],
    "users": [
        {"id": 0, "name": "Owner", "flags": "4c13"},
        *({"id": number, "name": name, "flags": flags} for number, (name, flags, _) in SPACES.items()),
    ],
}


@pytest.mark.slow
@pytest.mark.parametrize("denied", [[], [150], [10, 11, 12, 13, 95, 150, 999]])
async def test_a_space_that_nobody_may_look_into_is_named_with_what_it_is_for(denied: list[int]) -> None:
    pack = load_shipped()
    with PracticePhone(STORY | {"denied_users": denied}) as phone:
        document = (await watch(Visit(place(phone), pack, stamp(pack, fire(pack))))).document
        assert phone.audit.changes() == []
    unread = {gap.user: (gap.reason, gap.terms.get("space")) for gap in document.gaps if gap.topic is Topic.APPS}
    assert unread == {number: (GapReason.REFUSED, SPACES[number][2]) for number in denied}
    # The dump of all packages tells of every space, also of one whose list of apps is denied.
    seen = {finding.subject.user for finding in document.findings if finding.subject.key == LISTED}
    assert seen == set(SPACES)
    shown = {view.what for view in could_not(document, load(), ListAge.FRESH)}
    for number in denied:
        space = load().text(f"report.could-not.spaces.{SPACES[number][2]}") if number != 13 else ANOTHER
        assert f"The list of apps ({space}, number {number})" in shown
