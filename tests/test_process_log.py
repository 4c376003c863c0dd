# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Logs and crashes tell where and of what kind, and never a word of a client's: planted ones are looked for."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PLANTED = (
    "R58M12ABCDE",
    "356938035643809",
    "anna.lee@example.org",
    "+44 7700 900123",
    "com.systemservice",
    "Annas Telefon",
    "00008110-001A2B3C4D5E801E",
)
START = f"""
import asyncio, logging, sys, threading, warnings
from devicecheck import process_log
PLANTED = {PLANTED!r}
process_log.settle()
"""
FAULTS = {
    "a crash": ("def read(said):\n    held = dict(said=said)\n    return held[said]\nread(PLANTED)", "KeyError"),
    "a crash with a cause": (
        "try:\n    int(PLANTED[0])\nexcept ValueError as error:\n    raise RuntimeError(PLANTED) from error",
        "RuntimeError",
    ),
    "a group of errors": ("raise ExceptionGroup(str(PLANTED), [ValueError(*PLANTED)])", "ExceptionGroup"),
    "a thread": ("t = threading.Thread(target=lambda: [].index(PLANTED)); t.start(); t.join()", "ValueError"),
    "a task that nobody waited for": (
        "async def bad():\n    raise OSError(*PLANTED[:2])\n"
        "async def main():\n    asyncio.create_task(bad())\n    await asyncio.sleep(0.01)\n"
        "asyncio.run(main())\nimport gc; gc.collect()",
        "OSError",
    ),
    "an object that cannot be taken down": (
        "class Held:\n    def __del__(self):\n        raise ValueError(PLANTED)\nHeld()",
        "ValueError",
    ),
    "a library's log": ("logging.getLogger('asyncio').error(f'read {PLANTED}')", "ERROR asyncio"),
    "a library's log with values": ("logging.getLogger('urllib3').warning('got %s', PLANTED)", "WARNING urllib3"),
    "our own log": ("logging.getLogger('devicecheck.x').error('a page was not made: %s', PLANTED)", "a page was not"),
    "a warning": ("warnings.warn(str(PLANTED), RuntimeWarning)", "py.warnings"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_nothing_that_was_planted_is_told(fault: str) -> None:
    code, said = FAULTS[fault]
    done = subprocess.run([sys.executable, "-c", START + code], capture_output=True, text=True, check=False, cwd=ROOT)
    told = done.stdout + done.stderr
    assert said in told
    for word in PLANTED:
        assert word not in told
    assert "/" not in told.replace("devicecheck/", "")


def test_the_command_line_tells_a_fault_of_its_own_by_kind_and_place(tmp_path: Path) -> None:
    code = """
import sys
from devicecheck import process_log
from devicecheck.cli import app
process_log.settle()

@app.app.command("fails")
def fails(word: str) -> None:
    raise LookupError(word)

sys.exit(app.run(["fails", sys.argv[1]]))
"""
    argv = [sys.executable, "-c", code, "anna.lee@example.org"]
    done = subprocess.run(argv, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert done.returncode == 1
    assert done.stdout == ""
    assert "The program stopped because of a fault of its own." in done.stderr
    assert "Then report this code: LookupError" in done.stderr
    assert "anna" not in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.slow
@pytest.mark.core
def test_the_terminal_app_tells_a_fault_of_its_own_by_kind_and_place(tmp_path: Path) -> None:
    code = """
from pathlib import Path
from devicecheck import process_log
from devicecheck.tui import app as shipped
process_log.settle()

class Failing(shipped.DeviceCheckApp):
    CSS_PATH = Path(shipped.__file__).with_name("app.tcss")

    def on_ready(self) -> None:
        held = "anna.lee@example.org"
        raise LookupError(held)

app = Failing()
app.run(headless=True)
raise SystemExit(app.return_code)
"""
    program = tmp_path / "failing.py"  # Textual looks for the file of an app's class
    program.write_text(code)
    done = subprocess.run([sys.executable, program], capture_output=True, text=True, check=False, cwd=tmp_path)
    assert done.returncode == 1
    told = done.stdout + done.stderr
    assert "The program stopped because of a fault of its own." in told
    assert "LookupError" in told
    assert "anna" not in told
    assert "Traceback" not in told


@pytest.mark.skipif(sys.platform == "win32", reason="no core files there")
def test_no_picture_of_the_memory_is_kept() -> None:
    code = START + "import resource; print(resource.getrlimit(resource.RLIMIT_CORE)[0])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, cwd=ROOT).stdout == b"0\n"
