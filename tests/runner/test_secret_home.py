# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where a home must not be found, each thing that may show it is agreed on: nothing that comes later goes unseen."""

from datetime import UTC, datetime

import pytest

from devicecheck.model.cards import CardAnswer, Knows
from devicecheck.model.consultation import Answer
from devicecheck.model.findings import SaidBy, Subject, SubjectKind
from devicecheck.report.cards import guided_cards
from devicecheck.runner.another_phone import with_another
from devicecheck.runner.cards import answered, result_of
from devicecheck.runner.secret_home import stops_close, stops_now, with_agreed, with_asked_anew
from tests.report import samples
from tests.runner.test_several_phones import first

AT = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)
EARLIER = datetime(2020, 1, 1, tzinfo=UTC)
"""What a clock says that is far behind: what came first is told by its place, not by a clock."""


def tags(phone, *, found):
    """What was heard by radio, of the same visit and list as a phone."""
    radio = phone.devices[0].model_copy(update={"id": "radio-1", "platform": "bluetooth", "mark": ""})
    tag = samples.family_finding().model_copy(
        update={"subject": Subject(kind=SubjectKind.TAG, device="radio-1", user=0, key="airtag-1")}
    )
    parts = {"devices": (radio,), "findings": (tag,) if found else (), "readings": (), "outcomes": (), "answers": ()}
    return phone.model_copy(update=parts)


def said(answer):
    return Answer(question="secret-home", answer=answer, at=AT)


def secret(visit):
    return visit.model_copy(update={"answers": (*visit.answers, said("yes"))})


def seen(card, answer=CardAnswer.SEEN):
    return result_of(card, answer, SaidBy.CHECKER, AT)


def test_what_joins_after_it_was_agreed_is_agreed_on_too():
    phone = with_agreed(secret(first(samples.watched())), EARLIER)
    assert not stops_close(phone)
    joined = with_another(phone, tags(phone, found=True))
    assert stops_now(joined) and stops_close(joined)
    assert not stops_close(with_agreed(joined, EARLIER))


def test_what_shows_no_place_asks_for_nobody_again():
    phone = with_agreed(secret(first(samples.watched())), EARLIER)
    assert not stops_close(with_another(phone, tags(phone, found=False)))


def test_each_card_that_saw_something_is_agreed_on_and_its_note_is_not_another_one():
    one, other = [card for card in guided_cards() if Knows.PLACES in card.tells][:2]
    visit = secret(samples.watched().model_copy(update={"findings": ()}))
    visit = with_agreed(answered(visit, seen(one)), AT)
    assert not stops_now(answered(visit, seen(one).model_copy(update={"note": "More about it"})))
    assert not stops_now(answered(visit, seen(other, CardAnswer.NOT_SEEN)))
    assert stops_now(answered(visit, seen(other)))


@pytest.mark.parametrize("answer", ["yes", "not-sure"])
def test_what_is_said_anew_when_a_visit_goes_on_counts(answer):
    visit = samples.watched().model_copy(update={"answers": (said("no"),)})
    assert not stops_close(visit)
    assert stops_close(with_asked_anew(visit, (said(answer),)))
    assert with_asked_anew(visit, (said("no"),)) == visit
