# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later

"""The argument that most of Android's commands share: which user is meant."""

from devicecheck.practice.android.phone_state import PhoneState


class UserDeniedError(Exception):
    """The `shell` user may not ask about this user of the phone."""

    def __init__(self, user: int, verb: str) -> None:
        super().__init__(
            f"\nException occurred while executing '{verb}':\n"
            f"java.lang.SecurityException: Shell does not have permission to access user {user}\n"
            "\tat com.android.server.am.ActivityManagerService.handleIncomingUser(ActivityManagerService.java:17620)\n"
        )


def split_user(state: PhoneState, arguments: list[str]) -> tuple[list[str], int]:
    """Take `--user N` out of the arguments; without it, the owner is meant.

    Errors: UserDeniedError for a user that is hidden from the shell, or that does not exist.
    """
    if "--user" not in arguments[:-1]:
        return arguments, 0
    place = arguments.index("--user")
    rest = arguments[:place] + arguments[place + 2 :]
    user = int(arguments[place + 1])
    if user in state.denied_users or user not in state.settings:
        raise UserDeniedError(user, rest[0] if rest else "")
    return rest, user
