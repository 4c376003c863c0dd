# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""`dumpsys accessibility`: which accessibility services are on, by user.

Source: AOSP com/android/server/accessibility, AccessibilityUserState.dump (Android 10 and later) and
AccessibilityManagerService.dump (8 and 9, which name what runs only by its label); Samsung's own form of 9 and 10,
with one service a line.
"""

import re
from dataclasses import dataclass, field

from devicecheck.parse.android.answer import LONGEST_TEXT, Answer, nothing
from devicecheck.parse.android.components import MOST_COMPONENTS, Component, component

BLOCK = "User state["
USER_ID = re.compile(r"attributes:\{\s*id=([0-9]{1,9})")
LIST = re.compile(r"(?:(enabled|bound|installed|binding|crashed) )?services: ?\{", re.IGNORECASE)
ENABLED, RUNNING = "enabled", ("bound", "")
NUMBERED = re.compile(r"[0-9]{1,4} ?: ?(\S{1,700})")
COMPONENT = re.compile(r"\{([^{}]{1,700})\}")
LABEL = "Service[label="
AFTER_LABEL = (", feedbackType[", ", id=", ", capabilities=")
MOST_USERS = 100


@dataclass(slots=True)
class UserServices:
    """The services of one user. `running`: a service runs, also when no line names it."""

    user: int = 0
    enabled: dict[Component, None] = field(default_factory=dict)
    unknown: int = 0
    labels: list[str] = field(default_factory=list)
    running: bool = False
    told: bool = False
    open_list: str | None = None

    @property
    def label(self) -> str | None:
        """What the phone calls the service, if only one is on: labels and names come in orders of their own."""
        return self.labels[0] if len(self.labels) == len(self.enabled) == 1 else None


def parse(answer: Answer) -> tuple[UserServices, ...]:
    """The services of each user. Errors: ParseError when no line says what is on."""
    found: list[UserServices] = []
    for line in answer.lines():
        text = line.strip()
        if text.startswith(BLOCK) and len(found) < MOST_USERS:
            found.append(UserServices())
            text = text.removeprefix(BLOCK).strip()
        if found:
            _take(found[-1], text)
    if not any(services.told for services in found):
        raise nothing(answer)
    return tuple(services for services in found if services.told)


def _take(services: UserServices, text: str) -> None:
    if match := LIST.match(text):
        services.open_list = None
        _list(services, (match[1] or "").lower(), text[match.end() :])
    elif match := USER_ID.match(text):
        services.user = int(match[1])
    elif services.open_list is not None:
        _list_line(services, services.open_list, text)
    if LABEL in text and len(services.labels) < MOST_COMPONENTS:
        services.labels += _labels(text)


def _list(services: UserServices, kind: str, rest: str) -> None:
    """A list begins. Lists add up: the label of a service may hold a line break and so forge an empty one."""
    services.told |= kind == ENABLED or kind in RUNNING
    if not rest:
        services.open_list = kind
    elif kind == ENABLED:
        parts = COMPONENT.findall(rest)
        services.unknown += not parts and not rest.startswith("}")
        for part in parts:
            _enable(services, part)
    elif kind in RUNNING:
        services.running |= not rest.startswith("}")


def _list_line(services: UserServices, kind: str, text: str) -> None:
    """A line of a list that has one service a line."""
    if text.startswith("}"):
        services.open_list = None
    elif kind == ENABLED and text:
        match = NUMBERED.match(text)
        _enable(services, match[1] if match else text)
    elif kind in RUNNING and text:
        services.running = True


def _enable(services: UserServices, text: str) -> None:
    named = component(text)
    if named is None or len(services.enabled) >= MOST_COMPONENTS:
        services.unknown += 1
    else:
        services.enabled.setdefault(named)


def _labels(text: str) -> list[str]:
    """The labels on a line. A label may hold any text; it ends where the next field of its service begins."""
    labels = []
    for part in text.split(LABEL, MOST_COMPONENTS)[1:]:
        ends = [end for mark in AFTER_LABEL if (end := part.find(mark)) >= 0]
        labels.append(part[: min(ends, default=len(part))][:LONGEST_TEXT])
    return labels
