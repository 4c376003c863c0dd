# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whose files are asked for: with control, without an icon, or with many rights; eight at most."""

import pytest

from devicecheck.assess import assess
from devicecheck.checks.app_files import LIST_OF_FAMILIES
from devicecheck.checks.apps import app_sign
from devicecheck.checks.inside_apps import CHECK, MOST_APPS
from devicecheck.model.findings import Concern, Confidence, Fact, Sign, Wanted
from devicecheck.model.observations import AccessKind, AppFile, Gap, RuleMatch
from devicecheck.model.topics import Topic
from tests.checks.observed import access, app, facts, icons
from tests.packs.entries import entry, index_of

FROM_FILE = {"initiator": "com.android.chrome", "package_source": 4}
PRIVATE = tuple(
    f"android.permission.{name}" for name in ("READ_SMS", "RECORD_AUDIO", "ACCESS_BACKGROUND_LOCATION", "CAMERA")
)


def asked_for(*observations) -> list[str]:
    wishes = (item for item in CHECK.run(facts(*observations), index_of()) if isinstance(item, Wanted))
    return [wish.subject.key for wish in wishes if wish.topic is Topic.APP_FILE_WHOLE]


@pytest.mark.parametrize(
    ("values", "asked"),
    [
        (FROM_FILE | {"granted": PRIVATE}, True),
        (FROM_FILE | {"granted": PRIVATE[:2]}, False),
        (FROM_FILE, False),
        ({"granted": PRIVATE}, False),
        ({"installer": None, "initiator": None, "granted": PRIVATE}, False),
    ],
)
def test_an_app_with_an_icon_is_looked_into_when_it_is_of_no_store_and_may_do_much(values, asked) -> None:
    key = "org.example.app"
    assert asked_for(app(**values), icons(key)) == ([key] if asked else [])


def test_control_comes_first_then_no_icon_then_many_rights() -> None:
    rights = app("org.a.rights", **FROM_FILE, granted=PRIVATE)
    hidden, control = app("org.b.hidden", **FROM_FILE), app("org.c.control", **FROM_FILE)
    held = access(AccessKind.ACCESSIBILITY, "org.c.control")
    shown = icons("org.a.rights", "org.c.control")
    assert asked_for(rights, hidden, control, held, shown) == ["org.c.control", "org.b.hidden", "org.a.rights"]


def test_apps_over_the_number_are_counted() -> None:
    apps = [app(f"org.n{number}", **FROM_FILE, granted=PRIVATE) for number in range(MOST_APPS + 2)]
    shown = icons(*(each.key for each in apps))
    gaps = [item for item in CHECK.run(facts(*apps, shown), index_of()) if isinstance(item, Gap)]
    assert [gap.terms for gap in gaps] == [{"count": "2"}]


def test_a_blocker_on_a_phone_is_no_watching_app() -> None:
    names = [f"spy-{number}" for number in range(LIST_OF_FAMILIES)]
    told = {"device": "phone-1", "key": "org.example.app"}
    file = AppFile(id="file:0:org.example.app", readings=("r5",), sha256="ab" * 32, size=9, **told)
    matches = [
        RuleMatch(id=f"rule:{name}", readings=("r6",), entry=name, rule="r", part="classes.dex", **told)
        for name in names
    ]
    seen = facts(app(**FROM_FILE, granted=PRIVATE), icons("org.example.app"), file, *matches)
    signs = [item for item in CHECK.run(seen, index_of(*map(entry, names))) if isinstance(item, Sign)]
    assert [sign.fact for sign in signs] == [Fact.NAMES_MANY]
    (finding,) = assess(signs)
    assert (finding.concern, finding.signatures) == (Concern.GOOD_TO_KNOW, ())


def test_a_part_of_which_only_the_file_tells_supports_as_others_do() -> None:
    told = {"device": "phone-1", "key": "org.example.app"}
    parts = ("org.spy.Splash", "org.spy.Splash2")
    file = AppFile(id="file:0:org.example.app", readings=("r5",), sha256="ab" * 32, size=9, components=parts, **told)
    index = index_of(entry("spy", components=parts))
    signs = [item for item in CHECK.run(facts(app(**FROM_FILE), file), index) if isinstance(item, Sign)]
    assert [sign.fact for sign in signs] == [Fact.LISTED_COMPONENT]
    assert assess(signs) == ()
    outside = app_sign("outside-store", Fact.OUTSIDE_STORE, app(**FROM_FILE))
    (finding,) = assess([*signs, outside])
    assert (finding.concern, finding.confidence) == (Concern.LOOK_CLOSER, Confidence.COULD_BE)
