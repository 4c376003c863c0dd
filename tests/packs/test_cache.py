# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Compiled packs: equal to their files, made anew when a file changes, never trusted when damaged."""

import shutil
import stat
from pathlib import Path

import pytest

from devicecheck.errors import PackError
from devicecheck.model.signatures import BluetoothPrint, Indicators, Pack
from devicecheck.packs import compiled
from devicecheck.packs.cache import MOST_KEPT, digest, load_cached
from devicecheck.packs.find import signatures_folder
from devicecheck.packs.load import load_pack
from tests.packs.entries import entry, pack_of


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy = tmp_path / "pack"
    for name in ("pack.yaml", "never-match.yaml"):
        copy.mkdir(exist_ok=True)
        shutil.copy(signatures_folder() / name, copy / name)
    (copy / "watch-secretly").mkdir()
    for ending in ("yaml", "yar"):
        shutil.copy(signatures_folder() / f"watch-secretly/mspy.{ending}", copy / f"watch-secretly/mspy.{ending}")
    return copy


class Counted:
    """Loads packs and counts how often."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self, folder: Path) -> Pack:
        self.times += 1
        return load_pack(folder)


def test_the_whole_shipped_pack_comes_back_equal() -> None:
    pack = load_pack(signatures_folder())
    again = compiled.read(compiled.write(pack))
    assert again == pack
    assert again.model_dump_json() == pack.model_dump_json()
    assert again.rules


def test_entries_of_every_shape_come_back_equal() -> None:
    tag = Indicators(bluetooth=(BluetoothPrint(company="004c"),))
    pack = pack_of(
        entry("aa", packages=("org.example.a",)),
        entry("bb", packages=("org.example.b",)),
        entry("cc", packages=("org.example.c", "org.example.d")),
        entry("dd"),
        entry("ee").model_copy(update={"indicators": tag}),
        entry("ff", packages=("org.example.f",)).model_copy(update={"note": "a note", "aliases": ("F",)}),
    )
    assert compiled.read(compiled.write(pack)) == pack


def test_files_are_read_once_and_again_when_one_changes(folder: Path, tmp_path: Path) -> None:
    load = Counted()
    first = load_cached(folder, tmp_path / "cache", load)
    assert load_cached(folder, tmp_path / "cache", load) == first
    assert load.times == 1
    entry_file = folder / "watch-secretly/mspy.yaml"
    entry_file.write_text(entry_file.read_text("utf-8").replace("name: mSpy", "name: Other"), "utf-8")
    changed = load_cached(folder, tmp_path / "cache", load)
    assert (changed.signatures[0].name, load.times) == ("Other", 2)


def test_a_new_rule_and_a_moved_file_change_the_digest(folder: Path) -> None:
    seen = {digest(folder)}
    (folder / "watch-secretly/mspy.yar").rename(folder / "watch-secretly/mspx.yar")
    seen.add(digest(folder))
    (folder / "watch-secretly/mspx.yar").unlink()
    seen.add(digest(folder))
    assert len(seen) == 3


@pytest.mark.parametrize("damage", [lambda data: data[:-9], lambda data: b"x" + data, lambda data: data[:200], bytes])
def test_a_damaged_cache_is_made_anew(folder: Path, tmp_path: Path, damage) -> None:
    load = Counted()
    first = load_cached(folder, tmp_path / "cache", load)
    (kept,) = (tmp_path / "cache").iterdir()
    whole = kept.read_bytes()
    kept.write_bytes(damage(whole) if damage is not bytes else b"")
    assert load_cached(folder, tmp_path / "cache", load) == first
    assert load.times == 2
    assert kept.read_bytes() == whole


def test_values_of_another_type_are_no_pack() -> None:
    data = compiled.write(pack_of(entry("aa", packages=("org.example.a", "org.example.b"))))
    lines = data.split(b"\n")
    lines[3] = lines[3].replace(b'"draft"', b"5").replace(b'"listed"', b"5")
    from hashlib import sha256

    lines[1] = sha256(b"\n".join(lines[2:])).hexdigest().encode()
    with pytest.raises(compiled.NotCompiled):
        compiled.read(b"\n".join(lines))


def test_a_pack_with_a_problem_is_not_kept(folder: Path, tmp_path: Path) -> None:
    (folder / "watch-secretly/mspy.yaml").write_text("id: mspy\nid: twice\n", "utf-8")
    with pytest.raises(PackError):
        load_cached(folder, tmp_path / "cache", load_pack)
    assert not (tmp_path / "cache").exists()


def test_only_this_person_may_read_it_and_old_ones_go(folder: Path, tmp_path: Path) -> None:
    facts = folder / "pack.yaml"
    text = facts.read_text("utf-8")
    for number in range(MOST_KEPT + 2):
        facts.write_text(f"{text}# {number}\n", "utf-8")
        load_cached(folder, tmp_path / "cache", load_pack)
    kept = list((tmp_path / "cache").iterdir())
    assert len(kept) == MOST_KEPT
    assert {stat.S_IMODE(file.stat().st_mode) for file in kept} == {0o600}
    assert stat.S_IMODE((tmp_path / "cache").stat().st_mode) == 0o700


def test_a_place_that_cannot_be_written_only_costs_time(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file, not a folder", "utf-8")
    assert load_cached(folder, tmp_path / "cache", load_pack) == load_pack(folder)
