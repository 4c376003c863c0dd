# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Commands of the shell and of toybox that a reading client may run, and those that would change the phone."""

import hashlib
import re
import stat
import time
from collections.abc import Iterator

from devicecheck.practice.file_system import SHELL_UID, FileSystemError, Node
from devicecheck.practice.shell.interpreter import COMMAND_FOLDER, Exit, Run, Shell, Streams

BUILT_IN = frozenset({"echo", "command", "exit", "true", "false"})
ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "e": "\x1b", "\\": "\\"}
USER_NAMES = {0: "root", 1000: "system", 1015: "sdcard_rw", SHELL_UID: "shell"}
FIRST_APP_UID = 10000
CHANGING = (
    "rm", "rmdir", "mv", "cp", "mkdir", "touch", "chmod", "chown", "ln", "truncate", "setprop", "input", "svc",
    "reboot", "monkey", "wm", "ime", "sm", "kill", "content", "su",
)  # fmt: skip


def echo(_shell: Shell, argv: list[str], streams: Streams) -> int:
    """`echo`: as mksh does, it takes backslash escapes."""
    words, end = argv[1:], "\n"
    if words[:1] == ["-n"]:
        words, end = words[1:], ""
    escaped = re.sub(r"\\(.)", lambda found: ESCAPES.get(found[1], found[0]), " ".join(words))
    streams.print(escaped + end)
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
    raise Exit(int(argv[1]) & 255 if len(argv) > 1 else shell.last_code)


def change(shell: Shell, argv: list[str], streams: Streams) -> int:
    """Any command that would change the phone: noted and refused."""
    shell.environment.audit.change(" ".join(argv))
    streams.complain(f"{argv[0]}: {argv[-1]}: Permission denied\n")
    return 1


def _contents(shell: Shell, paths: list[str], streams: Streams, name: str) -> Iterator[tuple[str, bytes | None]]:
    """Read each file, or standard input when none is named; None for what could not be read."""
    for path in paths:
        try:
            yield path, shell.environment.file_system.read(path)
        except FileSystemError as error:
            streams.complain(f"{name}: {path}: {error.strerror}\n")
            yield path, None
    if not paths:
        yield "-", streams.stdin


def cat(shell: Shell, argv: list[str], streams: Streams) -> int:
    """`cat FILE...`."""
    code = 0
    for _path, content in _contents(shell, argv[1:], streams, "cat"):
        code |= content is None
        streams.out(content or b"")
    return code


def tail(shell: Shell, argv: list[str], streams: Streams) -> int:
    """`tail -c N FILE`."""
    if argv[1:2] != ["-c"]:
        streams.complain("tail: only -c is known here\n")
        return 1
    for _path, content in _contents(shell, argv[3:], streams, "tail"):
        if content is None:
            return 1
        streams.out(content[-int(argv[2]) :] if int(argv[2]) else b"")
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
        if operands.get("status") != "none":
            records = f"{len(taken) // size}+{int(len(taken) % size > 0)} records"
            streams.complain(f"{records} in\n{records} out\n{len(taken)} bytes copied, 0.001 s, 1 M/s\n")
    return 0


def digest(shell: Shell, argv: list[str], streams: Streams) -> int:
    """`sha256sum FILE...` and its like."""
    code = 0
    for path, content in _contents(shell, [word for word in argv[1:] if word != "-b"], streams, argv[0]):
        code |= content is None
        if content is not None:
            hexadecimal = hashlib.new(argv[0].removesuffix("sum"), content).hexdigest()
            streams.print(f"{hexadecimal}\n" if "-b" in argv else f"{hexadecimal}  {path}\n")
    return code


def _user_name(uid: int) -> str:
    return USER_NAMES.get(uid) or (f"u0_a{uid - FIRST_APP_UID}" if uid >= FIRST_APP_UID else str(uid))


def file_status(shell: Shell, argv: list[str], streams: Streams) -> int:
    """`stat -c FORMAT FILE...`."""
    code = 0
    for path in argv[3:]:
        try:
            node = shell.environment.file_system.find(path, follow=False)
        except FileSystemError as error:
            streams.complain(f"stat: '{path}': {error.strerror}\n")
            code = 1
            continue
        values = {"s": str(node.size), "n": path, "Y": str(node.modified), "U": _user_name(node.uid)}
        streams.print(re.sub("%(.)", lambda found: values.get(found[1], "?"), argv[2]) + "\n")  # noqa: B023
    return code


def _long_line(name: str, node: Node) -> str:
    when = time.strftime("%Y-%m-%d %H:%M", time.gmtime(node.modified))
    arrow = f" -> {node.target}" if node.target else ""
    owner = f"{_user_name(node.uid):8} {_user_name(node.gid):8}"
    return f"{stat.filemode(node.mode)} 1 {owner} {node.size:8} {when} {name}{arrow}\n"


def ls(shell: Shell, argv: list[str], streams: Streams) -> int:
    """`ls [-l] [-d] PATH...`."""
    options = "".join(word[1:] for word in argv[1:] if word.startswith("-"))
    code = 0
    for path in [word for word in argv[1:] if not word.startswith("-")] or ["/"]:
        try:
            node = shell.environment.file_system.find(path, follow="l" not in options)
            listed = {path: node}
            if node.is_directory and "d" not in options:
                listed = shell.environment.file_system.entries(path)
        except FileSystemError as error:
            streams.complain(f"ls: {path}: {error.strerror}\n")
            code = 1
            continue
        for name, entry in listed.items():
            streams.print(_long_line(name, entry) if "l" in options else f"{name}\n")
    return code


def identity(_shell: Shell, argv: list[str], streams: Streams) -> int:
    """`id [-u]`."""
    streams.print("2000\n" if "-u" in argv else "uid=2000(shell) gid=2000(shell) context=u:r:shell:s0\n")
    return 0


def sleep(shell: Shell, argv: list[str], _streams: Streams) -> int:
    """`sleep SECONDS`."""
    shell.flush()
    shell.environment.stopped.wait(float(argv[1]))
    return 0


def timeout(shell: Shell, argv: list[str], streams: Streams) -> int:
    """`timeout SECONDS COMMAND...`: runs the command; what a story lets hang, hangs all the same."""
    return shell.execute(argv[2:], streams)


COMMANDS: dict[str, Run] = {
    "echo": echo,
    "command": command,
    "exit": exit_shell,
    "true": lambda shell, argv, streams: 0,
    "false": lambda shell, argv, streams: 1,
    "cat": cat,
    "tail": tail,
    "dd": dd,
    "sha256sum": digest,
    "stat": file_status,
    "ls": ls,
    "id": identity,
    "sleep": sleep,
    "timeout": timeout,
    **dict.fromkeys(CHANGING, change),
}
