# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""`devicecheck compare` as a person runs it."""

import json
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from devicecheck.cli.exits import Exit
from devicecheck.model.consultation import Consultation
from devicecheck.report import document
from tests.assess.test_comparing import SPY, visit
from tests.report import samples

LATER = {
    "started_at": samples.START + timedelta(days=9),
    "ended_at": samples.START + timedelta(days=9, minutes=1),
}


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    argv = [sys.executable, "-m", "devicecheck", "compare", *arguments]
    return subprocess.run(argv, capture_output=True, text=True, timeout=100, check=False)


@pytest.fixture
def files(tmp_path: Path):
    def write(*visits: Consultation) -> list[str]:
        paths = [tmp_path / f"{number}.json" for number in range(len(visits))]
        for path, each in zip(paths, visits, strict=True):
            path.write_bytes(document.write(each))
        return [str(path) for path in paths]

    return write


def test_what_is_new_is_said_with_the_day_and_names_as_text(files) -> None:
    named = SPY.model_copy(update={"terms": SPY.terms | {"app": "A\x1b[2J\u202e app"}})
    done = run(*files(visit(), visit(named, **LATER)))
    assert done.returncode == Exit.DONE, done.stderr
    assert "New since 2026-11-24:" in done.stdout
    assert "Ask if it is the same phone." in done.stdout
    assert not {"\x1b", "\u202e"} & set(done.stdout)


def test_what_is_gone_is_not_called_harmless(files) -> None:
    done = run(*files(visit(SPY), visit(**LATER)))
    assert "Seen on 2026-11-24, looked for again, not seen on 2026-12-03:" in done.stdout
    assert "may still have copied things before" in done.stdout


def test_two_empty_checks_prove_nothing(files) -> None:
    assert "This does not prove anything about the phone." in run(*files(visit(), visit(**LATER))).stdout


def test_a_machine_gets_the_changes(files) -> None:
    said = json.loads(run("--json", *files(visit(SPY), visit(SPY, **LATER))).stdout)
    assert [each["change"] for each in said["findings"]] == ["still"]


def test_the_wrong_order_and_a_damaged_file_are_refused(files, tmp_path: Path) -> None:
    older, newer = files(visit(), visit(**LATER))
    assert run(newer, older).returncode == Exit.USAGE
    broken = tmp_path / "broken.json"
    broken.write_text("{}")
    assert run(older, str(broken)).returncode == Exit.FILE
