# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The program: one JSON line, alive as long as its standard input, an audit at the end."""

import json
import subprocess
import sys
import time
from types import SimpleNamespace

from devicecheck.practice.stories import STORIES
from devicecheck.practice.wire_packets import Command

PROGRAM = [sys.executable, "-m", "devicecheck.practice"]


def test_it_says_where_the_phone_is_and_dies_with_its_parent(tmp_path, bare):
    audit = tmp_path / "audit.json"
    started = time.monotonic()
    with subprocess.Popen([*PROGRAM, "watched", "--audit", str(audit)], stdin=-1, stdout=-1, text=True) as program:
        line = json.loads(program.stdout.readline())
        assert time.monotonic() - started < 5  # about half a second on an idle machine
        assert line["host"] == "127.0.0.1"
        assert (line["story"], line["kind"], line["serial"]) == ("watched", "android", "28141JEHN00001")
        connection = bare(SimpleNamespace(port=line["port"]))
        connection.greet()
        assert connection.packet()[0].command == Command.AUTH
        program.stdin.close()
        assert program.wait(timeout=5) == 0
    record = json.loads(audit.read_text())
    assert record["changes"] == []
    assert record["opens"] == 0
    assert [event["event"] for event in record["events"]] == ["connect", "disconnect"]


def test_the_list_names_every_story():
    done = subprocess.run([*PROGRAM, "--list"], capture_output=True, text=True, check=True, timeout=10)
    stories = [json.loads(line) for line in done.stdout.splitlines()]
    assert {story["story"] for story in stories} == set(STORIES)
    assert all(story["title"] and story["kind"] in {"android", "iphone"} for story in stories)


def test_an_unknown_story_is_answered_with_the_known_ones():
    done = subprocess.run([*PROGRAM, "fairy-tale"], capture_output=True, text=True, check=False, timeout=10)
    assert done.returncode == 2
    assert done.stdout == ""
    assert "other-account, secure-folder, sideloaded, stops-halfway" in done.stderr
