# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""No icon, many permissions, a name like a part of the phone: facts that only support others."""

import pytest

from devicecheck.assess import assess
from devicecheck.checks import hidden_icons, sensitive_permissions, system_sounding
from devicecheck.model.findings import Fact, Sign
from devicecheck.model.observations import AccessKind
from tests.checks.observed import access, app, facts, icons
from tests.packs.entries import index_of

OUTSIDE = {"initiator": "com.android.chrome", "package_source": 4}


def signs(check, *observations) -> list[Sign]:
    return [item for item in check.run(facts(*observations), index_of()) if isinstance(item, Sign)]


def test_an_added_app_without_an_icon_is_named() -> None:
    (sign,) = signs(hidden_icons.CHECK, app(), icons("com.android.settings"))
    assert (sign.fact, sign.evidence) == (Fact.NO_ICON, ("app:0:org.example.app", "icons:0"))


def test_nothing_is_said_about_icons_that_were_not_read_or_do_not_count() -> None:
    other_user = icons("com.android.settings", user=10)
    assert signs(hidden_icons.CHECK, app(), other_user) == []
    assert signs(hidden_icons.CHECK, app()) == []
    assert signs(hidden_icons.CHECK, app(), icons()) == []
    shown = icons("org.example.app")
    assert signs(hidden_icons.CHECK, app(), shown) == []
    listed = icons("com.android.settings")
    assert signs(hidden_icons.CHECK, app(system=True), listed) == []
    assert signs(hidden_icons.CHECK, app(enabled=False), listed) == []


def test_one_private_thing_of_a_hidden_app_counts_where_no_store_is_named() -> None:
    listed, sms = icons("com.android.settings"), ("android.permission.READ_SMS",)
    for granted, source, told in (
        (sms, OUTSIDE, {Fact.NO_ICON, Fact.PRIVATE_PERMISSION}),
        (("android.permission.INTERNET",), OUTSIDE, {Fact.NO_ICON}),
        (sms, {}, {Fact.NO_ICON}),
        (sms, {"installer": None, "initiator": None}, {Fact.NO_ICON, Fact.PRIVATE_PERMISSION}),
    ):
        assert {sign.fact for sign in signs(hidden_icons.CHECK, app(granted=granted, **source), listed)} == told
    shown = icons("org.example.app")
    assert signs(hidden_icons.CHECK, app(granted=sms, **OUTSIDE), shown) == []


def test_the_bare_name_of_a_store_counts_where_its_files_have_no_mark() -> None:
    listed, old = icons("com.android.settings"), {"source_known": False, "initiator": None, "package_source": None}
    samsung, play = "com.sec.android.app.samsungapps", "com.android.vending"
    for source, told in (
        ({"installer": samsung} | old, {Fact.NO_ICON, Fact.STORE_NAME_ONLY}),
        ({"installer": play} | old, {Fact.NO_ICON}),
        ({"installer": samsung, "initiator": samsung}, {Fact.NO_ICON}),
        ({"installer": samsung, "initiator": None}, {Fact.NO_ICON, Fact.STORE_NAME_ONLY}),
    ):
        assert {sign.fact for sign in signs(hidden_icons.CHECK, app(**source), listed)} == told


def test_three_kinds_of_private_things_are_many_and_two_are_not() -> None:
    prefix = "android.permission."
    sms = (f"{prefix}READ_SMS", f"{prefix}RECEIVE_SMS")
    two = (*sms, f"{prefix}CAMERA", f"{prefix}INTERNET", f"{prefix}ACCESS_FINE_LOCATION")
    assert signs(sensitive_permissions.CHECK, app(granted=two)) == []
    three = (*two, f"{prefix}RECORD_AUDIO")
    (sign,) = signs(sensitive_permissions.CHECK, app(granted=three))
    assert sign.fact is Fact.SENSITIVE_PERMISSIONS
    assert signs(sensitive_permissions.CHECK, app(granted=three, system=True)) == []


def test_an_added_app_that_sounds_like_a_part_of_the_phone_is_named() -> None:
    assert signs(system_sounding.CHECK, app("com.android.core.mnt", **OUTSIDE))[0].fact is Fact.SYSTEM_SOUNDING
    assert len(signs(system_sounding.CHECK, app(label=" System Service ", **OUTSIDE))) == 1
    assert signs(system_sounding.CHECK, app("com.androidish.app", label="Ecosystem Service", **OUTSIDE)) == []


@pytest.mark.parametrize(
    "key",
    ["com.system.service.core", "org.systemupdate.a1", "net.wifi_service", "io.SystemService", "app.sync.service"],
)
def test_an_id_in_any_part_of_which_stands_such_a_name_is_named(key: str) -> None:
    (sign,) = signs(system_sounding.CHECK, app(key, **OUTSIDE))
    assert sign.fact is Fact.SYSTEM_SOUNDING
    assert signs(system_sounding.CHECK, app(key)) == []


@pytest.mark.parametrize(
    "key", ["org.systems.biology", "com.updates.news", "com.service.desk", "net.ecosystem.service"]
)
def test_an_id_that_only_holds_such_a_word_is_not(key: str) -> None:
    assert signs(system_sounding.CHECK, app(key, **OUTSIDE)) == []


@pytest.mark.parametrize(
    "label", ["Usługa systemowa", "Системна служба", "خدمة النظام", "সিস্টেম সার্ভিস", "系统服务", "Sys\u200btem  Service"]
)
def test_such_a_name_counts_in_other_languages_and_as_the_list_of_what_is_on_shows_it(label: str) -> None:
    assert len(signs(system_sounding.CHECK, app(label=label, **OUTSIDE))) == 1
    shown = access(AccessKind.ACCESSIBILITY, "org.example.app", label=label)
    (sign,) = signs(system_sounding.CHECK, app(**OUTSIDE), shown)
    assert sign.evidence == ("app:0:org.example.app", shown.id)
    assert signs(system_sounding.CHECK, app(), shown) == []


def test_makers_own_apps_from_a_store_do_not_sound_odd() -> None:
    assert signs(system_sounding.CHECK, app("com.google.android.keep")) == []
    assert signs(system_sounding.CHECK, app("com.google.android.keep", initiator=None, source_known=False)) == []
    assert signs(system_sounding.CHECK, app("com.google.android.gms", system=True, **OUTSIDE)) == []


def test_all_of_them_together_make_no_card() -> None:
    granted = tuple(sensitive_permissions.KIND_OF)
    odd = app("com.android.odd", granted=granted, installer=None, initiator=None, source_known=False)
    found = [
        sign
        for check in (hidden_icons.CHECK, sensitive_permissions.CHECK, system_sounding.CHECK)
        for sign in signs(check, odd, icons("com.android.settings"))
    ]
    assert len(found) == 3
    assert assess(found) == ()
