# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The order of questions, and that nothing outside the agreement is ever among them."""

from devicecheck.model.findings import Subject, SubjectKind, Wanted
from devicecheck.model.topics import Scope, Topic, agreed_topics
from devicecheck.runner import planning

ALL = frozenset(Topic)
SUBJECT = Subject(kind=SubjectKind.APP, device="phone-1", user=0, key="org.example")


def wish(path: str) -> Wanted:
    return Wanted(topic=Topic.APP_FILE_TAIL, subject=SUBJECT, reason="certificate", params={"path": path})


def test_who_manages_the_phone_is_asked_before_any_list() -> None:
    assert [question.topic for question in planning.first_questions(ALL)] == list(planning.FIRST)


def test_the_list_that_one_tap_can_wipe_is_read_before_the_long_lists() -> None:
    assert planning.inventory_questions(ALL, (0, 10))[0].topic is Topic.AUTHORISED_COMPUTERS
    asked = [question.topic for question in planning.inventory_questions(ALL, (0,))]
    assert asked.count(Topic.AUTHORISED_COMPUTERS) == 1


def test_each_user_gets_the_lists_of_a_user() -> None:
    questions = planning.inventory_questions(ALL, (0, 10))
    assert [q.user for q in questions if q.topic is Topic.APPS] == [0, 10]
    assert [q.user for q in questions if q.topic is Topic.APP_DETAILS] == [None]


def test_a_topic_that_was_not_agreed_is_not_asked() -> None:
    allowed = agreed_topics(frozenset({Scope.APPS}))
    asked = {q.topic for q in (*planning.first_questions(allowed), *planning.inventory_questions(allowed, (0,)))}
    assert asked == {Topic.APPS, Topic.LAUNCHER_APPS, Topic.APP_DETAILS, Topic.APP_ACCOUNTS, Topic.APP_PROFILES}


def test_a_wish_is_granted_once_and_only_if_agreed() -> None:
    wishes = [wish("/data/app/a/base.apk"), wish("/data/app/a/base.apk"), wish("/data/app/b/base.apk")]
    first = planning.wanted_questions(ALL, wishes, frozenset())
    assert [dict(q.params)["path"] for q in first] == ["/data/app/a/base.apk", "/data/app/b/base.apk"]
    assert planning.wanted_questions(ALL, wishes, frozenset(first)) == ()
    assert planning.wanted_questions(agreed_topics(frozenset({Scope.APPS})), wishes, frozenset()) == ()


def test_asks_are_numbered_on() -> None:
    asks = planning.asks(planning.first_questions(ALL), 5)
    assert [ask.id for ask in asks] == ["r5", "r6", "r7", "r8", "r9"]
