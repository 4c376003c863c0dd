# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What changed between two packs, and its words."""

from datetime import date

from devicecheck.frontend.list_differences import diff_lines
from devicecheck.model.signatures import (
    BluetoothPrint,
    Category,
    Indicators,
    LanPrint,
    LanSource,
    NeverMatch,
    Recall,
    Signature,
)
from devicecheck.packs.difference import difference, values
from devicecheck.report.wording import load
from tests.packs.entries import entry, pack_of

OLD = pack_of(entry("one", packages=("org.a", "org.b")), entry("two", domains=("a.org",)))


def lines(*signatures, most: int | None = None) -> list[str]:
    return list(diff_lines(difference(OLD, pack_of(*signatures)), load(), most))


def test_the_same_in_another_order_is_no_difference() -> None:
    found = difference(OLD, pack_of(entry("two", domains=("a.org",)), entry("one", packages=("org.b", "org.a"))))
    assert found.nothing
    assert lines(*OLD.signatures) == ["Both say the same."]


def test_entries_and_values_are_told_apart() -> None:
    changed = entry("one", packages=("org.a", "org.c")).model_copy(update={"name": "Other"})
    found = difference(OLD, pack_of(changed, entry("new", Category.CAN_FOLLOW, packages=("org.new",))))
    assert [item.id for item in found.added] == ["new"]
    assert [item.id for item in found.removed] == ["two"]
    (change,) = found.changed
    assert (change.added, change.removed, change.fields) == (("packages: org.c",), ("packages: org.b",), ("name",))


def test_a_change_of_a_radio_print_is_seen() -> None:
    before = entry("tag").model_copy(update={"indicators": Indicators(bluetooth=(BluetoothPrint(company="004c"),))})
    after = entry("tag").model_copy(update={"indicators": Indicators(bluetooth=(BluetoothPrint(service="feed"),))})
    (change,) = difference(pack_of(before), pack_of(after)).changed
    assert change.added == ("bluetooth: service feed",)


def test_the_words_name_kinds_and_count_them() -> None:
    follow = [entry(f"f{number}", Category.CAN_FOLLOW) for number in range(3)]
    assert lines(*OLD.signatures, follow[0])[:2] == [
        "adds 1 entry: an app that can show where someone is",
        "  F0 (f0)",
    ]
    assert lines(*OLD.signatures, *follow, most=1) == [
        "adds 3 entries: an app that can show where someone is",
        "  F0 (f0)",
        "  and 2 more; --all shows them",
    ]
    assert lines(OLD.signatures[0]) == ["takes 1 entry out: an app made to watch someone secretly", "  Two (two)"]


def test_every_field_that_can_differ_has_words() -> None:
    words = load()
    fields = {name.replace("_", "-") for name in Signature.model_fields if name != "indicators"}
    assert [name for name in fields if not words.has(f"exchange.diff.fields.{name}")] == []
    changed = OLD.signatures[1].model_copy(update={"note": "x"})
    assert lines(OLD.signatures[0], changed)[-1] == "    its note is different"


def test_what_silences_an_entry_is_named_too() -> None:
    recall = Recall(entry="one", versions=("2026.11.24.1",), value="org.a", why="ordinary-app", on=date(2026, 11, 24))
    old = OLD.model_copy(update={"rules": {"one": "rule a", "two": "rule b"}, "recalls": (recall,)})
    never = NeverMatch(packages={"org.a": "by mistake"})
    new = OLD.model_copy(update={"rules": {"one": "rule c", "new": "rule d"}, "never_match": never})
    found = difference(old, new)
    assert not found.nothing
    assert list(diff_lines(found, load(), None)) == [
        "adds a rule: new",
        "takes a rule out: two",
        "changes a rule: one",
        "from now on never matches packages: org.a",
        "No longer taken back: org.a of one (ordinary-app), versions 2026.11.24.1",
    ]
    assert [*diff_lines(difference(new, old), load(), None)][-2:] == [
        "may match again: packages: org.a",
        "Taken back: org.a of one (ordinary-app), versions 2026.11.24.1",
    ]


def test_a_print_is_told_field_by_field() -> None:
    tag = BluetoothPrint(company="004c", payload="1219")
    camera = LanPrint(source=LanSource.BANNER, text="A camera", match="word")
    told = list(values(Indicators(packages=("org.a",), bluetooth=(tag,), lan=(camera,))))
    assert told == [
        "packages: org.a",
        "bluetooth: company 004c, payload 1219",
        "lan: source banner, text A camera, match word",
    ]
