# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Going through a page with the arrow keys: one thing up or down, and no further than its first and last one."""

from typing import Any

from textual.screen import Screen


def step(screen: Screen[Any], by: int) -> None:
    """Move the focus by so many things; at an end it stays, so that nobody is carried past the page unseen.

    It is moved at once: `Widget.focus` would wait, and of two quick keys one would be lost.
    """
    chain = screen.focus_chain
    if screen.focused in chain:
        place = chain.index(screen.focused) + by
        if 0 <= place < len(chain):
            screen.set_focus(chain[place])
    elif chain:
        screen.set_focus(chain[0 if by > 0 else -1])
