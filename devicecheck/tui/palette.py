# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of commands: everything that can be done on the present screen, found by typing a part of its name."""

from collections.abc import Iterator
from functools import partial
from typing import Any, NamedTuple

from rich.text import Text
from textual.app import App
from textual.binding import ActiveBinding, Binding
from textual.command import CommandList, CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.dom import DOMNode
from textual.screen import Screen
from textual.widgets.option_list import Option

from devicecheck.tui.screens.base import VisitScreen
from devicecheck.tui.words import Words

ITSELF = "command_palette"


class Command(NamedTuple):
    """One thing that can be done: its name, its key or "", the action, and whose it is."""

    name: str
    key: str
    action: str
    node: DOMNode


def commands(words: Words, screen: Screen[Any]) -> Iterator[Command]:
    """The keys of this screen, what its numbers and lists do, then the keys that work everywhere; each action once."""
    app, seen = screen.app, {ITSELF}
    for held in screen.active_bindings.values():
        if held.enabled and held.node is not app and held.binding.action not in seen and _names_one(held):
            seen.add(held.binding.action)
            yield _named(words, held.binding, held.node)
    if isinstance(screen, VisitScreen):
        for name, action in screen.more_commands():
            yield Command(name, "", action, screen)
    for binding in app.BINDINGS:
        if isinstance(binding, Binding) and binding.show and binding.action not in seen and _works(app, binding):
            yield _named(words, binding, app)


def _names_one(held: ActiveBinding) -> bool:
    """Whether it is shown and stands for one action; a row of numbers is named one by one by its screen."""
    shown = held.binding.key_display or ""
    return held.binding.show and " " not in shown and "-" not in shown


def _works(app: App[Any], binding: Binding) -> bool:
    return bool(app.check_action(binding.action, ()))


def _named(words: Words, binding: Binding, node: DOMNode) -> Command:
    name = words.text(f"tui.keys.{binding.description}").plain
    return Command(name, binding.key_display or binding.key, binding.action, node)


async def run(command: Command) -> None:
    """Do it, unless its screen is gone by now."""
    if command.node.is_attached:
        await command.node.app.run_action(command.action, command.node)


class Actions(Provider):
    """Commands for the palette of Textual."""

    def _commands(self) -> tuple[Command, ...]:
        return tuple(commands(self.app.words, self.screen))  # type: ignore[attr-defined]

    def _help(self, command: Command) -> str | None:
        if not command.key:
            return None
        return self.app.words.text("tui.palette.key", key=command.key).plain  # type: ignore[attr-defined,no-any-return]

    async def discover(self) -> Hits:
        """Everything, before anything was typed."""
        for each in self._commands():
            yield DiscoveryHit(Text(each.name), partial(run, each), text=each.name, help=self._help(each))

    async def search(self, query: str) -> Hits:
        """What has these letters in its name."""
        for each in self._commands():
            if score := self.matcher(query).match(each.name):
                yield Hit(score, Text(each.name), partial(run, each), text=each.name, help=self._help(each))


class Palette(CommandPalette):
    """Textual's own, with our words and our commands alone."""

    def __init__(self, words: Words) -> None:
        super().__init__([Actions], placeholder=words.text("tui.palette.what").plain, id="--command-palette")
        self._words = words

    def _start_no_matches_countdown(self, search_value: str) -> None:
        self._stop_no_matches_countdown()
        if search_value:
            none = Option(self._words.text("tui.palette.none"), disabled=True, id=self._NO_MATCHES)
            self.query_one(CommandList).add_option(none)
            self._list_visible = True
