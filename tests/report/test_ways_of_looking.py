# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What page one and the rest say of a phone on a cable, of a copy of one, and of a visit in which no phone was read."""

import pytest

from devicecheck.model.consultation import Consultation, Device
from devicecheck.model.endpoints import Origin
from devicecheck.model.findings import Concern, Subject, SubjectKind
from devicecheck.model.setting_observations import BackupFacts
from devicecheck.model.told import Copy
from devicecheck.report import text
from devicecheck.report.copies import sheet
from devicecheck.report.view import build
from devicecheck.report.wording import load
from tests.report import samples
from tests.report.samples import TODAY, completed, consultation

WORDING = load()
UNTRUE = (
    "Nothing stopped us from reading",
    "could not read",
    "ran to its end",
    "We read from",
    "phone could not be checked",
    "cable shows",
)
"""What may not be said where nobody tried to read a phone."""


def device(platform: str, id_: str = "phone-1") -> Device:
    return Device(id=id_, platform=platform, origin=Origin.REAL, via="usb", maker="Apple", model="iPhone14,5")


def made(day: str) -> BackupFacts:
    return BackupFacts(id="copy:backup", device="backup-1", readings=("r1",), made=day, by="", encrypted=True)


def copied(made_on: str = "2026-11-01T09:00:00+00:00", **parts: object) -> Consultation:
    return consultation(
        devices=(device("backup", "backup-1"),),
        outcomes=(completed("settings-profiles", 14, limits=("profile-names-only",)),),
        observations=(made(made_on),),
        **parts,
    )


def page(document: Consultation, copy: Copy = Copy.B) -> str:
    return " ".join(text.render(sheet(document, WORDING, TODAY, copy)).decode().split())


@pytest.mark.parametrize("copy", [Copy.A, Copy.B])
def test_page_one_says_that_a_copy_was_looked_at_and_of_which_day(copy: Copy) -> None:
    told = page(copied(), copy)
    assert "We checked: - A copy of the phone. Its date: 1 November 2026." in told
    assert "extra control" not in told.partition("What we found")[0]


def test_what_a_copy_does_not_show_is_said_without_a_cable() -> None:
    told = page(copied())
    assert "cable" not in told.lower()
    assert "What has changed on the phone since the copy was made." in told


def test_a_day_that_no_calendar_has_stays_plain_text() -> None:
    told = page(copied("[bold]soon[/bold] \x1b[31m<b>"))
    assert "Its date: [bold]soon[/bold] [U+001B][31m<b>." in told
    assert "\x1b" not in told


def test_a_copy_of_which_the_day_is_not_known_says_so() -> None:
    assert "A copy of the phone. Its date: not known. It does not show" in page(copied(""))


def test_a_copy_that_could_not_be_read_is_not_worded_as_a_phone() -> None:
    told = page(copied().model_copy(update={"outcomes": ()}))
    assert "We could not read the copy of the phone." in told


def test_an_iphone_on_a_cable_has_no_extra_control_on_page_one() -> None:
    told = page(consultation(devices=(device("iphone"),), outcomes=(completed("settings-profiles"),)))
    assert "We checked: - The apps, the settings profiles and who manages the phone." in told
    assert "A cable shows the phone." in told


def test_a_phone_and_its_copy_are_both_named() -> None:
    both = copied().model_copy(update={"devices": (device("iphone"), device("backup", "backup-1"))})
    told = page(both)
    assert "who manages the phone. We only read." in told
    assert "A copy of the phone. Its date: 1 November 2026." in told


@pytest.mark.parametrize("copy", [Copy.A, Copy.B, Copy.ORDERS])
def test_where_no_phone_was_joined_nobody_says_that_it_was_read_or_could_not_be(copy: Copy) -> None:
    told = page(samples.consultation(devices=(), counts={}), copy)
    assert "No phone was joined" in told
    assert not [untrue for untrue in UNTRUE if untrue in told]


PHONES = ("the phone is safe", "off this phone", "Your phone check", "on the phone was changed", "my phone was checked",
          "an app on the phone", "put an app", "What the phone showed", "Take an app off", "this app",
          "phone's own")  # fmt: skip
"""What may not be said where tags or a home network were looked at, and no phone."""


@pytest.mark.parametrize("copy", [Copy.A, Copy.B, Copy.ORDERS])
@pytest.mark.parametrize("looked_at", ["bluetooth", "network"])
@pytest.mark.parametrize("kind", [None, SubjectKind.TAG, SubjectKind.NETWORK_DEVICE])
def test_where_no_phone_was_looked_at_no_sentence_is_about_one(
    looked_at: str, kind: SubjectKind | None, copy: Copy
) -> None:
    subject = Subject(kind=kind or SubjectKind.TAG, device="x-1", user=0, key="aa")
    code = "tag-near" if kind is SubjectKind.TAG else "network-device"
    found = samples.family_finding(code=code, subject=subject, concern=Concern.LOOK_CLOSER, facts=(), signatures=())
    document = consultation(
        devices=(device(looked_at, "x-1"),), findings=(found,) if kind else (), outcomes=(), counts={}
    )
    told = page(document, copy)
    assert not [untrue for untrue in PHONES if untrue in told]
    assert WORDING.text("report.things.caveat") in told


def test_beside_a_phone_the_words_are_about_the_phone() -> None:
    told = page(consultation(devices=(device("iphone"), device("network", "x-1"))))
    assert WORDING.text("report.caveat") in told
    assert WORDING.text("report.things.caveat") not in told


def test_where_no_app_and_no_day_is_there_no_heading_stands_alone() -> None:
    tag = Subject(kind=SubjectKind.TAG, device="x-1", user=0, key="aa")
    found = samples.family_finding(code="tag-near", subject=tag, terms={"app": "Tile"})
    told = page(consultation(devices=(device("bluetooth", "x-1"),), findings=(found,)))
    assert WORDING.text("casework.headings.pictures") not in told
    assert "an app that can show where" not in told


@pytest.mark.parametrize(
    ("platform", "shown"), [("bluetooth", "Tags or trackers in a bag"), ("network", "speakers and cameras at home")]
)
def test_what_was_looked_at_is_not_called_unseen(platform: str, shown: str) -> None:
    alone = page(consultation(devices=(device(platform, "x-1"),)))
    assert shown not in alone
    assert "We do not see these this way." in alone
    assert shown in page(consultation(devices=(device("iphone"), device(platform, "x-1"))))


def test_with_an_app_and_a_tag_the_more_pressing_one_leads_the_piles() -> None:
    tag = samples.family_finding(
        id="t" * 16, code="tag-near", subject=Subject(kind=SubjectKind.TAG, device="x-1", user=0, key="aa"), facts=()
    )
    spy = samples.spy_finding()
    both = {concern: consultation(findings=found) for concern, found in (("app", (spy, tag)), ("tag", (tag, spy)))}
    ids = {
        first: {pile.id: [each.id for each in pile.actions] for pile in build(document, WORDING, samples.TODAY).piles}
        for first, document in both.items()
    }
    assert [ids["app"]["plan"][:2], ids["tag"]["plan"][:2]] == [["remove", "tag-off"], ["tag-off", "remove"]]
    assert ids["app"]["police"][0] == "full-copy" and ids["tag"]["police"][0] == "tag-number"
