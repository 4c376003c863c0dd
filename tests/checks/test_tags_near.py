# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""From sightings of tags to cards: what each set of places may say, and what it may never say."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devicecheck.assess import assess
from devicecheck.checks import tags_near
from devicecheck.checks.base import Facts
from devicecheck.checks.tag_meetings import FEW, LONG_ENOUGH
from devicecheck.matching.index import SignatureIndex
from devicecheck.model.findings import Concern, Confidence, Fact, Finding, SaidBy
from devicecheck.model.observations import Observation
from devicecheck.model.radio import Away, Lasts, SweepPlace
from devicecheck.model.radio_observations import RadioSweep, TagSighting, TrustedTag
from devicecheck.packs.load import load_shipped

START = datetime(2026, 11, 27, 9, tzinfo=UTC)
ROOM, NEAR, LATER = SweepPlace
AWAY, WITH_OWNER, UNKNOWN = "1219" + "10" + "00" * 24, "12021401", "0200" + "00" * 8
KEY = "find-my:d11122334401"


@pytest.fixture(scope="module")
def index() -> SignatureIndex:
    return SignatureIndex(load_shipped())


def sweep(place: SweepPlace, senders: int = 9, left_out: int = 0) -> RadioSweep:
    at = START.isoformat()
    return RadioSweep(id=f"sweep:{place}", device="radio-1", readings=("r",), place=place, started=at, ended=at,
                      seconds=60, senders=senders, tags=1, left_out=left_out)  # fmt: skip


def tag(place: SweepPlace, minutes: float = 0, key: str = KEY, away: Away = Away.YES, **values: object) -> TagSighting:
    at = (START + timedelta(minutes=minutes)).isoformat()
    message = {Away.YES: AWAY, Away.NO: WITH_OWNER, Away.NOT_KNOWN: AWAY}[away]
    usual = {"address": "D1:11:22:33:44:01", "company": "004c", "payload": message, "heard": 9, "lasts": Lasts.DAY}
    return TagSighting(id=f"tag:{place}:{key}", device="radio-1", readings=("r",), key=key, place=place, away=away,
                       first=at, last=at, **(usual | values))  # type: ignore[arg-type]  # fmt: skip


def cards(index: SignatureIndex, *observations: Observation) -> tuple[Finding, ...]:
    return assess(tags_near.run(Facts(observations), index))  # type: ignore[arg-type]


ALL = (sweep(ROOM), sweep(NEAR), sweep(LATER))


def test_away_from_its_owner_at_two_places_half_an_hour_apart_and_not_here_before_travels(
    index: SignatureIndex,
) -> None:
    (card,) = cards(index, *ALL, tag(NEAR), tag(LATER, 30))
    assert (card.code, card.concern, card.confidence) == ("tag-travels", Concern.LOOK_CLOSER, Confidence.COULD_BE)
    assert card.facts == (Fact.LISTED_RADIO, Fact.TAG_TRAVELS, Fact.TAG_AWAY)
    assert card.evidence == (
        f"tag:near-things:{KEY}", f"tag:elsewhere:{KEY}", "sweep:empty-room", "sweep:near-things", "sweep:elsewhere",
    )  # fmt: skip
    assert card.said_by == (SaidBy.RADIO, SaidBy.LIST)
    assert (card.terms["app"], card.terms["minutes"]) == ("Apple AirTag", "30")
    assert card.purpose_unknown


@pytest.mark.parametrize(
    "observations",
    [
        (*ALL, tag(NEAR), tag(LATER, 29.9)),
        (*ALL, tag(NEAR, away=Away.NO), tag(LATER, 30)),
        (*ALL, tag(NEAR, away=Away.NOT_KNOWN), tag(LATER, 45, away=Away.NOT_KNOWN)),
        (sweep(NEAR), sweep(LATER), tag(NEAR), tag(LATER, 45)),
        (*ALL, tag(ROOM), tag(NEAR), tag(LATER, 45)),
        (sweep(ROOM, senders=0), sweep(NEAR), sweep(LATER), tag(NEAR), tag(LATER, 45)),
        (sweep(ROOM, left_out=5), sweep(NEAR), sweep(LATER), tag(NEAR), tag(LATER, 45)),
    ],
    ids=["too-soon", "owner-near", "owner-not-known", "no-empty-room", "here-before", "deaf-room", "crowded-room"],
)
def test_less_than_that_is_only_seen_again(observations: tuple, index: SignatureIndex) -> None:
    (card,) = cards(index, *observations)
    assert (card.code, card.concern) == ("tag-again", Concern.LOOK_CLOSER)


@pytest.mark.parametrize(
    "observations",
    [
        (sweep(NEAR), tag(NEAR)),
        (sweep(ROOM), sweep(NEAR), tag(NEAR, heard=FEW)),
        (*ALL, tag(NEAR, lasts=Lasts.MINUTES, away=Away.NO)),
        (*ALL, tag(NEAR, lasts=Lasts.NOT_KNOWN)),
        (sweep(LATER), tag(LATER)),
        (sweep(ROOM), sweep(NEAR), sweep(LATER, senders=0), tag(NEAR)),
        (sweep(ROOM), sweep(NEAR), sweep(LATER, left_out=5), tag(NEAR)),
    ],
    ids=[
        "one-place",
        "room-and-near",
        "number-changes",
        "number-may-change",
        "only-later",
        "deaf-later",
        "crowded-later",
    ],
)
def test_one_place_is_near_now_and_nothing_more(observations: tuple, index: SignatureIndex) -> None:
    (card,) = cards(index, *observations)
    assert (card.code, card.concern, card.confidence) == ("tag-near", Concern.GOOD_TO_KNOW, Confidence.WORTH_KNOWING)


@pytest.mark.parametrize(
    "observations",
    [
        (sweep(NEAR), tag(NEAR, heard=FEW - 1)),
        (sweep(ROOM), sweep(NEAR), tag(ROOM), tag(NEAR)),
        (sweep(ROOM), tag(ROOM)),
        (*ALL, tag(NEAR)),
        (*ALL, tag(LATER, 45)),
        (sweep(NEAR), tag(NEAR, everyday=True)),
    ],
    ids=["passing-by", "neighbour", "empty-room", "stayed-behind", "of-the-other-place", "phone-or-earphones"],
)
def test_such_a_tag_is_no_finding_but_is_not_called_unseen_either(observations: tuple, index: SignatureIndex) -> None:
    assert cards(index, *observations) == ()
    assert list(tags_near.run(Facts(observations), index))


def test_a_tag_that_the_client_knows_is_named_by_their_word(index: SignatureIndex) -> None:
    own = TrustedTag(id=f"own:{KEY}", device="radio-1", readings=(), key=KEY, name="my keys")
    (card,) = cards(index, *ALL, tag(NEAR), tag(LATER, 45), own)
    assert (card.code, card.concern, card.terms["own"]) == ("tag-own", Concern.GOOD_TO_KNOW, "my keys")
    assert own.id in card.evidence


def test_two_numbers_are_two_tags_whatever_else_is_alike(index: SignatureIndex) -> None:
    here, there = (
        tag(NEAR, away=Away.NO, lasts=Lasts.MINUTES),
        tag(LATER, 45, "find-my:d2", Away.NO, lasts=Lasts.MINUTES),
    )
    assert [card.code for card in cards(index, *ALL, here, there)] == ["tag-near"]


def test_a_sender_that_fits_no_entry_makes_no_sign(index: SignatureIndex) -> None:
    assert list(tags_near.run(Facts((sweep(NEAR), tag(NEAR, company="ffff"))), index)) == []


SIGHTINGS = st.lists(
    st.builds(
        tag,
        st.sampled_from(SweepPlace),
        st.integers(0, 90),
        st.sampled_from([KEY, "find-my:d2"]),
        st.sampled_from(Away),
        heard=st.integers(1, 9),
        lasts=st.sampled_from(Lasts),
    ),
    max_size=6,
)


@given(sightings=SIGHTINGS, listened=st.sets(st.sampled_from(SweepPlace)))
def test_whatever_was_heard_only_two_places_make_more_than_good_to_know(
    sightings: list[TagSighting], listened: set[SweepPlace], index: SignatureIndex
) -> None:
    for card in cards(index, *map(sweep, sorted(listened)), *sightings):
        places = {each.place for each in sightings if each.key == card.subject.key}
        if card.concern is not Concern.GOOD_TO_KNOW:
            assert {NEAR, LATER} <= places
        if card.code == "tag-travels":
            assert ROOM not in places
            assert int(card.terms["minutes"]) >= LONG_ENOUGH.total_seconds() // 60
