# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""`devicecheck bluetooth` as a program: recorded radios, a saved visit, and a laptop that cannot listen."""

import io
import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from subprocess import PIPE

import pytest

from devicecheck.cli.beside import caseworker_first
from devicecheck.cli.dialogue import TypedLines
from devicecheck.cli.following import Followed
from devicecheck.cli.kept_visit import KeptVisit
from devicecheck.model.consultation import Answer
from devicecheck.practice import radio
from devicecheck.report.wording import load
from devicecheck.runner import gates, secret_home
from tests.parse.bluetooth.test_kinds import CASES
from tests.readers.bluetooth.bluez import bluez, need_dbusmock
from tests.report.radios import heard


def run(*arguments: str, typed: str = "", bus: str = "unix:path=/nonexistent/bus") -> subprocess.CompletedProcess[str]:
    argv = [sys.executable, "-m", "devicecheck", "bluetooth", *arguments]
    environment = os.environ | {"DBUS_SYSTEM_BUS_ADDRESS": bus}
    return subprocess.run(argv, input=typed, capture_output=True, text=True, timeout=110, check=False, env=environment)


def test_the_recorded_radios_are_listed() -> None:
    listed = run("--list", "--json")
    assert [json.loads(line)["story"] for line in listed.stdout.splitlines()] == radio.names()


@pytest.mark.slow
def test_a_recorded_radio_is_marked_and_needs_no_radio() -> None:
    told = run("--practice", "tag-travels", "--json")
    assert told.returncode == 0, told.stderr
    document = json.loads(told.stdout)
    assert document["devices"][0]["origin"] == "practice"
    assert [finding["code"] for finding in document["findings"]] == ["tag-travels", "tag-own"]
    assert "PRACTICE" in told.stderr


@pytest.mark.slow
def test_it_becomes_part_of_a_saved_visit_once(tmp_path: Path) -> None:
    first = run("--practice", "own-tag", "--json")
    visit = tmp_path / "visit.json"
    document = json.loads(first.stdout)
    document["devices"][0]["id"] = "phone-1"
    visit.write_text(json.dumps(document))
    out = tmp_path / "out"
    joined = run("--practice", "tag-travels", "--visit", str(visit), "--out", str(out), "--format", "json,txt")
    assert joined.returncode == 0, joined.stderr
    (saved,) = out.glob("*.json")
    assert [device["id"] for device in json.loads(saved.read_text())["devices"]] == ["phone-1", "radio-1"]
    again = run("--practice", "tag-travels", "--visit", str(saved))
    assert again.returncode == 2
    assert "has a result of this kind already" in again.stderr


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="the system's bus is named in the environment on Linux alone")
def test_a_laptop_without_bluetooth_service_says_what_to_do() -> None:
    told = run(typed="1\n")
    assert told.returncode == 4, told.stderr
    assert "No Bluetooth service answers on this laptop." in told.stderr
    assert "systemctl start bluetooth" in told.stderr
    assert told.stdout == ""


@pytest.mark.slow
def test_without_answers_nothing_is_listened_to() -> None:
    told = run()
    assert told.returncode == 3
    assert "nothing was started" in told.stderr


@pytest.mark.parametrize("seconds", ["9", "301", "0"])
def test_a_time_that_is_none_is_refused(seconds: str) -> None:
    assert run("--seconds", seconds).returncode == 2


@pytest.mark.slow
def test_an_unknown_radio_names_those_there_are() -> None:
    told = run("--practice", "no-such-story")
    assert told.returncode == 2
    assert "tag-travels" in told.stderr


@pytest.mark.slow
def test_a_whole_visit_with_the_real_library_on_the_interface_of_bluez(tmp_path: Path) -> None:
    """The client is here already; one place of ten seconds, a tag that is theirs, no second place."""
    need_dbusmock()
    with bluez(tmp_path) as radio_of_laptop:
        radio_of_laptop.add_adapter()
        argv = [sys.executable, "-m", "devicecheck", "bluetooth", "--seconds", "10", "--json"]
        environment = os.environ | {"DBUS_SYSTEM_BUS_ADDRESS": radio_of_laptop.address}
        visit = subprocess.Popen(argv, stdin=PIPE, stdout=PIPE, stderr=PIPE, text=True, env=environment, cwd=tmp_path)
        assert visit.stdin is not None
        assert visit.stderr is not None
        visit.stdin.write("2\n1\n1\n1\n1\n1\nmy keys\n2\n")
        visit.stdin.flush()
        heard = next(line for line in visit.stderr if "Listening. Seconds left" in line)
        path = radio_of_laptop.appear("D1:11:22:33:44:01", *CASES["AirTag away"][:3])
        for strength in (-70, -45, -60):
            radio_of_laptop.again(path, strength)
        printed, said = visit.communicate(timeout=90)
    assert visit.returncode == 0, heard + said
    document = json.loads(printed)
    assert "We heard this: Apple AirTag (strength -45 dBm, heard 4 times)" in said
    assert [(finding["code"], finding["terms"]["own"]) for finding in document["findings"]] == [("tag-own", "my keys")]
    assert [gap["reason"] for gap in document["gaps"]] == ["one-place"]
    assert [consent["scope"] for consent in document["consents"]] == ["tags"]


async def test_a_tag_near_a_home_that_must_not_be_found_is_handed_over_after_the_caseworkers_card(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    at = datetime(2026, 11, 29, tzinfo=UTC)
    for said, stops in (("yes", True), ("not-sure", True), ("no", False)):
        monkeypatch.setattr("sys.stdin", io.StringIO(""))  # nobody is there to agree
        answer = Answer(question=gates.SECRET_HOME.id, answer=said, at=at)
        followed = Followed(heard().model_copy(update={"answers": (answer,)}))
        kept = KeptVisit(wording=load())
        after = await caseworker_first(followed, load(), TypedLines(), kept)
        assert ("Stop. Caseworker now." in capfd.readouterr().err) is stops
        assert after.consultation is not None and not secret_home.agreed(after.consultation)
