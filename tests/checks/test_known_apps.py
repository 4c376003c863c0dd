# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Known apps: every kind of indicator, whose stamps are wished for, and parts of the phone."""

from itertools import product

import pytest

from devicecheck.checks.known_apps import CHECK
from devicecheck.model.findings import Fact, Sign, Wanted
from devicecheck.model.observations import AccessKind
from devicecheck.model.topics import Topic
from tests.checks.observed import STORE, access, app, facts, stamps
from tests.packs.entries import entry, index_of

SHA1 = "31a6ececd97cf39bc4126b8745cd94a7c30bf81c"
OLD = "4ff0174bedc1d16be55ac53b98599398ac461f82"
INDEX = index_of(
    entry(
        "spy",
        packages=("org.example.spy",),
        package_patterns=("org.example.hidden*",),
        certificates=(SHA1, OLD),
        components=("org.other.Watch",),
        labels=("System Service",),
    )
)


def signs(*observations) -> list[Sign]:
    return [item for item in CHECK.run(facts(*observations), INDEX) if isinstance(item, Sign)]


def wishes(*observations) -> list[Wanted]:
    return [item for item in CHECK.run(facts(*observations), INDEX) if isinstance(item, Wanted)]


def test_an_id_and_a_pattern_are_told_apart() -> None:
    assert [sign.fact for sign in signs(app("org.example.spy"))] == [Fact.LISTED_PACKAGE]
    assert [sign.fact for sign in signs(app("org.example.hidden7"))] == [Fact.LISTED_PATTERN]
    assert signs(app("org.example.spyglass")) == []


def test_a_sign_carries_the_entry_the_evidence_and_the_terms() -> None:
    (sign,) = signs(app("org.example.spy", version="1.2", first_installed="2026-11-01 10:00:00", label="Sync"))
    assert sign.evidence == ("app:0:org.example.spy",)
    assert sign.signature is not None
    assert (sign.signature.id, sign.check) == ("spy", "known-apps")
    assert sign.terms == {
        "key": "org.example.spy",
        "label": "Sync",
        "version": "1.2",
        "installed": "2026-11-01 10:00:00",
        "installer": STORE,
    }


def test_each_user_that_has_the_app_has_a_sign() -> None:
    found = signs(app("org.example.spy"), app("org.example.spy", user=10))
    assert [sign.subject.user for sign in found] == [0, 10]


def test_a_stamp_is_found_under_any_name_and_for_every_user() -> None:
    found = signs(app("com.renamed"), app("com.renamed", user=10), stamps("com.renamed", SHA1))
    assert [(sign.fact, sign.subject.user) for sign in found] == [
        (Fact.LISTED_CERTIFICATE, 0),
        (Fact.LISTED_CERTIFICATE, 10),
    ]
    assert found[0].evidence == ("app:0:com.renamed", "certificates:com.renamed")


def test_an_earlier_stamp_is_told_apart_and_one_entry_speaks_once() -> None:
    (past,) = signs(app("com.renamed"), stamps("com.renamed", "00" * 20, past=(OLD,)))
    assert past.fact is Fact.LISTED_PAST_CERTIFICATE
    assert len(signs(app("com.renamed"), stamps("com.renamed", SHA1, past=(OLD, SHA1)))) == 1


def test_a_stamp_without_a_list_of_apps_still_speaks() -> None:
    (sign,) = signs(stamps("com.renamed", SHA1))
    assert sign.evidence == ("certificates:com.renamed",)


def test_a_part_that_holds_control_and_a_name_are_hints() -> None:
    held = access(AccessKind.ACCESSIBILITY, "com.renamed", component="com.renamed/org.other.Watch")
    (part,) = signs(app("com.renamed"), held)
    assert part.fact is Fact.LISTED_COMPONENT
    assert part.evidence == ("app:0:com.renamed", held.id)
    (name,) = signs(app("com.renamed", label="system service"))
    assert name.fact is Fact.LISTED_LABEL
    (told,) = signs(app("com.renamed"), access(AccessKind.ACCESSIBILITY, "com.renamed", label="System Service"))
    assert told.fact is Fact.LISTED_LABEL


def test_control_of_a_listed_app_names_it_even_when_the_list_of_apps_was_not_read() -> None:
    (sign,) = signs(access(AccessKind.DEVICE_ADMIN, "org.example.spy"))
    assert sign.fact is Fact.LISTED_PACKAGE


def test_a_makers_own_id_on_a_part_of_the_phone_says_nothing_but_its_stamp_does() -> None:
    index = index_of(entry("spy", packages=("com.android.services", "org.sys"), certificates=(SHA1,)))
    part = app("com.android.services", system=True, path="/system/app/x/x.apk")
    found = list(CHECK.run(facts(part), index))
    assert [type(item) for item in found] == [Wanted]
    (sign,) = (item for item in CHECK.run(facts(part, stamps(part.key, SHA1)), index) if isinstance(item, Sign))
    assert sign.fact is Fact.LISTED_CERTIFICATE
    added = [item for item in CHECK.run(facts(app("com.android.services")), index) if isinstance(item, Sign)]
    other_part = [item for item in CHECK.run(facts(app("org.sys", system=True)), index) if isinstance(item, Sign)]
    assert len(added) == len(other_part) == 1


@pytest.mark.parametrize(
    ("values", "wished"),
    [
        ({}, False),
        ({"initiator": "com.android.chrome", "package_source": 4}, True),
        ({"installer": None, "initiator": None, "source_known": False}, True),
        ({"initiator": None, "source_known": False}, True),
        ({"initiator": "com.android.shell"}, True),
        ({"system": True}, False),
        ({"updated_system": True}, False),
        ({"path": None, "initiator": "com.android.shell"}, False),
    ],
)
def test_stamps_are_wished_for_where_no_store_vouches(values, wished: bool) -> None:
    found = wishes(app(**values))
    assert bool(found) is wished
    for wish in found:
        assert wish.topic is Topic.APP_FILE_TAIL
        assert wish.params == {"path": "/data/app/~~x==/org.example.app-y==/base.apk"}


def test_a_listed_app_from_a_store_has_its_stamp_read_too_but_only_once() -> None:
    assert len(wishes(app("org.example.spy"))) == 1
    assert wishes(app("org.example.spy"), stamps("org.example.spy", OLD)) == []


def test_the_most_telling_stamps_are_wished_for_first() -> None:
    named_only = {"initiator": None, "source_known": False}
    observations = [
        app("d.store.named", **named_only),
        app("c.unknown", installer=None, **named_only),
        app("b.from.file", initiator="com.android.chrome"),
        app("org.example.spy"),
    ]
    assert [wish.subject.key for wish in wishes(*observations)] == [
        "org.example.spy",
        "b.from.file",
        "c.unknown",
        "d.store.named",
    ]


def test_hostile_texts_do_no_harm() -> None:
    hostile = ["[/b]", "\x1b[2J", "\u202espy", "", "a" * 100_000, "..", "*", "\0"]
    found = signs(*(app(key or "x", label=label) for key, label in product(hostile, hostile)))
    assert found == []
