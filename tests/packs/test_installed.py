# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Installed packs: the newest whole one is used, three are kept, a changed file is passed over, one step back."""

from datetime import date
from pathlib import Path

import pytest

from devicecheck.errors import PackError
from devicecheck.model.signatures import Pack
from devicecheck.packs import compiled, installed
from devicecheck.packs.load import load_shipped
from tests.packs.entries import entry, pack_of

TODAY = date(2026, 12, 1)


def pack(version: str) -> Pack:
    return pack_of(entry(packages=("org.example.one",))).model_copy(update={"version": version})


SHIPPED = pack("2026.11.24.1")


def keep(folder: Path, *versions: str) -> None:
    for version in versions:
        installed.keep(folder, version, compiled.write(pack(version)), TODAY)


def test_without_any_the_shipped_one_is_used(tmp_path: Path) -> None:
    assert installed.chosen(tmp_path, SHIPPED) is SHIPPED
    with pytest.raises(PackError, match="none-installed"):
        installed.go_back(tmp_path)


def test_the_newest_is_used_by_number_not_by_letter(tmp_path: Path) -> None:
    keep(tmp_path, "2026.12.01.10", "2026.12.01.9")
    assert installed.chosen(tmp_path, SHIPPED).version == "2026.12.01.10"
    assert installed.chosen(tmp_path, pack("2026.12.01.11")).version == "2026.12.01.11"


def test_three_are_kept(tmp_path: Path) -> None:
    keep(tmp_path, *(f"2026.12.01.{number}" for number in range(1, 6)))
    kept = [one.version for one in installed.listed(tmp_path).packs]
    assert kept == ["2026.12.01.5", "2026.12.01.4", "2026.12.01.3"]
    assert sorted(path.name for path in (tmp_path / "packs").iterdir()) == [f"{version}.pack" for version in kept[::-1]]


@pytest.mark.parametrize("damage", [b"", b"{}", b"devicecheck compiled signatures 1\n"])
def test_a_changed_file_is_passed_over_and_named(tmp_path: Path, damage: bytes) -> None:
    keep(tmp_path, "2026.12.01.1", "2026.12.01.2")
    installed.pack_file(tmp_path, "2026.12.01.2").write_bytes(damage)
    assert installed.chosen(tmp_path, SHIPPED).version == "2026.12.01.1"
    assert installed.damaged(tmp_path) == ("2026.12.01.2",)
    installed.pack_file(tmp_path, "2026.12.01.1").unlink()
    assert installed.chosen(tmp_path, SHIPPED) is SHIPPED


def test_another_whole_pack_under_the_name_is_not_used(tmp_path: Path) -> None:
    keep(tmp_path, "2026.12.01.1")
    installed.pack_file(tmp_path, "2026.12.01.1").write_bytes(compiled.write(pack("2026.12.01.1").model_copy(
        update={"id": "other"})))  # fmt: skip
    assert installed.chosen(tmp_path, SHIPPED) is SHIPPED


@pytest.mark.parametrize("text", ["", "[]", '{"packs": [{"version": "../../x"}]}', "\x00"])
def test_a_damaged_list_is_no_list(tmp_path: Path, text: str) -> None:
    (tmp_path / installed.LIST).write_text(text)
    assert installed.chosen(tmp_path, SHIPPED) is SHIPPED


def test_one_step_back(tmp_path: Path) -> None:
    keep(tmp_path, "2026.12.01.1", "2026.12.01.2")
    assert installed.go_back(tmp_path) == "2026.12.01.2"
    assert installed.chosen(tmp_path, SHIPPED).version == "2026.12.01.1"


def test_the_version_of_the_shipped_list_is_known_without_loading_it() -> None:
    assert installed.shipped_version() == load_shipped().version
