# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules written from servers: whole labels, shared hosting never alone. Each text is compiled and run."""

import pytest
import yara

from devicecheck.model.signatures import Signature
from devicecheck.packs.rule_text import rule_text, with_kept_rules
from tests.packs.entries import entry


def fits(signature: Signature, data: bytes) -> bool:
    return bool(yara.compile(source=rule_text(signature), includes=False).match(data=data))


def in_code(text: str) -> bytes:
    return b"dex\n035\0" + bytes(64) + b"\0" + bytes([len(text)]) + text.encode() + b"\0\x04more\0"


OWN = entry("spy", domains=("sync.own-server.example",))


@pytest.mark.parametrize(
    "text",
    [
        "sync.own-server.example",
        "https://sync.own-server.example/api",
        "http://a.sync.own-server.example:8080",
        "sync.own-server.example/" + "x" * 40,
        "x@sync.own-server.example.",
        '{"host":"sync.own-server.example"}',
        ".sync.own-server.example",
        "HTTPS://Sync.Own-Server.EXAMPLE/api",
    ],
)
def test_a_server_is_met_wherever_it_stands(text: str) -> None:
    assert fits(OWN, in_code(text))
    assert fits(OWN, text.encode())
    assert fits(OWN, b"\0" + text.encode() + b"\0")
    assert fits(OWN, b"\0\0" + bytes([len(text), 0]) + text.encode("utf-16-le") + b"\0\0")


@pytest.mark.parametrize(
    "text",
    [
        "https://resync.own-server.example/",
        "https://my-sync.own-server.example/",
        "https://sync.own-server.example.org/",
        "https://sync.own-server.examples/",
        "https://sync.own-server.example-shop.org/",
        "https://own-server.example/",
        "https://syncXown-server.example/",
    ],
)
def test_a_name_that_only_looks_like_it_is_not_met(text: str) -> None:
    assert not fits(OWN, in_code(text))
    assert not fits(OWN, text.upper().encode())
    assert not fits(OWN, b"\0\0" + bytes([len(text), 0]) + text.encode("utf-16-le") + b"\0\0")


SHARED = entry("spy", domains=("one.firebaseio.com",), packages=("org.example.spy",))


def test_one_name_on_shared_hosting_is_not_enough() -> None:
    assert not fits(SHARED, in_code("https://one.firebaseio.com"))
    assert fits(SHARED, in_code("https://one.firebaseio.com") + in_code("Lorg/example/spy/Main;"))
    assert not fits(SHARED, in_code("Lorg/example/spy/Main;"))


def test_two_names_on_shared_hosting_are_enough() -> None:
    two = entry("spy", domains=("one.firebaseio.com", "two.herokuapp.com"))
    assert not fits(two, in_code("https://one.firebaseio.com"))
    assert fits(two, in_code("https://one.firebaseio.com") + in_code("https://two.herokuapp.com"))


def test_what_is_not_enough_gives_no_rule() -> None:
    assert rule_text(entry("spy")) == ""
    assert rule_text(entry("spy", domains=("one.firebaseio.com",))) == ""


def test_names_below_another_are_not_written_twice() -> None:
    text = rule_text(entry("spy", domains=("own.example", "a.own.example", "b.a.own.example")))
    assert text.count("$own1 =") == 1
    assert "$own2" not in text


def test_a_rule_that_a_person_added_stays_when_the_other_is_written_anew() -> None:
    added = "rule added\n{\n  condition:\n    false\n}\n"
    before = f"{rule_text(OWN)}\n{added}"
    after = rule_text(entry("spy", domains=("new-server.example",)))
    assert with_kept_rules(after, before, "spy") == f"{after}\n{added}"
    assert with_kept_rules(after, rule_text(OWN), "spy") == after
