# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The app in a terminal of its own, killed at random moments of a kept visit: what it had shown as done is there."""

import asyncio
import os
import random
import signal
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from devicecheck.casefile import open_visits
from devicecheck.frontend.kept_visit import reopen
from devicecheck.model.consultation import Consultation
from devicecheck.model.told import Known
from devicecheck.runner.recovering import LeftOpen, document_of
from tests.cli.kept_visits import NOTE, PASSPHRASE, Folders, folders
from tests.cli.test_kept_visit import PLANTED, Here
from tests.tui.keeping.test_killed import (
    ALONE,
    ENTER,
    PATIENCE,
    SKIP_ALONE,
    Terminal,
    story_downs,
    terminal,
    to_first_question,
)

KILLS = int(os.environ.get("DEVICECHECK_TUI_KILLS", "20"))
"""How many visits in the app the test kills."""


@dataclass(frozen=True)
class Step:
    """Keys, what is shown once they are done, what that stands for in the case, and how late the kill may come (s)."""

    keys: str
    shown: str
    means: str = ""
    latest: float = 0.3


STEPS = (
    Step("s", "Question 2.", "told"),
    Step("s", "Question 3.", "told"),
    Step("b", "Question 2.", "taken back"),
    Step("s", "Question 3.", "told"),
    Step("k", "The plan for this visit"),
    Step(ENTER, ALONE, "read", 8.0),
    Step(SKIP_ALONE, "A moment, before we go on"),
    Step(ENTER, "TheTruthSpy"),
    Step("3", "The client says: Did not know of it", "known"),
    Step("g", "No result yet"),
    Step("1", "Result: ", "card"),
    Step("n", "no addresses. Enter keeps"),
    Step(NOTE, NOTE[-8:]),
    Step(ENTER, NOTE, "note"),
)


def killed_at_random(app: Terminal, chance: random.Random) -> tuple[list[str], str]:
    """Take steps and kill the program some time after the keys of one; what was shown as done, and where that was."""
    last = chance.randrange(len(STEPS))
    delay = chance.uniform(0, STEPS[last].latest)
    for step in STEPS[:last]:
        app.press(step.keys, step.shown)
    app.wait("")
    app.raw = b""
    os.write(app.master, STEPS[last].keys.encode())
    time.sleep(delay)
    os.kill(app.program.pid, signal.SIGKILL)
    app.program.wait(PATIENCE)
    done = STEPS[: last + 1] if STEPS[last].shown in app.said else STEPS[:last]
    return [step.means for step in done if step.means], f"step {last} after {delay:.3f} s"


def document_left(left: LeftOpen, here: Here) -> Consultation | None:
    return asyncio.run(document_of(left, here, datetime.now(UTC)))  # type: ignore[arg-type]


def check(own: Folders, done: Sequence[str], folder: Path, here: Here) -> str:
    """What the next start can do with the case; everything that was shown as done has to be in it."""
    kept, left = reopen(folder, PASSPHRASE)
    kept.close()
    open_visits.done(folder)
    assert len(left.told) >= done.count("told") - done.count("taken back")
    visit = document_left(left, here)
    if "read" in done:
        assert left.visit is not None
    if visit is None:
        assert left.record is None or not left.record.readings
        return "nothing read"
    assert len(visit.told.answers) == len(left.told)
    known = [each.known for each in visit.told.known]
    assert known in ([], [Known.DID_NOT_KNOW]) and (known or "known" not in done)
    cards = visit.told.cards
    assert cards or "card" not in done
    assert "note" not in done or [each.note for each in cards] == [NOTE]
    return "read" if left.visit is None else "whole"


@pytest.mark.long
@pytest.mark.timeout(3000)
@pytest.mark.parametrize("seed", [2026])
def test_the_app_killed_at_random_moments_loses_nothing_that_it_had_shown_as_done(tmp_path: Path, seed: int) -> None:
    downs, here, chance, before = asyncio.run(story_downs()), Here(), random.Random(seed), set[Path]()
    came_to = []
    with folders(tmp_path) as own:
        for number in range(KILLS):
            with terminal(own) as app:
                to_first_question(app, downs)
                done, where = killed_at_random(app, chance)
            (folder,) = {each for each in own.cases.iterdir() if each.is_dir()} - before
            before.add(folder)
            assert folder in open_visits.cut_off(own.cases)
            came_to.append(check(own, done, folder, here))
            print(
                f"seed {seed}, kill {number}: {where}, shown as done: {len(done)}, left: {came_to[-1]}", file=sys.stderr
            )
            assert own.holding(PLANTED) == []
    if KILLS >= 20:
        assert {"nothing read", "whole"} <= set(came_to)
