# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks about the phone itself, its settings, and the accounts that its apps were got with."""

from devicecheck.assess import assess
from devicecheck.checks import (
    app_accounts,
    app_profiles,
    changed_settings,
    computer_links,
    hidden_icons,
    known_apps,
    old_system,
    opened_phone,
    outside_store,
    paired_watches,
    phone_management,
    settings_profiles,
)
from devicecheck.model.findings import Fact, Sign, Wanted
from devicecheck.model.observations import AppOrigin, DeviceFacts, LauncherApps
from devicecheck.model.setting_observations import (
    AppProfile,
    ChangedSetting,
    OpenedTrace,
    PairedWatch,
    PhoneLinks,
    SettingsProfile,
    Supervision,
)
from tests.checks.observed import app, facts
from tests.packs.entries import entry, index_of

FROM = {"device": "phone-1", "readings": ("r1",)}
STORE = {"id_kind": "bundle", "origin": AppOrigin.STORE}


def cards(check, *observed, index=None) -> list[tuple[str, str, str]]:
    """Code, concern and name of each card that this check alone leads to."""
    signs = [each for each in check.CHECK.run(facts(*observed), index or index_of()) if isinstance(each, Sign)]
    return [(each.code, each.concern.value, each.terms["app"]) for each in assess(signs)]


def test_who_manages_the_phone() -> None:
    managed = Supervision(id="s", supervised=True, organisation="Northfield", **FROM)
    assert cards(phone_management, managed) == [("phone-supervised", "look-closer", "Northfield")]
    assert cards(phone_management, managed.model_copy(update={"supervised": False})) == []


def test_a_profile_is_good_to_know_and_one_that_cannot_be_taken_off_is_looked_at_closer() -> None:
    profile = SettingsProfile(id="p", key="x.y", name="VPN", removable=True, **FROM)
    assert cards(settings_profiles, profile) == [("settings-profile", "good-to-know", "VPN")]
    fixed = profile.model_copy(update={"removable": False})
    assert cards(settings_profiles, fixed) == [("settings-profile", "look-closer", "VPN")]
    listed = index_of(entry("watcher", profiles=("X.Y",)))
    assert [code for code, *_ in cards(settings_profiles, profile, index=listed)] == ["watch-secretly-possible"]


def test_an_app_of_another_account_needs_a_main_account_beside_it() -> None:
    own = [app(f"a.b{n}", account=1, account_mask="sa...", **STORE) for n in range(3)]
    other = app("x.y", account=2, account_mask="so...@e...org", **STORE)
    (card,) = cards(app_accounts, *own, other)
    assert card[:2] == ("app-other-account", "good-to-know")
    assert cards(app_accounts, *own) == [] and cards(app_accounts, own[0], other) == []
    (sign,) = app_accounts.CHECK.run(facts(*own, other), index_of())
    assert isinstance(sign, Sign) and sign.terms["account"] == "so...@e...org"


def test_links_with_computers_are_one_card() -> None:
    links = PhoneLinks(id="l", copied_on="2026-01-02", reached_by_wifi=True, developer_mode=True, **FROM)
    assert len(cards(computer_links, links)) == 1
    assert cards(computer_links, links)[0][:2] == ("computer-links", "good-to-know")
    assert cards(computer_links, PhoneLinks(id="l", reached_by_wifi=False, developer_mode=None, **FROM)) == []


def test_traces_watches_profiles_of_makers_and_age() -> None:
    traces = [OpenedTrace(id=f"t{n}", key=key, kind="program", **FROM) for n, key in enumerate(("sshd", "sileo"))]
    assert cards(opened_phone, *traces)[0][:2] == ("opened-phone", "look-closer")
    assert cards(paired_watches, PairedWatch(id="w", name="Watch", **FROM))[0][0] == "paired-watch"
    assert cards(app_profiles, AppProfile(id="a", key="u", name="N", team="T", **FROM)) == [
        ("app-profile", "good-to-know", "T")
    ]
    for version, found in (("17.2", 1), ("18.6", 0), ("26.0.1", 0), ("", 0), ("x", 0), ("9" * 5000, 0)):
        told = DeviceFacts(id="f", maker="Apple", version=version, **FROM)
        assert len(cards(old_system, told)) == found, version


def test_changed_settings_and_an_open_system_are_one_card() -> None:
    names = ChangedSetting(id="s1", setting="private-dns", value="dns.example", **FROM)
    proxy = ChangedSetting(id="s2", setting="web-proxy", value="192.0.2.1:8080", **FROM)
    opened = DeviceFacts(id="f", verified_boot="orange", **FROM)
    assert [card[:2] for card in cards(changed_settings, names)] == [("changed-settings", "good-to-know")]
    assert [card[:2] for card in cards(changed_settings, names, proxy)] == [("changed-settings", "look-closer")]
    assert [card[:2] for card in cards(changed_settings, opened)] == [("changed-settings", "look-closer")]
    for state in ("green", "yellow", ""):
        assert cards(changed_settings, opened.model_copy(update={"verified_boot": state})) == []


def test_ids_of_one_world_never_meet_entries_of_the_other() -> None:
    index = index_of(entry("android", packages=("org.same.id",)), entry("iphone", bundles=("org.other.id",)))
    bundle, package = app("org.same.id", **STORE), app("org.other.id")
    assert [each for each in known_apps.CHECK.run(facts(bundle, package), index) if isinstance(each, Sign)] == []
    met = app("ORG.Other.ID", **STORE)
    (sign,) = (each for each in known_apps.CHECK.run(facts(met), index) if isinstance(each, Sign))
    assert sign.fact is Fact.LISTED_PACKAGE


def test_no_file_is_wanted_of_an_app_whose_origin_the_phone_keeps() -> None:
    odd = app("a.b", id_kind="bundle", origin=AppOrigin.ENTERPRISE, path="/private/var/x.app")
    assert [each for each in known_apps.CHECK.run(facts(odd), index_of()) if isinstance(each, Wanted)] == []


def test_an_app_in_the_library_alone_is_not_called_hidden() -> None:
    icons = LauncherApps(id="i", keys=("c.d",), others_elsewhere=True, **FROM)
    signs = list(hidden_icons.CHECK.run(facts(app("a.b", **STORE), icons), index_of()))
    assert [sign.fact for sign in signs] == [Fact.OFF_PAGES] and assess(signs) == ()


def test_apps_from_outside_the_store_and_test_builds() -> None:
    for origin, found in (
        (AppOrigin.ENTERPRISE, [Fact.OUTSIDE_STORE]),
        (AppOrigin.FREE_ACCOUNT, [Fact.OUTSIDE_STORE]),
        (AppOrigin.UNSIGNED, [Fact.OUTSIDE_STORE]),
        (AppOrigin.UNKNOWN, [Fact.SOURCE_UNKNOWN]),
        (AppOrigin.TEST_BUILD, []),
        (AppOrigin.VOLUME_PURCHASE, []),
        (AppOrigin.STORE, []),
        (AppOrigin.SYSTEM, []),
    ):
        observed = app("a.b", id_kind="bundle", origin=origin, installer=None)
        assert [each.fact for each in outside_store.CHECK.run(facts(observed), index_of())] == found, origin
