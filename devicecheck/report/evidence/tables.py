# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The tables of a pack as CSV that a spreadsheet shows and never runs. Pure.

A cell that a spreadsheet could take for a formula gets an apostrophe. Control characters stand by their number.
"""

import csv
import io
from collections.abc import Iterable, Iterator

from devicecheck.model.consultation import Consultation
from devicecheck.model.excerpts import Excerpt, ExcerptLine
from devicecheck.model.findings import Finding
from devicecheck.report.clean_text import clean

CELL_LIMIT = 4_000
_FORMULA = frozenset("=+-@＝＋－＠\t\r\n")
_BYTE_ORDER = "\ufeff"
"""Without it, one well-known spreadsheet takes UTF-8 for something else."""


def findings(document: Consultation) -> bytes:
    """One line for each finding; its number is that of the printed record."""
    head = ("item", "id", "hidden_label", "user", "code", "how_sure", "category", "facts", "said_by", "list_entries",
            "list_status", "lists", "readings", "installed_phone_says")  # fmt: skip
    seen = {observation.id: observation for observation in document.observations}
    return _csv(
        head,
        (
            (
                number,
                finding.id,
                finding.subject.key,
                finding.subject.user,
                finding.code,
                finding.confidence,
                finding.category or "",
                " ".join(finding.facts),
                " ".join(finding.said_by),
                " ".join(signature.id for signature in finding.signatures),
                " ".join(signature.status for signature in finding.signatures),
                "; ".join(f"{signature.list} {signature.list_dated}".strip() for signature in finding.signatures),
                " ".join(dict.fromkeys(r for id_ in finding.evidence if id_ in seen for r in seen[id_].readings)),
                finding.terms.get("installed", ""),
            )
            for number, finding in enumerate(document.findings, 1)
        ),
    )


def lines(document: Consultation) -> bytes:
    """The lines of the answers, as the phone printed them. A row without a line number: no line names it."""
    head = ("item", "hidden_label", "observation", "reading", "reading_sha256", "line", "of_lines", "cut", "text")
    return _csv(head, _lines(document))


def _lines(document: Consultation) -> Iterator[tuple[object, ...]]:
    sums = {reading.id: reading.sha256 for reading in document.readings}
    for number, finding in enumerate(document.findings, 1):
        for each in of_finding(finding, document):
            known = (number, each.key, each.observation, each.reading, sums.get(each.reading, ""))
            for line in each.lines or (None,):
                yield (*known, *_line(line, each.of))


def of_finding(finding: Finding, document: Consultation) -> tuple[Excerpt, ...]:
    """The excerpts that one finding rests on."""
    evidence = frozenset(finding.evidence)
    return tuple(e for e in document.excerpts if e.observation in evidence and e.key == finding.subject.key)


def _line(line: ExcerptLine | None, of: int) -> tuple[object, ...]:
    return ("", of, "", "") if line is None else (line.number, of, "yes" if line.cut else "no", line.text)


def commands(document: Consultation) -> bytes:
    """Every question to the phone in the order of the numbers, with what came of it."""
    head = ("reading", "topic", "device", "started_utc", "ended_utc", "status", "exit_code", "bytes", "sha256",
            "command")  # fmt: skip
    return _csv(
        head,
        (
            (
                each.id,
                each.topic,
                each.device,
                each.started_at.isoformat(),
                each.ended_at.isoformat(),
                each.status,
                "" if each.exit_code is None else each.exit_code,
                each.size,
                each.sha256,
                each.command,
            )
            for each in document.readings
        ),
    )


def _csv(head: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows([cell(str(value)) for value in row] for row in rows)
    return (_BYTE_ORDER + text.getvalue()).encode("utf-8", "backslashreplace")


def cell(text: str) -> str:
    """A value as a spreadsheet may have it."""
    shown = clean(text, CELL_LIMIT)
    return f"'{shown}" if (text.lstrip()[:1] in _FORMULA and text.strip()) or text[:1] in _FORMULA else shown
