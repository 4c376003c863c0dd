# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks about the phone itself, its settings, and the accounts that its apps were got with."""

from devicecheck.assess import assess
from devicecheck.checks import (
    allowed_computers,
    app_accounts,
    app_profiles,
    changed_settings,
    computer_links,
    hidden_icons,
    known_apps,
    network_settings,
    old_system,
    opened_phone,
    opened_system,
    outside_store,
    paired_watches,
    past_apps,
    phone_clock,
    phone_management,
    quiet_rights,
    settings_profiles,
    trusted_roots,
)
from devicecheck.model.control_observations import AuthorisedComputer, OwnComputer, UserCertificate
from devicecheck.model.findings import Fact, Sign, Wanted
from devicecheck.model.observations import (
    AccessKind,
    AppOrigin,
    DeviceFacts,
    Gap,
    GapReason,
    InstalledApp,
    LauncherApps,
    PhoneClock,
)
from devicecheck.model.setting_observations import (
    AppProfile,
    ChangedSetting,
    DataUse,
    NetworkSetting,
    OpenedTrace,
    PairedWatch,
    PhoneLinks,
    ProfileChange,
    ProfilePart,
    ProfilePartKind,
    SettingsProfile,
    Supervision,
    TrustedRoot,
)
from devicecheck.model.topics import Topic
from tests.checks.observed import access, app, facts
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


def profile_with(*kinds: ProfilePartKind, **more) -> SettingsProfile:
    part = ProfilePart(kinds=kinds, servers=("vpn.example",))
    return SettingsProfile(id="p", key="x.y", name="N", parts=(part,), **FROM, **more)


def test_over_a_cable_only_the_name_is_known_and_the_card_says_so() -> None:
    named = SettingsProfile(id="p", key="x.y", name="N", **FROM)
    stated = [sign.fact for sign in settings_profiles.CHECK.run(facts(named), index_of())]
    assert stated == [Fact.SETTINGS_PROFILE, Fact.PROFILE_NAME_ONLY]
    empty = named.model_copy(update={"parts": ()})
    assert [sign.fact for sign in settings_profiles.CHECK.run(facts(empty), index_of())] == [Fact.SETTINGS_PROFILE]


def test_every_kind_of_part_has_its_own_fact() -> None:
    stated = [sign.fact for sign in settings_profiles.CHECK.run(facts(profile_with(*ProfilePartKind)), index_of())]
    assert len(stated) == len(set(stated)) == len(ProfilePartKind) + 1
    assert set(settings_profiles.FACT_OF) == set(ProfilePartKind)
    assert cards(settings_profiles, profile_with(ProfilePartKind.MANAGES))[0][:2] == ("settings-profile", "look-closer")
    assert cards(settings_profiles, profile_with(ProfilePartKind.WEB_CLIP))[0][:2] == (
        "settings-profile",
        "good-to-know",
    )


def test_when_and_how_a_profile_came_stands_on_its_card() -> None:
    came = ProfileChange(id="c", key="x.y", operation="install", process="mdmd", at="2026-03-04T21:15:00+00:00", **FROM)
    other = came.model_copy(update={"id": "d", "key": "other", "process": "odd"})
    (card,) = assess(settings_profiles.CHECK.run(facts(profile_with(ProfilePartKind.VPN), came, other), index_of()))
    assert {name: card.terms[name] for name in ("installed", "installer", "servers")} == {
        "installed": "2026-03-04T21:15:00+00:00",
        "installer": "mdmd",
        "servers": "vpn.example",
    }
    assert card.evidence == ("p", "c")
    gone = came.model_copy(update={"operation": "remove"})
    (card,) = assess(settings_profiles.CHECK.run(facts(profile_with(ProfilePartKind.VPN), gone), index_of()))
    assert "installer" not in card.terms


def test_a_profile_that_was_taken_off_has_a_card_with_the_day_unless_it_came_back() -> None:
    came = ProfileChange(id="c", key="x.y", operation="install", process="mdmd", at="2026-03-04T21:15:00+00:00", **FROM)
    gone = came.model_copy(update={"id": "d", "operation": "remove", "at": "2026-04-01T08:00:00+00:00"})
    again = came.model_copy(update={"id": "e"})
    (card,) = assess(settings_profiles.CHECK.run(facts(came, gone), index_of()))
    assert (card.code, card.concern, card.evidence) == ("profile-removed", "good-to-know", ("d",))
    assert (card.terms["app"], card.terms["removed"]) == ("x.y", gone.at)
    assert list(settings_profiles.CHECK.run(facts(came, gone, again), index_of())) == []
    assert list(settings_profiles.CHECK.run(facts(came), index_of())) == []
    there = profile_with(ProfilePartKind.VPN)
    assert [card.code for card in assess(settings_profiles.CHECK.run(facts(there, came, gone), index_of()))] == [
        "settings-profile"
    ]


def test_a_profile_that_was_taken_off_is_held_against_the_list_like_one_that_is_there() -> None:
    gone = ProfileChange(id="d", key="x.y", operation="remove", process="", at="2026-04-01T08:00:00+00:00", **FROM)
    listed = index_of(entry("watcher", profiles=("X.Y",)))
    (card,) = assess(settings_profiles.CHECK.run(facts(gone), listed))
    assert (card.code, card.concern, card.evidence) == ("watch-secretly-possible", "look-closer", ("d",))
    assert set(card.facts) == {Fact.PROFILE_REMOVED, Fact.LISTED_PROFILE}
    other = gone.model_copy(update={"key": "other"})
    assert [card.code for card in assess(settings_profiles.CHECK.run(facts(other), listed))] == ["profile-removed"]


def test_a_listed_app_that_had_traffic_and_is_gone_has_a_card_with_the_day() -> None:
    used = DataUse(
        id="u", key="com.Watch.er", first="2026-06-01T08:00:00+00:00", last="2026-09-14T22:30:00+00:00", **FROM
    )
    other = used.model_copy(update={"id": "v", "key": "org.ordinary"})
    listed, there = index_of(entry("watcher", bundles=("com.watch.er",))), app("a.b", **STORE)
    (card,) = assess(past_apps.CHECK.run(facts(there, used, other), listed))
    assert (card.code, card.concern, card.evidence) == ("watch-secretly-possible", "look-closer", ("u",))
    assert set(card.facts) == {Fact.LISTED_PACKAGE, Fact.APP_GONE}
    assert card.terms["last_used"] == used.last
    assert list(past_apps.CHECK.run(facts(used), listed)) == []  # without the list of apps nothing is known to be gone
    present = app("com.watch.er", **STORE)
    assert list(past_apps.CHECK.run(facts(present, used), listed)) == []


def test_the_server_that_steers_the_phone_is_named_before_a_row_of_others() -> None:
    mail = [ProfilePart(kinds=(ProfilePartKind.MAIL,), servers=(f"imap{n}.example",)) for n in range(6)]
    manager = ProfilePart(kinds=(ProfilePartKind.MANAGES,), servers=("mdm.example",))
    profile = SettingsProfile(id="p", key="x.y", name="All", parts=(*mail, manager), **FROM)
    for sign in settings_profiles.CHECK.run(facts(profile), index_of()):
        assert isinstance(sign, Sign)
        assert sign.terms["servers"] == "mdm.example, imap0.example, imap1.example, imap2.example, imap3.example, …"


def test_an_extra_certificate_is_looked_at_closer_and_a_vpn_is_good_to_know() -> None:
    root = TrustedRoot(id="r", key="ab" * 32, name="Family Root", **FROM)
    assert cards(trusted_roots, root) == [("trusted-root", "look-closer", "Family Root")]
    assert cards(trusted_roots, root.model_copy(update={"name": ""})) == [("trusted-root", "look-closer", "ab" * 32)]
    setting = NetworkSetting(id="n", key="network:V", name="V", kinds=("vpn", "dns"), **FROM)
    assert cards(network_settings, setting) == [("network-setting", "good-to-know", "V")]


def test_an_app_of_another_account_needs_a_main_account_beside_it() -> None:
    own = [app(f"a.b{n}", account=1, account_mask="sa...", **STORE) for n in range(3)]
    other = app("x.y", account=2, account_mask="so...@e...org", **STORE)
    (card,) = cards(app_accounts, *own, other)
    assert card[:2] == ("app-other-account", "good-to-know")
    assert cards(app_accounts, *own) == []
    (sign,) = app_accounts.CHECK.run(facts(*own, other), index_of())
    assert isinstance(sign, Sign) and sign.terms["account"] == "so...@e...org"


def test_accounts_that_cannot_be_told_apart_or_are_not_told_never_count_as_looked_at() -> None:
    own, other = (app(key, account=number, **STORE) for key, number in (("a.b", 1), ("x.y", 2)))
    silent = [app(f"s.{n}", **STORE) for n in range(3)]
    side = app("d.e", **{**STORE, "origin": AppOrigin.DEVELOPER})

    def reasons(*apps: InstalledApp) -> list[GapReason]:
        found = list(app_accounts.CHECK.run(facts(*apps), index_of()))
        return [each.reason for each in found if isinstance(each, Gap) and each.topic is Topic.APP_ACCOUNTS]

    assert reasons(own, other) == [GapReason.NOT_UNDERSTOOD]
    assert reasons(*silent) == [GapReason.EMPTY]
    assert reasons(own, *silent) == [GapReason.TRUNCATED]
    assert reasons(own, silent[0]) == reasons(own, side) == reasons(side) == []


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
        if version[:1].isdigit():
            assert len(cards(old_system, told)) == found, version
        else:
            assert_not_told(told)


def test_changed_settings_and_an_open_system_are_one_card() -> None:
    names = ChangedSetting(id="s1", setting="private-dns", value="dns.example", **FROM)
    proxy = ChangedSetting(id="s2", setting="web-proxy", value="192.0.2.1:8080", **FROM)
    opened = DeviceFacts(id="f", verified_boot="orange", **FROM)
    assert [card[:2] for card in cards(changed_settings, names)] == [("changed-settings", "good-to-know")]
    assert [card[:2] for card in cards(changed_settings, names, proxy)] == [("changed-settings", "look-closer")]
    assert [card[:2] for card in cards(changed_settings, opened)] == [("changed-settings", "look-closer")]
    for state in ("green", "yellow", ""):
        assert cards(changed_settings, opened.model_copy(update={"verified_boot": state})) == []


def test_computers_that_are_let_in_are_one_card_without_this_one() -> None:
    known = [
        AuthorisedComputer(id=f"c{n}", key=f"{n:02}:AB", name=name, last_seen=seen, **FROM)
        for n, (name, seen) in enumerate((("robin@pc", "2026-11-01"), ("", ""), ("clinic", "")))
    ]
    own = OwnComputer(id="own", key="02:AB", **FROM)
    assert [card[:2] for card in cards(allowed_computers, *known, own)] == [("computers-allowed", "look-closer")]
    sign = next(iter(allowed_computers.CHECK.run(facts(*known, own), index_of())))
    assert isinstance(sign, Sign) and sign.terms["computers"] == "robin@pc (2026-11-01), 01:AB"
    assert cards(allowed_computers, known[2], own) == []
    other = OwnComputer(id="own", key="09:AB", **FROM)
    assert len(cards(allowed_computers, known[2], other)) == 1  # the name alone makes no computer ours


def test_an_added_authority_is_looked_at_closer_and_more_protection_makes_no_card() -> None:
    added = UserCertificate(id="u", key="ab" * 32, name="", **FROM)
    assert [card[:2] for card in cards(changed_settings, added)] == [("changed-settings", "look-closer")]
    sign = next(iter(changed_settings.CHECK.run(facts(added), index_of())))
    assert isinstance(sign, Sign) and sign.terms["certificates"] == ("ab" * 8)
    assert cards(changed_settings, ChangedSetting(id="s", setting="advanced-protection", value="1", **FROM)) == []


def test_an_opened_system_by_properties_files_and_apps() -> None:
    trace = OpenedTrace(id="t", key="/system/xbin/su", kind="file", **FROM)
    manager = app("com.topjohnwu.magisk")
    assert [card[:2] for card in cards(opened_system, trace, manager)] == [("opened-phone", "look-closer")]
    assert len(cards(opened_system, manager)) == 1 and cards(opened_system, app("org.example.other")) == []
    assert cards(opened_phone, trace) == [] and cards(opened_system, trace.model_copy(update={"kind": "program"})) == []


def test_repairs_of_more_than_a_year_ago() -> None:
    for days, found in ((0, 0), (365, 0), (366, 1), (4000, 1)):
        told = DeviceFacts(id="f", version="14", security_patch="2024-04-05", patch_age_days=days, **FROM)
        seen = cards(old_system, told)
        assert seen == [("old-system", "good-to-know", "Android 14")] * found


def test_a_phone_that_tells_no_day_of_repairs_is_not_known_and_never_an_iphone() -> None:
    for patch in ("", "soon"):
        assert_not_told(DeviceFacts(id="f", maker="Fairphone", version="13", security_patch=patch, **FROM))


def assert_not_told(told: DeviceFacts) -> None:
    (result,) = old_system.CHECK.run(facts(told), index_of())
    assert isinstance(result, Gap)
    assert (result.topic, result.reason) == (Topic.DEVICE_FACTS, GapReason.NOT_UNDERSTOOD)


def test_a_clock_is_off_from_ten_minutes_on_and_the_words_get_its_parts() -> None:
    for ahead, fact in ((600, None), (-600, None), (601, Fact.CLOCK_AHEAD), (-90_061, Fact.CLOCK_BEHIND)):
        signs = list(phone_clock.CHECK.run(facts(PhoneClock(id="c", ahead_seconds=ahead, **FROM)), index_of()))
        assert [sign.fact for sign in signs] == ([fact] if fact else [])
    assert {name: signs[0].terms[name] for name in ("days", "hours", "minutes")} == {
        "days": "1",
        "hours": "1",
        "minutes": "1",
    }
    assert [card[:2] for card in cards(phone_clock, PhoneClock(id="c", ahead_seconds=9999, **FROM))] == [
        ("clock-off", "good-to-know")
    ]


def test_lifted_restrictions_speak_only_about_an_app_from_outside_a_store() -> None:
    lifted = access(AccessKind.RESTRICTIONS_LIFTED)
    for observed, found in (
        (app(), 0),
        (app(initiator="com.android.chrome", installer=None, package_source=4), 1),
        (app(system=True, path="/system/app/x.apk"), 0),
    ):
        assert len(list(quiet_rights.CHECK.run(facts(observed, lifted), index_of()))) == found


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
        (AppOrigin.NOT_TOLD, []),
        (AppOrigin.TEST_BUILD, []),
        (AppOrigin.VOLUME_PURCHASE, []),
        (AppOrigin.STORE, []),
        (AppOrigin.SYSTEM, []),
    ):
        observed = app("a.b", id_kind="bundle", origin=origin, installer=None)
        assert [each.fact for each in outside_store.CHECK.run(facts(observed), index_of())] == found, origin
