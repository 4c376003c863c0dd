# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every row of the judging table, one by one, and what must never make a card."""

from functools import cache
from itertools import combinations

import pytest

from devicecheck.assess.codes import FindingCode
from devicecheck.assess.table import TABLE, Verdict, verdict
from devicecheck.model.findings import Concern, Confidence, Fact
from devicecheck.model.signatures import Category, SignatureStatus

LISTED, REVIEWED = SignatureStatus.LISTED, SignatureStatus.REVIEWED
DRAFT, RETIRED = SignatureStatus.DRAFT, SignatureStatus.RETIRED
SECRET, FAMILY, REMOTE = Category.WATCH_SECRETLY, Category.FAMILY_WATCH, Category.REMOTE_CONTROL
FOLLOW, OTHER, WORK = Category.CAN_FOLLOW, Category.OTHER_USE, Category.WORK
ACT, LOOK, KNOW = Concern.ACT_WITH_SUPPORT, Concern.LOOK_CLOSER, Concern.GOOD_TO_KNOW
FOUND, LIKELY, COULD, WORTH = Confidence.FOUND, Confidence.VERY_LIKELY, Confidence.COULD_BE, Confidence.WORTH_KNOWING

ID, PATTERN, STAMP, OLD_STAMP = (
    Fact.LISTED_PACKAGE,
    Fact.LISTED_PATTERN,
    Fact.LISTED_CERTIFICATE,
    Fact.LISTED_PAST_CERTIFICATE,
)
FILE, RULE = Fact.LISTED_FILE, Fact.LISTED_RULE
WATCHES, MISSHAPEN = Fact.BUILT_TO_WATCH, Fact.MISSHAPEN_FILE
PART, NAME = Fact.LISTED_COMPONENT, Fact.LISTED_LABEL
AWAKE_AND_USED = (Fact.BATTERY_EXEMPT, Fact.USED_RECENTLY)
OUTSIDE, UNKNOWN, NO_ICON = Fact.OUTSIDE_STORE, Fact.SOURCE_UNKNOWN, Fact.NO_ICON
MOVED = Fact.MOVED_OVER
SCREEN, ADMIN, POPUPS = Fact.ACCESSIBILITY, Fact.DEVICE_ADMIN, Fact.NOTIFICATION_LISTENER
OWNER, PROFILE = Fact.DEVICE_OWNER, Fact.PROFILE_OWNER
SERVER, SHARED, ADDRESS = Fact.LISTED_SERVER, Fact.LISTED_SHARED_SERVER, Fact.LISTED_ADDRESS
RADIO = Fact.LISTED_RADIO
DEVICE, DEVICE_HINT = Fact.LISTED_DEVICE, Fact.LISTED_DEVICE_HINT
DEVICE, DEVICE_HINT = Fact.LISTED_DEVICE, Fact.LISTED_DEVICE_HINT
MANY, LIKE_SYSTEM = Fact.SENSITIVE_PERMISSIONS, Fact.SYSTEM_SOUNDING

CARDS = [
    # an app made to watch someone secretly
    (SECRET, LISTED, {STAMP}, "watch-secretly-found", ACT, FOUND),
    (SECRET, LISTED, {OLD_STAMP}, "watch-secretly-found", ACT, FOUND),
    (SECRET, REVIEWED, {STAMP, ID, OUTSIDE}, "watch-secretly-found", ACT, FOUND),
    (SECRET, LISTED, {FILE}, "watch-secretly-found", ACT, FOUND),
    (SECRET, LISTED, {ID, RULE}, "watch-secretly-likely", ACT, LIKELY),
    (SECRET, REVIEWED, {RULE}, "watch-secretly-likely", ACT, LIKELY),
    *(
        (SECRET, status, {RULE, *more}, "watch-secretly-possible", LOOK, COULD)
        for status in (LISTED, DRAFT, RETIRED)
        for more in (set(), {WATCHES, MISSHAPEN})
    ),
    (SECRET, DRAFT, {FILE, RULE, ID}, "watch-secretly-possible", LOOK, COULD),
    (SECRET, LISTED, {ID}, "watch-secretly-possible", LOOK, COULD),
    (SECRET, LISTED, {ID, UNKNOWN}, "watch-secretly-possible", LOOK, COULD),
    (SECRET, LISTED, {ID, MANY, LIKE_SYSTEM}, "watch-secretly-possible", LOOK, COULD),
    *(
        (SECRET, LISTED, {ID, support}, "watch-secretly-likely", ACT, LIKELY)
        for support in (OUTSIDE, SCREEN, ADMIN, OWNER, POPUPS, NO_ICON, NAME, PART)
    ),
    (SECRET, LISTED, {PATTERN, OUTSIDE}, "watch-secretly-possible", LOOK, COULD),
    (SECRET, REVIEWED, {PATTERN, OUTSIDE}, "watch-secretly-likely", ACT, LIKELY),
    (SECRET, REVIEWED, {PATTERN}, "watch-secretly-possible", LOOK, COULD),
    *(
        (SECRET, status, facts, "watch-secretly-possible", LOOK, COULD)
        for status in (DRAFT, RETIRED)
        for facts in ({ID}, {STAMP}, {ID, STAMP, OUTSIDE, SCREEN, NO_ICON}, {PATTERN, OUTSIDE})
    ),
    (SECRET, LISTED, {NAME, OUTSIDE}, "watch-secretly-possible", LOOK, COULD),
    (SECRET, LISTED, {PART, NO_ICON}, "watch-secretly-possible", LOOK, COULD),
    # servers in recorded traffic
    (SECRET, LISTED, {SERVER}, "server-contact", LOOK, LIKELY),
    (SECRET, REVIEWED, {SERVER}, "server-contact", LOOK, LIKELY),
    (SECRET, DRAFT, {SERVER}, "server-contact", LOOK, COULD),
    (SECRET, LISTED, {SHARED}, "server-contact", LOOK, COULD),
    *(
        (category, status, {fact}, "server-contact", KNOW, COULD)
        for category in (FAMILY, REMOTE, FOLLOW, OTHER, WORK)
        for status in (LISTED, DRAFT)
        for fact in (SERVER, SHARED)
    ),
    *(
        (category, status, {ADDRESS}, "server-address", KNOW, WORTH)
        for category in (SECRET, FAMILY, REMOTE, FOLLOW, OTHER, WORK)
        for status in (LISTED, REVIEWED, DRAFT, RETIRED)
    ),
    (SECRET, LISTED, {ADDRESS, SERVER}, "server-contact", LOOK, LIKELY),
    # tags heard by radio
    (FOLLOW, REVIEWED, {RADIO, Fact.TAG_TRAVELS, Fact.TAG_AWAY}, "tag-travels", ACT, LIKELY),
    (FOLLOW, LISTED, {RADIO, Fact.TAG_TRAVELS}, "tag-travels", ACT, LIKELY),
    (FOLLOW, DRAFT, {RADIO, Fact.TAG_TRAVELS, Fact.TAG_AWAY}, "tag-travels", LOOK, COULD),
    (FOLLOW, DRAFT, {RADIO, Fact.TAG_AGAIN}, "tag-again", LOOK, COULD),
    (FOLLOW, LISTED, {RADIO, Fact.TAG_AGAIN, Fact.TAG_HERE_BEFORE}, "tag-again", LOOK, COULD),
    (FOLLOW, DRAFT, {RADIO, Fact.TAG_NEAR, Fact.TAG_AWAY}, "tag-near", KNOW, WORTH),
    (FOLLOW, REVIEWED, {RADIO, Fact.TAG_NEAR}, "tag-near", KNOW, WORTH),
    (FOLLOW, DRAFT, {RADIO, Fact.TAG_OWN, Fact.TAG_AWAY}, "tag-own", KNOW, WORTH),
    # devices of a home network
    (OTHER, REVIEWED, {DEVICE}, "network-device", LOOK, LIKELY),
    (OTHER, LISTED, {DEVICE, DEVICE_HINT}, "network-device", LOOK, LIKELY),
    (OTHER, REVIEWED, {DEVICE_HINT}, "network-device", LOOK, COULD),
    (OTHER, DRAFT, {DEVICE}, "network-device", LOOK, COULD),
    (OTHER, DRAFT, {DEVICE, Fact.DEVICE_KNOWN}, "network-known", KNOW, WORTH),
    (OTHER, REVIEWED, {DEVICE_HINT, Fact.DEVICE_KNOWN}, "network-known", KNOW, WORTH),
    (FOLLOW, REVIEWED, {DEVICE}, "network-server", LOOK, LIKELY),
    (FOLLOW, DRAFT, {DEVICE}, "network-server", LOOK, COULD),
    (FOLLOW, DRAFT, {DEVICE_HINT}, "network-server", LOOK, COULD),
    (FOLLOW, DRAFT, {DEVICE, Fact.DEVICE_KNOWN}, "network-known", KNOW, WORTH),
    # apps that people use openly
    *(
        (category, LISTED, facts, category.value, KNOW, confidence)
        for category in (FAMILY, REMOTE, FOLLOW, OTHER, WORK)
        for facts, confidence in (
            ({ID}, COULD),
            ({ID, UNKNOWN, MANY}, COULD),
            ({STAMP}, COULD),
            ({PATTERN}, COULD),
            ({RULE}, COULD),
            ({ID, STAMP}, FOUND),
            ({ID, FILE}, FOUND),
        )
    ),
    *(
        (category, LISTED, {ID, beyond}, category.value, LOOK, COULD)
        for category, beyond in (
            (FAMILY, OUTSIDE),
            (FAMILY, SCREEN),
            (FAMILY, ADMIN),
            (FAMILY, POPUPS),
            (FAMILY, NO_ICON),
            (REMOTE, OUTSIDE),
            (REMOTE, ADMIN),
            (FOLLOW, OUTSIDE),
            (FOLLOW, ADMIN),
            (FOLLOW, NO_ICON),
            (OTHER, OUTSIDE),
            (OTHER, ADMIN),
            (OTHER, NO_ICON),
            (WORK, OUTSIDE),
        )
    ),
    *(
        (category, LISTED, {ID, ordinary}, category.value, KNOW, COULD)
        for category, ordinary in (
            (REMOTE, POPUPS),
            (REMOTE, SCREEN),
            (OTHER, SCREEN),
            (REMOTE, NO_ICON),
            (FOLLOW, POPUPS),
            (WORK, ADMIN),
            (WORK, OWNER),
            (WORK, PROFILE),
        )
    ),
    (FAMILY, DRAFT, {ID, STAMP}, "family-watch", KNOW, COULD),
    (FAMILY, REVIEWED, {ID, STAMP, SCREEN}, "family-watch", LOOK, FOUND),
    (FAMILY, LISTED, {STAMP, OUTSIDE}, "family-watch", LOOK, COULD),
    # apps on no list
    (None, None, {OUTSIDE, SCREEN, NO_ICON}, "app-hidden-control", ACT, COULD),
    (None, None, {OUTSIDE, POPUPS, LIKE_SYSTEM}, "app-hidden-control", ACT, COULD),
    (None, None, {OUTSIDE, Fact.KEYBOARD, NO_ICON}, "app-hidden-control", ACT, COULD),
    (None, None, {OUTSIDE, NO_ICON, MANY, Fact.BATTERY_EXEMPT}, "app-hidden-always-on", ACT, COULD),
    (None, None, {OUTSIDE, LIKE_SYSTEM, Fact.OVERLAY, Fact.USED_RECENTLY}, "app-hidden-always-on", ACT, COULD),
    (None, None, {OUTSIDE, NO_ICON, Fact.ALL_FILES}, "app-hidden-outside-store", LOOK, COULD),
    (None, None, {OUTSIDE, NO_ICON, Fact.VPN_ALLOWED}, "app-hidden-outside-store", LOOK, COULD),
    (None, None, {OUTSIDE, Fact.OVERLAY, Fact.USED_RECENTLY}, "app-outside-store", KNOW, WORTH),
    (None, None, {OUTSIDE, Fact.ALWAYS_ON_VPN}, "app-outside-store-control", LOOK, COULD),
    (None, None, {Fact.KEYBOARD}, "app-control", KNOW, WORTH),
    (None, None, {OWNER}, "app-manages-phone", LOOK, COULD),
    (None, None, {OUTSIDE, ADMIN, MANY}, "app-outside-store-control", LOOK, COULD),
    (None, None, {OUTSIDE, NO_ICON, MANY}, "app-hidden-outside-store", LOOK, COULD),
    (None, None, {OUTSIDE, NO_ICON, Fact.PRIVATE_PERMISSION}, "app-hidden-outside-store", LOOK, COULD),
    (None, None, {OUTSIDE, NO_ICON, Fact.USED_RECENTLY}, "app-hidden-outside-store", LOOK, COULD),
    (None, None, {OUTSIDE, MANY, LIKE_SYSTEM}, "app-hidden-outside-store", LOOK, COULD),
    (None, None, {OUTSIDE, NO_ICON, *AWAKE_AND_USED}, "app-hidden-always-on", ACT, COULD),
    (None, None, {Fact.STORE_MARK_MISSING, NO_ICON, *AWAKE_AND_USED}, "app-hidden-awake-source-unknown", LOOK, COULD),
    (None, None, {UNKNOWN, NO_ICON, *AWAKE_AND_USED}, "app-hidden-awake-source-unknown", LOOK, COULD),
    (None, None, {OUTSIDE, Fact.PRIVATE_PERMISSION, Fact.USED_RECENTLY}, "app-outside-store", KNOW, WORTH),
    (None, None, {UNKNOWN, SCREEN, NO_ICON}, "app-hidden-control-source-unknown", LOOK, COULD),
    (None, None, {UNKNOWN, Fact.KEYBOARD, NO_ICON}, "app-hidden-control-source-unknown", LOOK, COULD),
    (None, None, {UNKNOWN, Fact.ALWAYS_ON_VPN, NO_ICON}, "app-hidden-control-source-unknown", LOOK, COULD),
    (None, None, {UNKNOWN, Fact.HOME_SCREEN, NO_ICON}, "app-control", KNOW, WORTH),
    (None, None, {Fact.STORE_NAME_ONLY, SCREEN, NO_ICON}, "app-hidden-control-source-unknown", LOOK, COULD),
    (None, None, {Fact.STORE_NAME_ONLY, Fact.KEYBOARD, NO_ICON}, "app-hidden-control-source-unknown", LOOK, COULD),
    (None, None, {Fact.STORE_NAME_ONLY, SCREEN, LIKE_SYSTEM}, "app-control", KNOW, WORTH),
    (None, None, {Fact.STORE_NAME_ONLY, Fact.NOTIFICATION_LISTENER, NO_ICON}, "app-control", KNOW, WORTH),
    (None, None, {UNKNOWN, NO_ICON, MANY, *AWAKE_AND_USED}, "app-hidden-awake-source-unknown", LOOK, COULD),
    (None, None, {UNKNOWN, Fact.OFF_PAGES, MANY}, "app-hidden-awake-source-unknown", LOOK, COULD),
    (
        None,
        None,
        {UNKNOWN, NO_ICON, Fact.SCREEN_CAPTURE, Fact.USED_RECENTLY},
        "app-hidden-awake-source-unknown",
        LOOK,
        COULD,
    ),
    (None, None, {WATCHES}, "app-built-to-watch", LOOK, COULD),
    (None, None, {WATCHES, MISSHAPEN}, "app-built-to-watch", LOOK, COULD),
    (None, None, {MISSHAPEN}, "app-file-misshapen", LOOK, COULD),
    (None, None, {Fact.NAMES_MANY}, "app-names-many", KNOW, WORTH),
    (None, None, {Fact.NAMES_MANY, OUTSIDE}, "app-outside-store", KNOW, WORTH),
    (None, None, {Fact.NAMES_MANY, WATCHES}, "app-built-to-watch", LOOK, COULD),
    (None, None, {UNKNOWN, SCREEN}, "app-control", KNOW, WORTH),
    (None, None, {MOVED, SCREEN, MANY, *AWAKE_AND_USED}, "app-control", KNOW, WORTH),
    (None, None, {MOVED, SCREEN, NO_ICON}, "app-hidden-control-source-unknown", LOOK, COULD),
    (
        None,
        None,
        {UNKNOWN, NO_ICON, POPUPS, Fact.PRIVATE_PERMISSION},
        "app-hidden-awake-source-unknown",
        LOOK,
        COULD,
    ),
    (None, None, {MOVED, NO_ICON, POPUPS, Fact.PRIVATE_PERMISSION}, "app-control", KNOW, WORTH),
    (None, None, {UNKNOWN, NO_ICON, MANY}, "app-hidden-awake-source-unknown", LOOK, COULD),
    (None, None, {UNKNOWN, SCREEN, MANY}, "app-private-source-unknown", LOOK, COULD),
    (None, None, {UNKNOWN, ADMIN, MANY}, "app-private-source-unknown", LOOK, COULD),
    (None, None, {UNKNOWN, MANY, *AWAKE_AND_USED}, "app-private-source-unknown", LOOK, COULD),
    (None, None, {OUTSIDE, MANY, *AWAKE_AND_USED}, "app-outside-store", LOOK, COULD),
    (None, None, {OUTSIDE, MANY, Fact.USED_RECENTLY}, "app-outside-store", KNOW, WORTH),
    (None, None, {UNKNOWN, POPUPS, NO_ICON}, "app-control", KNOW, WORTH),
    (None, None, {POPUPS, NO_ICON, MANY}, "app-control", KNOW, WORTH),
    (None, None, {PROFILE}, "app-manages-part", KNOW, WORTH),
    (None, None, {OUTSIDE}, "app-outside-store", KNOW, WORTH),
    (None, None, {OUTSIDE, NO_ICON}, "app-outside-store", KNOW, WORTH),
    (None, None, {OUTSIDE, Fact.PRIVATE_PERMISSION, LIKE_SYSTEM}, "app-outside-store", KNOW, WORTH),
    (None, None, {OUTSIDE, Fact.OFF_PAGES}, "app-outside-store", LOOK, COULD),
    (None, None, {OUTSIDE, Fact.RESTRICTIONS_LIFTED}, "app-outside-store", LOOK, COULD),
    *(
        (None, None, {OUTSIDE, role}, "app-outside-store-control", LOOK, COULD)
        for role in (Fact.HOME_SCREEN, Fact.CALL_SCREENING)
    ),
    *((None, None, {role}, "app-control", KNOW, WORTH) for role in (Fact.HOME_SCREEN, Fact.CALL_SCREENING)),
    (None, None, {Fact.OTHER_ACCOUNT}, "app-other-account", KNOW, WORTH),
    (None, None, {Fact.OTHER_ACCOUNT, Fact.OFF_PAGES}, "app-other-account", LOOK, COULD),
    # the phone itself and its settings
    (SECRET, LISTED, {Fact.LISTED_PROFILE}, "watch-secretly-possible", LOOK, COULD),
    (None, None, {Fact.OPENED_PHONE}, "opened-phone", LOOK, COULD),
    (None, None, {Fact.SUPERVISED}, "phone-supervised", LOOK, COULD),
    (None, None, {Fact.SETTINGS_PROFILE, Fact.FIXED_PROFILE}, "settings-profile", LOOK, COULD),
    (None, None, {Fact.SETTINGS_PROFILE}, "settings-profile", KNOW, WORTH),
    *(
        (None, None, {Fact.SETTINGS_PROFILE, fact}, "settings-profile", LOOK, COULD)
        for fact in (Fact.PROFILE_MANAGES, Fact.PROFILE_VPN, Fact.PROFILE_ROOT, Fact.PROFILE_PROXY)
    ),
    *(
        (None, None, {Fact.SETTINGS_PROFILE, fact}, "settings-profile", KNOW, WORTH)
        for fact in (
            Fact.PROFILE_NAME_ONLY,
            Fact.PROFILE_DNS,
            Fact.PROFILE_FILTER,
            Fact.PROFILE_LIMITS,
            Fact.PROFILE_MAIL,
            Fact.PROFILE_CALENDAR,
            Fact.PROFILE_WEB_CLIP,
            Fact.PROFILE_OTHER,
        )
    ),
    (None, None, {Fact.PROFILE_REMOVED}, "profile-removed", KNOW, WORTH),
    (None, None, {Fact.TRUSTED_ROOT}, "trusted-root", LOOK, COULD),
    *((None, None, {fact}, "network-setting", KNOW, WORTH) for fact in (Fact.VPN_SET, Fact.DNS_SET, Fact.FILTER_SET)),
    (None, None, {Fact.APP_PROFILE}, "app-profile", KNOW, WORTH),
    *(
        (None, None, {fact}, "computer-links", KNOW, WORTH)
        for fact in (Fact.COPIED_TO_COMPUTER, Fact.REACHED_BY_WIFI, Fact.DEVELOPER_MODE)
    ),
    (None, None, {Fact.OLD_SYSTEM}, "old-system", KNOW, WORTH),
    (None, None, {Fact.OLD_REPAIRS}, "old-system", KNOW, WORTH),
    (None, None, {Fact.COMPUTER_ALLOWED}, "computers-allowed", LOOK, COULD),
    *((None, None, {fact}, "clock-off", KNOW, WORTH) for fact in (Fact.CLOCK_AHEAD, Fact.CLOCK_BEHIND)),
    (None, None, {Fact.PAIRED_WATCH}, "paired-watch", KNOW, WORTH),
    *(
        (None, None, {fact, Fact.PRIVATE_DNS}, "changed-settings", LOOK, COULD)
        for fact in (Fact.START_UNLOCKED, Fact.APP_CHECK_OFF, Fact.WEB_PROXY, Fact.CERTIFICATE_ADDED)
    ),
    *(
        (None, None, {fact}, "changed-settings", KNOW, WORTH)
        for fact in (Fact.PRIVATE_DNS, Fact.WIRELESS_DEBUGGING, Fact.ANY_SOURCE)
    ),
]

NO_CARD = [
    (None, None, set()),
    (None, None, {NO_ICON}),
    (None, None, {MANY}),
    (None, None, {LIKE_SYSTEM}),
    (None, None, {UNKNOWN}),
    (None, None, {Fact.ADVANCED_PROTECTION}),
    (None, None, {Fact.RESTRICTIONS_LIFTED, MANY}),
    (None, None, {NO_ICON, MANY, LIKE_SYSTEM, MOVED}),
    (None, None, {NO_ICON, MANY, MOVED, Fact.BATTERY_EXEMPT}),
    (None, None, {MANY, MOVED, *AWAKE_AND_USED}),
    (None, None, {MANY, UNKNOWN, Fact.BATTERY_EXEMPT}),
    (None, None, {MANY, *AWAKE_AND_USED}),
    (None, None, {Fact.STORE_MARK_MISSING, MANY}),
    (None, None, {Fact.STORE_NAME_ONLY, NO_ICON, MANY, *AWAKE_AND_USED}),
    (None, None, {Fact.OFF_PAGES, UNKNOWN}),
    (None, None, {Fact.OFF_PAGES, MANY}),
    *((category, REVIEWED, {hint}) for category in Category for hint in (NAME, PART)),
    (SECRET, LISTED, {NAME, PART, SCREEN}),
    (FAMILY, LISTED, {NAME, OUTSIDE}),
    (FOLLOW, REVIEWED, {RADIO}),
    (FOLLOW, REVIEWED, {RADIO, Fact.TAG_ONE_PLACE, Fact.TAG_AWAY}),
    (FOLLOW, REVIEWED, {RADIO, Fact.TAG_HERE_BEFORE, Fact.TAG_AWAY}),
    (None, None, {Fact.TAG_TRAVELS, Fact.TAG_AWAY}),
]


@pytest.mark.parametrize(("category", "status", "facts", "code", "concern", "confidence"), CARDS)
def test_a_row_says_what_it_should(category, status, facts, code, concern, confidence) -> None:
    purpose_unknown = category not in (None, SECRET)
    assert verdict(category, status, facts) == Verdict(FindingCode(code), concern, confidence, purpose_unknown)


@pytest.mark.parametrize(("category", "status", "facts"), NO_CARD)
def test_such_facts_alone_make_no_card(category, status, facts) -> None:
    assert verdict(category, status, facts) is None


ABOUT_APPS = (
    OUTSIDE, UNKNOWN, MOVED, SCREEN, PROFILE, OWNER, POPUPS, NO_ICON, LIKE_SYSTEM, MANY, *AWAKE_AND_USED, Fact.KEYBOARD,
    Fact.RESTRICTIONS_LIFTED, Fact.OFF_PAGES, WATCHES, Fact.OTHER_ACCOUNT,
)  # fmt: skip


@cache
def weight(facts: frozenset[Fact]) -> int:
    """The place of the concern, the gravest first; no card comes last."""
    said = verdict(None, None, facts)
    return len(Concern) if said is None else list(Concern).index(said.concern)


def test_a_further_fact_never_makes_an_unknown_app_less_of_a_concern() -> None:
    for facts in (frozenset(each) for count in (1, 2, 3, 4) for each in combinations(ABOUT_APPS, count)):
        assert not [more for more in ABOUT_APPS if weight(facts | {more}) > weight(facts)], facts


def test_every_row_and_every_code_is_reached_by_a_case() -> None:
    reached = {
        next(number for number, row in enumerate(TABLE) if row.fits(category, status, facts))
        for category, status, facts, *_ in CARDS
    }
    unreached = {TABLE[number] for number in set(range(len(TABLE))) - reached}
    open_kinds_share_their_rows = {row for row in unreached if row.category in (REMOTE, FOLLOW, OTHER, WORK)}
    assert unreached == open_kinds_share_their_rows
    assert {code for _, _, _, code, *_ in CARDS} == set(FindingCode)


def test_no_entry_that_nobody_vouched_for_says_more_than_could_be() -> None:
    facts = set(Fact)
    for category in Category:
        for status in (DRAFT, RETIRED):
            said = verdict(category, status, facts)
            assert said is not None
            assert said.confidence in {COULD, WORTH}
            assert said.concern is not ACT


def test_only_a_listed_stamp_or_file_of_a_vouched_entry_is_called_found() -> None:
    without_stamp = set(Fact) - {STAMP, OLD_STAMP, FILE}
    for category in Category:
        for status in SignatureStatus:
            said = verdict(category, status, without_stamp)
            assert said is not None
            assert said.confidence is not FOUND
