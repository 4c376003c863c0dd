# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The app in a terminal of its own, killed while a visit is kept: what it had shown as done is in the case."""

import os
import re
import signal
import struct
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from devicecheck.casefile import open_visits
from devicecheck.frontend.practice_phones import all_stories
from devicecheck.model.cards import CardAnswer
from devicecheck.model.told import Known
from devicecheck.report.wording import load
from devicecheck.tui.keeping import case_work
from devicecheck.tui.screens.start import GROUPS
from tests.cli.kept_visits import NOTE, PASSPHRASE, Folders, folders
from tests.cli.test_kept_visit import PLANTED, devicecheck

pty = pytest.importorskip("pty", reason="Windows has no pseudo terminals")
ESCAPES = re.compile(r"\x1b(\[[0-9;?<>=]*[ -/]*[@-~]|\][^\x07]*\x07|[PX^_].*?\x1b\\|.)", re.DOTALL)
PATIENCE = 60.0


class Terminal:
    """A terminal of 80 by 24 in which the app runs. `said` is what it wrote since the last key, without escapes."""

    def __init__(self, own: Folders) -> None:
        import fcntl
        import termios

        self.master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self.program = subprocess.Popen(
            [sys.executable, "-m", "devicecheck"], stdin=slave, stdout=slave, stderr=slave, start_new_session=True,
            env={**own.environment, "TERM": "xterm-256color"}, cwd=own.folder / "work",
        )  # fmt: skip
        os.close(slave)
        os.set_blocking(self.master, False)
        self.raw = b""

    @property
    def said(self) -> str:
        with suppress(BlockingIOError, OSError):
            while data := os.read(self.master, 1 << 16):
                self.raw += data
        return " ".join(ESCAPES.sub(" ", self.raw.decode("utf-8", "replace")).split())

    def wait(self, text: str) -> None:
        """Until a text was written."""
        end = time.monotonic() + PATIENCE
        while text not in self.said:
            assert time.monotonic() < end, f"{text!r} never came: {self.said[-1500:]}"
            time.sleep(0.05)

    def press(self, keys: str, then: str) -> None:
        """Type, and wait for what comes of it."""
        self.wait("")
        self.raw = b""
        os.write(self.master, keys.encode())
        self.wait(then)


@contextmanager
def terminal(own: Folders) -> Iterator[Terminal]:
    app = Terminal(own)
    try:
        yield app
    finally:
        with suppress(ProcessLookupError):
            os.kill(app.program.pid, signal.SIGKILL)
        app.program.wait(PATIENCE)
        os.close(app.master)


DOWN, ENTER = "\x1b[B", "\r"
ALONE, SKIP_ALONE = "Can we talk with you alone?", f"4{ENTER}"
TO_PRACTICE = [name for names in GROUPS.values() for name in names].index("practice")


def to_first_question(
    app: Terminal, downs: int, keep: bool = True, title: str = "A phone that is being watched"
) -> None:
    """A practice visit up to the client's story. `downs`: to the practice phone in the list, which has this title."""
    app.wait("What would you like to do?")
    app.press(DOWN * TO_PRACTICE, load().text("tui.start.practice.what"))
    app.press(ENTER, "A child's tablet")
    app.press(DOWN * downs, title)
    app.press(ENTER, "May we keep this visit")
    if keep:
        app.press(f"2{ENTER}", "May we also keep the list of apps")
        app.press(f"1{ENTER}", "New passphrase")
        app.press(PASSPHRASE, "\u2022" * 8)
        app.press(ENTER, "")
        time.sleep(0.5)  # nothing that is written shows that the other field is typed into now
        app.press(f"{PASSPHRASE}{ENTER}", "Write this recovery key on paper now")
        app.press("w", "Question 1.")
    else:
        app.press(f"1{ENTER}", "Question 1.")


def visit_to(app: Terminal, at: str, downs: int, keep: bool = True) -> None:
    """A practice visit up to one place, where the last thing is shown as done."""
    to_first_question(app, downs, keep)
    app.press("s", "Question 2.")
    if at == "questions":
        return
    app.press("k", "The plan for this visit")
    app.press(ENTER, ALONE)
    app.press(SKIP_ALONE, "A moment, before we go on")
    app.press(ENTER, "TheTruthSpy")
    app.press("3", "The client says: Did not know of it")
    if at == "findings":
        return
    app.press("g", "No result yet")
    app.press("1", "Result: ")
    app.press("n", "no addresses. Enter keeps")
    app.press(NOTE, NOTE[-8:])
    app.press(ENTER, NOTE)


async def story_downs(name: str = "watched") -> int:
    """How often one goes down in the list of stories to a phone."""
    return [story.name for story in await all_stories()].index(name)


@pytest.mark.long
@pytest.mark.timeout(300)
@pytest.mark.parametrize("at", ["questions", "findings", "cards"])
async def test_what_the_screen_had_shown_as_done_is_in_the_case_after_a_kill(tmp_path: Path, at: str) -> None:
    with folders(tmp_path) as own:
        with terminal(own) as app:
            visit_to(app, at, await story_downs())
            os.kill(app.program.pid, signal.SIGKILL)
        (folder,) = open_visits.cut_off(own.cases)
        assert own.holding(PLANTED) == []
        kept, left, visit, problem = await case_work.reopen(folder, PASSPHRASE)
        assert problem is None
        kept.close()
        assert [each.answers for each in left.told][:1] == [("skip",)]
        assert (visit is None) is (at == "questions")
        if visit is not None:
            assert [each.known for each in visit.told.known] == [Known.DID_NOT_KNOW]
            assert visit.findings and len(visit.told.answers) == len(left.told)
            cards = [(each.answer, each.note) for each in visit.told.cards]
            assert cards == ([(CardAnswer.SEEN, NOTE)] if at == "cards" else [])
        told = devicecheck(own, "case", "open", str(folder), typed=f"{PASSPHRASE}\n")
        assert "did not come to its end" in told.stderr


@pytest.mark.long
@pytest.mark.timeout(300)
async def test_a_kill_of_a_visit_that_is_not_kept_leaves_nothing(tmp_path: Path) -> None:
    with folders(tmp_path) as own:
        with terminal(own) as app:
            visit_to(app, "cards", await story_downs(), keep=False)
            os.kill(app.program.pid, signal.SIGKILL)
        assert not own.cases.exists()
        assert own.holding(PLANTED) == []
        left = own.holding([b""])  # every file
        assert {path.parent.name for path in left} == {"signatures"}
