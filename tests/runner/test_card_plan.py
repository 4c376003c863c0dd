# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which questions come next, and which cards fit: most useful first, with the reason, and nothing lost."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from devicecheck.errors import WordingError
from devicecheck.model.cards import Area, Knows, Platform
from devicecheck.model.questions import SKIP, ToldAnswer
from devicecheck.report.cards import guided_cards, load_questions, visit_questions
from devicecheck.report.folder import reports_folder
from devicecheck.runner.card_plan import CARD_MINUTES, Plan, next_question, plan, planned_checks
from tests import reading_age
from tests.test_wording import STATEMENTS

CARDS, QUESTIONS = guided_cards(), visit_questions()
ANDROID = frozenset({Platform.ANDROID})
FILE = reports_folder() / "wording" / "en" / "cards" / "questions" / "questions.yaml"


def told(**answers: str | tuple[str, ...]) -> tuple[ToldAnswer, ...]:
    at = datetime(2026, 11, 24, tzinfo=UTC)
    given = ((id_.replace("_", "-"), each if isinstance(each, tuple) else (each,)) for id_, each in answers.items())
    return tuple(ToldAnswer(question=id_, answers=each, at=at) for id_, each in given)


def planned(minutes: int = 60, platforms: frozenset[Platform] = ANDROID, **answers: str | tuple[str, ...]) -> Plan:
    return plan(CARDS, QUESTIONS, told(**answers), minutes, platforms)


def asked(answer: str) -> list[str]:
    """The ids of all questions that are asked where each gets this answer, or else the last one of its own."""
    given: tuple[ToldAnswer, ...] = ()
    while (question := next_question(QUESTIONS, given)) is not None:
        ids = [choice.id for choice in question.choices]
        given += told(**{question.id: answer if answer in (*ids, SKIP) else ids[-1]})
    return [each.question for each in given]


def test_every_question_can_be_skipped_and_a_branch_is_asked_only_where_it_leads() -> None:
    skipped, yes = asked(SKIP), asked("yes")
    assert "has-car" in skipped and "car-app" not in skipped and "child-contact" not in skipped
    assert {"car-app", "child-contact", "home-owner"} <= set(yes)
    assert yes.index("has-car") + 1 == yes.index("car-app")


@pytest.mark.parametrize("minutes", [45, 60, 90])
def test_the_plan_fits_and_no_card_is_lost(minutes: int) -> None:
    made = planned(minutes, they_know=("places", "messages"))
    assert 0 < sum(each.card.minutes for each in made.now) <= CARD_MINUTES[minutes]
    wanted = {card.id for card in CARDS if card.platform is not Platform.IPHONE}
    assert [each.card.id for each in made.now + made.later] != [] and len(made.now + made.later) == len(wanted)
    assert {each.card.id for each in made.now + made.later} == wanted


def test_more_time_means_more_cards() -> None:
    counts = [len(planned(minutes).now) for minutes in (45, 60, 90)]
    assert counts == sorted(counts) and counts[0] < counts[2]


def test_what_they_know_comes_first_and_says_why() -> None:
    places, messages = planned(they_know="places").now[0], planned(they_know="messages").now[0]
    assert places.card.id in {"google-maps-sharing", "find-hub"}
    assert places.because == ("They seem to know where you are.",)
    assert messages.card.id == "whatsapp-linked" and messages.because == ("They seem to know your messages.",)


def test_cards_of_a_car_and_of_children_come_up_only_where_an_answer_points_there() -> None:
    assert not {Area.CAR, Area.CHILD} & {each.card.area for each in planned(90).now}
    assert Area.CHILD in {each.card.area for each in planned(45, children="yes", child_contact="yes").now}
    assert planned(45, has_car="yes", car_app="not-sure").now[0].card.area is Area.CAR


CALLS = ("calls-kind", "calls-when", "calls-kept")
WORK = ("work", "work-link", "work-contact", "work-device", "work-person")


@pytest.mark.parametrize(("gate", "branch"), [("odd-calls", CALLS), ("has-work", WORK)])
def test_a_branch_opens_with_its_first_question_and_stays_closed_without(gate: str, branch: tuple[str, ...]) -> None:
    def follows(answer: str) -> list[str]:
        given, ids = told(**{gate: answer}), list[str]()
        while (question := next_question(QUESTIONS, given)) is not None:
            ids.append(question.id)
            given += told(**{question.id: SKIP})
        return ids

    assert set(branch) <= set(follows("yes"))
    assert not set(branch) & {*follows("no"), *follows(SKIP)}


def test_the_code_of_the_voicemail_is_asked_only_where_calls_went_missing() -> None:
    assert "voicemail-known" not in asked("no") and "voicemail-known" in asked("not-sure")


@pytest.mark.parametrize(
    ("question", "answer", "card"),
    [
        ("calls-kind", "withheld", "call-withheld"), ("calls-kind", "known-number", "call-spoofed"),
        ("calls-kind", "many", "call-keeping"), ("calls-kept", "no", "call-keeping"),
        ("calls-kept", "blocked", "blocked-numbers"), ("calls-missing", "calls", "call-forwarding"),
        ("calls-missing", "voicemails", "voicemail-code"), ("work", "calendar", "work-calendar"),
        ("work", "rota", "work-rota"), ("work", "parking", "work-parking"), ("work", "account", "work-account"),
        ("work", "public", "work-in-public"), ("work-link", "works-there", "work-person"),
        ("work-device", "yes", "work-device"), ("work-person", "not-yet", "work-person"),
    ],
)  # fmt: skip
def test_an_answer_brings_its_own_card_forward_with_the_reason(question: str, answer: str, card: str) -> None:
    because = next(
        choice.because for each in QUESTIONS if each.id == question for choice in each.choices if choice.id == answer
    )
    first = {each.card.id: each.because for each in planned(45, **{question: answer}).now[:2]}
    assert because in first[card]


def test_calls_and_work_cards_come_up_only_where_an_answer_points_there() -> None:
    assert not {Area.CALLS, Area.WORK} & {each.card.area for each in planned(90).now}
    whole = planned(60, odd_calls="yes", calls_kind=("withheld", "silent"), calls_kept="no")
    assert whole.now[0].card.id == "call-keeping" and "Calls were not kept so far." in whole.now[0].because


def test_keeping_calls_is_looked_at_before_anything_that_leads_to_a_block() -> None:
    whole = planned(90, odd_calls="yes", calls_kind=("withheld", "many"), calls_kept="some", calls_missing="calls")
    order = [each.card.id for each in whole.now]
    assert order.index("call-keeping") < order.index("blocked-numbers")


def test_a_skipped_question_points_nowhere() -> None:
    assert planned(they_know=SKIP, car_app=SKIP) == planned()


def test_the_questions_are_easy_and_say_nothing_that_we_cannot_know() -> None:
    texts = [text for each in QUESTIONS for text in (each.text, each.why, *(choice.because for choice in each.choices))]
    assert [hit[0] for text in texts if (hit := STATEMENTS.search(text))] == []
    assert reading_age.grade(text for text in texts if text) <= 4.0 and reading_age.mean_sentence(texts) <= 12


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("question: has-car", "question: no-such"),
        ('id: "everywhere"', 'id: "skip"'),
        ("id: where-it-happens", "id: they-know"),
        ("knows:\n          - places", "knows:\n          - dreams"),
        ("cards:\n          - call-withheld", "cards:\n          - ../call-withheld"),
    ],
)
def test_questions_that_do_not_fit_together_are_refused(tmp_path: Path, old: str, new: str) -> None:
    text = FILE.read_text("utf-8")
    assert old in text
    (tmp_path / "questions.yaml").write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(WordingError):
        load_questions(tmp_path / "questions.yaml")


def test_a_phone_is_always_checked_and_the_answers_order_the_rest() -> None:
    def checks(*, cable: bool = True, **answers: str | tuple[str, ...]) -> list[str]:
        return [each.check.value for each in planned_checks(QUESTIONS, told(**answers), cable=cable)]

    assert checks() == ["phone"] and checks(cable=False) == []
    assert checks(they_know="home") == ["network", "phone"]
    assert checks(they_know="messages") == ["phone"] and checks(they_know="places") == ["tags", "phone"]
    assert checks(they_know="home", who_set_up="other-person", screen_code="yes") == ["phone", "network"]
    assert checks(cable=False, tag_alert="yes", gifts="yes", they_know="home") == ["tags", "network"]
    apart = told(tag_alert="yes", they_know="home")
    assert planned_checks(QUESTIONS, apart, cable=False, online=True) == ()
    (tags, _) = planned_checks(QUESTIONS, told(tag_alert="yes"), cable=True)
    assert tags.because == ("There was a warning of a tag.",)
    (tags, phone) = planned_checks(QUESTIONS, told(they_know="places", not_known="messages"), cable=True)
    assert (tags.check.value, phone.check.value) == ("tags", "phone") and not phone.because
    assert tags.because == ("They seem to know where you are.", "They do not seem to know your messages.")


def test_what_they_do_not_know_lets_cards_wait_and_stands_with_the_reason() -> None:
    made = planned(45, they_know="places", not_known=("messages", "photos"))
    assert made.now[0].because == (
        "They seem to know where you are.", "They do not seem to know your messages.",
        "They do not seem to know your photos.",
    )  # fmt: skip

    unknown = {Knows.MESSAGES, Knows.PHOTOS}
    waits = [bool(unknown & set(each.card.tells)) for each in (*made.now, *made.later) if not each.because]
    assert waits == sorted(waits) and True in waits
    only = {each.card.id for each in made.now if {*each.card.tells} <= unknown}
    assert only == set()


def test_what_was_named_on_both_sides_is_known() -> None:
    both = planned(they_know=("places", "messages"), not_known="messages")
    assert both == planned(they_know=("places", "messages"))


def test_what_they_do_not_know_is_asked_only_of_somebody_who_named_what_they_know() -> None:
    assert "not-known" not in asked(SKIP) and "not-known" in asked("places")
