# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a cable or a copy leaves open on an iPhone leads to a guided card, and never reads as looked at."""

from datetime import UTC, date, datetime

import pytest

from devicecheck.checks import CHECKS
from devicecheck.model.cards import CardAnswer, CardResult
from devicecheck.model.consultation import Consultation, Device
from devicecheck.model.endpoints import Origin, Via
from devicecheck.model.findings import Completed, CouldNot, NotApplicable, NotAsked, SaidBy
from devicecheck.model.observations import Gap, GapReason
from devicecheck.model.told import Told
from devicecheck.model.topics import Topic
from devicecheck.readers.backup import table as backup
from devicecheck.readers.iphone import table as iphone
from devicecheck.report import by_hand
from devicecheck.report.cards import guided_cards
from devicecheck.report.view import build
from devicecheck.report.wording import load
from tests.report import samples

TODAY = date(2026, 11, 28)
GAP = Gap(topic=Topic.TRUSTED_ROOTS, reason=GapReason.LOCKED, device="phone-1")
OPEN = NotApplicable(check="trusted-roots")


def visit(*outcomes, platform: str = "iphone", cards: tuple[CardResult, ...] = ()) -> Consultation:
    phone = Device(id="phone-1", platform=platform, origin=Origin.REAL, via=Via.USB)
    return samples.consultation(outcomes=outcomes).model_copy(update={"devices": (phone,), "told": Told(cards=cards)})


def lines(consultation: Consultation) -> list[tuple[str, str]]:
    return [(line.what, line.why) for line in build(consultation, load(), TODAY).could_not]


def open_ones(consultation: Consultation) -> list[str]:
    """Checks that are handed over, without what is handed over on every iPhone."""
    return [check for check, _ in by_hand.open_checks(consultation) if check not in by_hand.BEYOND_REACH]


@pytest.mark.parametrize("platform", ["iphone", "backup"])
def test_find_my_and_screen_time_are_never_silent_on_an_iphone(platform: str) -> None:
    told = dict(lines(visit(Completed(check="known-apps", looked_at=3), platform=platform)))
    assert "Devices signed in to the Apple account" in told["Which devices and accounts are signed in with this phone"]
    assert "Look with us on the phone" in told["Who can see this phone in Find My"]
    assert "Look with us on the phone" in told["Screen Time, and who leads the family group"]


def test_find_my_and_screen_time_are_named_of_no_other_phone_and_not_once_their_card_was_gone_through() -> None:
    assert list(by_hand.open_checks(visit(platform="android"))) == []
    gone = tuple(
        CardResult(card=card, title=card, answer=CardAnswer.NOT_SEEN, said_by=SaidBy.CHECKER,
                   at=datetime(2026, 11, 28, tzinfo=UTC), checked_on=TODAY)
        for card in by_hand.BEYOND_REACH.values()
    )  # fmt: skip
    assert list(by_hand.open_checks(visit(cards=gone))) == []


def test_every_card_that_is_named_is_one_for_iphones_and_every_check_is_one() -> None:
    cards = {card.id: card for card in guided_cards()}
    named = (*by_hand.CARD_OF.values(), *by_hand.BEYOND_REACH.values())
    assert all(cards[card].platform == "iphone" for card in named)
    assert set(by_hand.CARD_OF) <= {check.id for check in CHECKS}


def test_every_check_that_a_cable_or_a_copy_could_answer_has_a_card_for_when_it_does_not() -> None:
    asked = {*iphone.TOPICS, *backup.TOPICS}
    answered = {check.id for check in CHECKS if {topic.value for topic in check.needs} <= asked}
    assert answered - set(by_hand.CARD_OF) == {"phone-clock", "inside-apps"}, (
        "a clock shows itself; files are Android's"
    )


@pytest.mark.parametrize("platform", ["iphone", "backup"])
@pytest.mark.parametrize("outcome", [OPEN, CouldNot(check="trusted-roots", gaps=(GAP,))])
def test_a_check_without_an_answer_names_its_card(platform: str, outcome: NotApplicable | CouldNot) -> None:
    told = dict(lines(visit(outcome, platform=platform)))
    assert "Control files on an iPhone" in told["Certificates that someone added"]


@pytest.mark.parametrize(
    ("outcome", "platform"),
    [
        (OPEN, "android"),
        (Completed(check="trusted-roots", looked_at=3), "iphone"),
        (NotAsked(check="trusted-roots", reason="not-agreed"), "iphone"),
        (NotApplicable(check="held-control"), "iphone"),
    ],
)
def test_nothing_is_handed_over_where_it_was_looked_at_refused_or_has_no_card(outcome, platform: str) -> None:
    assert open_ones(visit(outcome, platform=platform)) == []


@pytest.mark.parametrize("answer", CardAnswer)
def test_a_card_that_was_gone_through_is_not_named_again_and_a_skipped_one_is(answer: CardAnswer) -> None:
    result = CardResult(
        card="iphone-profiles", title="Control files on an iPhone", answer=answer, said_by=SaidBy.CHECKER,
        at=datetime(2026, 11, 28, tzinfo=UTC), checked_on=TODAY,
    )  # fmt: skip
    looked = answer in {CardAnswer.SEEN, CardAnswer.NOT_SEEN, CardAnswer.NOT_SURE}
    assert bool(open_ones(visit(OPEN, cards=(result,)))) is not looked
