# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A thing named by words of ours ("A camera of Axis", "an app without a name"), as they read inside a sentence. Pure.

What a phone or a maker calls a thing is never changed. Words of ours have a capital where a sentence begins, and none
inside one.
"""

from dataclasses import replace

from devicecheck.model.findings import Finding
from devicecheck.report.clean_text import ISOLATE
from devicecheck.report.page import FindingView, Line
from devicecheck.report.wording import OUR_WORDS

ARTICLES = ("A ", "An ")
"""How a description of our list begins: it is written in English."""
_BEGINS_AFTER = tuple(".:?!۔؟।")
_NO_LETTERS = ISOLATE + "".join(OUR_WORDS) + "\ue0d0\ue0d1"

_SENTENCES = ("headline", "sure", "saw", "can_mean", "ordinary", "ask", "not_yet", "next")


def described(finding: Finding, name: str) -> bool:
    """Whether a name is a description of our list, and not what a phone or a maker calls the thing."""
    return name.startswith(ARTICLES) and any(name == signature.name for signature in finding.signatures)


def fitted(view: FindingView) -> FindingView:
    """The view of a thing that words of ours name, with a capital in that name only where a sentence begins."""
    name = view.app
    changed: dict[str, object] = {part: _within(getattr(view, part), name) for part in _SENTENCES}
    return replace(view, app=_first(name, capital=True), inside=_first(name, capital=False), **changed)  # type: ignore[arg-type]


def _within(value: object, name: str) -> object:
    if isinstance(value, tuple):
        return tuple(_within(each, name) for each in value)
    if isinstance(value, Line):
        return replace(value, text=_sentence(value.text, name))
    return _sentence(str(value), name)


def _sentence(text: str, name: str) -> str:
    parts = text.split(name)
    said = parts[0]
    for part in parts[1:]:
        before = said.rstrip(" " + _NO_LETTERS)
        said += _first(name, capital=not before or before.endswith(_BEGINS_AFTER)) + part
    return said


def _first(name: str, *, capital: bool) -> str:
    """The name with its first letter as it has to be."""
    place = next((at for at, letter in enumerate(name) if letter not in _NO_LETTERS), len(name))
    letter = name[place : place + 1]
    return name[:place] + (letter.upper() if capital else letter.lower()) + name[place + 1 :]
