# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Beside each fact that joins a card about an unknown app stands an ordinary reason for it."""

from datetime import UTC, datetime

import pytest

from devicecheck.assess import assess, table
from devicecheck.model.findings import Fact, Finding, Sign, Subject, SubjectKind
from devicecheck.report.fact_reasons import REASON_OF, reasons
from devicecheck.report.wording import load

WORDS = load()
AT = datetime(2026, 11, 24, tzinfo=UTC)
OWNERS = frozenset({Fact.DEVICE_OWNER})
JOINED = (
    (table.OUTSIDE | table.NOT_SAID | table.CONTROL | table.ROLE | table.HIDDEN | table.PRIVATE | table.RIGHTS)
    | (table.LIFTED | table.AWAKE)
) - OWNERS
APP = Subject(kind=SubjectKind.APP, device="phone-1", user=0, key="net.unseen.thing")


def card(*facts: Fact) -> Finding:
    (found,) = assess(
        Sign(subject=APP, fact=fact, check="x", evidence=("a",), terms={"key": APP.key}) for fact in facts
    )
    return found


def test_every_fact_that_joins_a_card_has_a_reason_and_every_reason_its_words() -> None:
    assert set(REASON_OF) == JOINED
    assert all(WORDS.text(f"findings.fact-reason.{reason}") for reason in REASON_OF.values())


def test_each_kind_of_fact_is_explained_once() -> None:
    shape = {Fact.OUTSIDE_STORE, Fact.ACCESSIBILITY, Fact.NOTIFICATION_LISTENER, Fact.NO_ICON}
    shape |= {Fact.SENSITIVE_PERMISSIONS, Fact.BATTERY_EXEMPT, Fact.USED_RECENTLY}
    told = reasons(card(*shape), WORDS)
    assert len(told) == len(set(told)) == 5


@pytest.mark.parametrize("facts", [(Fact.ACCESSIBILITY,), (Fact.OUTSIDE_STORE,), (Fact.ACCESSIBILITY, Fact.NO_ICON)])
def test_what_is_good_to_know_has_all_its_words_already(facts: tuple[Fact, ...]) -> None:
    assert reasons(card(*facts), WORDS) == ()
