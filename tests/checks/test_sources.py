# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where apps came from: every class, and which of them is a sign."""

from typing import Any

import pytest

from devicecheck.checks import held_control, stores
from devicecheck.checks.outside_store import CHECK
from devicecheck.checks.stores import Source, source_of
from devicecheck.model.findings import Fact
from devicecheck.model.observations import AccessKind, AppOrigin
from tests.checks.observed import STORE, access, app, facts, stamps
from tests.packs.entries import index_of

OLD = {"source_known": False, "initiator": None, "package_source": None}

CASES = [
    ({}, Source.STORE),
    ({"package_source": None}, Source.STORE),
    (OLD, Source.STORE_NAMED),
    ({"initiator": None}, Source.STORE_NAMED),
    ({"initiator": "com.android.shell"}, Source.CABLE),
    ({"initiator": "com.android.chrome", "installer": None, "package_source": 4}, Source.FILE),
    ({"package_source": 3}, Source.FILE),
    ({"initiator": "com.whatsapp", "package_source": 0}, Source.OTHER_APP),
    ({"installer": "com.google.android.packageinstaller"} | OLD, Source.FILE),
    ({"installer": "com.android.shell"} | OLD, Source.CABLE),
    ({"installer": "org.telegram.messenger"} | OLD, Source.OTHER_APP),
    ({"installer": None} | OLD, Source.UNKNOWN),
    ({"installer": None, "initiator": None, "package_source": None}, Source.UNKNOWN),
    ({"installer": "com.sec.android.easyMover"} | OLD, Source.MOVED),
    ({"initiator": "com.google.android.apps.restore", "installer": STORE}, Source.MOVED),
    ({"initiator": "com.sec.android.easyMover", "package_source": 3}, Source.MOVED),
    ({"initiator": "com.stevesoltys.seedvault", "installer": "org.fdroid.fdroid"}, Source.MOVED),
    ({"installer": "com.android.managedprovisioning"} | OLD, Source.WORK),
    ({"installer": "com.sec.android.app.samsungapps"} | OLD, Source.STORE_NAMED),
    ({"installer": "com.samsung.android.app.watchmanager"} | OLD, Source.STORE_NAMED),
    ({"installer": "com.google.android.permissioncontroller"} | OLD, Source.FILE),
    ({"installer": "com.miui.global.packageinstaller"} | OLD, Source.FILE),
    ({"system": True, "installer": None}, Source.PHONE),
    ({"updated_system": True}, Source.PHONE),
    *(({"origin": origin, "installer": None}, source) for origin, source in stores.SOURCE_OF.items()),
]


@pytest.mark.parametrize(("values", "source"), CASES)
def test_the_source_of_an_app(values, source: Source) -> None:
    assert source_of(app(**values)) is source


def test_every_class_is_reached() -> None:
    assert {source for _, source in CASES} == set(Source)


@pytest.mark.parametrize(("values", "source"), CASES)
def test_which_sources_are_a_sign(values, source: Source) -> None:
    found = [(sign.fact, sign.terms.get("source")) for sign in CHECK.run(facts(app(**values)), index_of())]
    source = Source.UNKNOWN if stores.work_by_name_only(app(**values)) else source
    expected = {
        **{key: [(Fact.OUTSIDE_STORE, source)] for key in stores.OUTSIDE},
        Source.UNKNOWN: [(Fact.SOURCE_UNKNOWN, source)],
        Source.MOVED: [(Fact.MOVED_OVER, source)],
    }
    assert found == expected.get(source, [])


AGENT = {"installer": "com.android.managedprovisioning"}


@pytest.mark.parametrize(
    ("values", "owners", "told"),
    [
        (AGENT | OLD, [], [Fact.SOURCE_UNKNOWN]),
        (AGENT | OLD, [AccessKind.DEVICE_OWNER], []),
        (AGENT | OLD, [AccessKind.PROFILE_OWNER], []),
        (AGENT | {"initiator": "com.android.managedprovisioning"}, [], []),
        ({"origin": AppOrigin.VOLUME_PURCHASE, "installer": None}, [], []),
    ],
)
def test_the_bare_name_of_a_work_set_up_says_nothing_where_nobody_manages_the_phone(
    values: dict[str, Any], owners: list[AccessKind], told: list[Fact]
) -> None:
    held = [access(kind, "com.work.agent") for kind in owners]
    assert [sign.fact for sign in CHECK.run(facts(app(**values), *held), index_of())] == told


PLAY = {"installer": STORE} | OLD


@pytest.mark.parametrize(
    ("values", "mark", "seen"),
    [
        (PLAY, False, True),
        (PLAY, True, False),
        (PLAY, None, False),
        ({"installer": "com.sec.android.app.samsungapps"} | OLD, False, False),
        ({}, False, False),
        ({"installer": STORE, "initiator": "com.android.shell"}, False, False),
    ],
)
def test_an_app_that_names_googles_store_and_lacks_its_mark_is_a_sign(
    values: dict[str, Any], mark: bool | None, seen: bool
) -> None:
    looked = app(**values)
    file = stamps(looked.key).model_copy(update={"play_mark": mark})
    found = [sign for sign in CHECK.run(facts(looked, file), index_of()) if sign.fact is Fact.STORE_MARK_MISSING]
    assert [sign.evidence for sign in found] == ([(looked.id, file.id)] if seen else [])


@pytest.mark.parametrize("installer", ["com.transsnet.store", "com.transsion.letswitch", "com.transsion.mobilecloner"])
def test_apps_of_tecnos_and_infinixs_own_shop_and_movers_are_not_from_outside(installer: str) -> None:
    named = app(installer=installer, initiator=installer, source_known=True)
    assert Fact.OUTSIDE_STORE not in {sign.fact for sign in CHECK.run(facts(named), index_of())}


def test_no_installer_is_in_two_classes() -> None:
    groups = (stores.STORES, stores.FILE_INSTALLERS, stores.CABLE, stores.MOVERS, stores.WORK)
    assert sum(map(len, groups)) == len(frozenset().union(*groups))


def test_nobody_is_said_to_have_put_a_part_of_the_phone_on_it() -> None:
    came = {"installer": STORE, "first_installed": "2025-10-05 10:00:00"}
    for system in (True, False):
        (sign,) = held_control.CHECK.run(
            facts(app(system=system, **came), access(AccessKind.PROFILE_OWNER)), index_of()
        )
        assert ("preinstalled" in sign.terms) is system
        assert {"installed", "installer"}.isdisjoint(sign.terms) is system
