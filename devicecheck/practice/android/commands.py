# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Android's own commands, beside those of the shell; each answers from the phone's state."""

import time
from collections.abc import Callable

from devicecheck.practice.android import package_commands, package_dump, service_dumps
from devicecheck.practice.android.arguments import UserDeniedError, split_user
from devicecheck.practice.android.phone_state import PhoneState
from devicecheck.practice.shell.interpreter import Run, Shell, Streams

Answer = Callable[[PhoneState, list[str], Streams], int]
SDK_OF_ROLES, SDK_OF_LIST_OWNERS = 29, 31
DENIED = 255
NO_SERVICE = 20


def getprop(state: PhoneState, argv: list[str], streams: Streams) -> int:
    """`getprop [NAME]`."""
    if len(argv) > 1:
        streams.print(state.properties.get(argv[1], "") + "\n")
    else:
        streams.print("".join(f"[{name}]: [{value}]\n" for name, value in sorted(state.properties.items())))
    return 0


def date(state: PhoneState, argv: list[str], streams: Streams) -> int:
    """`date [+FORMAT]`."""
    wanted = argv[1][1:] if len(argv) > 1 else "%a %b %d %H:%M:%S UTC %Y"
    streams.print(time.strftime(wanted.replace("%s", str(state.now())), time.gmtime(state.now())) + "\n")
    return 0


def settings(state: PhoneState, argv: list[str], streams: Streams) -> int:
    """`settings get|list|put|delete NAMESPACE [KEY [VALUE]]`."""
    arguments, user = split_user(state, argv[1:])
    match arguments:
        case ["get", ("secure" | "global" | "system") as namespace, key]:
            streams.print(state.settings[user][namespace].get(key, "null") + "\n")
        case ["list", ("secure" | "global" | "system") as namespace]:
            pairs = sorted(state.settings[user][namespace].items())
            streams.print("".join(f"{key}={value}\n" for key, value in pairs))
        case ["put", ("secure" | "global" | "system") as namespace, key, value]:
            state.audit.change(" ".join(argv))
            state.settings[user][namespace][key] = value
        case ["delete", ("secure" | "global" | "system") as namespace, key]:
            state.audit.change(" ".join(argv))
            state.settings[user][namespace].pop(key, None)
        case _:
            streams.complain("Invalid arguments\n")
            return DENIED
    return 0


def cmd(state: PhoneState, argv: list[str], streams: Streams) -> int:
    """`cmd SERVICE ARGUMENTS`."""
    match argv[1:]:
        case ["package", *rest]:
            return package_commands.run(state, ["pm", *rest], streams)
        case ["settings", *rest]:
            return settings(state, ["settings", *rest], streams)
        case ["role", "get-role-holders", *rest] if state.sdk >= SDK_OF_ROLES:
            arguments, _user = split_user(state, rest)
            streams.print(state.roles.get(arguments[-1], "") + "\n")
            return 0
    state.audit.change(" ".join(argv))
    streams.complain(f"cmd: Can't find service: {argv[-1]}\n")
    return NO_SERVICE


def dumpsys(state: PhoneState, argv: list[str], streams: Streams) -> int:
    """`dumpsys SERVICE [ARGUMENTS]`."""
    service = argv[1] if len(argv) > 1 else ""
    if service == "package":
        pieces = package_dump.dump(state, argv[2] if len(argv) > 2 else None)
    elif service in service_dumps.DUMPS:
        pieces = service_dumps.DUMPS[service](state)
    else:
        streams.complain(f"Can't find service: {service}\n")
        return 0
    for piece in pieces:
        streams.print(piece)
    return 0


def dpm(state: PhoneState, argv: list[str], streams: Streams) -> int:
    """`dpm list-owners`, since Android 12."""
    if argv[1:] != ["list-owners"] or state.sdk < SDK_OF_LIST_OWNERS:
        if argv[1:] != ["list-owners"]:
            state.audit.change(" ".join(argv))
        streams.complain(f"Error: unknown command '{argv[-1]}'\n")
        return 1
    owner = state.policy.get("device_owner")
    streams.print(f"1 owner:\nUser  0: admin={owner},DeviceOwner\n" if owner else "no owners\n")
    return 0


def activity_manager(state: PhoneState, argv: list[str], streams: Streams) -> int:
    """`am get-current-user`; everything else that `am` does changes something."""
    if argv[1:] == ["get-current-user"]:
        streams.print("0\n")
    else:
        state.audit.change(" ".join(argv))
    return 0


ANSWERS: dict[str, Answer] = {
    "getprop": getprop,
    "date": date,
    "settings": settings,
    "cmd": cmd,
    "pm": package_commands.run,
    "dumpsys": dumpsys,
    "dpm": dpm,
    "am": activity_manager,
}


def commands_of(state: PhoneState) -> dict[str, Run]:
    """The commands, bound to one phone; a question about a hidden user gets Android's own refusal."""

    def bound(answer: Answer) -> Run:
        def run(_shell: Shell, argv: list[str], streams: Streams) -> int:
            try:
                return answer(state, argv, streams)
            except UserDeniedError as error:
                streams.complain(str(error))
                return DENIED

        return run

    return {name: bound(answer) for name, answer in ANSWERS.items()}
