# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A working copy: saved whole or not at all, reviewed by a second person with a name, versions that only rise."""

from datetime import date
from pathlib import Path

import pytest

from devicecheck.errors import PackError
from devicecheck.model.signatures import Category, Indicators, SignatureStatus
from devicecheck.packs import workshop
from devicecheck.packs.lint import problems
from devicecheck.packs.load import load_pack
from tests.packs.entries import entry
from tests.packs.workshops import contents
from tests.packs.workshops import workshop as made

TODAY = date(2026, 12, 1)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return made(tmp_path / "list")


def draft(name: str, package: str, category: Category = Category.WATCH_SECRETLY):  # type: ignore[no-untyped-def]
    return entry(name, category, SignatureStatus.DRAFT, packages=(package,))


def test_a_working_copy_is_the_whole_list_and_never_written_over(folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    assert workshop.start(folder, copy).signatures == load_pack(folder).signatures
    assert contents(copy) == contents(folder)
    with pytest.raises(PackError, match="folder-there"):
        workshop.start(folder, copy)
    with pytest.raises(PackError, match="no-workshop"):
        workshop.own_folder(tmp_path)


def test_an_entry_is_saved_in_the_one_form(folder: Path) -> None:
    path = workshop.save(folder, draft("new-app", "org.new.app"))
    text = path.read_text("utf-8")
    assert text.startswith("# SPDX-FileCopyrightText: ")
    assert "status: draft" in text
    assert problems(folder) == ()
    again = workshop.find_entry(load_pack(folder), folder, "new-app")
    workshop.save(folder, again, again)
    assert path.read_text("utf-8") == text, "what is read and saved again is the same to the letter"


@pytest.mark.parametrize(
    "wrong",
    [
        draft("other", "org.watch.app"),
        draft("other", "com.android.settings"),
        draft("other", "not an id"),
        draft("watch", "org.other.app"),
    ],
    ids=["taken", "never", "no-id", "file-there"],
)
def test_what_cannot_be_loaded_is_not_saved(folder: Path, wrong) -> None:  # type: ignore[no-untyped-def]
    before = contents(folder)
    with pytest.raises(PackError):
        workshop.save_all(folder, [(draft("good", "org.good.app"), None), (wrong, None)])
    assert contents(folder) == before


def test_an_entry_of_another_kind_moves_with_its_rule_and_keeps_its_licence(folder: Path) -> None:
    path = folder / "watch-secretly/watch.yaml"
    path.write_text(path.read_text().replace("GPL-3.0-or-later", "CC-BY-4.0"))
    path.with_suffix(".yar").write_text('rule x { strings: $a = "abcdef" condition: $a }\n')
    held = workshop.find_entry(load_pack(folder), folder, "watch")
    moved = workshop.save(folder, held.model_copy(update={"category": Category.FAMILY_WATCH}), held)
    assert moved == folder / "family-watch/watch.yaml"
    assert "CC-BY-4.0" in moved.read_text()
    assert moved.with_suffix(".yar").exists()
    assert not path.exists() and not path.with_suffix(".yar").exists()
    assert problems(folder) == ()


def test_only_a_second_person_with_a_name_reviews(folder: Path) -> None:
    held = workshop.find_entry(load_pack(folder), folder, "watch")
    for name, reason in (
        ("Anna Example", "own-entry"),
        ("anna  EXAMPLE", "own-entry"),
        ("", "no-name"),
        ("Ben", "no-name"),
    ):
        with pytest.raises(PackError, match=reason):
            workshop.review(folder, held, name, TODAY)
    assert load_pack(folder).signatures == load_pack(folder).signatures
    workshop.review(folder, held, " Ben  Other ", TODAY)
    done = workshop.find_entry(load_pack(folder), folder, "watch")
    assert (done.status, done.reviewed_by, done.checked_on) == (SignatureStatus.REVIEWED, "Ben Other", TODAY)


def test_what_somebody_else_wrote_meanwhile_is_neither_lost_nor_reviewed_unread(folder: Path) -> None:
    held = workshop.find_entry(load_pack(folder), folder, "watch")
    theirs = held.model_copy(update={"name": "Theirs"})
    workshop.save(folder, theirs, held)
    before = contents(folder)
    for step in (
        lambda: workshop.save(folder, held.model_copy(update={"name": "Mine"}), held),
        lambda: workshop.review(folder, held, "Ben Other", TODAY),
        lambda: workshop.retire(folder, held),
    ):
        with pytest.raises(PackError, match="changed-meanwhile"):
            step()
    (folder / "watch-secretly" / "watch.yaml").unlink()
    with pytest.raises(PackError, match="changed-meanwhile"):
        workshop.save(folder, held, theirs)
    (folder / "watch-secretly" / "watch.yaml").write_text(before["watch-secretly/watch.yaml"], "utf-8")
    workshop.save(folder, held, theirs)


def test_an_entry_with_nothing_to_look_for_is_not_reviewed(folder: Path) -> None:
    empty = draft("empty", "org.x.y").model_copy(update={"indicators": Indicators()})
    workshop.save(folder, empty)
    with pytest.raises(PackError, match="nothing-to-review"):
        workshop.review(folder, empty, "Ben Other", TODAY)


def test_a_retired_entry_stays(folder: Path) -> None:
    workshop.retire(folder, workshop.find_entry(load_pack(folder), folder, "watch"))
    assert workshop.find_entry(load_pack(folder), folder, "watch").status is SignatureStatus.RETIRED


def test_a_line_of_a_group_is_not_an_entry_of_its_own(folder: Path) -> None:
    pack = load_pack(folder)
    with pytest.raises(PackError, match="in-a-group"):
        workshop.find_entry(pack, folder, "org-rows-one")
    with pytest.raises(PackError, match="no-such-entry"):
        workshop.find_entry(pack, folder, "nothing")


@pytest.mark.parametrize(
    ("version", "expected"),
    [
        ("2026.11.24.3", "2026.12.01.1"),
        ("2026.12.01.1", "2026.12.01.2"),
        ("2026.12.01.9", "2026.12.01.10"),
        ("2027.01.01.1", "2027.01.01.2"),
    ],
)
def test_versions_only_rise(version: str, expected: str) -> None:
    assert workshop.next_version(version, TODAY) == expected


def test_the_version_is_written_and_nothing_else(folder: Path) -> None:
    workshop.set_version(folder, "2026.12.01.1", TODAY)
    pack = load_pack(folder)
    assert (pack.version, pack.issued_on, pack.id) == ("2026.12.01.1", TODAY, "test")
