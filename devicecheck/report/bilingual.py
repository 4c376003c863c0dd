# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A copy in two languages: each block beside its English one, under the same number. Pure.

What no named person has reviewed is marked with †; a safety-critical text without a review stands in English only.
"""

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, TypeVar, cast

from devicecheck.model.consultation import Consultation
from devicecheck.model.told import Copy
from devicecheck.report import copies
from devicecheck.report.blocks import Blanks, Block, Facts, Heading, Pair, Para, Paste, Row, Sheet, Style, Table
from devicecheck.report.translation import TextState, load_translation, state, unmarked
from devicecheck.report.wording import Wording, load

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

LANGUAGES = ("en", "ar", "bn", "cy", "pa", "pl", "ro", "uk", "ur")
"""Languages that can stand beside the English; "en" for none."""

DRAFT_SIGN = "\u00a0†"

_NOT_TEXT = frozenset({"kind", "language"})
T = TypeVar("T")


def sheet(
    consultation: Consultation, language: str, today: date, copy: Copy, *, large: bool = False, drafts: bool = False
) -> Sheet:
    """One copy in a language beside English; in English alone when the language is English.

    `drafts` shows every draft and marks each page, to test the layout. Errors: as `copies.sheet`.
    """

    def made(wording: Wording) -> Sheet:
        return copies.sheet(consultation, wording, today, copy, large=large)

    return beside_english(made, language, drafts=drafts)


def beside_english(make: Callable[[Wording], Sheet], language: str, *, drafts: bool = False) -> Sheet:
    """What `make` makes, in a language beside English. Errors: as of `make` and of `load_translation`."""
    english = make(load())
    if language == "en":
        return english
    wording = load_translation(language, drafts=drafts)
    made = pair(make(wording), english, wording)
    if not drafts:
        return made
    watermark = unmarked(load().text("translation.watermark"))
    return replace(made, mark=f"{watermark} - {made.mark}" if made.mark else watermark)


def pair(other: Sheet, english: Sheet, wording: Wording) -> Sheet:
    """Two sheets of one document as one. The sheet itself is English; each block names its own language.

    Blocks that cannot be matched stand in English: nothing is lost, and nothing stands beside the wrong text.
    """
    blocks: list[Block] = [*_head(other, english, wording)]
    number = 0
    same_shape = [type(block) for block in other.blocks] == [type(block) for block in english.blocks]
    for place, second in enumerate(english.blocks):
        first = other.blocks[place] if same_shape else second
        if isinstance(first, Blanks) and isinstance(second, Blanks):
            blocks.append(_labelled_twice(first, second, other.language, wording))
            continue
        if _for_staff(first) or (not _translated(first) and not _kept_back(first)):
            blocks.append(second)
            continue
        number += 1
        blocks.append(Pair(number, _first(first, other.language, wording), _second(second)))
    return replace(english, blocks=tuple(blocks))


def _head(other: Sheet, english: Sheet, wording: Wording) -> Iterator[Block]:
    """What the page is, in the client's language, and what its marks mean."""
    language = other.language
    heading = Para(other.heading, Style.STRONG)
    known = (each for each in other.about if state(each[0]) is not TextState.STAFF)
    about = Facts(tuple(Row(label, (value,)) for label, value in known), run_in=True)
    yield from (_marked(block, language, wording) for block in (heading, about) if _translated(block))
    if any(TextState.DRAFT in _states(block) for block in other.blocks):
        for its, spoken in ((wording, language), (load(), "")):
            yield Para(f"{_plain(its, 'draft')} {_plain(its, 'short-means')}", Style.QUIET, spoken)


def _first(block: Block, language: str, wording: Wording) -> Block:
    if not _translated(block):
        return Para(_plain(wording, "not-yet"), Style.QUIET, language)
    return _marked(block, language, wording)


def _labelled_twice(first: Blanks, second: Blanks, language: str, wording: Wording) -> Blanks:
    """One part to write on with both labels: two of them side by side would leave no room for a pen."""
    if not _translated(first):
        return second
    marked = _marked(first, language, wording)
    if not isinstance(marked, Blanks):  # the kind of a block never changes
        return second
    rows = tuple(
        tuple(replace(blank, also=english.label) for blank, english in zip(*both, strict=True))
        for both in zip(marked.rows, second.rows, strict=True)
    )
    return replace(marked, rows=rows, also=second.heading, new_page=second.new_page)


def _second(block: Block) -> Block:
    """The English block. A new page would tear it from its pair."""
    block = replace(block, language="en")
    return replace(block, new_page=False) if isinstance(block, Heading) else block


def _marked(block: Block, language: str, wording: Wording) -> Block:
    """The block with its drafts signed once, and a word in place of each text that is not translated."""
    missing = _plain(wording, "not-yet-short")
    signed = False

    def shown(text: str) -> str:
        nonlocal signed
        now = state(text)
        if now in {TextState.ENGLISH, TextState.STAFF}:
            return missing
        sign = DRAFT_SIGN if now is TextState.DRAFT and not signed else ""
        signed = signed or bool(sign)
        return unmarked(text) + sign

    block = replace(mapped(block, shown), language=language)
    return replace(block, new_page=False) if isinstance(block, Heading) else block


def _plain(wording: Wording, name: str) -> str:
    return unmarked(wording.text(f"translation.{name}"))


def _translated(block: Block) -> bool:
    """Whether the block is rather in the other language than kept back; a block full of gaps helps nobody."""
    found = [state(text) for text in texts(block)]
    ours = sum(its in {TextState.DRAFT, TextState.REVIEWED} for its in found)
    return ours > 0 and ours >= found.count(TextState.ENGLISH) + found.count(TextState.STAFF)


def _kept_back(block: Block) -> bool:
    """Whether something in the block should be translated and may not be shown."""
    return TextState.ENGLISH in _states(block)


def _for_staff(block: Block) -> bool:
    """Whether the block is for people at work: a text to paste, or a table of which no heading is ever translated."""
    if isinstance(block, Table):
        return all(state(text) is TextState.STAFF for text in block.head)
    return isinstance(block, Paste)


def _states(block: Block) -> set[TextState]:
    return {state(text) for text in texts(block)}


def texts(value: object) -> Iterator[str]:
    """Every text of a block, in order. Names of kinds, styles and languages are no texts."""
    if type(value) is str:
        yield value
    for part in _parts(value):
        yield from texts(part)


def _parts(value: object) -> Iterator[object]:
    if isinstance(value, tuple):
        yield from value
    elif is_dataclass(value) and not isinstance(value, type):
        yield from (getattr(value, name) for name in _text_fields(value))


def _text_fields(value: "DataclassInstance") -> Iterator[str]:
    return (field.name for field in fields(value) if field.name not in _NOT_TEXT)


def mapped(value: T, change: Callable[[str], str]) -> T:
    """The same value with each of its texts changed."""
    return cast("T", _mapped(value, change))


def _mapped(value: object, change: Callable[[str], str]) -> object:
    if type(value) is str:
        return change(value)
    if isinstance(value, tuple):
        return tuple(_mapped(item, change) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{name: _mapped(getattr(value, name), change) for name in _text_fields(value)})
    return value
