# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A field for a note: takes what fits of a text that is pasted, and says when something did not."""

from textual import events
from textual.widgets import Input

from devicecheck.tui.words import Words

LONGEST_NOTE = 500


class NoteField(Input):
    """One line. An `Input` takes nothing at all of a text that is too long, and of several lines the first."""

    def __init__(self, words: Words, *, id: str) -> None:
        super().__init__(id=id, max_length=LONGEST_NOTE, compact=True)
        self._words = words

    def on_paste(self, event: events.Paste) -> None:
        """Put in what there is room for, its lines joined."""
        event.prevent_default()
        event.stop()
        line = " ".join(event.text.split())
        room = LONGEST_NOTE - len(self.value) + len(self.selected_text)
        self.replace(line[:room], *self.selection)
        if len(line) > room:
            self.restricted()

    def restricted(self) -> None:
        """Say that the rest is not in the note: nobody looks for a bell."""
        self.app.notify(self._words.text("tui.guided.note-full", most=str(LONGEST_NOTE)).plain, markup=False)
