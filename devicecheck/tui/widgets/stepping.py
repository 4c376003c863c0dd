# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Going through a page with the arrow keys: one thing up or down, no further than its ends, and past nothing unread."""

from typing import Any

from textual.screen import Screen
from textual.widget import Widget

OVERLAP = 2
"""Lines that are still seen after a page was scrolled."""


def step(screen: Screen[Any], by: int) -> None:
    """Move the focus by so many things; at an end it stays, so that nobody is carried past the page unseen.

    Where the next thing is far out of view, the page is scrolled instead: what stands between can be read. The focus is
    moved at once: `Widget.focus` would wait, and of two quick keys one would be lost.
    """
    chain = screen.focus_chain
    if screen.focused not in chain:
        if chain:
            screen.set_focus(chain[0 if by > 0 else -1])
        return
    place = chain.index(screen.focused) + by
    to = chain[place] if 0 <= place < len(chain) else None
    page = _page_of(to or screen.focused)
    if page is not None and _can_scroll(page, by) and (to is None or not _in_reach(to, page, by)):
        page.scroll_relative(y=by * max(1, page.size.height - OVERLAP), animate=False)
    elif to is not None:
        screen.set_focus(to)


def _page_of(widget: Widget) -> Widget | None:
    """What scrolls around it; None where all of the page is seen."""
    return next((each for each in widget.ancestors if isinstance(each, Widget) and each.max_scroll_y > 0), None)


def _can_scroll(page: Widget, by: int) -> bool:
    return page.scroll_offset.y < page.max_scroll_y if by > 0 else page.scroll_offset.y > 0


def _in_reach(widget: Widget, page: Widget, by: int) -> bool:
    """Whether showing it in the middle of the page passes nothing unseen."""
    beyond = widget.region.bottom - page.region.bottom if by > 0 else page.region.y - widget.region.y
    return beyond <= page.size.height // 2 - OVERLAP
