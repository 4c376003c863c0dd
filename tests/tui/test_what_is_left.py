# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""After a whole visit in the app: which files of the account hold what, and what left the computer."""

import asyncio
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from devicecheck.frontend.practice_phones import all_stories
from devicecheck.report.wording import load
from tests.cli.kept_visits import NOTE, Folders, folders
from tests.tui.keeping.test_killed import (
    ALONE,
    DOWN,
    ENTER,
    PATIENCE,
    SKIP_ALONE,
    Terminal,
    story_downs,
    terminal,
    to_first_question,
)

ROOT = Path(__file__).parents[2]
PHONES = ("watched", "supervised")
LEAVE = b"\x11"
"""Ctrl+Q."""
PAUSE, FINDINGS = "A moment, before we go on", "talk it over"
ESCAPE, TO_COPY_B, TO_HTML, TO_FOLDER = "\x1b", DOWN * 2, DOWN * 4, DOWN * 6
"""Ways down the copies screen, each from the one before."""


def title_of(name: str) -> str:
    return next(story.title for story in asyncio.run(all_stories()) if story.name == name)


def to_findings(app: Terminal, name: str) -> None:
    """A visit that is not kept, without the client's story, to the findings."""
    to_first_question(app, asyncio.run(story_downs(name)), keep=False, title=title_of(name))
    app.press("k", "The plan for this visit")
    app.press(ENTER, "")
    end = time.monotonic() + PATIENCE * 2
    while ALONE not in app.said:
        assert time.monotonic() < end, app.said[-1500:]
        time.sleep(0.1)
    app.press(SKIP_ALONE, "")
    while PAUSE not in app.said and FINDINGS not in app.said:
        assert time.monotonic() < end, app.said[-1500:]
        time.sleep(0.1)
    if PAUSE in app.said:
        app.press(ENTER, FINDINGS)


def card_with_note(app: Terminal) -> None:
    """A guided card with a result and a planted note."""
    app.press("g", "No result yet")
    app.press("1", "Result: ")
    app.press("n", "no addresses. Enter keeps")
    app.press(NOTE, NOTE[-8:])
    app.press(ENTER, NOTE)
    app.press(ESCAPE, FINDINGS)


def one_by_one(app: Terminal, *keys: str) -> None:
    """Keys with time between them: what is typed goes to what has the focus by then."""
    for each in keys:
        app.press(each, "")
        time.sleep(1.5)


def copy_b(app: Terminal, folder: Path) -> None:
    """Look at the caseworker's copy, then write it as HTML into a folder."""
    app.press("c", ALONE)
    app.press(SKIP_ALONE, load().text("tui.copies.title")[:30])
    one_by_one(app, TO_COPY_B, " ", "p", ESCAPE, TO_HTML, " ", TO_FOLDER, str(folder))
    app.press(ENTER, "Written, not encrypted")


def leave(app: Terminal) -> None:
    """Out of the app as a person leaves it. What it still writes is read, or it would wait for its terminal."""
    os.write(app.master, LEAVE)
    end = time.monotonic() + PATIENCE
    while app.program.poll() is None:
        assert time.monotonic() < end, app.said[-1500:]
        time.sleep(0.1)
    assert app.program.returncode == 0


def files(own: Folders) -> set[Path]:
    """Every file but the compiled list of known apps, which says nothing about anybody."""
    held = own.holding([b""])
    return {path for path in held if path.parent.name != "signatures"}


@pytest.mark.long
@pytest.mark.timeout(600)
@pytest.mark.parametrize("name", PHONES)
def test_after_preview_and_export_only_the_written_copy_holds_what_was_planted(tmp_path: Path, name: str) -> None:
    """Home, temporary, cache, state, configuration and data folders, the one in memory, and the working folder."""
    with folders(tmp_path) as own:
        out = own.folder / "work" / "copies"
        out.mkdir(mode=0o700)
        with terminal(own) as app:
            to_findings(app, name)
            card_with_note(app)
            assert files(own) <= set(own.shared.rglob("*"))
            copy_b(app, out)
            leave(app)
        (written,) = out.iterdir()
        assert own.holding([NOTE.encode()]) == [written]
        assert written.stat().st_mode & 0o077 == 0
        assert files(own) == {written}
        assert list(own.shared.iterdir()) == []


@pytest.mark.privileged
@pytest.mark.timeout(600)
def test_a_whole_visit_in_the_app_sends_nothing_but_to_this_computer_itself() -> None:
    """In a network of its own with a way out that is counted. The counter is tried first: it sees one packet."""
    if not (shutil.which("unshare") and shutil.which("ip")):
        assert not os.environ.get("DEVICECHECK_REQUIRE_PEERS"), "util-linux and iproute2 are not installed"
        pytest.skip("util-linux and iproute2 are not installed")
    if subprocess.run(["unshare", "--net", "--", "true"], capture_output=True, check=False).returncode:
        pytest.skip("this system lets nobody make a network namespace")
    argv = ["unshare", "--net", "--", sys.executable, "-m", "tests.tui.test_what_is_left"]
    done = subprocess.run(argv, capture_output=True, text=True, timeout=500, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["seen"] == 1
    assert told["visits"] == dict.fromkeys(PHONES, 0)
    assert told["listening"] == ["devicecheck.practice"]


def main() -> None:
    """The program for the network namespace: visits in the app, and a count of every packet that left the computer."""
    from tests.cli.no_traffic import counted

    def visit(name: str) -> int:
        with tempfile.TemporaryDirectory() as folder, folders(Path(folder)) as own, terminal(own) as app:
            to_findings(app, name)
            leave(app)
        return 0

    told = counted({name: lambda name=name: visit(name) for name in PHONES})
    told["visits"] = {name: packets for name, (_, packets) in told["visits"].items()}
    print(json.dumps(told))


if __name__ == "__main__":
    main()
