# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Words explained: what we say, what it means, and what the police or a lawyer may call it. Pure."""

from dataclasses import dataclass

from devicecheck.report.wording import Wording


@dataclass(frozen=True, slots=True)
class WordView:
    """One word of the report. `trade` is a finished sentence that names the professional term."""

    id: str
    word: str
    meaning: str
    trade: str


def words_explained(wording: Wording) -> tuple[WordView, ...]:
    """The whole glossary, in its own order."""
    area = "glossary.words."
    ids = dict.fromkeys(key.split(".")[2] for key in wording.texts if key.startswith(area))
    return tuple(
        WordView(
            id=id_,
            word=wording.text(f"{area}{id_}.word"),
            meaning=wording.text(f"{area}{id_}.meaning"),
            trade=wording.text("glossary.trade", trade=wording.text(f"{area}{id_}.trade")),
        )
        for id_ in ids
    )
