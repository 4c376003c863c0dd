# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The one table of judgement: which facts about one app make which concern and which confidence.

Rows are read from the top; the first that fits decides. A row names what must be there, never how much of it: no score,
no total. Facts that stand in no row of their own (no icon, many permissions, a name) never make a card alone.
"""

from collections.abc import Set
from dataclasses import dataclass

from devicecheck.assess.codes import FindingCode
from devicecheck.model.findings import Concern, Confidence, Fact
from devicecheck.model.signatures import Category, SignatureStatus

CERTIFICATE = frozenset({Fact.LISTED_CERTIFICATE, Fact.LISTED_PAST_CERTIFICATE, Fact.LISTED_FILE})
"""What names an app as firmly as its maker's stamp does, the very file included."""
RULE = frozenset({Fact.LISTED_RULE})
PACKAGE = frozenset({Fact.LISTED_PACKAGE, Fact.LISTED_PROFILE})
"""An exact id of an app or of a settings profile."""
PATTERN = frozenset({Fact.LISTED_PATTERN})
HINT = frozenset({Fact.LISTED_COMPONENT, Fact.LISTED_LABEL})
ID = PACKAGE | PATTERN
SERVER = frozenset({Fact.LISTED_SERVER})
"""The app's own server. Also met by somebody who opens the app's pages, so it is never "we found it"."""
SHARED_SERVER = frozenset({Fact.LISTED_SHARED_SERVER})
ADDRESS = frozenset({Fact.LISTED_ADDRESS})
"""A server's address in numbers. Somebody else may have it today, so alone it is never more than good to know."""

OUTSIDE = frozenset({Fact.OUTSIDE_STORE})
UNTOLD = frozenset({Fact.SOURCE_UNKNOWN})
"""Until Android 13 also an app that a computer put on. Less is asked for than of one that came from an older phone."""
NOT_SAID = UNTOLD | {Fact.MOVED_OVER, Fact.STORE_MARK_MISSING}
"""The phone does not say where an app is from, or names a store that did not mark the file."""
NAME_ONLY = frozenset({Fact.STORE_NAME_ONLY})
"""A store is named that leaves no mark in its files. Parts of watches come like this: only strong control counts."""
CONTROL = frozenset({Fact.ACCESSIBILITY, Fact.DEVICE_ADMIN, Fact.DEVICE_OWNER, Fact.NOTIFICATION_LISTENER})
STRONG_CONTROL = CONTROL - {Fact.NOTIFICATION_LISTENER}
NO_ICON = frozenset({Fact.NO_ICON})
HIDDEN = NO_ICON | {Fact.SYSTEM_SOUNDING}
PERMISSIONS = frozenset({Fact.SENSITIVE_PERMISSIONS})
PRIVATE = PERMISSIONS | {Fact.PRIVATE_PERMISSION, Fact.USED_RECENTLY}
"""May use something private, or did: enough for a look at an app of no store that shows no icon."""
OFF_PAGES = frozenset({Fact.OFF_PAGES})
"""On no page of the Home Screen. Many people keep most apps in the app library, so it only supports."""
OTHER_ACCOUNT = frozenset({Fact.OTHER_ACCOUNT})
COMPUTER = frozenset({Fact.COPIED_TO_COMPUTER, Fact.REACHED_BY_WIFI, Fact.DEVELOPER_MODE})
ROLE = frozenset(
    {
        Fact.KEYBOARD, Fact.ASSISTANT, Fact.MESSAGES_APP, Fact.CALLS_APP, Fact.ALWAYS_ON_VPN,
        Fact.HOME_SCREEN, Fact.CALL_SCREENING,
    }
)  # fmt: skip
"""One app that does a thing for the whole phone, such as the keyboard, through which every word goes."""
FOR_ALL_WORDS = frozenset({Fact.KEYBOARD, Fact.MESSAGES_APP, Fact.CALLS_APP, Fact.ALWAYS_ON_VPN})
"""Roles through which all words, calls or traffic go; a home screen or an assistant has often no icon of its own."""
RIGHTS = frozenset(
    {Fact.OVERLAY, Fact.USAGE_ACCESS, Fact.INSTALLS_APPS, Fact.ALL_FILES, Fact.SCREEN_CAPTURE, Fact.VPN_ALLOWED}
)
"""Rights that a person turns on by hand and many good apps have."""
LIFTED = frozenset({Fact.RESTRICTIONS_LIFTED})
"""Somebody opened by hand what Android 13 and later keep closed for apps from outside a store."""
AWAKE = frozenset({Fact.BATTERY_EXEMPT, Fact.USED_RECENTLY})
"""An app that is never put to sleep, or that used place, sound or camera in the last days."""
BOTH = (frozenset({Fact.BATTERY_EXEMPT}), frozenset({Fact.USED_RECENTLY}))
"""Never put to sleep, and used something private: both are asked for where few other facts are there."""
GUARD_OFF = frozenset({Fact.START_UNLOCKED, Fact.APP_CHECK_OFF, Fact.WEB_PROXY, Fact.CERTIFICATE_ADDED})
"""Settings of the whole phone that few people change, and that open it to others."""
CHANGED = frozenset({Fact.PRIVATE_DNS, Fact.WIRELESS_DEBUGGING, Fact.ANY_SOURCE})
"""Settings that many people change themselves, against adverts or to build apps."""
STEERING = frozenset({Fact.PROFILE_MANAGES, Fact.PROFILE_VPN, Fact.PROFILE_ROOT, Fact.PROFILE_PROXY})
"""What a settings profile sets that gives others a hold on the phone or a look at its traffic."""
TRAFFIC = frozenset({Fact.VPN_SET, Fact.DNS_SET, Fact.FILTER_SET})
SUPPORT = OUTSIDE | CONTROL | NO_ICON | HINT | RULE
APART = OUTSIDE | NO_ICON

VOUCHED = frozenset({SignatureStatus.LISTED, SignatureStatus.REVIEWED})
REVIEWED = frozenset({SignatureStatus.REVIEWED})
ANY_STATUS = frozenset(SignatureStatus)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one row says."""

    code: FindingCode
    concern: Concern
    confidence: Confidence
    purpose_unknown: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One row. `needs` are groups; of each group at least one fact must be there. `category` None: on no list."""

    category: Category | None
    statuses: frozenset[SignatureStatus]
    needs: tuple[frozenset[Fact], ...]
    verdict: Verdict

    def fits(self, category: Category | None, status: SignatureStatus | None, facts: Set[Fact]) -> bool:
        """Whether this row is about such an app with these facts."""
        return (
            self.category is category
            and (status is None or status in self.statuses)
            and all(group & facts for group in self.needs)
        )


ACT, LOOK, KNOW = Concern.ACT_WITH_SUPPORT, Concern.LOOK_CLOSER, Concern.GOOD_TO_KNOW
FOUND, LIKELY, COULD, WORTH = Confidence.FOUND, Confidence.VERY_LIKELY, Confidence.COULD_BE, Confidence.WORTH_KNOWING

SECRET = Category.WATCH_SECRETLY
SECRET_ROWS = tuple(
    Row(SECRET, statuses, needs, Verdict(code, concern, confidence))
    for statuses, needs, code, concern, confidence in (
        (VOUCHED, (CERTIFICATE,), FindingCode.WATCH_SECRETLY_FOUND, ACT, FOUND),
        (VOUCHED, (PACKAGE, SUPPORT), FindingCode.WATCH_SECRETLY_LIKELY, ACT, LIKELY),
        (REVIEWED, (PATTERN, SUPPORT), FindingCode.WATCH_SECRETLY_LIKELY, ACT, LIKELY),
        (ANY_STATUS, (CERTIFICATE,), FindingCode.WATCH_SECRETLY_POSSIBLE, LOOK, COULD),
        (ANY_STATUS, (ID,), FindingCode.WATCH_SECRETLY_POSSIBLE, LOOK, COULD),
        (REVIEWED, (RULE,), FindingCode.WATCH_SECRETLY_LIKELY, ACT, LIKELY),
        (ANY_STATUS, (RULE,), FindingCode.WATCH_SECRETLY_POSSIBLE, LOOK, COULD),
        (ANY_STATUS, (HINT, APART), FindingCode.WATCH_SECRETLY_POSSIBLE, LOOK, COULD),
        (VOUCHED, (SERVER,), FindingCode.SERVER_CONTACT, LOOK, LIKELY),
        (ANY_STATUS, (SERVER | SHARED_SERVER,), FindingCode.SERVER_CONTACT, LOOK, COULD),
        (ANY_STATUS, (ADDRESS,), FindingCode.SERVER_ADDRESS, KNOW, WORTH),
    )
)

MANAGING = STRONG_CONTROL - {Fact.ACCESSIBILITY}
"""Help from afar, call recorders and the like need accessibility for their everyday work."""
NOT_ORDINARY = {
    Category.FAMILY_WATCH: APART | CONTROL,
    Category.REMOTE_CONTROL: OUTSIDE | MANAGING,
    Category.CAN_FOLLOW: APART | STRONG_CONTROL,
    Category.OTHER_USE: APART | MANAGING,
    Category.WORK: OUTSIDE,
}
"""What an app of this kind does not need for its everyday work: a reason to look closer, not to accuse."""

CODE_OF = {
    Category.FAMILY_WATCH: FindingCode.FAMILY_WATCH,
    Category.REMOTE_CONTROL: FindingCode.REMOTE_CONTROL,
    Category.CAN_FOLLOW: FindingCode.CAN_FOLLOW,
    Category.OTHER_USE: FindingCode.OTHER_USE,
    Category.WORK: FindingCode.WORK,
}


def _open_rows(category: Category, beyond: frozenset[Fact]) -> tuple[Row, ...]:
    """Rows of a kind that people use openly: what it is may be certain, what it is used for is not known."""
    code = CODE_OF[category]
    rows = (
        (VOUCHED, (PACKAGE, CERTIFICATE, beyond), LOOK, FOUND),
        (VOUCHED, (PACKAGE, CERTIFICATE), KNOW, FOUND),
        (ANY_STATUS, (ID, beyond), LOOK, COULD),
        (ANY_STATUS, (ID,), KNOW, COULD),
        (ANY_STATUS, (CERTIFICATE, beyond), LOOK, COULD),
        (ANY_STATUS, (CERTIFICATE,), KNOW, COULD),
        (ANY_STATUS, (RULE,), KNOW, COULD),
    )
    met = Verdict(FindingCode.SERVER_CONTACT, KNOW, COULD, purpose_unknown=True)
    return (
        *(
            Row(category, statuses, needs, Verdict(code, concern, confidence, purpose_unknown=True))
            for statuses, needs, concern, confidence in rows
        ),
        Row(category, ANY_STATUS, (SERVER | SHARED_SERVER,), met),
        Row(category, ANY_STATUS, (ADDRESS,), Verdict(FindingCode.SERVER_ADDRESS, KNOW, WORTH, purpose_unknown=True)),
    )


RADIO = frozenset({Fact.LISTED_RADIO})
TAG_ROWS = tuple(
    Row(Category.CAN_FOLLOW, statuses, (RADIO, frozenset({fact})), Verdict(code, concern, confidence, True))
    for statuses, fact, code, concern, confidence in (
        (VOUCHED, Fact.TAG_TRAVELS, FindingCode.TAG_TRAVELS, ACT, LIKELY),
        (ANY_STATUS, Fact.TAG_TRAVELS, FindingCode.TAG_TRAVELS, LOOK, COULD),
        (ANY_STATUS, Fact.TAG_AGAIN, FindingCode.TAG_AGAIN, LOOK, COULD),
        (ANY_STATUS, Fact.TAG_NEAR, FindingCode.TAG_NEAR, KNOW, WORTH),
        (ANY_STATUS, Fact.TAG_OWN, FindingCode.TAG_OWN, KNOW, WORTH),
    )
)
"""Where a tag was met decides; one that was here before, or at one place in passing, makes no card."""

DEVICE = frozenset({Fact.LISTED_DEVICE})
DEVICE_HINT = frozenset({Fact.LISTED_DEVICE_HINT})
NETWORK_ROWS = tuple(
    row
    for category, code in (
        (Category.OTHER_USE, FindingCode.NETWORK_DEVICE),
        (Category.CAN_FOLLOW, FindingCode.NETWORK_SERVER),
    )
    for row in (
        Row(
            category,
            ANY_STATUS,
            (DEVICE | DEVICE_HINT, frozenset({Fact.DEVICE_KNOWN})),
            Verdict(FindingCode.NETWORK_KNOWN, KNOW, WORTH, True),
        ),
        Row(category, VOUCHED, (DEVICE,), Verdict(code, LOOK, LIKELY, True)),
        Row(category, ANY_STATUS, (DEVICE | DEVICE_HINT,), Verdict(code, LOOK, COULD, True)),
    )
)
"""A camera at home is mostly the home's own: a card asks whose it is, and one that the client knows is only noted."""

OPEN_ROWS = tuple(row for category, beyond in NOT_ORDINARY.items() for row in _open_rows(category, beyond))

UNLISTED_ROWS = tuple(
    Row(None, ANY_STATUS, needs, Verdict(code, concern, confidence))
    for needs, code, concern, confidence in (
        ((OUTSIDE, CONTROL | ROLE, HIDDEN), FindingCode.APP_HIDDEN_CONTROL, ACT, COULD),
        ((OUTSIDE, HIDDEN, PERMISSIONS | RIGHTS, AWAKE), FindingCode.APP_HIDDEN_ALWAYS_ON, ACT, COULD),
        ((OUTSIDE, NO_ICON, PRIVATE, *BOTH), FindingCode.APP_HIDDEN_ALWAYS_ON, ACT, COULD),
        ((frozenset({Fact.DEVICE_OWNER}),), FindingCode.APP_MANAGES_PHONE, LOOK, COULD),
        ((OUTSIDE, CONTROL | ROLE), FindingCode.APP_OUTSIDE_STORE_CONTROL, LOOK, COULD),
        ((OUTSIDE, NO_ICON, PRIVATE | RIGHTS), FindingCode.APP_HIDDEN_OUTSIDE_STORE, LOOK, COULD),
        ((OUTSIDE, HIDDEN, PERMISSIONS), FindingCode.APP_HIDDEN_OUTSIDE_STORE, LOOK, COULD),
        ((NOT_SAID, STRONG_CONTROL, HIDDEN), FindingCode.APP_HIDDEN_CONTROL_SOURCE_UNKNOWN, LOOK, COULD),
        ((NOT_SAID, FOR_ALL_WORDS, NO_ICON), FindingCode.APP_HIDDEN_CONTROL_SOURCE_UNKNOWN, LOOK, COULD),
        (
            (NAME_ONLY, STRONG_CONTROL | FOR_ALL_WORDS, NO_ICON),
            FindingCode.APP_HIDDEN_CONTROL_SOURCE_UNKNOWN,
            LOOK,
            COULD,
        ),
        (
            (NOT_SAID, NO_ICON, frozenset({Fact.SCREEN_CAPTURE}), AWAKE),
            FindingCode.APP_HIDDEN_AWAKE_SOURCE_UNKNOWN,
            LOOK,
            COULD,
        ),
        ((NOT_SAID, NO_ICON, PRIVATE | RIGHTS, *BOTH), FindingCode.APP_HIDDEN_AWAKE_SOURCE_UNKNOWN, LOOK, COULD),
        ((NOT_SAID, OFF_PAGES, PERMISSIONS), FindingCode.APP_HIDDEN_AWAKE_SOURCE_UNKNOWN, LOOK, COULD),
        ((UNTOLD, NO_ICON, CONTROL, PRIVATE), FindingCode.APP_HIDDEN_AWAKE_SOURCE_UNKNOWN, LOOK, COULD),
        ((UNTOLD, NO_ICON, PERMISSIONS), FindingCode.APP_HIDDEN_AWAKE_SOURCE_UNKNOWN, LOOK, COULD),
        ((UNTOLD, STRONG_CONTROL, PERMISSIONS), FindingCode.APP_PRIVATE_SOURCE_UNKNOWN, LOOK, COULD),
        ((UNTOLD, PERMISSIONS, *BOTH), FindingCode.APP_PRIVATE_SOURCE_UNKNOWN, LOOK, COULD),
        ((frozenset({Fact.BUILT_TO_WATCH}),), FindingCode.APP_BUILT_TO_WATCH, LOOK, COULD),
        ((frozenset({Fact.MISSHAPEN_FILE}),), FindingCode.APP_FILE_MISSHAPEN, LOOK, COULD),
        ((OUTSIDE, OFF_PAGES | LIFTED), FindingCode.APP_OUTSIDE_STORE, LOOK, COULD),
        ((OUTSIDE, PERMISSIONS, *BOTH), FindingCode.APP_OUTSIDE_STORE, LOOK, COULD),
        ((OTHER_ACCOUNT, OFF_PAGES), FindingCode.APP_OTHER_ACCOUNT, LOOK, COULD),
        ((CONTROL | ROLE,), FindingCode.APP_CONTROL, KNOW, WORTH),
        ((frozenset({Fact.PROFILE_OWNER}),), FindingCode.APP_MANAGES_PART, KNOW, WORTH),
        ((OUTSIDE,), FindingCode.APP_OUTSIDE_STORE, KNOW, WORTH),
        ((OTHER_ACCOUNT,), FindingCode.APP_OTHER_ACCOUNT, KNOW, WORTH),
        ((frozenset({Fact.NAMES_MANY}),), FindingCode.APP_NAMES_MANY, KNOW, WORTH),
    )
)

PHONE_ROWS = tuple(
    Row(None, ANY_STATUS, needs, Verdict(code, concern, confidence))
    for needs, code, concern, confidence in (
        ((frozenset({Fact.OPENED_PHONE}),), FindingCode.OPENED_PHONE, LOOK, COULD),
        ((GUARD_OFF,), FindingCode.CHANGED_SETTINGS, LOOK, COULD),
        ((CHANGED,), FindingCode.CHANGED_SETTINGS, KNOW, WORTH),
        ((frozenset({Fact.SUPERVISED}),), FindingCode.PHONE_SUPERVISED, LOOK, COULD),
        ((frozenset({Fact.FIXED_PROFILE}),), FindingCode.SETTINGS_PROFILE, LOOK, COULD),
        ((STEERING,), FindingCode.SETTINGS_PROFILE, LOOK, COULD),
        ((frozenset({Fact.SETTINGS_PROFILE}),), FindingCode.SETTINGS_PROFILE, KNOW, WORTH),
        ((frozenset({Fact.PROFILE_REMOVED}),), FindingCode.PROFILE_REMOVED, KNOW, WORTH),
        ((frozenset({Fact.TRUSTED_ROOT}),), FindingCode.TRUSTED_ROOT, LOOK, COULD),
        ((TRAFFIC,), FindingCode.NETWORK_SETTING, KNOW, WORTH),
        ((frozenset({Fact.APP_PROFILE}),), FindingCode.APP_PROFILE, KNOW, WORTH),
        ((COMPUTER,), FindingCode.COMPUTER_LINKS, KNOW, WORTH),
        ((frozenset({Fact.COMPUTER_ALLOWED}),), FindingCode.COMPUTERS_ALLOWED, LOOK, COULD),
        ((frozenset({Fact.OLD_SYSTEM, Fact.OLD_REPAIRS}),), FindingCode.OLD_SYSTEM, KNOW, WORTH),
        ((frozenset({Fact.CLOCK_AHEAD, Fact.CLOCK_BEHIND}),), FindingCode.CLOCK_OFF, KNOW, WORTH),
        ((frozenset({Fact.PAIRED_WATCH}),), FindingCode.PAIRED_WATCH, KNOW, WORTH),
    )
)
"""What is said about the phone itself and its settings, not about an app."""

TABLE: tuple[Row, ...] = SECRET_ROWS + TAG_ROWS + NETWORK_ROWS + OPEN_ROWS + UNLISTED_ROWS + PHONE_ROWS


def verdict(category: Category | None, status: SignatureStatus | None, facts: Set[Fact]) -> Verdict | None:
    """What the first fitting row says; None if these facts make no card."""
    for row in TABLE:
        if row.fits(category, status, facts):
            return row.verdict
    return None
