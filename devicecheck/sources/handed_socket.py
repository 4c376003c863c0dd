# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A socket that a small privileged program opens and hands over, so that nothing else of ours needs its right."""

import asyncio
import os
import socket
import sys
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import Sequence

from devicecheck.errors import UsageError

DEADLINE = 120.0
"""Seconds for the program: a person may have to type the password that sudo asks for."""
REASON_LIMIT = 200


def broker_command(module: str, *arguments: str) -> list[str]:
    """How the privileged program is started, for people to read before it is run."""
    rights = [] if os.name != "posix" or os.geteuid() == 0 else ["sudo", "--"]
    return [*rights, sys.executable, "-I", "-m", module, *arguments]


async def handed_socket(argv: Sequence[str], refused: str, interface: str) -> int:
    """The socket as a number of this process. Errors: UsageError `refused` with the program's own last words."""
    found: list[int] = []
    said = b""
    try:
        ours, theirs = socket.socketpair(socket.AF_UNIX)
        with ours, theirs:
            broker = await asyncio.create_subprocess_exec(*argv, stdin=theirs.fileno(), stdout=DEVNULL, stderr=PIPE)
            try:
                async with asyncio.timeout(DEADLINE):
                    _, said = await broker.communicate()
            finally:
                if broker.returncode is None:
                    broker.kill()
            ours.setblocking(False)
            _, found, *_ = socket.recv_fds(ours, 1, 1) if broker.returncode == 0 else (b"", [])
    except (OSError, TimeoutError, AttributeError):
        found, said = [], b""
    if len(found) != 1:
        why = said.decode("utf-8", "replace")[-REASON_LIMIT:].strip()
        raise UsageError(refused, {"interface": interface, "why": why})
    return found[0]
