# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""`devicecheck network` as a program: recorded networks, a saved visit, and nothing without every yes."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from devicecheck.practice import networks


def run(*arguments: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    argv = [sys.executable, "-m", "devicecheck", "network", *arguments]
    return subprocess.run(argv, input=typed, capture_output=True, text=True, timeout=110, check=False)


def test_the_recorded_networks_are_listed() -> None:
    listed = run("--list", "--json")
    assert [json.loads(line)["story"] for line in listed.stdout.splitlines()] == networks.names()


def test_a_recorded_network_is_marked_and_read_to_its_cards() -> None:
    told = run("--practice", "home-camera", "--json")
    assert told.returncode == 0, told.stderr
    document = json.loads(told.stdout)
    assert document["devices"][0]["origin"] == "practice"
    assert sorted(finding["code"] for finding in document["findings"]) == [
        "network-device", "network-device", "network-server",
    ]  # fmt: skip
    assert "PRACTICE" in told.stderr


def test_nothing_on_the_list_is_not_called_clean() -> None:
    told = run("--practice", "home-ordinary")
    assert told.returncode == 0, told.stderr
    text = " ".join(told.stdout.split())
    assert "We did not recognise any." in text
    assert "A camera can keep its pictures on a card" in text
    assert "So also look by hand" in text


def test_it_becomes_part_of_a_saved_visit(tmp_path: Path) -> None:
    saved = tmp_path / "first.json"
    argv = [sys.executable, "-m", "devicecheck", "bluetooth", "--practice", "own-tag", "--json"]
    saved.write_bytes(subprocess.run(argv, capture_output=True, timeout=110, check=True).stdout)
    both = json.loads(run("--practice", "home-camera", "--visit", str(saved), "--json").stdout)
    assert len([each for each in both["findings"] if each["code"].startswith("network-")]) == 3
    assert len(both["devices"]) == 2


def test_where_a_home_is_secret_what_joins_later_needs_a_caseworker_of_its_own(tmp_path: Path) -> None:
    argv = [sys.executable, "-m", "devicecheck", "bluetooth", "--practice", "own-tag", "--json"]
    first = json.loads(subprocess.run(argv, capture_output=True, timeout=110, check=True).stdout)
    at = first["ended_at"]
    said = [("secret-home", "yes"), ("caseworker-now", "agreed")]
    first["answers"] = [{"question": question, "answer": answer, "at": at} for question, answer in said]
    saved = tmp_path / "first.json"
    saved.write_text(json.dumps(first))
    told = {
        typed: run("--practice", "home-camera", "--visit", str(saved), "--json", typed=typed) for typed in ("", "1\n")
    }
    assert all("Stop. Caseworker now." in each.stderr for each in told.values())
    answers = {typed: json.loads(each.stdout)["answers"] for typed, each in told.items()}
    agreed = {typed: [each for each in said if each["question"] == "caseworker-now"] for typed, said in answers.items()}
    assert agreed[""] == []
    assert [each["answer"] for each in agreed["1\n"]] == ["agreed"]
    assert agreed["1\n"][0]["at"] != at


@pytest.mark.parametrize(("arguments", "words"), [(["--interface", "no-such"], "network"), (["--seconds", "1"], "")])
def test_wrong_usage_looks_at_nothing(arguments: list[str], words: str) -> None:
    told = run(*arguments)
    assert told.returncode == 2
    assert words in told.stderr
    assert told.stdout == ""
