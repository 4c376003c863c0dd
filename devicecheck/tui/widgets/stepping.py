# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Going through a page with the arrow keys: one thing up or down, and no further than its first and last one."""

from typing import Any

from textual.screen import Screen


def step(screen: Screen[Any], by: int) -> None:
    """Move the focus by so many things; at an end it stays, so that nobody is carried past the page unseen."""
    chain = screen.focus_chain
    if screen.focused in chain:
        place = chain.index(screen.focused) + by
        if 0 <= place < len(chain):
            chain[place].focus()
    elif chain:
        chain[0 if by > 0 else -1].focus()
