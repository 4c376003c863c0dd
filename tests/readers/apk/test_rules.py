# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules: one bad file costs that file alone, nothing reaches another file, and no rule runs for ever."""

from pathlib import Path

import pytest

from devicecheck.readers.apk import looking, rules
from devicecheck.readers.bounds import Watch
from tests.readers.apk.archives import STORED, WHOLE, Part, archive, code

GOOD = 'rule good { strings: $a = "needle" condition: $a }'
BAD = {
    "syntax": "rule broken { condition: ",
    "include": 'include "/etc/passwd"\nrule r { condition: true }',
    "module": 'import "dex"\nrule r { condition: true }',
    "unknown": "rule r { condition: nothing_of_this_name }",
    "not-text": "rule r { condition: \ud800 }",
}


def watch(seconds: float = 60) -> Watch:
    return Watch(seconds, lambda: False)


def look(path: Path, data: bytes, texts: dict[str, str], seconds: float = 60) -> dict:
    path.write_bytes(data)
    return looking.rule_matches(path, rules.compiled(texts), watch(seconds))


def test_good_rules_stay_when_all_others_are_bad() -> None:
    found = rules.compiled({**BAD, "good": GOOD})
    assert set(found.dropped) == set(BAD)
    assert all(found.dropped.values())
    assert found.count == 1
    assert found.matches(b"a needle here", watch()) == [("good", "good")]


def test_no_rule_at_all_is_counted_as_none() -> None:
    assert rules.compiled({}).count == 0
    assert rules.compiled(BAD).matches(b"needle", watch()) == []


def test_an_include_is_not_followed(tmp_path: Path) -> None:
    other = tmp_path / "other.yar"
    other.write_text(GOOD, "utf-8")
    found = rules.compiled({"reaches": f'include "{other}"\nrule r {{ condition: good }}'})
    assert found.count == 0
    assert "reaches" in found.dropped


def test_rules_see_what_can_run_and_how_it_is_set_up_inflated_and_nothing_else(tmp_path: Path) -> None:
    needle = b"x needle x" * 20
    seen = {
        "classes.dex": code("needle"),
        "classes2.dex": needle,
        "Classes3.DEX": needle,
        "assets/core/plug.dex": needle,
        "lib/arm64-v8a/libx.so": needle,
        "assets/libhidden.so": needle,
        "resources.arsc": needle,
        "assets/index.android.bundle": needle,
        "assets/www/js/app.js": needle,
        "res/raw/config.json": needle,
        "assemblies/App.dll": needle,
        "assets/named-only.jar": needle,
    }
    passed = ("assets/needle.txt", "assets/help/needle.html", "res/layout/a.xml", "assets/needle.png", "needle.json")
    data = archive(WHOLE, *(Part(name, needle, STORED) for name in passed), *(Part(*each) for each in seen.items()))
    found = look(tmp_path / "a", data, {"good": GOOD})
    assert {match["part"] for match in found["matches"]} == set(seen)
    assert {part["part"] for part in found["parts"]} == {"AndroidManifest.xml", *seen}
    assert found["unread"] == []


def test_an_app_inside_the_app_is_opened_one_step_deep(tmp_path: Path) -> None:
    deepest = archive(Part("classes.dex", b"needle"))
    inner = archive(WHOLE, Part("classes.dex", code("needle")), Part("assets/deep.apk", deepest, STORED))
    data = archive(WHOLE, Part("classes.dex", b"nothing"), Part("assets/update.apk", inner), Part("a.zip", deepest))
    found = look(tmp_path / "a", data, {"good": GOOD})
    assert {match["part"] for match in found["matches"]} == {"assets/update.apk!/classes.dex", "a.zip!/classes.dex"}
    assert found["unread"] == [{"part": "assets/update.apk!/assets/deep.apk", "why": "too-deep"}]


def test_what_is_kept_closed_in_an_archive_inside_was_not_looked_at(tmp_path: Path) -> None:
    locked = archive(Part("classes.dex", b"what a password opens", STORED, flags=1))
    found = look(tmp_path / "a", archive(WHOLE, Part("assets/b.zip", locked)), {"good": GOOD})
    assert found["unread"] == [{"part": "assets/b.zip", "why": "marked-as-encrypted"}]


def test_an_exploding_archive_inside_costs_its_own_room_alone(tmp_path: Path) -> None:
    bomb = archive(Part("classes.dex", bytes(looking.PART_LIMIT + 1)), Part("classes2.dex", b"needle"))
    found = look(tmp_path / "a", archive(Part("classes.dex", b"needle"), Part("assets/b.apk", bomb)), {"good": GOOD})
    assert found["unread"] == [{"part": "assets/b.apk!/classes.dex", "why": "too-large"}]
    assert {match["part"] for match in found["matches"]} == {"classes.dex", "assets/b.apk!/classes2.dex"}


def test_parts_over_the_limit_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looking, "PARTS_LIMIT", 2)
    data = archive(*(Part(f"classes{number}.dex", b"needle" * number) for number in range(2, 5)))
    found = look(tmp_path / "a", data, {"good": GOOD})
    assert [part["part"] for part in found["parts"]] == ["classes2.dex", "classes3.dex"]
    assert found["unread"] == [{"part": "classes4.dex", "why": "too-many"}]


def test_a_part_that_cannot_be_read_is_named_and_the_others_are_looked_at(tmp_path: Path) -> None:
    data = archive(Part("classes.dex", b"needle", said_size=9, local_size=9), Part("classes2.dex", b"x needle"))
    damaged = bytearray(data)
    place = data.index(b"classes.dex") + len(b"classes.dex")
    damaged[place : place + 3] = b"\xff\xff\xff"
    found = look(tmp_path / "a", bytes(damaged), {"good": GOOD})
    assert [each["part"] for each in found["unread"]] == ["classes.dex"]
    assert [each["part"] for each in found["matches"]] == ["classes2.dex"]


def test_an_exploding_part_is_named_and_not_looked_at(tmp_path: Path) -> None:
    bomb = Part("classes.dex", bytes(looking.PART_LIMIT + 1))
    found = look(tmp_path / "a", archive(bomb, Part("classes2.dex", b"needle")), {"good": GOOD})
    assert found["unread"] == [{"part": "classes.dex", "why": "too-large"}]
    assert [each["part"] for each in found["matches"]] == ["classes2.dex"]


def test_a_rule_that_takes_for_ever_is_cut_and_said(tmp_path: Path) -> None:
    slow = "rule slow { condition: for all i in (0..1000000000) : (uint8(i % 3) != 300) }"
    found = look(tmp_path / "a", archive(Part("classes.dex", b"x" * 4096)), {"slow": slow}, seconds=1.5)
    assert [each["part"] for each in found["unread"]] == ["classes.dex"]
    assert found["matches"] == []


def test_when_time_is_up_what_was_found_stays_and_the_rest_is_named(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_bytes(archive(Part("classes.dex", b"needle"), Part("classes2.dex", b"a longer needle")))
    looks = iter([False, True, True])
    found = looking.rule_matches(file, rules.compiled({"good": GOOD}), Watch(60, lambda: next(looks)))
    assert [each["part"] for each in found["matches"]] == ["classes.dex"]
    assert [each["part"] for each in found["unread"]] == ["classes2.dex"]


@pytest.mark.parametrize("data", [b"[]", b"{", b'{"a": 1}', b'{"a": ["b"]}'])
def test_what_are_no_sources_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError):
        rules.sources(data)
