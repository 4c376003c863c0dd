# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Commands of the shell and of toybox that a reading client may run, and those that would change the phone."""

import hashlib
import stat
import time
from collections.abc import Iterator

from devicecheck.practice.file_system import SHELL_UID, FileSystemError
from devicecheck.practice.shell.session import COMMAND_FOLDER, ExitRequest, Run, Shell, Streams

BUILT_IN = frozenset({"echo", "command", "exit", "true", "false"})
USER_NAMES = {0: "root", 1000: "system", SHELL_UID: "shell"}
CHANGING = (
    "am", "chmod", "chown", "content", "cp", "ime", "input", "kill", "ln", "mkdir", "monkey", "mv", "reboot", "rm",
    "rmdir", "setprop", "su", "svc", "touch", "truncate", "wm",
)  # fmt: skip


def echo(_shell: Shell, argv: list[str], streams: Streams) -> int:
    """`echo [-n] WORDS`."""
    without_end = argv[1:2] == ["-n"]
    streams.print(" ".join(argv[2:]) if without_end else " ".join(argv[1:]) + "\n")
    return 0


def command(shell: Shell, argv: list[str], streams: Streams) -> int:
    """`command -v NAME`: say where a command is."""
    name = argv[-1]
    if name not in shell.environment.commands:
        return 1
    streams.print(f"{name}\n" if name in BUILT_IN else f"{COMMAND_FOLDER}{name}\n")
    return 0


def exit_shell(shell: Shell, argv: list[str], _streams: Streams) -> int:
    """`exit [CODE]`."""
    raise ExitRequest(int(argv[1]) & 255 if len(argv) > 1 else shell.last_code)


def change(shell: Shell, argv: list[str], streams: Streams) -> int:
    """Any command that would change the phone: noted and refused."""
    shell.environment.audit.change(" ".join(argv))
    streams.complain(f"{argv[0]}: {argv[-1]}: Permission denied\n")
    return 1


def _contents(shell: Shell, paths: list[str], streams: Streams, name: str) -> Iterator[tuple[str, bytes | None]]:
    """Read each file; None for what could not be read."""
    for path in paths:
        try:
            yield path, shell.environment.files.read(path)
        except FileSystemError as error:
            streams.complain(f"{name}: {path}: {error.strerror}\n")
            yield path, None


def cat(shell: Shell, argv: list[str], streams: Streams) -> int:
    """`cat FILE...`."""
    code = 0
    for _path, content in _contents(shell, argv[1:], streams, "cat"):
        code |= content is None
        streams.out(content or b"")
    return code


def tail(shell: Shell, argv: list[str], streams: Streams) -> int:
    """`tail -c N FILE`."""
    length = int(argv[2])
    for _path, content in _contents(shell, argv[3:], streams, "tail"):
        if content is None:
            return 1
        streams.out(content[max(0, len(content) - length) :])
    return 0


def dd(shell: Shell, argv: list[str], streams: Streams) -> int:
    """`dd if=FILE bs=N skip=N count=N`."""
    operands = dict(operand.split("=", 1) for operand in argv[1:])
    if "of" in operands:
        return change(shell, argv, streams)
    size = int(operands.get("bs", "512"))
    start = int(operands.get("skip", "0")) * size
    for _path, content in _contents(shell, [operands["if"]], streams, "dd"):
        if content is None:
            return 1
        taken = content[start : start + int(operands["count"]) * size] if "count" in operands else content[start:]
        streams.out(taken)
        records = f"{len(taken) // size}+{int(len(taken) % size > 0)} records"
        streams.complain(f"{records} in\n{records} out\n{len(taken)} bytes copied, 0.001 s, 1 M/s\n")
    return 0


def sha256sum(shell: Shell, argv: list[str], streams: Streams) -> int:
    """`sha256sum FILE...`."""
    code = 0
    for path, content in _contents(shell, argv[1:], streams, "sha256sum"):
        code |= content is None
        if content is not None:
            streams.print(f"{hashlib.sha256(content).hexdigest()}  {path}\n")
    return code


def file_status(shell: Shell, argv: list[str], streams: Streams) -> int:
    """`stat -c FORMAT FILE...`; of the formats %s and %n."""
    code = 0
    for path in argv[3:]:
        try:
            size = shell.environment.files.find(path).size
        except FileSystemError as error:
            streams.complain(f"stat: '{path}': {error.strerror}\n")
            code = 1
            continue
        streams.print(argv[2].replace("%s", str(size)).replace("%n", path) + "\n")
    return code


def ls(shell: Shell, argv: list[str], streams: Streams) -> int:
    """`ls [-l] PATH...`."""
    code = 0
    for path in [word for word in argv[1:] if not word.startswith("-")] or ["/"]:
        try:
            entries = shell.environment.files.entries(path)
        except FileSystemError as error:
            streams.complain(f"ls: {path}: {error.strerror}\n")
            code = 1
            continue
        for name, node in entries.items():
            owner = USER_NAMES.get(node.uid, str(node.uid))
            when = time.strftime("%Y-%m-%d %H:%M", time.gmtime(node.modified))
            details = f"{stat.filemode(node.mode)} 1 {owner} {owner} {node.size:8} {when} " if "-l" in argv else ""
            streams.print(f"{details}{name}\n")
    return code


def compare(_shell: Shell, argv: list[str], _streams: Streams) -> int:
    """`[ NUMBER -lt NUMBER ]`, the one question that scripts put to it."""
    match argv[1:]:
        case [left, "-lt", right, "]"] if left.isdigit() and right.isdigit():
            return int(int(left) >= int(right))
    return 2


COMMANDS: dict[str, Run] = {
    "echo": echo,
    "[": compare,
    "command": command,
    "exec": lambda shell, argv, streams: 0,
    "exit": exit_shell,
    "true": lambda shell, argv, streams: 0,
    "false": lambda shell, argv, streams: 1,
    "cat": cat,
    "tail": tail,
    "dd": dd,
    "sha256sum": sha256sum,
    "stat": file_status,
    "ls": ls,
    **dict.fromkeys(CHANGING, change),
}
