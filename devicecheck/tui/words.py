# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Texts for the screen. Everything becomes a rich Text here, so that no string is ever read as markup."""

from collections.abc import Mapping
from dataclasses import dataclass

from rich.text import Text

from devicecheck.report.clean_text import clean
from devicecheck.report.wording import Wording


@dataclass(frozen=True, slots=True)
class Words:
    """The wording of one language, as Text."""

    wording: Wording

    def text(self, key: str, /, **terms: str) -> Text:
        """The text of a key; terms may come from a phone and are cleaned. Errors: WordingError."""
        return Text(self.wording.text(key, **_cleaned(terms)))

    def lines(self, key: str) -> tuple[Text, ...]:
        """The texts of a list."""
        return tuple(map(Text, self.wording.lines(key)))

    def problem(self, code: str, terms: Mapping[str, str]) -> tuple[Text, Text]:
        """What went wrong, and what to do. `tui.instead` has what to do here where the command line does otherwise."""
        problem = self.wording.problem(code, _cleaned(terms))
        here = f"tui.instead.{code}"
        return Text(problem.what), self.text(here) if self.wording.has(here) else Text(problem.do)


def _cleaned(terms: Mapping[str, str]) -> dict[str, str]:
    return {name: clean(value) for name, value in terms.items()}
