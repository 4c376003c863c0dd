# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The gates: what may go on, what may not, and that nothing is assumed."""

from datetime import UTC, datetime

import pytest

from devicecheck.errors import GateError
from devicecheck.model.topics import Scope
from devicecheck.runner import gates
from devicecheck.runner.events import NeedKind

NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
SAFE, WHOSE, CONSENT = gates.NEEDS


def recorded(safe: str = "yes", whose: str = "own", **consents: str) -> gates.Recorded:
    given = {scope.value: "yes" for scope in gates.CONSENT_SCOPES} | {
        k.replace("_", "-"): v for k, v in consents.items()
    }
    so_far = gates.record(gates.Recorded(), SAFE, {"safe-now": safe}, "phone-1", NOW)
    so_far = gates.record(so_far, WHOSE, {"whose-phone": whose}, "phone-1", NOW)
    return gates.record(so_far, CONSENT, given, "phone-1", NOW)


def test_the_form_asks_safety_first_and_consent_last() -> None:
    assert [need.kind for need in gates.NEEDS] == [NeedKind.GATE, NeedKind.GATE, NeedKind.CONSENT]
    assert [question.id for question in SAFE.questions] == ["safe-now"]


def test_all_yes_for_an_own_phone_goes_on() -> None:
    assert gates.refusal(recorded()) is None
    assert gates.complete(recorded())
    assert recorded().scopes == frozenset(gates.CONSENT_SCOPES)


@pytest.mark.parametrize("answer", ["no", "not-sure"])
def test_not_safe_now_stops(answer: str) -> None:
    assert gates.refusal(recorded(safe=answer)) == f"gate.safe-now.{answer}"


@pytest.mark.parametrize("answer", ["shared", "work", "child", "other-person"])
def test_only_the_clients_own_phone_is_looked_at(answer: str) -> None:
    assert gates.refusal(recorded(whose=answer)) == f"gate.whose-phone.{answer}"


def test_without_apps_and_control_there_is_nothing_to_start() -> None:
    assert gates.refusal(recorded(apps="no", control="no")) == "gate.nothing-agreed"
    assert gates.refusal(recorded(apps="no")) is None


def test_a_no_is_kept_and_its_scope_is_not_agreed() -> None:
    kept = recorded(app_files="no")
    assert Scope.APP_FILES not in kept.scopes
    assert [consent.given for consent in kept.consents if consent.scope is Scope.APP_FILES] == [False]


@pytest.mark.parametrize("given", [{}, {"safe-now": ""}, {"safe-now": "maybe"}, {"whose-phone": "own"}])
def test_an_answer_that_is_missing_or_unknown_is_never_assumed(given: dict[str, str]) -> None:
    with pytest.raises(GateError):
        gates.record(gates.Recorded(), SAFE, given, "phone-1", NOW)


def test_the_form_is_not_complete_while_a_question_is_open() -> None:
    so_far = gates.record(gates.Recorded(), SAFE, {"safe-now": "yes"}, "phone-1", NOW)
    assert not gates.complete(so_far)
    assert not gates.complete(gates.Recorded())
