# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""After a whole visit: which files are left in the folders of a person, and what left the computer."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.no_traffic import COUNTED
from tests.quick_cases import quick_first

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
PLACES = {"HOME": "home", "TMPDIR": "temporary", "XDG_CACHE_HOME": "cache", "XDG_STATE_HOME": "state",
          "XDG_CONFIG_HOME": "config", "XDG_DATA_HOME": "data", "XDG_RUNTIME_DIR": "run"}  # fmt: skip
VISITS = {
    "an Android phone": ("practice", "watched"),
    "an iPhone": ("practice", "supervised"),
    "tags": ("bluetooth", "--practice", "tag-travels"),
    "a network": ("network", "--practice", "home-camera"),
    "a backup": ("check-backup", "--practice", "copy-managed"),
}


def visit(folder: Path, *arguments: str) -> dict[str, object]:
    """A visit in folders of its own; its document."""
    places = {name: folder / place for name, place in PLACES.items()}
    work = folder / "work"
    for place in (*places.values(), work):
        place.mkdir(mode=0o700)
    plain = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")}
    environment = {**plain, **{name: str(place) for name, place in places.items()}, "PYTHONPATH": str(ROOT)}
    argv = [sys.executable, "-m", "devicecheck", *arguments, "--json"]
    done = subprocess.run(argv, capture_output=True, text=True, timeout=100, check=False, env=environment, cwd=work)
    assert done.returncode == 0, done.stderr
    document: dict[str, object] = json.loads(done.stdout)
    return document


@pytest.mark.parametrize("arguments", quick_first(2, [(each,) for each in VISITS.values()]), ids=VISITS.keys())
def test_nothing_of_a_visit_is_left_where_nothing_was_asked_for(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    """Only the compiled signatures stay, which say nothing about anybody."""
    document = visit(tmp_path, *arguments)
    assert document["findings"]
    left = [path for path in tmp_path.rglob("*") if not path.is_dir()]
    assert {path.relative_to(tmp_path).parts[:3] for path in left} == {("cache", "devicecheck", "signatures")}
    code = str(document["code"])
    for path in left:
        held = path.read_bytes()
        assert code.encode() not in held
        assert path.stat().st_mode & 0o077 == 0


@pytest.mark.privileged
def test_a_whole_visit_sends_nothing_but_to_this_computer_itself() -> None:
    """In a network of its own with a way out that is counted. The counter is tried first: it sees one packet."""
    if not (shutil.which("unshare") and shutil.which("ip")):
        assert not os.environ.get("DEVICECHECK_REQUIRE_PEERS"), "util-linux and iproute2 are not installed"
        pytest.skip("util-linux and iproute2 are not installed")
    if subprocess.run(["unshare", "--net", "--", "true"], capture_output=True, check=False).returncode:
        pytest.skip("this system lets nobody make a network namespace")
    argv = ["unshare", "--net", "--", sys.executable, "-m", "tests.cli.no_traffic"]
    done = subprocess.run(argv, capture_output=True, text=True, timeout=115, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["seen"] == 1
    assert told["visits"] == {name: [0, 0] for name in COUNTED}
    assert told["listening"] == ["devicecheck.practice"]
