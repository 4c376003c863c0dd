# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which questions are put to a phone, and in which order. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from devicecheck.model.findings import Wanted
from devicecheck.model.topics import Topic
from devicecheck.readers.wire import Ask, Params

FIRST = (Topic.DEVICE_FACTS, Topic.CLOCK, Topic.USERS, Topic.DEVICE_POLICY, Topic.SUPERVISION)
"""Read before anything else: who manages this phone, and which users it has."""

OF_EACH_USER = (
    Topic.APPS,
    Topic.LAUNCHER_APPS,
    Topic.ACCESSIBILITY_SETTING,
    Topic.NOTIFICATION_LISTENERS,
    Topic.DEFAULT_APPS,
    Topic.USER_CERTIFICATES,
)
ONCE = (
    Topic.APP_DETAILS, Topic.ACCESSIBILITY_STATE, Topic.APP_OPS, Topic.BATTERY_EXEMPT, Topic.GLOBAL_SETTINGS,
    Topic.ROLE_HOLDERS, Topic.SYSTEM_TRACES,
    Topic.PROFILES, Topic.PHONE_SETTINGS, Topic.APP_ACCOUNTS, Topic.APP_PROFILES, Topic.WATCHES, Topic.RUNNING_PROGRAMS,
)  # fmt: skip
OF_FILES = (Topic.APP_FILE_TAIL, Topic.APP_FILE_RANGE)

MOST_USERS = 8
MOST_FILES = 600
"""Apps whose files are looked into at the most; a phone with more is answered with a gap, never silently."""


@dataclass(frozen=True, slots=True)
class Question:
    """One topic with its parameters, before it has a number."""

    topic: Topic
    params: tuple[tuple[str, str | int], ...] = ()

    @property
    def user(self) -> int | None:
        """The phone's user that it is about."""
        user = dict(self.params).get("user")
        return user if isinstance(user, int) else None


def first_questions(allowed: frozenset[Topic]) -> tuple[Question, ...]:
    """The first round."""
    return tuple(Question(topic) for topic in FIRST if topic in allowed)


def inventory_questions(allowed: frozenset[Topic], users: Sequence[int]) -> tuple[Question, ...]:
    """The second round: the computers that the phone lets in, lists of each user, then what is read once.

    The computers come first: a tap on the phone can wipe their list, and a cable that is pulled takes the rest. The
    owner (user 0) comes before other users.
    """
    computers = Question(Topic.AUTHORISED_COMPUTERS)
    per_user = (Question(topic, (("user", user),)) for user in users[:MOST_USERS] for topic in OF_EACH_USER)
    once = (Question(topic) for topic in ONCE)
    return tuple(question for question in (computers, *per_user, *once) if question.topic in allowed)


def wanted_questions(
    allowed: frozenset[Topic], wanted: Iterable[Wanted], already: frozenset[Question], most: int | None = MOST_FILES
) -> tuple[Question, ...]:
    """What checks and parsing asked for, once each, without what was asked before; at the most so many, if a number."""
    fresh: dict[Question, None] = {}
    for wish in wanted:
        question = Question(wish.topic, tuple(sorted(wish.params.items())))
        if wish.topic in allowed and question not in already:
            fresh.setdefault(question)
    return tuple(fresh)[:most]


def asks(questions: Sequence[Question], first_number: int, letter: str = "r") -> tuple[Ask, ...]:
    """The questions as numbered asks of the wire. A letter of its own keeps two sources apart in one document."""
    return tuple(
        Ask(f"{letter}{number}", question.topic.value, _params(question))
        for number, question in enumerate(questions, first_number)
    )


def _params(question: Question) -> Params:
    return dict(question.params)
