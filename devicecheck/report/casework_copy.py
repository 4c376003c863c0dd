# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Copy B, for the caseworker: all sections, in the order of the file. Pure."""

from collections.abc import Iterator

from devicecheck.report import cards_part, finding_blocks, marac, reach_part, shared_blocks, timeline_part, told_part
from devicecheck.report.blocks import Block, Bullets, Facts, Heading, Para, Row, Sheet, Style
from devicecheck.report.clean_text import shown
from devicecheck.report.dates import day
from devicecheck.report.glossary_part import words_used
from devicecheck.report.source import Source
from devicecheck.report.summary_part import next_day
from devicecheck.report.trackers_part import trackers
from devicecheck.report.uk_time import uk_time


def sheet(source: Source) -> Sheet:
    """The caseworker's copy."""
    heading = source.wording.text("casework.heading")
    return source.sheet(
        heading, (*about(source), *_handed(source)), _blocks(source), footer=source.view.labels["keep"], tight=True
    )


def about(source: Source) -> Iterator[tuple[str, str]]:
    """Date, code, phone; staff by code, police reference and check word where they are known."""
    view, words, staff = source.view, source.wording, source.document.staff
    yield view.labels["date"], view.date
    yield view.labels["code"], view.code
    for phone in view.phones:
        yield view.labels["phone"], phone
    for name, value in (
        ("staff", staff.code),
        ("police", staff.police_reference),
        ("check-word", source.document.told.check_word),
    ):
        if value.strip():
            yield words.text(f"casework.about.{name}"), shown(value, 40)
    yield words.text("casework.about.review"), day(next_day(source.document), words)


def _handed(source: Source) -> Iterator[tuple[str, str]]:
    """Who took over because somebody was not well, if that may stand here. No other copy has it."""
    staff, words = source.document.staff, source.wording
    if staff.handed_to is not None and staff.handed_at is not None:
        role, at = words.text(f"casework.handed.{staff.handed_to}"), uk_time(staff.handed_at)
        yield words.text("casework.about.handed"), f"{role}, {day(at.date(), words)}, {at:%H:%M}"


def _blocks(source: Source) -> Iterator[Block]:
    view, told = source.view, source.document.told
    if told.check_word.strip():
        yield Para(source.wording.text("casework.check-word"), Style.STRONG)
    yield from shared_blocks.in_short(view)
    yield from finding_blocks.findings(source)
    yield from _pictures(source)
    yield from shared_blocks.not_seen(view)
    yield from shared_blocks.could_not(view)
    yield from _steps(source)
    yield from _together(source)
    yield from marac.marac(source)
    yield from shared_blocks.help_(view)
    yield from _how(source)
    yield from _words(source)
    yield from told_part.consent(source)


def _pictures(source: Source) -> Iterator[Block]:
    """Which apps can see what, and the days. Nothing where no app and no day is there to show."""
    reach = tuple(reach_part.reach(source))
    if source.view.findings and (reach or timeline_part.events(source)):
        yield Heading(source.wording.text("casework.headings.pictures"))
        yield from reach
        yield from timeline_part.timeline(source)


def _together(source: Source) -> Iterator[Block]:
    """What was gone through together. What was not stands in one list, so that the rest is not spread thin."""
    words, missing = source.wording, []
    told = tuple(told_part.told(source))
    if len(told) == 2 and isinstance(told[1], Para):
        missing.append(told[1].text)
    else:
        yield from told
    parts = {
        "accounts": told_part.looked_at("accounts", source.document.told.accounts, source),
        "cards": cards_part.cards(source),
        "trackers": trackers(source),
    }
    for area, blocks in parts.items():
        part, none = tuple(blocks), Para(words.text(f"casework.{area}.none"))
        if part[1:] == (none,):
            missing.append(none.text)
        else:
            yield from part
    if missing:
        yield Heading(words.text("casework.headings.not-gone-through"))
        yield Bullets(tuple(missing))


def _steps(source: Source) -> Iterator[Block]:
    yield from shared_blocks.piles(source.view)
    yield from told_part.choices(source)
    yield from told_part.followed(source)
    yield shared_blocks.why_nothing_removed(source.view)


def _how(source: Source) -> Iterator[Block]:
    view = source.view
    yield Heading(view.labels["how"], staff=True)
    yield Para(" ".join(view.how))
    if view.checks:
        yield shared_blocks.answers((check.result, check.name) for check in view.checks)
    if limits := tuple(dict.fromkeys(limit for check in view.checks for limit in check.limits)):
        yield Heading(view.labels["limits"], 2)
        yield Para(" ".join((view.limits_intro, *limits)))
    yield from told_part.left_out(source)


def _words(source: Source) -> Iterator[Block]:
    """The glossary, as far as this copy uses its words."""
    words = source.wording
    yield Heading(words.text("casework.headings.words"))
    yield Facts(tuple(Row(f"{one.word} ({one.trade})", (one.meaning,)) for one in words_used(source)), run_in=True)
