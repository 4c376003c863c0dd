# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""From servers in traffic to one card for each app, or set of apps, that they belong to."""

from datetime import date

import pytest

from devicecheck.assess import assess
from devicecheck.checks import listed_servers
from devicecheck.checks.base import Facts
from devicecheck.matching.index import SignatureIndex
from devicecheck.model.findings import Concern, Confidence, Fact, SaidBy
from devicecheck.model.observations import ServerContact
from devicecheck.model.signatures import Category, Indicators, Listing, OrdinaryReason, Pack, Signature, SignatureStatus

DAY = date(2026, 6, 1)
LISTING = Listing(list="a list", commit="abc", dated=DAY, licence="MIT")


def entry(name: str, *domains: str, status: SignatureStatus = SignatureStatus.LISTED, category: Category | None = None):
    return Signature(
        id=name, name=name.title(), category=category or Category.WATCH_SECRETLY, status=status,
        listed_by=LISTING if status is SignatureStatus.LISTED else None, ordinary_reasons=(OrdinaryReason.SAME_MAKER,),
        indicators=Indicators(domains=domains), added_on=DAY, checked_on=DAY,
    )  # fmt: skip


def contact(name: str, server: str = "") -> ServerContact:
    return ServerContact(
        id=f"server:{name}", device="capture-1", readings=("r1",), key=server or name, name=name, ways=("tls",),
        packets=1, first="2026-09-21T14:13:20+00:00", last="2026-09-21T14:13:27+00:00",
    )  # fmt: skip


def findings(entries, *contacts: ServerContact):
    pack = Pack(id="p", version="1", issued_on=DAY, licence="MIT", signatures=tuple(entries))
    return assess(listed_servers.run(Facts(contacts), SignatureIndex(pack)))


def test_several_servers_of_one_app_make_one_card() -> None:
    (card,) = findings(
        [entry("spy", "spy.example", "spy.test")], contact("a.spy.example", "spy.example"), contact("spy.test")
    )
    assert (card.code, card.concern, card.confidence) == (
        "server-contact", Concern.LOOK_CLOSER, Confidence.VERY_LIKELY,
    )  # fmt: skip
    assert card.facts == (Fact.LISTED_SERVER,)
    assert card.evidence == ("server:a.spy.example", "server:spy.test")
    assert card.terms["servers"] == "a.spy.example, spy.test"
    assert card.said_by == (SaidBy.FILE, SaidBy.LIST)


def test_a_server_of_two_apps_makes_one_card_with_both() -> None:
    (card,) = findings([entry("one", "spy.example"), entry("two", "spy.example")], contact("spy.example"))
    assert [each.id for each in card.signatures] == ["one", "two"]


@pytest.mark.parametrize("name", ["notspy.example", "spy.example.org", "spy"])
def test_a_look_alike_makes_none(name: str) -> None:
    assert findings([entry("spy", "spy.example")], contact(name)) == ()


def test_a_name_that_no_program_should_use_still_counts() -> None:
    (card,) = findings([entry("spy", "spy.example")], contact("x\x1b[2J\x07.spy.example", "spy.example"))
    assert card.signatures[0].id == "spy"


def test_a_place_on_shared_hosting_is_could_be_at_the_most() -> None:
    (card,) = findings([entry("spy", "spy.herokuapp.com")], contact("spy.herokuapp.com"))
    assert (card.facts, card.confidence) == ((Fact.LISTED_SHARED_SERVER,), Confidence.COULD_BE)


def test_an_address_alone_is_good_to_know_at_the_most_and_a_name_beside_it_counts() -> None:
    listed = entry("spy", "spy.example")
    listed = listed.model_copy(update={"indicators": Indicators(domains=("spy.example",), addresses=("9.9.9.9",))})
    alone = contact("9.9.9.9").model_copy(update={"ways": ("address",)})
    (card,) = findings([listed], alone)
    assert (card.code, card.concern, card.confidence) == (
        "server-address", Concern.GOOD_TO_KNOW, Confidence.WORTH_KNOWING,
    )  # fmt: skip
    (card,) = findings([listed], alone, contact("a.spy.example", "spy.example"))
    assert (card.code, card.facts) == ("server-contact", (Fact.LISTED_SERVER,))
    assert card.terms["servers"] == "9.9.9.9, a.spy.example"


def test_a_draft_is_could_be_at_the_most() -> None:
    (card,) = findings([entry("spy", "spy.example", status=SignatureStatus.DRAFT)], contact("spy.example"))
    assert card.confidence is Confidence.COULD_BE


@pytest.mark.parametrize("category", [each for each in Category if each is not Category.WATCH_SECRETLY])
def test_an_app_that_people_use_openly_is_good_to_know_and_its_use_unknown(category: Category) -> None:
    (card,) = findings([entry("family", "family.example", category=category)], contact("family.example"))
    assert (card.concern, card.confidence, card.purpose_unknown) == (
        Concern.GOOD_TO_KNOW, Confidence.COULD_BE, True,
    )  # fmt: skip
