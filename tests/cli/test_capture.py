# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""`devicecheck capture` as a person or a script runs it, through the reader's own process."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from devicecheck.cli.exits import Exit
from devicecheck.practice.capture import stories
from tests.readers.capture.frames import dns, ethernet, hello, ip, pcap, record, tcp, udp

SPY = "protocol-a.thetruthspy.com"


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    argv = [sys.executable, "-m", "devicecheck", "capture", *arguments]
    return subprocess.run(argv, capture_output=True, text=True, timeout=100, check=False)


def saved(tmp_path: Path, *packets: bytes) -> Path:
    path = tmp_path / "a.pcap"
    path.write_bytes(pcap([ethernet(packet) for packet in packets]))
    return path


@pytest.mark.slow
@pytest.mark.core
def test_a_listed_server_is_named_with_time_and_never_as_certain(tmp_path: Path) -> None:
    done = run(str(saved(tmp_path, ip(6, tcp(record(hello(SPY)), 443)))))
    assert done.returncode == Exit.DONE, done.stderr
    assert "Look closer | Very likely: Something talked with a server of TheTruthSpy" in done.stdout
    assert f"{SPY}: a connection was opened. Packets: 1. First: 2026-09-21T14:13:20+00:00" in done.stdout
    assert "We do not see which app or person opened it." in done.stdout
    assert "We did not see any of them" not in done.stdout


def test_ordinary_traffic_says_what_was_not_seen_and_what_cannot_be(tmp_path: Path) -> None:
    done = run(str(saved(tmp_path, ip(17, udp(dns("www.example.org"), 53)))))
    assert done.returncode == Exit.DONE
    assert "We looked for servers of known apps. We did not see any of them." in done.stdout
    assert "Much traffic hides its names" in done.stdout


@pytest.mark.slow
@pytest.mark.parametrize(
    "packet", [ip(6, tcp(b"\x17\x03\x03encrypted", 443)), ip(6, tcp(record(hello(SPY))[:90], 443))]
)
def test_traffic_that_names_nothing_is_not_called_unseen(tmp_path: Path, packet: bytes) -> None:
    done = run(str(saved(tmp_path, packet)))
    assert "So we do not know." in done.stdout
    assert "did not see" not in done.stdout


@pytest.mark.slow
def test_another_file_gets_a_reason_and_an_exit_code(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("no capture")
    done = run(str(path))
    assert done.returncode == Exit.FILE
    assert "It is no recording of traffic" in done.stderr
    missing = run(str(tmp_path / "missing"))
    assert missing.returncode == Exit.FILE


@pytest.mark.slow
def test_a_machine_gets_everything(tmp_path: Path) -> None:
    said = json.loads(run("--json", str(saved(tmp_path, ip(17, udp(dns(f"x\x1b.{SPY}"), 53))))).stdout)
    (contact,) = said["contacts"]
    assert contact["name"].endswith(SPY)
    assert SPY.endswith(contact["key"])
    assert [finding["signatures"][0]["id"] for finding in said["findings"]] == ["thetruthspy"]
    assert said["summary"]["packets"] == 1
    assert said["outcome"]["type"] == "completed"
    assert [each["topic"] for each in said["readings"]] == ["capture-servers"]


@pytest.mark.slow
def test_a_name_with_escapes_reaches_no_screen(tmp_path: Path) -> None:
    done = run(str(saved(tmp_path, ip(17, udp(dns(f"x\x1b[2J\u0007.{SPY}"), 53)))))
    assert "\x1b" not in done.stdout
    assert "thetruthspy" in done.stdout


def into(visit: Path, capture: Path, out: Path, typed: str) -> subprocess.CompletedProcess[str]:
    argv = [sys.executable, "-m", "devicecheck", "capture", str(capture), "--visit", str(visit), "--out", str(out)]
    argv += ["--format", "json,txt"]
    return subprocess.run(argv, input=typed, capture_output=True, text=True, timeout=100, check=False)


def a_visit(tmp_path: Path) -> Path:
    """A saved document; what it holds is of no matter here, but its list must be the one of this program."""
    argv = [sys.executable, "-m", "devicecheck", "bluetooth", "--practice", "one-place", "--json"]
    told = subprocess.run(argv, capture_output=True, text=True, timeout=100, check=True)
    path = tmp_path / "visit.json"
    path.write_text(told.stdout)
    return path


@pytest.mark.slow
def test_with_the_clients_yes_it_becomes_part_of_their_visit_and_report(tmp_path: Path) -> None:
    capture, visit, out = saved(tmp_path, ip(6, tcp(record(hello(SPY)), 443))), a_visit(tmp_path), tmp_path / "out"
    done = into(visit, capture, out, "1\n")
    assert done.returncode == Exit.DONE, done.stderr
    assert "May we add what the recording shows" in done.stderr
    (document,) = (json.loads(path.read_text()) for path in out.glob("*.json"))
    assert [device["platform"] for device in document["devices"]] == ["bluetooth", "capture"]
    assert "server-contact" in {finding["code"] for finding in document["findings"]}
    assert {"scope": "capture-file", "given": True}.items() <= document["consents"][-1].items()
    (report,) = (" ".join(path.read_text().split()) for path in out.glob("*.txt"))
    assert "Something talked with a server of TheTruthSpy" in report
    assert "The file showed" in report
    assert "We looked through recorded traffic." in report


@pytest.mark.slow
@pytest.mark.parametrize("typed", ["2\n", ""])
def test_without_a_yes_nothing_is_looked_at_or_added(tmp_path: Path, typed: str) -> None:
    capture, visit, out = saved(tmp_path, ip(6, tcp(record(hello(SPY)), 443))), a_visit(tmp_path), tmp_path / "out"
    done = into(visit, capture, out, typed)
    assert done.returncode == Exit.GATE
    assert (done.stdout, out.exists()) == ("", False)


@pytest.mark.slow
def test_frames_that_could_not_be_read_are_counted_in_the_visit_too(tmp_path: Path) -> None:
    whole, cut = ip(17, udp(dns("www.example.org"), 53)), ip(17, udp(dns(SPY), 53))[:24]
    done = into(a_visit(tmp_path), saved(tmp_path, whole, cut), tmp_path / "out", "1\n")
    assert done.returncode == Exit.DONE, done.stderr
    (document,) = (json.loads(path.read_text()) for path in (tmp_path / "out").glob("*.json"))
    gaps = [gap for gap in document["gaps"] if gap["topic"] == "capture-servers"]
    assert [(gap["terms"]["why"], gap["terms"]["count"]) for gap in gaps] == [("unreadable", "1")]
    (report,) = (" ".join(path.read_text().split()) for path in (tmp_path / "out").glob("*.txt"))
    assert "We did not see any of them" not in report


def test_the_made_up_recordings_are_listed() -> None:
    listed = run("--list", "--json")
    assert [json.loads(line)["story"] for line in listed.stdout.splitlines()] == stories.names()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("story", "words", "not_said"),
    [
        ("traffic-watched", "Server protocol-a100.thetruthspy.com: its address was asked for", "Hidden label"),
        ("traffic-ordinary", "We looked for servers of known apps. We did not see any of them.", "TheTruthSpy"),
        ("traffic-tunnel", "Some of the traffic was in a VPN or the like. We could not see its servers.", "(100"),
    ],
)
def test_a_made_up_recording_is_marked_and_read_to_its_end(story: str, words: str, not_said: str) -> None:
    done = run("--practice", story)
    text = " ".join(done.stdout.split())
    assert (done.returncode, "PRACTICE - not a real phone" in text) == (Exit.DONE, True)
    assert words in text
    assert not_said not in text


@pytest.mark.parametrize("arguments", [["--practice", "no-such"], ["--practice", "traffic-watched", "a.pcap"]])
def test_practice_with_another_thing_looks_at_nothing(arguments: list[str]) -> None:
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (Exit.USAGE, "")
