# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What can be typed at any question of the dialogue: hiding with a PIN, care, help, and taking back the yes."""

import asyncio
import os
import pty
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

from devicecheck.cli.anytime import Anytime, WithdrawnError
from devicecheck.cli.exits import VOICE, narrate
from devicecheck.cli.hiding import EMPTY, Hiding
from devicecheck.frontend.client_cards import card_pages
from devicecheck.frontend.client_pages import LANGUAGES
from devicecheck.model.told import HandedTo, StaffNotes
from devicecheck.report.cards import find
from devicecheck.report.wording import load

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 40.0


@pytest.fixture(autouse=True)
def visible() -> Iterator[None]:
    VOICE.since.clear()
    yield
    VOICE.covered = False
    VOICE.since.clear()


def test_while_hidden_nothing_is_said_and_only_the_pin_brings_it_back(capfd: pytest.CaptureFixture[str]) -> None:
    now = [100.0]
    hiding = Hiding("Notes", pin="4711", clock=lambda: now[0])
    narrate("The question")
    hiding.hide()
    narrate("Reading the apps")
    for wrong in ("", "4712", "1", "2"):
        hiding.tried(wrong)
    hiding.tried("4711")  # too soon after three wrong ones
    assert hiding.hidden and capfd.readouterr().err == "The question\nNotes\n"
    now[0] += 2.0
    hiding.tried("4711")
    assert not hiding.hidden and capfd.readouterr().err == "The question\nReading the apps\n"


def asked(line: str, *more: str) -> tuple[Anytime, list[StaffNotes]]:
    kept: list[StaffNotes] = []
    anytime, lines = Anytime(load(), kept.append), iter(more)

    async def following() -> str | None:
        return next(lines, None)

    assert asyncio.run(anytime.asked(line, following))
    return anytime, kept


def test_care_keeps_the_role_alone_and_says_the_question_again(capfd: pytest.CaptureFixture[str]) -> None:
    narrate("Which copy do you want?")
    anytime, kept = asked("/care", "2")
    said = capfd.readouterr().err
    assert "Stop what you are doing." in said and "999" in said and said.endswith("Which copy do you want?\n")
    assert anytime.handed is not None and anytime.handed[0] is HandedTo.CASEWORKER
    assert kept == [StaffNotes(handed_to=HandedTo.CASEWORKER, handed_at=anytime.handed[1])]
    assert asked("/care", "")[1] == []


def test_taking_back_the_yes_needs_a_yes() -> None:
    asked("/withdraw", "")
    with pytest.raises(WithdrawnError):
        asked("/withdraw", "yes")


def test_the_client_reads_one_card_in_their_language_and_nothing_else(capfd: pytest.CaptureFixture[str]) -> None:
    async def shown() -> str:
        anytime, lines = Anytime(load()), iter([str(LANGUAGES.index("pl") + 1), ""])
        anytime.client.pages = partial(card_pages, find("apple-devices"))

        async def following() -> str | None:
            return next(lines, None)

        assert await anytime.asked("/client", following) and await anytime.asked("/client", following)
        return capfd.readouterr().err

    printed = asyncio.run(shown())
    assert printed.count("In which language") == 1 and printed.count("Press Enter to go back.") == 2
    assert "An old phone or tablet of the client's own." in printed and "This text is a draft." in printed
    assert "Settings" not in printed  # menus are for staff
    polish = [said.text for page in card_pages(find("apple-devices"), "pl") for said in page.said]
    assert " ".join(polish[0].split()) in " ".join(printed.split())


def test_where_nothing_is_talked_about_the_client_has_nothing_to_read(capfd: pytest.CaptureFixture[str]) -> None:
    asked("/client")
    assert "There is nothing to show the client at this question." in capfd.readouterr().err


def test_another_line_is_an_answer() -> None:
    async def none() -> str | None:
        return None

    anytime = Anytime(load())
    assert not asyncio.run(anytime.asked("1", none)) and not asyncio.run(anytime.asked("~/help", none))


class Terminal:
    """The dialogue in a terminal of its own, and everything that was sent to it."""

    def __init__(self, home: Path) -> None:
        self.master, slave = pty.openpty()
        self.program = subprocess.Popen(
            [sys.executable, "-m", "devicecheck", "visit", "--plain"],
            stdin=slave, stdout=slave, stderr=slave, start_new_session=True, cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT), "HOME": str(home), "XDG_DATA_HOME": str(home / "data")},
        )  # fmt: skip
        os.close(slave)
        os.set_blocking(self.master, False)
        self.raw = ""

    def until(self, text: str) -> None:
        end = time.monotonic() + PATIENCE
        while text not in self.raw:
            assert time.monotonic() < end, f"{text!r} never came: {self.raw[-1500:]}"
            try:
                self.raw += os.read(self.master, 65536).decode("utf-8", "replace")
            except BlockingIOError:
                time.sleep(0.02)

    def type(self, line: str, then: str) -> None:
        self.raw = ""
        os.write(self.master, f"{line}\n".encode())
        self.until(then)


@contextmanager
def dialogue(home: Path) -> Iterator[Terminal]:
    terminal = Terminal(home)
    try:
        yield terminal
    finally:
        os.kill(terminal.program.pid, signal.SIGKILL)
        terminal.program.wait(PATIENCE)
        os.close(terminal.master)


@pytest.mark.slow
def test_in_a_terminal_hiding_empties_the_screen_and_its_history_and_the_pin_is_not_shown(tmp_path: Path) -> None:
    with dialogue(tmp_path) as terminal:
        terminal.until("Online or by phone")
        terminal.type("4", "A PIN of four")
        terminal.type("4711", "Is it safe for you")
        assert "4711" not in terminal.raw
        started = time.monotonic()
        terminal.type("/hide", f"{EMPTY}Notes")
        assert time.monotonic() - started < 1.0
        os.write(terminal.master, b"0000\n4711\n")
        terminal.until("Not sure")
        after = terminal.raw.partition("Notes")[2]
        assert "Is it safe for you" in after and "4711" not in after and "0000" not in after
        terminal.type("/withdraw", "Type yes")
        terminal.type("yes", "Press Enter to empty the screen")
        assert "Consent was taken back." in terminal.raw
        terminal.type("", EMPTY)


@pytest.mark.slow
def test_stopping_a_dialogue_leaves_nothing_to_scroll_back_to(tmp_path: Path) -> None:
    with dialogue(tmp_path) as terminal:
        terminal.until("Online or by phone")
        terminal.type("4", "A PIN of four")
        terminal.type("", "Is it safe for you")
        terminal.raw = ""
        terminal.program.send_signal(signal.SIGINT)
        terminal.until(EMPTY)
        assert "Is it safe" not in terminal.raw.rpartition(EMPTY)[2]
