# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is given out: the same source gives the same wheel, every part is locked, and none is called clean unasked."""

import json
import os
import shutil
import subprocess
import sys
import tomllib
import zipfile
from hashlib import sha256
from pathlib import Path

import pytest

from tests.release.audit import read
from tests.release.sbom import settled

ROOT = Path(__file__).parents[2]
SOURCE = ("devicecheck", "signatures", "reports", "LICENSES", "pyproject.toml", "README.md", "LICENSE")
BUILD = "import sys; from hatchling.build import build_wheel; print(build_wheel(sys.argv[1]))"


def wheel(place: Path) -> Path:
    """The wheel of a copy of the source that lies elsewhere and was written at another time."""
    place.mkdir()
    compiled = shutil.ignore_patterns("__pycache__")
    for name in SOURCE:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, place / name, copy_function=shutil.copyfile, ignore=compiled)
        else:
            shutil.copyfile(ROOT / name, place / name)
    out = place / "dist"
    argv = [sys.executable, "-c", BUILD, str(out)]
    plain = {name: value for name, value in os.environ.items() if name != "SOURCE_DATE_EPOCH"}
    done = subprocess.run(argv, cwd=place, env=plain, capture_output=True, text=True, timeout=100, check=True)
    return out / done.stdout.split()[-1]


@pytest.mark.slow
def test_the_same_source_gives_the_same_wheel(tmp_path: Path) -> None:
    first, second = wheel(tmp_path / "here"), wheel(tmp_path / "there-with-a-longer-name")
    assert sha256(first.read_bytes()).hexdigest() == sha256(second.read_bytes()).hexdigest()
    names = zipfile.ZipFile(first).namelist()
    assert any(name.startswith("devicecheck/_data/signatures/") for name in names)
    assert any(name.startswith("devicecheck/_data/reports/wording/") for name in names)
    assert not [name for name in names if name.startswith(("tests/", "dist/")) or "__pycache__" in name]


def test_every_part_is_locked_by_its_hash() -> None:
    parts = tomllib.loads((ROOT / "uv.lock").read_text("utf-8"))["package"]
    given = [part for part in parts if "registry" in part["source"]]
    assert len(given) > 100
    for part in given:
        files = [*part.get("wheels", ()), *([part["sdist"]] if "sdist" in part else ())]
        assert files, part["name"]
        assert all(file["hash"].startswith("sha256:") for file in files), part["name"]


PART = {"name": "a", "version": "1", "vulns": []}
SKIPPED = {"name": "b", "skip_reason": "Dependency not found on PyPI and could not be audited: b (1)"}
BAD = {"name": "c", "version": "2", "vulns": [{"id": "CVE-2026-1"}]}


@pytest.mark.parametrize(
    ("parts", "code", "said"),
    [
        ([PART], 0, "1 parts asked about, 0 could"),
        ([PART, SKIPPED], 3, "1 parts asked about, 1 could"),
        ([], 3, "0 parts asked about"),
        ([PART, SKIPPED, BAD], 1, "KNOWN c 2: CVE-2026-1"),
    ],
)
def test_a_part_that_nobody_was_asked_about_is_not_called_clean(parts: list[object], code: int, said: str) -> None:
    found = read(json.dumps({"dependencies": parts}).encode())
    assert found.code == code
    assert said in "\n".join(found.lines)


@pytest.mark.parametrize("report", [b"", b"{}", b"[]", b'{"dependencies": 3}'])
def test_what_is_no_report_is_not_clean(report: bytes) -> None:
    assert read(report).code == 3


def test_the_list_of_parts_is_the_same_each_time() -> None:
    one = {"serialNumber": "urn:1", "metadata": {"timestamp": "1", "tools": []}, "components": [{"name": "a"}]}
    other = one | {"serialNumber": "urn:2", "metadata": {"timestamp": "2", "tools": []}}
    assert settled(one) == settled(other)
    assert b'"a"' in settled(one)
