# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the app does before a client comes: the laptop looked over, and the course around two made-up phones."""

from textual import on

from devicecheck.tui import messages
from devicecheck.tui.connecting import Connecting
from devicecheck.tui.screens.course import STEPS, CourseScreen
from devicecheck.tui.screens.ready import ReadyScreen


class Learning(Connecting):
    """`_course` is the step of the course that comes after the made-up phone that is tried now; None: no course."""

    _course: int | None = None

    @on(messages.ReadyAsked)
    async def look_over(self) -> None:
        """Look if this computer is ready. It comes back by `StartAgain`."""
        await self.switch_screen(ReadyScreen(self.words))

    @on(messages.CourseAsked)
    async def show_course(self) -> None:
        """Begin the course."""
        self._course = None
        await self.switch_screen(CourseScreen(self.words))

    @on(messages.TryAsked)
    def try_phone(self, message: messages.TryAsked) -> None:
        """Start a made-up phone as anybody would; the course goes on behind it."""
        story = next((each for each in self._stories if each.name == message.story), None)
        if story is None:
            self.notify(self.words.text("tui.start.none").plain, markup=False)
            return
        self._course = STEPS.index(message.story) + 1
        self.post_message(messages.StartChosen(story))

    def _back_to_course(self) -> CourseScreen | None:
        """The course where it goes on, if a made-up phone of it has ended just now."""
        at, self._course = self._course, None
        return CourseScreen(self.words, at) if at is not None else None
