# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An ordinary reason for each fact on the card of an app that no list knows. Pure."""

from collections.abc import Mapping
from types import MappingProxyType

from devicecheck.model.findings import Concern, Fact, Finding, SubjectKind
from devicecheck.report.wording import Wording

REASON_OF: Mapping[Fact, str] = MappingProxyType(
    {
        Fact.OUTSIDE_STORE: "from-web",
        Fact.SOURCE_UNKNOWN: "moved",
        Fact.MOVED_OVER: "moved",
        Fact.STORE_MARK_MISSING: "unmarked",
        Fact.ACCESSIBILITY: "reads",
        Fact.NOTIFICATION_LISTENER: "reads",
        Fact.DEVICE_ADMIN: "control",
        Fact.NO_ICON: "helper",
        Fact.SYSTEM_SOUNDING: "named",
        Fact.SENSITIVE_PERMISSIONS: "private",
        Fact.PRIVATE_PERMISSION: "private",
        Fact.USED_RECENTLY: "private",
        Fact.BATTERY_EXEMPT: "awake",
        **dict.fromkeys(
            (
                Fact.KEYBOARD, Fact.ASSISTANT, Fact.MESSAGES_APP, Fact.CALLS_APP, Fact.ALWAYS_ON_VPN, Fact.HOME_SCREEN,
                Fact.CALL_SCREENING, Fact.OVERLAY, Fact.VPN_ALLOWED, Fact.USAGE_ACCESS, Fact.INSTALLS_APPS,
                Fact.ALL_FILES, Fact.SCREEN_CAPTURE, Fact.RESTRICTIONS_LIFTED,
            ),
            "turned-on",
        ),
    }
)  # fmt: skip


def reasons(finding: Finding, wording: Wording) -> tuple[str, ...]:
    """One sentence for each kind of fact that joined the card, in their order.

    Shape: () for what a list knows, which has reasons of its own, and for what is good to know: there all words are.
    """
    known = finding.signatures or finding.subject.kind is not SubjectKind.APP
    if known or finding.concern is Concern.GOOD_TO_KNOW:
        return ()
    named = dict.fromkeys(REASON_OF[fact] for fact in finding.facts if fact in REASON_OF)
    return tuple(wording.text(f"findings.fact-reason.{reason}") for reason in named)
