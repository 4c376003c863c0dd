# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The laptop turned round: plain words with much room, one thing at a time, in the client's language."""

from collections.abc import Callable, Iterator
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from devicecheck.frontend.client_pages import JOINED, LANGUAGES, ClientPage, Said
from devicecheck.tui.messages import ClientSpeaks
from devicecheck.tui.screens.base import Overlay
from devicecheck.tui.widgets.key_line import KeyLine
from devicecheck.tui.words import Words


class ClientScreen(Overlay):
    """Over any screen. It names nobody and nothing but the one thing that is talked about.

    `pages` makes its pages in a language; `language` is the one that it begins in.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space,right,enter,pagedown", "turn(1)", "next-page", key_display="Space"),
        Binding("b,B,left,backspace,pageup", "turn(-1)", "back-one", key_display="B"),
        Binding("l,L", "language", "language", key_display="L"),
        Binding("escape", "leave", "back", key_display="Esc"),
    ]

    def __init__(
        self, words: Words, pages: Callable[[str], tuple[ClientPage, ...]], *, practice: bool, language: str
    ) -> None:
        super().__init__()
        self._words, self._made, self._practice = words, pages, practice
        self._language, self._place = language, 0
        self._pages = pages(language)

    def compose(self) -> ComposeResult:
        """The practice mark where it belongs, the page, its number, the keys."""
        if self._practice:
            yield Static(self._words.text("app.practice-mark"), classes="practice-mark")
        with VerticalScroll(id="client"):
            yield Static("", id="client-page", markup=False)
        yield Static("", id="client-place", markup=False)
        yield KeyLine(self._words)

    def on_mount(self) -> None:
        """Show the first page."""
        self._show()

    def _show(self) -> None:
        page = self._pages[self._place]
        self.query_one("#client-page", Static).update(Text("\n\n").join(_lines(page)))
        self.query_one("#client").scroll_home(animate=False)
        name = self._words.text(f"tui.client.languages.{self._language}").plain
        note = self._note((page.heading, *page.said))
        place = self._words.text(
            "tui.client.place", page=str(self._place + 1), pages=str(len(self._pages)), language=name
        )
        letters = self._words.text("tui.client.letters") if self._language in JOINED else Text("")
        self.query_one("#client-place", Static).update(Text("\n").join(filter(None, (Text(note), letters, place))))

    def _note(self, said: tuple[Said, ...]) -> str:
        """How far the words of this page may be trusted in this language."""
        if any(each.english for each in said):
            return self._words.text("translation.draft").plain
        return self._words.text("tui.client.not-yet").plain if any(each.kept_back for each in said) else ""

    def action_turn(self, by: int) -> None:
        """The next page, or the one before; at an end it stays."""
        self._place = min(max(self._place + by, 0), len(self._pages) - 1)
        self._show()

    def action_language(self) -> None:
        """The same page in the next language."""
        self._language = LANGUAGES[(LANGUAGES.index(self._language) + 1) % len(LANGUAGES)]
        self._pages = self._made(self._language)
        self._place = min(self._place, len(self._pages) - 1)
        self.app.post_message(ClientSpeaks(self._language))
        self._show()

    def action_leave(self) -> None:
        """Back to the findings."""
        self.dismiss(None)


def _lines(page: ClientPage) -> Iterator[Text]:
    yield _text(page.heading, "bold underline")
    yield from (_text(said, "bold") for said in page.said)


def _text(said: Said, style: str) -> Text:
    text = Text(said.text, style=style)
    return text.append(f"\n{said.english}", "not bold not underline dim") if said.english else text
