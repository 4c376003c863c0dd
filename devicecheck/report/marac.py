# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The paragraph for MARAC: facts a panel can use, 120 words at the most, made to be pasted. Pure."""

from collections.abc import Iterator

from devicecheck.report.blocks import Block, Heading, Paste
from devicecheck.report.clean_text import plain, shown
from devicecheck.report.dates import day
from devicecheck.report.page import FindingView
from devicecheck.report.source import Source
from devicecheck.report.summary_part import next_day, things_alone
from devicecheck.report.which_phone import PHONES

MOST_WORDS = 120
MOST_NAMES = 3
NAME_LENGTH = 24

KEPT = 0
"""Sentences of this weight always stand; of the others, those with the highest weight are left out first."""


def marac(source: Source) -> Iterator[Block]:
    """The heading and the paragraph."""
    yield Heading(source.wording.text("casework.headings.marac"))
    yield Paste((paragraph(source),))


def paragraph(source: Source) -> str:
    """The paragraph. Sentences that matter least are left out until it is short enough; the facts never are."""
    sentences = list(_sentences(source))
    for weight in sorted({weight for weight, _ in sentences} - {KEPT}, reverse=True):
        if _length(sentences) <= MOST_WORDS:
            break
        sentences = [(its, text) for its, text in sentences if its != weight]
    return " ".join(text for _, text in sentences)


def _length(sentences: list[tuple[int, str]]) -> int:
    return sum(len(plain(text).split()) for _, text in sentences)


def _sentences(source: Source) -> Iterator[tuple[int, str]]:
    words, view, staff = source.wording, source.view, source.document.staff
    code = shown(source.document.code, NAME_LENGTH)
    things = "-things" if things_alone(source.document) else ""
    yield KEPT, words.text(f"casework.marac.checked{things}", code=code, date=view.date, phone=_phone(source))
    yield KEPT, _found(source)
    if view.findings:
        yield KEPT, words.text(f"casework.marac.not-who{things}")
    if view.could_not:
        yield 1, words.text("casework.marac.gaps", count=len(view.could_not))
    yield KEPT, view.caveat
    yield 2, words.text("casework.marac.not-low")
    done = {True: "yes", False: "no", None: "unknown"}[staff.sdash_done]
    yield 3, words.text(f"casework.marac.sdash-{done}")
    if staff.police_reference:
        yield 4, words.text("casework.marac.police", reference=shown(staff.police_reference, NAME_LENGTH))
    yield 5, words.text("casework.marac.review", date=day(next_day(source.document), words))
    yield 6, words.text(f"casework.marac.plan{things}")


def _phone(source: Source) -> str:
    devices = source.document.devices
    if not devices:
        return source.wording.text("casework.marac.no-phone")
    of_phones = [each for each in devices if each.platform in PHONES] or devices[:1]
    platforms = (f"platforms.{device.platform}" for device in of_phones)
    return ", ".join(source.wording.text(its if source.wording.has(its) else "report.unknown") for its in platforms)


def _found(source: Source) -> str:
    words, findings = source.wording, source.view.findings
    if not findings:
        kind = {"whole": "seen", "part": "in-part", "blind": "known"}[source.reach]
        return words.text(f"casework.marac.nothing-{kind if source.document.devices else 'joined'}")
    names = ", ".join(
        words.text(
            "casework.marac.name",
            app=_app(finding),
            sure=finding.confidence_badge.lower(),
            first=finding.badge.lower(),
        )
        for finding in findings[:MOST_NAMES]
    )
    return words.text("casework.marac.found", count=len(findings), names=names)


def _app(finding: FindingView) -> str:
    name = shown(plain(finding.app), NAME_LENGTH)
    return f"{shown(plain(finding.phone), NAME_LENGTH)}: {name}" if finding.phone else name
