# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A translation as a client may see it: what no named person has reviewed is marked, or kept back for English.

Each text carries its state as one private character in front, which no phone can send (clean_text shows such
characters by number). `bilingual` reads the marks, prints English beside them and takes them off. Files for staff have
no translation, and are English on purpose.
"""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import lru_cache

from devicecheck.report import review
from devicecheck.report.wording import OUR_WORDS, Wording, load, services_of

NOT_TRANSLATED, STAFF = "\ue0d0", "\ue0d1"
DRAFT, REVIEWED = OUR_WORDS

NEVER_TRANSLATED = (".number", ".source", ".verified-on", ".always")
"""Facts of a service: one place holds them, so that no language can have an older number."""


class TextState(StrEnum):
    """How far a text may be trusted. ENGLISH: kept back or missing; STAFF: never translated; NEUTRAL: a bare value."""

    ENGLISH = "english"
    STAFF = "staff"
    DRAFT = "draft"
    REVIEWED = "reviewed"
    NEUTRAL = "neutral"


_MARKS = {
    NOT_TRANSLATED: TextState.ENGLISH,
    STAFF: TextState.STAFF,
    DRAFT: TextState.DRAFT,
    REVIEWED: TextState.REVIEWED,
}


def state(text: str) -> TextState:
    """The state of a finished text: the least of those of its parts."""
    return next((its for mark, its in _MARKS.items() if mark in text), TextState.NEUTRAL)


def unmarked(text: str) -> str:
    """The text without the marks of its state."""
    for mark in _MARKS:
        text = text.replace(mark, "")
    return text


@lru_cache(maxsize=16)
def load_translation(language: str, *, drafts: bool = False) -> Wording:
    """All texts of English, in another language where that may be shown. `drafts` shows all, for tests of layout.

    Errors: WordingError, as `wording.load`.
    """
    return mixed(load("en"), load(language), drafts=drafts)


def mixed(english: Wording, other: Wording, *, drafts: bool = False) -> Wording:
    """The texts of `other` with English in place of what is missing or may not be shown."""
    fresh = _fresh_files(english, other)
    translated = frozenset(other.files.values())
    texts: dict[str, str] = {}
    for key in dict.fromkeys(base(key) for key in english.texts):
        ours, own = dict(_forms(english.texts, key)), dict(_forms(other.texts, key))
        if key.startswith("help.services.") and key.endswith(NEVER_TRANSLATED):
            texts |= ours
        elif own and all(other.files[form] in fresh for form in own):
            texts |= _marked(own, REVIEWED)
        elif own and (drafts or not review.safety_critical(key)):
            texts |= _marked(own, DRAFT)
        else:
            staff = {english.files[form] for form in ours}.isdisjoint(translated)
            texts |= _marked(ours, STAFF if staff else NOT_TRANSLATED)
    return Wording(other.language, texts, tuple(services_of(texts)), other.files, other.reviews)


def _marked(texts: Mapping[str, str], mark: str) -> dict[str, str]:
    return {key: mark + text if text else "" for key, text in texts.items()}


def _fresh_files(english: Wording, other: Wording) -> frozenset[str]:
    """The reviewed files whose English has not changed since."""
    return frozenset(
        file for file, reviewed in other.reviews.items() if reviewed.holds_for(english_digest(english, other, file))
    )


def english_digest(english: Wording, other: Wording, file: str) -> str:
    """The fingerprint of the English texts that a file translates; a review names it."""
    bases = {base(key) for key, its in other.files.items() if its == file}
    return review.digest({key: text for key, text in english.texts.items() if base(key) in bases})


def base(key: str) -> str:
    """The key of a text without its plural category."""
    return key.partition(".@")[0]


def _forms(texts: Mapping[str, str], key: str) -> Iterator[tuple[str, str]]:
    """A text, or every plural form of it."""
    if key in texts:
        yield key, texts[key]
    for category in ("zero", "one", "two", "few", "many", "other"):
        if (form := f"{key}.@{category}") in texts:
            yield form, texts[form]
