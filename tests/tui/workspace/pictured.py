# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ways to each screen of the list of known apps, for their pictures: over a small list in a scratch folder."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from textual.pilot import Pilot

from devicecheck.tui.workspace import entries, entry, form, in_out, overview, saving, slip, testing
from devicecheck.tui.workspace.folder import FolderScreen
from devicecheck.tui.workspace.slip_plans import of_any_app
from tests.packs.workshops import workshop
from tests.tui.scripted import shown, to_start, until

DAY = date(2026, 11, 24)
Steps = Callable[[Pilot[int]], Awaitable[None]]


@asynccontextmanager
async def opened(pilot: Pilot[int]) -> AsyncIterator[None]:
    """The list of a scratch folder; it is gone when the picture was taken."""
    await to_start(pilot)
    with TemporaryDirectory() as place:
        folder = workshop(Path(place) / "my-list")
        await pilot.app.switch_screen(FolderScreen(pilot.app.words, DAY, str(folder)))  # type: ignore[attr-defined]
        await pilot.press("enter")
        await until(pilot, entries.EntriesScreen)
        yield


async def typed(pilot: Pilot[int], text: str) -> None:
    """Fill the field that has the focus."""
    pilot.app.focused.value = text  # type: ignore[union-attr]
    await pilot.pause()


async def to_question(pilot: Pilot[int], number: int) -> None:
    """Wait for a question of the form."""

    def there() -> bool:
        screen = pilot.app.screen
        return isinstance(screen, form.FormScreen) and screen.number == number - 1 and screen.ready

    await until(pilot, there)


async def workspace_list(pilot: Pilot[int]) -> None:
    """The entries."""
    async with opened(pilot):
        await pilot.press("down")


async def workspace_entry(pilot: Pilot[int]) -> None:
    """One entry."""
    async with opened(pilot):
        await pilot.press("slash")
        await typed(pilot, "watch")
        await pilot.press("enter", "enter")
        await until(pilot, entry.EntryScreen)


async def workspace_form(pilot: Pilot[int]) -> None:
    """A new entry whose app is held already."""
    async with opened(pilot):
        await pilot.press("n")
        await to_question(pilot, 1)
        await typed(pilot, "org.watch.app")
        await until(pilot, lambda: "STOP:" in shown(pilot.app))


async def workspace_save(pilot: Pilot[int]) -> None:
    """What would change, before it is saved."""
    async with opened(pilot):
        await pilot.press("n")
        for number, text in enumerate(("org.new.follower", "New Follower"), 1):
            await to_question(pilot, number)
            await typed(pilot, text)
            await pilot.press("enter")
        chosen = (("down",) * 4, ("space",), ("down", "space"), ())
        for number, keys in enumerate(chosen, 3):
            await to_question(pilot, number)
            await pilot.press(*keys, "enter")
        for number, text in enumerate(("https://example.org/follower", "Anna Example"), 7):
            await to_question(pilot, number)
            await typed(pilot, text)
            await pilot.press("enter")
        await until(pilot, saving.SaveScreen)
        await until(pilot, lambda: "adds 1 entry" in shown(pilot.app))


async def workspace_test(pilot: Pilot[int]) -> None:
    """The whole list tried."""
    async with opened(pilot):
        await pilot.press("t")
        await until(pilot, testing.TryScreen)
        await until(pilot, lambda: "Testing. Every value" not in shown(pilot.app), 60.0)


async def workspace_overview(pilot: Pilot[int]) -> None:
    """What is there, and what nobody looked at for long."""
    async with opened(pilot):
        listed = pilot.app.screen
        assert isinstance(listed, entries.EntriesScreen)
        named = replace(listed.bench, folder=Path("my-list"))  # the scratch folder has another name each time
        await pilot.app.push_screen(overview.OverviewScreen(listed.words, named))


async def workspace_in_out(pilot: Pilot[int]) -> None:
    """What comes in and goes out."""
    async with opened(pilot):
        await pilot.press("i")
        await until(pilot, in_out.InOutScreen)


async def workspace_slip(pilot: Pilot[int]) -> None:
    """A slip by hand."""
    async with opened(pilot):
        await pilot.app.push_screen(slip.SlipScreen(pilot.app.words, of_any_app(DAY)))  # type: ignore[attr-defined]
        await until(pilot, slip.SlipScreen)


WORKSPACE: tuple[Steps, ...] = (
    workspace_list, workspace_entry, workspace_form, workspace_save, workspace_test, workspace_overview,
    workspace_in_out, workspace_slip,
)  # fmt: skip
SHOWS = frozenset(
    {"EntriesScreen", "EntryScreen", "FormScreen", "SaveScreen", "TryScreen", "OverviewScreen", "InOutScreen",
     "SlipScreen"}
)  # fmt: skip
"""The screens that these ways lead to."""
