# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Android's own commands, beside those of the shell; each answers from the phone's state."""

import time
from collections.abc import Callable

from devicecheck.practice.android import package_commands, package_dump, rights_dumps, service_dumps
from devicecheck.practice.android.phone_state import PhoneState, UserDeniedError
from devicecheck.practice.shell.session import Run, Shell, Streams

Answer = Callable[[PhoneState, list[str], Streams], int]
SDK_OF_ROLES, SDK_OF_LIST_OWNERS = 29, 31
DENIED = 255
NO_SERVICE = 20


def getprop(state: PhoneState, argv: list[str], streams: Streams) -> int:
    """`getprop [NAME]`."""
    everything = "\n".join(f"[{name}]: [{value}]" for name, value in sorted(state.properties.items()))
    streams.print((state.properties.get(argv[1], "") if len(argv) > 1 else everything) + "\n")
    return 0


def date(state: PhoneState, argv: list[str], streams: Streams) -> int:
    """`date [+FORMAT]`."""
    wanted = argv[1][1:] if len(argv) > 1 else "%a %b %d %H:%M:%S UTC %Y"
    streams.print(time.strftime(wanted.replace("%s", str(state.now())), time.gmtime(state.now())) + "\n")
    return 0


def settings(state: PhoneState, argv: list[str], streams: Streams) -> int:
    """`settings get|list|put NAMESPACE [KEY [VALUE]]`."""
    arguments, user = state.split_user(argv[1:])
    match arguments:
        case ["get", ("secure" | "global" | "system") as namespace, key]:
            streams.print(state.settings[user][namespace].get(key, "null") + "\n")
            return 0
        case ["list", ("secure" | "global" | "system") as namespace]:
            streams.print("".join(f"{key}={value}\n" for key, value in state.settings[user][namespace].items()))
        case ["put", ("secure" | "global" | "system") as namespace, key, value]:
            state.settings[user][namespace][key] = value
    state.note_change(argv, arguments[0])
    return 0


def cmd(state: PhoneState, argv: list[str], streams: Streams) -> int:
    """`cmd SERVICE ARGUMENTS`."""
    match argv[1:]:
        case ["package", *rest]:
            return package_commands.run(state, ["pm", *rest], streams)
        case ["settings", *rest]:
            return settings(state, ["settings", *rest], streams)
        case ["role", "get-role-holders", *_] if state.sdk >= SDK_OF_ROLES:
            arguments, _user = state.split_user(argv[2:])
            streams.print(state.roles.get(arguments[-1], "") + "\n")
            return 0
    state.note_change(argv, argv[2] if len(argv) > 2 else "help")
    streams.complain(f"cmd: Can't find service: {argv[1]}\n")
    return NO_SERVICE


def dumpsys(state: PhoneState, argv: list[str], streams: Streams) -> int:
    """`dumpsys SERVICE [ARGUMENTS]`."""
    service = argv[1] if len(argv) > 1 else ""
    if service == "package":
        pieces = package_dump.dump(state, argv[2] if len(argv) > 2 else None)
    elif service == "appops":
        pieces = rights_dumps.app_ops(state)
    elif service == "deviceidle":
        pieces = rights_dumps.device_idle(state)
    elif service in service_dumps.DUMPS and state.sdk >= service_dumps.SINCE.get(service, 0):
        pieces = service_dumps.DUMPS[service](state)
    else:
        streams.complain(f"Can't find service: {service}\n")
        return 0
    for piece in pieces:
        streams.print(piece)
    return 0


def dpm(state: PhoneState, argv: list[str], streams: Streams) -> int:
    """`dpm list-owners`, since Android 12."""
    state.note_change(argv, argv[1])
    if argv[1:] != ["list-owners"] or state.sdk < SDK_OF_LIST_OWNERS:
        streams.complain(f"Error: unknown command '{argv[-1]}'\n")
        return 1
    owner = state.policy.get("device_owner")
    streams.print(f"1 owner:\nUser  0: admin={owner},DeviceOwner\n" if owner else "no owners\n")
    return 0


ANSWERS: dict[str, Answer] = {
    "getprop": getprop,
    "date": date,
    "settings": settings,
    "cmd": cmd,
    "pm": package_commands.run,
    "dumpsys": dumpsys,
    "dpm": dpm,
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
