# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The names of the terminal app's colours, for a command line that does not load it; a test holds them alike."""

from enum import StrEnum


class Colours(StrEnum):
    """Dark, light, and with the most contrast."""

    CALM = "calm"
    LIGHT = "light"
    CONTRAST = "contrast"


def asked_for(arguments: list[str]) -> Colours | None:
    """The colours that the terminal app shall start with; None where these arguments are for the command line."""
    rest = arguments[1:] if arguments[:1] == ["visit"] else arguments
    match rest:
        case []:
            return Colours.CALM
        case ["--theme", name] if name in set(Colours):
            return Colours(name)
        case _:
            return None
