# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The last line of every screen: which keys do what here."""

from typing import Any

from rich.text import Text
from textual.binding import Binding
from textual.screen import Screen
from textual.theme import Theme
from textual.widgets import Static

from devicecheck.tui import themes
from devicecheck.tui.words import Words


class KeyLine(Static):
    """The keys of the screen and of the app. A binding's description is a wording key (`tui.keys.<description>`)."""

    def __init__(self, words: Words, list_keys: tuple[tuple[str, str], ...] = ()) -> None:
        super().__init__(markup=False)
        self._words, self.list_keys = words, list_keys

    def on_mount(self) -> None:
        """Follow the screen: the keys change with the focus."""
        self.screen.bindings_updated_signal.subscribe(self, self._show)
        self.app.theme_changed_signal.subscribe(self, self._recolour)

    def on_resize(self) -> None:
        """Name as many keys as there is room for."""
        self._show(self.screen)

    def _recolour(self, _theme: Theme) -> None:
        self._show(self.screen)

    def _show(self, screen: Screen[Any]) -> None:
        style = themes.key_style(themes.of(self.app))
        self.update(key_line(self._words, (*self.list_keys, *named_keys(screen)), self.size.width, style))


def named_keys(screen: Screen[Any]) -> tuple[tuple[str, str], ...]:
    """The keys to name and their wording keys: those of the screen, then those of the app; each action once."""
    active = [held for held in screen.active_bindings.values() if held.binding.show and held.enabled]
    of_app = [binding.action for binding in screen.app.BINDINGS if isinstance(binding, Binding)]
    active.sort(key=lambda held: of_app.index(held.binding.action) if held.node is screen.app else -1)
    by_action: dict[str, Binding] = {}
    for held in active:
        by_action.setdefault(held.binding.action, held.binding)
    if screen.is_modal:  # over a step the app's own keys are not among the active ones, and this one works all the same
        hide = (each for each in screen.app.BINDINGS if isinstance(each, Binding) and each.action == HIDE)
        by_action |= {each.action: each for each in hide}
    return tuple((binding.key_display or binding.key, binding.description) for binding in by_action.values())


HIDE = "hide"
ALWAYS = frozenset({"back", "stop", HIDE, "wellbeing", "help"})
"""Keys that keep their room on the narrowest screen: out of here, hide, somebody is not well, and all other keys."""


def key_line(words: Words, keys: tuple[tuple[str, str], ...], width: int, style: str = "bold") -> Text:
    """The keys and what they do, on one line; those without room are left to the help page."""
    names = {each: Text.assemble((f" {each[0]} ", style), f" {_does(words, each)}  ") for each in keys}
    room = width + 2 - sum(name.cell_len for (_, does), name in names.items() if does in ALWAYS)
    line, full = Text(no_wrap=True), False
    for (_, does), name in names.items():
        if does not in ALWAYS:
            room -= name.cell_len
            full = full or room < 0
        if does in ALWAYS or not full:
            line.append_text(name)
    line.rstrip()
    return line


def _does(words: Words, key: tuple[str, str]) -> str:
    return words.text(f"tui.keys.{key[1]}").plain
