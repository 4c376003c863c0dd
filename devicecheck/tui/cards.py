# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The report as cards: one for each finding, and one for each other part. Pure: a report view in, cards out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from devicecheck.model.findings import Concern
from devicecheck.report.clean_text import plain
from devicecheck.report.page import ActionView, FindingView, ReportView
from devicecheck.report.talk import talk
from devicecheck.report.wording import Wording

SHAPES = {Concern.ACT_WITH_SUPPORT: "■", Concern.LOOK_CLOSER: "▲", Concern.GOOD_TO_KNOW: "●"}
"""A shape for each concern, beside its words: no meaning by colour."""


@dataclass(frozen=True, slots=True)
class Block:
    """A heading and what stands below it. `listed` marks each line; `strong` is for what may not be missed."""

    heading: str
    lines: tuple[str, ...]
    listed: bool = False
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    """One entry of the list and its page. `group` is the heading above it in the list, `about` the id of a finding."""

    id: str
    group: str
    name: str
    title: str
    under_title: str
    blocks: tuple[Block, ...]
    about: str = ""


def cards(shown: ReportView, wording: Wording, ended: tuple[str, ...] = ()) -> tuple[Card, ...]:
    """All cards in the order of the list. `ended` says that the reading did not run to its end."""
    also = wording.text("tui.findings.also")
    return (
        *(_finding(number, finding, wording) for number, finding in enumerate(shown.findings, 1)),
        *(() if shown.findings else (_nothing(shown, wording),)),
        *((_ended(shown, wording, ended),) if ended else ()),
        _card("not-seen", also, shown, _not_seen(shown)),
        _card(
            "could-not", also, shown, (Block("", (shown.could_not_intro,)), Block("", _could_not(shown), listed=True))
        ),
        _card("in-short", also, shown, (Block(short.label, short.lines) for short in shown.in_short)),
        _card("piles", also, shown, _piles(shown)),
        _card("cable", also, shown, (Block(shown.cable_intro, shown.cable, listed=True),)),
        _card("help", also, shown, _help(shown)),
        _card("how", also, shown, _how(shown)),
    )


def _finding(number: int, finding: FindingView, wording: Wording) -> Card:
    def heading(part: str) -> str:
        return wording.text(f"findings.headings.{part}")

    blocks = (
        *_saw(finding, heading("saw")),
        Block(heading("can-mean"), (*finding.sure, *finding.can_mean)),
        Block(heading("can-do"), finding.can_do, listed=True),
        Block(heading("ordinary"), finding.ordinary, listed=True),
        Block(heading("ask"), finding.ask, listed=True),
        *_talk(finding, wording),
        Block(heading("not-yet"), finding.not_yet, listed=True, strong=True),
        Block(heading("next"), finding.next, listed=True),
        Block(heading("evidence"), finding.details, listed=True),
    )
    return Card(
        id=f"finding-{number}",
        group=finding.badge,
        name=f"{SHAPES[finding.concern]} {plain(_named(finding))}",
        title=plain(finding.headline),
        under_title=f"{SHAPES[finding.concern]} {finding.badge}  -  {finding.confidence_badge}",
        blocks=_plain(blocks),
        about=finding.id,
    )


def _named(finding: FindingView) -> str:
    return f"{finding.phone.partition(',')[0]}: {finding.app}" if finding.phone else finding.app


def _talk(finding: FindingView, wording: Wording) -> Iterator[Block]:
    (say, said), (not_say, not_said) = talk(finding, wording)
    yield Block(say, said, listed=True)
    yield Block(not_say, not_said, listed=True, strong=True)


def _saw(finding: FindingView, heading: str) -> Iterator[Block]:
    for said_by in dict.fromkeys(line.said_by for line in finding.saw):
        lines = tuple(line.text for line in finding.saw if line.said_by == said_by)
        yield Block(f"{heading} - {said_by}", lines, listed=True)


def _nothing(shown: ReportView, wording: Wording) -> Card:
    group, name = wording.text("tui.findings.found"), wording.text("tui.findings.none")
    return Card("none", group, name, plain(shown.no_findings), "", _plain((Block("", (shown.caveat,), strong=True),)))


def _ended(shown: ReportView, wording: Wording, ended: tuple[str, ...]) -> Card:
    name = wording.text("tui.findings.ended")
    block = Block(wording.text("tui.findings.not-read"), _could_not(shown), listed=True)
    return Card("ended", wording.text("tui.findings.also"), name, ended[0], " ".join(ended[2:]), _plain((block,)))


def _card(part: str, group: str, shown: ReportView, blocks: Iterable[Block]) -> Card:
    name = shown.labels[part]
    return Card(part, group, name, name, "", _plain(blocks))


def _not_seen(shown: ReportView) -> Iterator[Block]:
    yield Block(shown.not_seen_intro, ())
    for item in shown.not_seen:
        yield Block("", (item.text, item.numbers) if item.numbers else (item.text,))
    yield Block("", (shown.caveat,), strong=True)


def _could_not(shown: ReportView) -> tuple[str, ...]:
    return tuple(f"{item.what}: {item.why}" for item in shown.could_not)


def _piles(shown: ReportView) -> Iterator[Block]:
    for pile in shown.piles:
        yield Block(pile.heading, (pile.intro, *(_action(action, shown) for action in pile.actions)), listed=True)
    yield Block(shown.labels["why-nothing-removed"], shown.why_nothing_removed)


def _action(action: ActionView, shown: ReportView) -> str:
    return f"{action.text} {shown.labels['will-they-notice']} {action.notice} {action.why}".strip()


def _help(shown: ReportView) -> Iterator[Block]:
    yield Block("", (shown.help.intro,))
    yield Block("", (shown.help.danger,), strong=True)
    for service in shown.help.services:
        yield Block(f"{service.name}: {service.number}", (service.about, service.checked))
    yield Block("", (shown.help.note,))


def _how(shown: ReportView) -> Iterator[Block]:
    yield Block("", (*shown.phones, *shown.how))
    for check in shown.checks:
        yield Block(check.name, (check.result,))
        yield Block(shown.labels["limits"], check.limits, listed=True)


def _plain(blocks: Iterable[Block]) -> tuple[Block, ...]:
    kept = (
        Block(plain(block.heading), tuple(plain(line) for line in block.lines if line), block.listed, block.strong)
        for block in blocks
    )
    return tuple(block for block in kept if block.lines or (block.heading and not block.listed))
