# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Control held by added apps, and what stays unsaid."""

import pytest

from devicecheck.checks import quiet_rights
from devicecheck.checks.held_control import CHECK, FACT_OF
from devicecheck.model.findings import Fact, Sign
from devicecheck.model.observations import AccessKind
from devicecheck.model.signatures import NeverMatch
from tests.checks.observed import access, app, facts
from tests.packs.entries import entry, index_of

INDEX = index_of(
    entry("spy", packages=("org.sys.spy",)),
    never=NeverMatch(
        packages={"com.google.android.gms": "Google", "org.told.of": "reported as a false alarm in 2026-11 (shop app)"}
    ),
)


def signs(*observations) -> list[Sign]:
    return [item for item in CHECK.run(facts(*observations), INDEX) if isinstance(item, Sign)]


def test_every_kind_of_control_has_its_fact() -> None:
    lifted = {AccessKind.RESTRICTIONS_LIFTED: Fact.RESTRICTIONS_LIFTED}
    both = {**FACT_OF, **quiet_rights.FACT_OF, **lifted}
    assert set(both) == set(AccessKind) and len(both) == len(FACT_OF) + len(quiet_rights.FACT_OF) + 1
    assert len(set(both.values())) == len(AccessKind)


@pytest.mark.parametrize("kind", FACT_OF)
def test_an_added_app_with_control_is_named(kind: AccessKind) -> None:
    held = access(kind)
    (sign,) = signs(app(), held)
    assert sign.fact is FACT_OF[kind]
    assert sign.evidence == ("app:0:org.example.app", held.id)


@pytest.mark.parametrize(
    "values", [{"system": True}, {"system": None, "path": "/product/app/x/x.apk"}, {"updated_system": True}]
)
def test_parts_of_the_phone_are_not_named(values) -> None:
    assert signs(app(**values), access(AccessKind.ACCESSIBILITY)) == []


def test_an_app_of_which_nothing_is_said_counts_as_added() -> None:
    assert len(signs(app(system=None), access(AccessKind.ACCESSIBILITY))) == 1


def test_a_listed_part_of_the_phone_is_named() -> None:
    assert len(signs(app("org.sys.spy", system=True), access(AccessKind.ACCESSIBILITY, "org.sys.spy"))) == 1


def test_without_the_list_of_apps_only_the_phones_own_ids_are_left_out() -> None:
    known = access(AccessKind.DEVICE_ADMIN, "com.google.android.gms")
    unknown = access(AccessKind.DEVICE_ADMIN, "org.example.app")
    (sign,) = signs(known, unknown)
    assert (sign.subject.key, sign.evidence) == ("org.example.app", (unknown.id,))


def test_an_app_reported_as_a_false_alarm_is_not_a_part_of_the_phone() -> None:
    (sign,) = signs(access(AccessKind.ACCESSIBILITY, "org.told.of"))
    assert sign.fact is Fact.ACCESSIBILITY


def test_control_belongs_to_the_user_who_allowed_it() -> None:
    (sign,) = signs(app(), app(user=10), access(AccessKind.ACCESSIBILITY, user=10))
    assert sign.subject.user == 10


def test_the_phones_name_for_the_holder_is_kept_when_the_app_has_none() -> None:
    (bare,) = signs(app(), access(AccessKind.ACCESSIBILITY, label="Sync"))
    (named,) = signs(app(label="Own"), access(AccessKind.ACCESSIBILITY, label="Sync"))
    assert (bare.terms["label"], named.terms["label"]) == ("Sync", "Own")


@pytest.mark.parametrize(("kind", "named"), [(AccessKind.DEVICE_OWNER, [0, 150]), (AccessKind.PROFILE_OWNER, [0])])
def test_who_manages_the_phone_or_its_owners_space_is_named_even_if_it_is_a_part_of_the_phone(
    kind: AccessKind, named: list[int]
) -> None:
    own = "com.google.android.gms"
    parts = [app(own, user=user, system=True, path="/product/gms.apk") for user in (0, 150)]
    assert [sign.subject.user for sign in signs(*parts, access(kind, own), access(kind, own, user=150))] == named
