# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Groups: one line is one entry, with an id that stays; what is wrong in a line is named by its line."""

from pathlib import Path

import pytest

from devicecheck.matching.index import SignatureIndex
from devicecheck.model.findings import Fact
from devicecheck.model.signatures import Capability, Category, SignatureStatus
from devicecheck.packs.groups import row_id
from devicecheck.packs.lint import problems
from devicecheck.packs.load import load_pack

PACK = "id: test\nversion: 2026.11.24.1\nissued_on: 2026-11-24\nlicence: CC0-1.0\n"
NEVER = "packages:\n  com.android.settings: part of Android\n"
GROUP = """\
group: call-recorders
name: Apps that record calls
category: other-use
status: draft
can_do:
- call-recording
ordinary_reasons:
- own-records
added_on: 2026-11-24
checked_on: 2026-11-24
apps:
  android:
    org.example.one: Call Recorder One
    org.example.Two: Call Recorder Two
  iphone:
    org.example.one: Call Recorder for iPhone
"""
FILE = "groups/call-recorders.yaml"


def folder(path: Path, group: str = GROUP, file: str = FILE) -> Path:
    for name, text in {"pack.yaml": PACK, "never-match.yaml": NEVER, file: group}.items():
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_text(text, "utf-8")
    return path


def test_every_line_is_an_entry_with_its_own_name(tmp_path: Path) -> None:
    pack = load_pack(folder(tmp_path))
    assert problems(tmp_path) == ()
    assert {entry.name for entry in pack.signatures} == {
        "Call Recorder One",
        "Call Recorder Two",
        "Call Recorder for iPhone",
    }
    for entry in pack.signatures:
        assert entry.category is Category.OTHER_USE
        assert entry.status is SignatureStatus.DRAFT
        assert entry.can_do == (Capability.CALL_RECORDING,)


def test_a_line_matches_its_own_kind_of_phone_only(tmp_path: Path) -> None:
    index = SignatureIndex(load_pack(folder(tmp_path)))
    assert [(m.signature.name, m.fact) for m in index.package("org.example.one")] == [
        ("Call Recorder One", Fact.LISTED_PACKAGE)
    ]
    assert [m.signature.name for m in index.bundle("ORG.example.one")] == ["Call Recorder for iPhone"]
    assert index.package("org.example.two") == ()


def test_the_id_of_a_line_stays_and_is_its_own() -> None:
    assert row_id("android", "org.example.one") == "org-example-one"
    keys = ("org.example.one", "org.example.One", "org.example_one", "org.example-one", "a." * 90 + "b")
    ids = {row_id(heading, key) for heading in ("android", "iphone") for key in keys}
    assert len(ids) == 2 * len(keys)
    assert all(len(name) <= 64 for name in ids)


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("group: call-recorders", "group: others", 1, "name the file groups/others.yaml"),
        ("category: other-use", "category: watch-secretly", 3, "a file of its own"),
        ("status: draft", "status: listed", 4, "say which public list vouches"),
        ("status: draft", "status: reviewed", 4, "only the review command"),
        ("    org.example.one: Call Recorder One", "    Call Recorder: One", 13, "write an Android id"),
        ("    org.example.one: Call Recorder One", "    com.android.settings: One", 13, "it may match nothing"),
        ("    org.example.Two: Call", "    org.example.one: Call", 14, "keep only one `org.example.one`"),
        ("    org.example.Two: Call Recorder Two", f"    org.example.Two: {'x' * 81}", 14, "80 letters"),
        ("    org.example.Two: Call Recorder Two", "    org.example.Two:", 14, "write a value"),
        ("  iphone:", "  iphones:", 15, "known fields here: android, iphone"),
        ("apps:\n", "indicators: {}\napps:\n", 11, "known fields here: group, name"),
        ("    org.example.Two: Call Recorder Two", "    org.example.Two: [a]", 14, "write one text here"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_by_its_line(tmp_path: Path, old: str, new: str, line: int, says: str) -> None:
    assert old in GROUP
    found = problems(folder(tmp_path, GROUP.replace(old, new, 1)))
    assert [problem for problem in found if problem.startswith(f"{FILE}:{line}: ") and says in problem], found


def test_an_app_in_a_group_and_in_an_entry_is_a_problem_of_the_line(tmp_path: Path) -> None:
    other = GROUP.replace("call-recorders", "others").replace("org.example.Two: Call Recorder Two", "org.other: Other")
    folder(tmp_path)
    folder(tmp_path, other, "groups/others.yaml")
    found = problems(tmp_path)
    assert f"groups/others.yaml:13: take one of the two lines out; {FILE} has this one" in found
    own = "id: own\nname: Own\ncategory: work\nstatus: draft\nordinary_reasons:\n- tried-out\nindicators:\n"
    own += "  packages:\n  - org.other\nadded_on: 2026-11-24\nchecked_on: 2026-11-24\n"
    (tmp_path / "work").mkdir()
    (tmp_path / "work/own.yaml").write_text(own)
    assert any(p.startswith("groups/others.yaml:14: packages: org.other stands in own too") for p in problems(tmp_path))


def test_a_group_outside_its_folder_is_a_stray_file(tmp_path: Path) -> None:
    folder(tmp_path)
    (tmp_path / "more.yaml").write_text(GROUP)
    assert problems(tmp_path)[0].startswith("more.yaml:1: move it into one of")
