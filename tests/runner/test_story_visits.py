# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the stories lead to: each its own cards, and nothing about what could not be read."""

import pytest

from devicecheck.model.findings import Concern, Fact
from devicecheck.model.observations import GapReason
from devicecheck.model.signatures import Pack, PackStamp
from devicecheck.packs.load import load_shipped
from devicecheck.packs.stamp import stamp
from devicecheck.practice.phone import PracticePhone
from devicecheck.runner.visit import Visit
from devicecheck.selftest.canaries import fire
from tests.runner.test_visit import Seen, place, watch

LOOK, KNOW = Concern.LOOK_CLOSER, Concern.GOOD_TO_KNOW


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_shipped()


@pytest.fixture(scope="module")
def proved(pack: Pack) -> PackStamp:
    return stamp(pack, fire(pack))


async def visit(story: str, pack: Pack, proved: PackStamp) -> Seen:
    with PracticePhone(story) as phone:
        seen = await watch(Visit(place(phone), pack, proved))
        assert phone.audit.changes() == []
    return seen


def cards(seen: Seen) -> set[tuple[str, str, Concern]]:
    return {(finding.code, finding.subject.key, finding.concern) for finding in seen.document.findings}


async def test_a_phone_set_up_by_a_move_names_what_is_not_known_and_its_one_day(pack: Pack, proved: PackStamp) -> None:
    seen = await visit("moved-phone", pack, proved)
    assert cards(seen) == {
        ("app-hidden-control-source-unknown", "com.example.phonehelper", LOOK),
        ("app-control", "com.x8bit.bitwarden", KNOW),
    }
    (count,) = seen.document.install_days.values()
    assert count > 50


async def test_a_strange_computer_is_named_and_so_is_what_it_left(pack: Pack, proved: PackStamp) -> None:
    seen = await visit("strange-computer", pack, proved)
    assert cards(seen) == {
        ("app-outside-store-control", "com.example.notesync", LOOK),
        ("computers-allowed", "computers", LOOK),
        ("changed-settings", "settings", LOOK),
    }
    by_code = {finding.code: finding for finding in seen.document.findings}
    assert Fact.RESTRICTIONS_LIFTED in by_code["app-outside-store-control"].facts
    assert "user@LAPTOP-5F0K2QJ" in by_code["computers-allowed"].terms["computers"]
    assert by_code["changed-settings"].terms["certificates"] == "Home Filter CA"


async def test_users_that_may_not_be_looked_at_are_each_named_and_never_called_seen(
    pack: Pack, proved: PackStamp
) -> None:
    seen = await visit("secure-folder", pack, proved)
    assert cards(seen) == {("app-manages-part", "com.samsung.knox.securefolder", KNOW)}
    refused = {gap.user for gap in seen.document.gaps if gap.reason is GapReason.REFUSED}
    assert refused == {95, 150}
    whole = {each.check for each in seen.document.outcomes if each.type == "completed" and not each.gaps}
    assert not whole & {"known-apps", "held-control", "outside-store", "hidden-icons"}


async def test_a_childs_tablet_shows_who_manages_it_as_good_to_know(pack: Pack, proved: PackStamp) -> None:
    seen = await visit("child-tablet", pack, proved)
    assert cards(seen) == {
        ("family-watch", "com.google.android.apps.kids.familylinkhelper", KNOW),
        ("app-manages-part", "com.google.android.gms", KNOW),
    }
