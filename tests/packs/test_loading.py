# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Strict loading: what a volunteer can write wrongly, and the sentence that says what to do."""

from pathlib import Path

import pytest

from devicecheck.errors import PackError
from devicecheck.model.signatures import Category
from devicecheck.packs.find import signatures_folder
from devicecheck.packs.lint import problems
from devicecheck.packs.load import load_pack, load_shipped
from devicecheck.packs.stamp import stamp

ENTRY = """\
id: example
name: Example
category: watch-secretly
status: draft
can_do:
- location
ordinary_reasons:
- tried-out
indicators:
  packages:
  - org.example.app
added_on: 2026-11-24
checked_on: 2026-11-24
"""
PACK = "id: test\nversion: 2026.11.24.1\nissued_on: 2026-11-24\nlicence: CC0-1.0\n"
KEY = "61ed377e85d386a8dfee6b864bd85b0bfaa5af81"
NEVER = f"certificates:\n  {KEY}: public test key\npackages:\n  com.android.settings: part of Android\n"
FILE = "watch-secretly/example.yaml"


def folder(path: Path, **files: str) -> Path:
    """A pack with one entry; `files` add or replace files by their paths."""
    written = {"pack.yaml": PACK, "never-match.yaml": NEVER, FILE: ENTRY} | files
    for name, text in written.items():
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_bytes(text.encode("utf-8", "surrogateescape"))
    return path


def changed(tmp_path: Path, old: str, new: str) -> tuple[str, ...]:
    assert old in ENTRY
    return problems(folder(tmp_path, **{FILE: ENTRY.replace(old, new)}))


def test_a_right_entry_loads(tmp_path: Path) -> None:
    pack = load_pack(folder(tmp_path))
    assert problems(tmp_path) == ()
    assert [entry.indicators.packages for entry in pack.signatures] == [("org.example.app",)]
    assert pack.never_match.certificates[KEY] == "public test key"


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("name: Example\n", "name: Example\nname: Twice\n", 3, "keep only one `name`"),
        ("name: Example\n", "", 1, "add the field `name`"),
        ("name: Example\n", "name:\n", 2, "write a value, or take the line out"),
        ("name: Example\n", "name: !!python/name:os.system x\n", 2, "tags (!) are not used"),
        ("name: Example\n", "name: [a\n", 3, "correct the YAML"),
        ("name: Example\n", "nmae: Example\n", 2, "known fields here: id, name"),
        ("name: Example\n", f"name: {'x' * 81}\n", 2, "80 letters"),
        ("category: watch-secretly", "category: spyware", 3, "write 'watch-secretly', 'family-watch'"),
        ("category: watch-secretly", "category: family-watch", 3, "move the file to family-watch/"),
        ("status: draft", "status: listed", 4, "say which public list vouches for it"),
        ("status: draft", "status: reviewed", 4, "only the review command sets"),
        ("status: draft", "status: reviewed\nadded_by: Zoe A\nreviewed_by: zoe a", 6, "let another person review it"),
        ("name: Example\n", 'name: "Ev\\u202eil"\n', 2, "name: type it anew; it holds signs that cannot be seen"),
        ("name: Example\n", 'name: "E\\x1b[2J"\n', 2, "type it anew"),
        ("name: Example\n", 'name: Example\naliases: ["a\\u200bb"]\n', 3, "aliases: type it anew"),
        ("status: draft", "status: draft\nreviewed_by: Me", 4, "a draft has nobody who vouches"),
        ("- location", "- everything", 6, "can_do.0: 'everything' is not known"),
        ("ordinary_reasons:\n- tried-out", "ordinary_reasons: []", 7, "write at least one"),
        ("ordinary_reasons:\n- tried-out", "ordinary_reasons: tried-out", 7, "write a list"),
        ("ordinary_reasons:\n- tried-out", "ordinary_reasons: &a\n- tried-out\naliases: *a", 7, "aliases (*)"),
        ("- org.example.app", "- Example App", 11, "write an Android id as in the Play address"),
        ("- org.example.app", "- org.example.app\n  - org.example.app", 12, "stands here twice"),
        ("- org.example.app", "- com.android.settings", 11, "it may match nothing (part of Android)"),
        ("- org.example.app", "- a\n    b: c", 12, "correct the YAML"),
        ("- org.example.app", "- [a, b]", 11, "write one text here"),
        ("packages:\n  - org.example.app", "package_patterns:\n  - com.android.*", 11, "fit com.android.settings"),
        ("packages:\n  - org.example.app", "package_patterns:\n  - '*'", 11, "write an id with one *"),
        ("packages:\n  - org.example.app", "package_patterns:\n  - com.*", 11, "use two whole labels"),
        ("packages:\n  - org.example.app", "certificates:\n  - abc", 11, "40 hex digits"),
        ("packages:\n  - org.example.app", f"certificates:\n  - {KEY.upper()}", 11, "match nothing (public test"),
        ("packages:\n  - org.example.app", "domains:\n  - https://x.org/y", 11, "without https:// and without a path"),
        ("packages:\n  - org.example.app", "packages:\n    a: b", 10, "write a list"),
        ("packages:", "package:", 10, "known fields here: packages, package_patterns"),
        ("added_on: 2026-11-24", "added_on: yesterday", 12, "write a day as 2026-11-24"),
        ("checked_on: 2026-11-24", "checked_on: 2025-01-01", 13, "not before `added_on`"),
        ("added_on: 2026-11-24", "references:\n- ftp://x\nadded_on: 2026-11-24", 13, "begins with https://"),
        ("id: example", "id: other", 1, "name the file other.yaml"),
        ("id: example", "id: Example!", 1, "is not of the form"),
    ],
)  # fmt: skip
def test_a_wrong_entry_is_refused_with_what_to_do(tmp_path: Path, old: str, new: str, line: int, says: str) -> None:
    found = changed(tmp_path, old, new)
    assert [problem for problem in found if problem.startswith(f"{FILE}:{line}: ") and says in problem], found
    with pytest.raises(PackError) as error:
        load_pack(tmp_path)
    assert error.value.problems == found
    assert error.value.code == "pack.problems"


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("domains:\n  https://google.com/x: Google\n", "without https:// and without a path"),
        ("addresses:\n  10.0.0.1: at home\n", "one public address"),
        ("certificates:\n  abc: short\n", "40 hex digits"),
    ],
)
def test_a_value_that_would_keep_nothing_out_is_named(tmp_path: Path, line: str, says: str) -> None:
    place = folder(tmp_path, **{FILE: ENTRY, "never-match.yaml": line})
    assert [each for each in problems(place) if each.startswith("never-match.yaml:1: ") and says in each]


def test_texts_stay_texts(tmp_path: Path) -> None:
    text = ENTRY.replace("name: Example", "name: no").replace(
        "ordinary", "aliases: [null, 1.0, 0x1F, 2026-01-01, on]\nordinary", 1
    )
    (entry,) = load_pack(folder(tmp_path, **{FILE: text})).signatures
    assert entry.name == "no"
    assert entry.aliases == ("null", "1.0", "0x1F", "2026-01-01", "on")


def test_fingerprints_are_brought_into_one_form(tmp_path: Path) -> None:
    digest = "AB:" * 19 + "CD"
    text = ENTRY.replace(
        "packages:\n  - org.example.app", f"certificates:\n  - {digest}\n  domains:\n  - API.Example.org"
    )
    (entry,) = load_pack(folder(tmp_path, **{FILE: text})).signatures
    assert entry.indicators.certificates == ("ab" * 19 + "cd",)
    assert entry.indicators.domains == ("api.example.org",)


OTHER = ENTRY.replace("id: example", "id: other")


def test_one_value_in_two_entries_needs_a_decision(tmp_path: Path) -> None:
    pack = folder(tmp_path, **{"watch-secretly/other.yaml": OTHER})
    (problem,) = problems(pack)
    assert problem.startswith("watch-secretly/other.yaml:11: packages: org.example.app stands in example too")
    (pack / "shared.yaml").write_text("values:\n  org.example.app: one seller\n")
    assert problems(pack) == ()
    (pack / "watch-secretly/other.yaml").unlink()
    assert problems(pack) == ("shared.yaml:1: take org.example.app out; it does not stand in two entries any more",)


def test_one_id_in_two_folders_is_refused(tmp_path: Path) -> None:
    text = ENTRY.replace("watch-secretly", "work").replace("org.example.app", "org.example.work")
    found = problems(folder(tmp_path, **{"work/example.yaml": text}))
    assert found == ("work/example.yaml:1: choose another id; watch-secretly/example.yaml has this one",)


def test_all_problems_of_all_files_are_named_at_once(tmp_path: Path) -> None:
    found = problems(
        folder(
            tmp_path,
            **{
                "pack.yaml": "id: test\n",
                FILE: ENTRY.replace("name: Example\n", ""),
                "work/x.yaml": "- a\n",
                "stray.yml": "",
            },
        )
    )
    assert [problem.split(": ")[0] for problem in found] == [
        "pack.yaml:1",
        "pack.yaml:1",
        "pack.yaml:1",
        "stray.yml:1",
        "watch-secretly/example.yaml:1",
        "work/x.yaml:1",
    ]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("x" * 70_000, "smaller than 64 KiB"),
        ("name: \udcff", "UTF-8"),
        ("", "write fields as"),
        ("a: &x [*x]", "aliases"),
        ("&a a: 1\n? [b]\n: c", "write a plain word"),
        ("a: " + "[" * 2000, "correct the YAML"),
        ("name: '\x07'", "correct the YAML"),
        ("a: {b: {c: {d: {e: {f: {g: {h: {i: {j: k}}}}}}}}}", "deep nesting"),
    ],
)
def test_hostile_files_are_refused(tmp_path: Path, text: str, says: str) -> None:
    found = problems(folder(tmp_path, **{FILE: text}))
    assert found
    assert says in found[0]


def test_many_aliases_of_aliases_cost_nothing(tmp_path: Path) -> None:
    lines = ["a0: &a0 [x]"] + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30)]
    assert "aliases" in problems(folder(tmp_path, **{FILE: "\n".join(lines)}))[0]


def test_a_pack_without_entries_is_refused(tmp_path: Path) -> None:
    pack = folder(tmp_path)
    (pack / FILE).unlink()
    assert "there is none" in problems(pack)[0]
    with pytest.raises(PackError) as error:
        load_pack(pack)
    assert error.value.code == "pack.empty"


def test_a_missing_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PackError):
        load_pack(tmp_path / "nowhere")
    assert problems(tmp_path / "nowhere")


def test_an_ordinary_app_may_not_be_made_one_for_watching(tmp_path: Path) -> None:
    pack = folder(tmp_path)
    (pack / "baseline").mkdir()
    (pack / "baseline/phone.txt").write_text("# list\norg.example.app\norg.other  # expected: example\n")
    first, second = problems(pack)
    assert first.startswith("baseline/phone.txt:2: correct the entry example")
    assert second == "baseline/phone.txt:3: take the remark away: example does not match org.other"


def test_an_expected_match_of_an_open_use_app_is_written_down(tmp_path: Path) -> None:
    pack = folder(tmp_path, **{"work/job.yaml": ENTRY.replace("watch-secretly", "work").replace("example", "job")})
    (pack / "baseline").mkdir()
    (pack / "baseline/phone.txt").write_text("org.job.app\n")
    assert problems(pack) == ("baseline/phone.txt:1: write `org.job.app  # expected: job`, or correct that entry",)
    (pack / "baseline/phone.txt").write_text("org.job.app  # expected: job\n")
    assert problems(pack) == ()


def test_the_stamp_counts_what_can_match_and_changes_with_any_value(tmp_path: Path) -> None:
    nothing = OTHER.replace("indicators:\n  packages:\n  - org.example.app", "indicators: {}")
    pack = load_pack(folder(tmp_path, **{"watch-secretly/other.yaml": nothing}))
    first = stamp(pack, 7)
    assert (first.entries, first.canaries, first.version) == (1, 7, "2026.11.24.1")
    (tmp_path / FILE).write_text(ENTRY.replace("org.example.app", "org.example.apq"))
    assert stamp(load_pack(tmp_path), 7).digest != first.digest


def test_the_shipped_pack_is_found_and_read_once() -> None:
    assert (signatures_folder() / "pack.yaml").is_file()
    assert load_shipped() is load_shipped()
    assert {entry.category for entry in load_shipped().signatures} == set(Category)
