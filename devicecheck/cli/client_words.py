# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is talked about now in the client's own words and language: the laptop turned round, line by line."""

import textwrap
from collections.abc import Awaitable, Callable, Iterator

from devicecheck.cli.exits import narrate
from devicecheck.cli.hiding import empty_screen
from devicecheck.frontend.client_pages import LANGUAGES, ClientPage, Said
from devicecheck.report.wording import Wording

WIDTH = 78
Pages = Callable[[str], tuple[ClientPage, ...]]
Lines = Callable[[], Awaitable[str | None]]


class ClientWords:
    """`pages` makes what is talked about now in a language; None: nothing is. The language is asked for once."""

    def __init__(self, wording: Wording) -> None:
        self._wording = wording
        self.pages: Pages | None = None
        self.language = ""

    async def show(self, more: Lines) -> None:
        """Alone on the screen, so that the client reads nothing else; the next line goes back. Errors: WordingError."""
        if self.pages is None:
            narrate(self._wording.text("plain.client.nothing"))
            return
        if not self.language:
            await self.choose(more)
        empty_screen()
        for line in page_lines(self.pages(self.language or LANGUAGES[0]), self._wording):
            narrate(line)
        narrate(self._wording.text("plain.client.back"))
        await more()
        empty_screen()

    async def choose(self, more: Lines) -> None:
        """In which language; a line that is none of the numbers leaves it as it is."""
        narrate(self._wording.text("plain.client.language"))
        for number, language in enumerate(LANGUAGES, 1):
            key = "plain.client.english" if language == "en" else f"tui.copies.languages.{language}"
            narrate(f"{number}  {self._wording.text(key)}")
        typed = (await more() or "").strip()
        if typed.isascii() and typed.isdigit() and 1 <= int(typed) <= len(LANGUAGES):
            self.language = LANGUAGES[int(typed) - 1]


def page_lines(pages: tuple[ClientPage, ...], wording: Wording) -> Iterator[str]:
    """The pages as lines. That words are drafts comes first, and the English stands below each of them."""
    every = [said for page in pages for said in (page.heading, *page.said)]
    if any(each.english for each in every):
        yield wording.text("translation.draft")
    elif any(each.kept_back for each in every):
        yield wording.text("tui.client.not-yet")
    for page in pages:
        yield ""
        for each in (page.heading, *page.said):
            yield from spoken(each)


def spoken(said: Said, indent: str = "") -> Iterator[str]:
    """One statement, folded, and its English where there is one."""
    for text in filter(None, (said.text, said.english)):
        yield textwrap.fill(text, WIDTH, initial_indent=indent, subsequent_indent=indent)
