# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""`devicecheck report`: the reports again, from a saved document. Looks at no phone."""

from pathlib import Path

from devicecheck.cli.exits import Exit
from devicecheck.cli.handover import formats, print_findings, write_reports
from devicecheck.errors import DocumentError
from devicecheck.report import document
from devicecheck.report.wording import load


def run(path: Path, out: Path | None, named_formats: str, as_json: bool) -> int:
    """Read the document, print its findings, write what was asked for; the exit code."""
    kinds = formats(named_formats)
    try:
        with path.open("rb") as file:
            data = file.read(document.SIZE_LIMIT + 1)
    except OSError as error:
        raise DocumentError("not-readable", {"path": str(path), "why": error.strerror or ""}) from None
    consultation = document.read(data)
    wording = load()
    print_findings(consultation, wording, as_json=as_json)
    if out is not None:
        write_reports(consultation, wording, out, kinds)
    return Exit.DONE
