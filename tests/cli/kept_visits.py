# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A practice visit that is kept while it runs, in folders of its own, answered by a script, killed where told."""

import asyncio
import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from devicecheck.casefile.store import Case
from devicecheck.cli.kept_visit import Offer
from devicecheck.cli.plain_visit import visit_from

ROOT = Path(__file__).parents[2]
PASSPHRASE = "five plain words here now"
NOTE = "Planted-note-7731"
PATIENCE = 240.0
"""Seconds after which a visit is taken for one that waits for an answer."""
PLACES = {"HOME": "home", "TMPDIR": "temporary", "XDG_CACHE_HOME": "cache", "XDG_STATE_HOME": "state",
          "XDG_CONFIG_HOME": "config", "XDG_DATA_HOME": "data"}  # fmt: skip
CHOSEN = ("A practice phone that is made up", "A phone that is being watched", "Yes, keep it while we work",
          "60 minutes", "Skip", "Did not know of it", "Something to talk about", "The client told us", "No more copies",
          "Nothing more", "English only", "As usual", "No, go on to the copies", "No, let it go",
          "No, start at the story", "Keep it as long as the client's case file")  # fmt: skip


def fingerprint(event: str, terms: Mapping[str, str]) -> str:
    """What stands for one record on the driver's stdout."""
    return hashlib.sha256(json.dumps([event, dict(terms)]).encode()).hexdigest()


class Telling:
    """A ledger that prints each record after the case has acknowledged it."""

    def __init__(self, case: Case) -> None:
        self._case = case

    def add(
        self, at: datetime, event: str, terms: Mapping[str, str], body: bytes = b"", *, let_go: bool = False
    ) -> None:
        self._case.add(at, event, terms, body, let_go=let_go)
        print(fingerprint(event, terms), flush=True)


class Folders:
    """The folders of a person's account, each of the test's own; /dev/shm has one too where there is one."""

    def __init__(self, folder: Path, shared: Path) -> None:
        self.folder, self.shared = folder, shared
        for name in (*PLACES.values(), "work"):
            (folder / name).mkdir(mode=0o700, exist_ok=True)

    @property
    def cases(self) -> Path:
        return self.folder / "data" / "devicecheck" / "cases"

    @property
    def environment(self) -> dict[str, str]:
        plain = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")}
        own = {name: str(self.folder / place) for name, place in PLACES.items()}
        return {**plain, **own, "XDG_RUNTIME_DIR": str(self.shared), "PYTHONPATH": str(ROOT)}

    def holding(self, planted: Iterable[bytes]) -> list[Path]:
        """Files in which a planted text stands. A file that goes away meanwhile holds nothing any more."""
        found = []
        for path in (*self.folder.rglob("*"), *self.shared.rglob("*")):
            with suppress(FileNotFoundError):
                if path.is_file() and any(text in path.read_bytes() for text in planted):
                    found.append(path)
        return found


@contextmanager
def folders(folder: Path) -> Iterator[Folders]:
    """Folders for one or many visits."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as shared:
        yield Folders(folder, Path(shared))


def run_and_kill(own: Folders, after: int, delay: float) -> list[str]:
    """Records that the visit had acknowledged when it was killed: `delay` seconds after the record number `after`."""
    acknowledged, gave_up = [], threading.Event()
    visit = subprocess.Popen(
        [sys.executable, "-m", "tests.cli.kept_visits", str(own.cases)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, bufsize=1,
        cwd=own.folder / "work", env=own.environment,
    )  # fmt: skip
    with suppress(BrokenPipeError), visit as program:  # an answer that was on its way when it was killed
        threading.Thread(target=_answer, args=(program,), daemon=True).start()
        patience = threading.Timer(PATIENCE, lambda: (gave_up.set(), program.kill()))
        patience.start()
        assert program.stdout is not None
        for line in program.stdout:
            acknowledged.append(line.strip())
            if len(acknowledged) == after:
                time.sleep(delay)
                program.kill()
        patience.cancel()
    assert not gave_up.is_set(), "the visit asks something that the script does not answer"
    return acknowledged


def _answer(program: subprocess.Popen[str]) -> None:
    assert program.stdin is not None and program.stderr is not None
    with suppress(OSError, ValueError):  # killed while it was answered
        for line in program.stderr:
            option = re.fullmatch(r"(\d+)  (.+)", line.strip())
            if option and option[2] in CHOSEN:
                program.stdin.write(f"{option[1]}\n")
            elif line.startswith("A note,"):
                program.stdin.write(f"{NOTE}\n")
            program.stdin.flush()


def main() -> None:
    """The visit itself, as the command line runs it."""
    sys.exit(asyncio.run(visit_from(Offer(Path(sys.argv[1]), PASSPHRASE, Telling))))


if __name__ == "__main__":
    main()
