# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""`devicecheck report`: the copies, from a saved document. Looks at no phone."""

from pathlib import Path

from devicecheck.cli.copy_consent import agreed
from devicecheck.cli.exits import Exit
from devicecheck.cli.handover import Layout, copies, formats, print_findings, write_reports
from devicecheck.errors import UsageError
from devicecheck.frontend.saved_document import read
from devicecheck.model.told import Copy
from devicecheck.report.wording import load


def run(
    path: Path, out: Path | None, named_formats: str, as_json: bool, named_copies: str, kept: str | None, layout: Layout
) -> int:
    """Read the document, print the first copy, write what was asked for; the exit code."""
    kinds, wanted = formats(named_formats, out), copies(named_copies)
    if Copy.C in wanted and out is None:
        raise UsageError("pack-needs-out")
    wording = load()
    load(layout.language)
    consultation = agreed(read(path), wanted, kept, wording)
    sheets = tuple(copy for copy in wanted if copy is not Copy.C)
    if sheets or as_json:
        print_findings(consultation, as_json=as_json, copy=sheets[0] if sheets else Copy.B, layout=layout)
    if out is not None and sheets:
        write_reports(consultation, wording, out, kinds, sheets, layout)
    if out is not None and Copy.C in wanted:
        from devicecheck.cli.evidence import write_pack

        write_pack(consultation, wording, out)
    return Exit.DONE
