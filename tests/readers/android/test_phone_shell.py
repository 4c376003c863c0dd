# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The whole shipped table as one script under mksh, the shell of Android phones, and under this machine's own.

Android's programs are small scripts here that print their own arguments; `stat`, `tail`, `dd` and `date` are real.
"""

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from devicecheck.readers.android import batch, table
from tests.readers.android.test_batch import MARKER, answers

ANDROID = ("getprop", "settings", "pm", "dumpsys", "cmd")
REFUSING = "pm"
HOSTILE = 'it\'s $(exit 9) `exit 9`; "x" \\ ==\u202e.apk'
CONTENT = bytes(range(256)) * 40


@pytest.fixture(params=["sh", "mksh"])
def shell(request: pytest.FixtureRequest) -> str:
    """A shell; where CI runs, mksh must be there."""
    if not shutil.which(request.param):
        assert not os.environ.get("DEVICECHECK_REQUIRE_PEERS"), f"{request.param} is not installed"
        pytest.skip(f"{request.param} is not installed")
    return str(request.param)


@pytest.fixture
def phone(tmp_path: Path) -> Mapping[str, str]:
    """The environment of a phone's shell: Android's programs stand first on its path."""
    for program in ANDROID:
        code = 255 if program == REFUSING else 0
        place = tmp_path / "bin" / program
        place.parent.mkdir(exist_ok=True)
        place.write_text(f'#!/bin/sh\necho "{program} $*"\nread -r line && echo "took $line"\nexit {code}\n')
        place.chmod(0o755)
    return {"PATH": f"{tmp_path / 'bin'}:{os.environ['PATH']}", "LC_ALL": "C"}


def commands(apk: Path) -> dict[str, bytes]:
    """Each command of the table, filled in, by topic."""
    params = {"user": 10, "path": str(apk), "offset": 4096, "length": 4096}
    return {
        entry.topic: table.command(entry, {name: params[name] for name in entry.params}, lambda _path: True).encode()
        for entry in table.TABLE
    }


def test_every_command_of_the_table_has_its_own_section_and_exit_code(
    shell: str, phone: Mapping[str, str], tmp_path: Path
) -> None:
    apk = tmp_path / HOSTILE
    apk.write_bytes(CONTENT)
    asked = commands(apk)
    script = batch.script(list(asked.values()), MARKER)
    run = subprocess.run(
        [shell, "-c", script], input=b"not for a command\n", capture_output=True, env=phone, check=True, timeout=60
    )
    ended, _ = answers([run.stdout])
    told = dict(zip(asked, ended, strict=True))
    assert run.stderr == b""
    assert b"took" not in run.stdout
    assert {topic for topic, (_, code) in told.items() if code} == {"users", "apps"} and told["apps"][1] == 255
    asked_again = b"pm list packages -f -i -U --user 10\npm list packages -f -i --user 10\n"
    assert told["apps"][0] == asked_again
    assert told["clock"][0].strip().isdigit()
    assert told["app-ops"] == (b"dumpsys appops\n", 0)
    assert told["global-settings"][0].splitlines() == [
        f"[{name}]: [settings get {space} {name}]".encode()
        for space, names in (("global", table.GLOBAL), ("secure", table.SECURE))
        for name in names
    ]
    assert told["default-apps"][0].splitlines() == [
        f"[{name}]: [settings get --user 10 secure {name}]".encode() for name in table.DEFAULTS
    ]
    assert told["app-file-tail"] == (b"%d\n" % len(CONTENT) + CONTENT[-4096:], 0)
    assert told["app-file-range"] == (CONTENT[4096:8192], 0)


@pytest.mark.parametrize(
    ("version", "service"), [("26", "usb"), ("28", "usb"), ("29", "adb"), ("36", "adb"), ("", "adb")]
)
def test_the_list_of_computers_is_asked_of_the_service_that_has_it(
    shell: str, phone: Mapping[str, str], tmp_path: Path, version: str, service: str
) -> None:
    (tmp_path / "bin" / "getprop").write_text(f"#!/bin/sh\necho {version}\n")
    command = table.command(table.BY_TOPIC["authorised-computers"], {}, lambda _path: True)
    run = subprocess.run([shell, "-c", command], capture_output=True, env=phone, check=False, timeout=60)
    assert run.stdout == f"dumpsys {service}\n".encode()


def test_a_phone_without_a_program_leaves_the_other_sections_as_they_are(
    shell: str, phone: Mapping[str, str], tmp_path: Path
) -> None:
    (tmp_path / "bin" / "dumpsys").unlink()
    asked = commands(tmp_path / "not-there.apk")
    script = batch.script(list(asked.values()), MARKER)
    run = subprocess.run([shell, "-c", script], capture_output=True, env=phone, check=True, timeout=60)
    told = dict(zip(asked, answers([run.stdout])[0], strict=True))
    assert run.stderr == b""
    for topic, command in asked.items():
        if command.startswith(b"dumpsys"):
            assert told[topic] == (b"", 127)
    assert told["app-file-tail"] == (b"", 1) and told["app-file-range"] == (b"", 1)
    assert told["launcher-apps"][1] == 0 and told["clock"][1] == 0
