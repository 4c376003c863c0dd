# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The process that judges holds what was read: it ends with the program, however that ended."""

import subprocess
import sys
from pathlib import Path

PROGRAM = """
import asyncio, multiprocessing, os, sys
from datetime import date
from devicecheck.model.signatures import Pack
from devicecheck.runner.worker import Worker

async def main():
    pack = Pack(id="none", version="1", issued_on=date(2026, 11, 24), licence="MIT", signatures=())
    async with Worker(pack) as worker:
        await worker._wait_until_started()
        while not multiprocessing.active_children():
            await asyncio.sleep(0.05)
        print("ready", flush=True)
        sys.stdin.readline()
        os.kill(os.getpid(), 9)

if __name__ == "__main__":
    asyncio.run(main())
"""


def test_the_worker_ends_when_its_program_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "program.py"
    script.write_text(PROGRAM, encoding="utf-8")
    program = subprocess.Popen(
        [sys.executable, str(script)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    with program:
        assert program.stdout is not None
        assert program.stdout.readline() == b"ready\n"
        # The worker holds the other end of this pipe too, so it is read to its end only when both have gone.
        rest, _ = program.communicate(b"now\n", timeout=20)
    assert rest == b""
    assert program.returncode != 0
