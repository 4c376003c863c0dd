# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The shape of apps made to watch, under names that nobody knows; and ordinary apps beside them."""

import pytest

from devicecheck.assess import assess
from devicecheck.checks import CHECKS
from devicecheck.model.findings import Finding, Sign
from devicecheck.model.observations import AccessKind, LauncherApps, Observation, RecentUse, UseKind
from tests.checks.observed import STORE, access, app, facts
from tests.packs.entries import index_of

KEY = "net.unseen.thing"
BROWSER = {"installer": None, "initiator": "com.android.chrome", "package_source": 4}
MANY = ("android.permission.READ_SMS", "android.permission.CAMERA", "android.permission.RECORD_AUDIO")
USED = RecentUse(id="u", device="phone-1", readings=("r9",), key=KEY, use=UseKind.MICROPHONE, hours_ago=5)
NO_ICON = LauncherApps(id="i", device="phone-1", readings=("r3",), keys=("org.shown.app",))


def cards(*observed: Observation) -> list[Finding]:
    """What all checks and the table make of these facts."""
    index = index_of()
    signs = (each for check in CHECKS for each in check.run(facts(*observed), index) if isinstance(each, Sign))
    return list(assess(signs))


def of(kind: AccessKind) -> Observation:
    return access(kind, KEY)


@pytest.mark.parametrize(
    ("values", "more"),
    [
        ({"granted": MANY}, (NO_ICON, of(AccessKind.BATTERY_EXEMPT))),
        ({"granted": MANY}, (NO_ICON, USED)),
        ({"granted": MANY, "label": "System Service"}, (of(AccessKind.BATTERY_EXEMPT),)),
        ({}, (NO_ICON, of(AccessKind.OVERLAY), USED)),
        ({}, (NO_ICON, of(AccessKind.SCREEN_CAPTURE), of(AccessKind.BATTERY_EXEMPT))),
    ],
)
def test_hidden_awake_and_able_is_one_card_to_act_on(values: dict[str, object], more: tuple[Observation, ...]) -> None:
    (card,) = cards(app(KEY, **{**BROWSER, **values}), *more)
    assert (card.code, card.concern, card.confidence) == ("app-hidden-always-on", "act-with-support", "could-be")
    assert len(card.evidence) >= 2


@pytest.mark.parametrize("kind", [AccessKind.KEYBOARD, AccessKind.ALWAYS_ON_VPN, AccessKind.MESSAGES_APP])
def test_a_hidden_app_that_does_a_thing_for_the_whole_phone_is_one_too(kind: AccessKind) -> None:
    (card,) = cards(app(KEY, **BROWSER), NO_ICON, of(kind))
    assert (card.code, card.concern) == ("app-hidden-control", "act-with-support")


ORDINARY = {
    "password manager": (AccessKind.ACCESSIBILITY, AccessKind.OVERLAY),
    "screen reader": (AccessKind.ACCESSIBILITY, AccessKind.BATTERY_EXEMPT),
    "watch companion": (AccessKind.NOTIFICATION_LISTENER, AccessKind.BATTERY_EXEMPT, AccessKind.CALLS_APP),
    "antivirus": (AccessKind.ACCESSIBILITY, AccessKind.USAGE_ACCESS, AccessKind.ALL_FILES, AccessKind.DEVICE_ADMIN),
    "remote support": (AccessKind.ACCESSIBILITY, AccessKind.SCREEN_CAPTURE, AccessKind.OVERLAY),
    "work tool": (AccessKind.DEVICE_ADMIN, AccessKind.ALWAYS_ON_VPN, AccessKind.INSTALLS_APPS),
    "messenger": (AccessKind.OVERLAY, AccessKind.BATTERY_EXEMPT, AccessKind.MESSAGES_APP),
    "keyboard": (AccessKind.KEYBOARD,),
    "file manager": (AccessKind.ALL_FILES, AccessKind.INSTALLS_APPS),
}


@pytest.mark.parametrize("kinds", ORDINARY.values(), ids=ORDINARY)
@pytest.mark.parametrize("shown", [True, False])
def test_ordinary_apps_of_a_store_are_good_to_know_at_most(kinds: tuple[AccessKind, ...], shown: bool) -> None:
    icons = LauncherApps(id="i", device="phone-1", readings=("r3",), keys=(KEY,) if shown else ("org.other.app",))
    found = cards(app(KEY, installer=STORE, granted=MANY), icons, USED, *(of(kind) for kind in kinds))
    assert {card.concern for card in found} <= {"good-to-know"} and len(found) <= 1


def test_rights_uses_and_sleeplessness_alone_make_no_card() -> None:
    for kinds in ((AccessKind.OVERLAY, AccessKind.USAGE_ACCESS, AccessKind.BATTERY_EXEMPT), (AccessKind.ALL_FILES,)):
        assert cards(app(KEY), USED, *(of(kind) for kind in kinds)) == []


def test_the_phones_own_parts_are_silent() -> None:
    every = [of(kind) for kind in AccessKind if kind not in (AccessKind.DEVICE_OWNER, AccessKind.PROFILE_OWNER)]
    own = [each.model_copy(update={"key": "com.android.thing", "component": "com.android.thing/.A"}) for each in every]
    assert cards(app("com.android.thing", system=True, granted=MANY), *own) == []
