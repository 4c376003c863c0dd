# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""`devicecheck report`: the copies, from a saved document. Looks at no phone."""

from pathlib import Path

from devicecheck.casefile.export import make_folder
from devicecheck.cli.copy_consent import agreed
from devicecheck.cli.exits import Exit
from devicecheck.cli.handover import (
    Layout,
    copies,
    formats,
    log_alone,
    print_findings,
    print_sheet,
    write_reports,
    write_sheet,
)
from devicecheck.errors import UsageError
from devicecheck.frontend.saved_document import read
from devicecheck.model.told import Copy
from devicecheck.report.rendering import Format
from devicecheck.report.wording import languages, load


def run(
    path: Path | None,
    out: Path | None,
    named_formats: str,
    as_json: bool,
    named_copies: str,
    kept: str | None,
    layout: Layout,
) -> int:
    """Read the document, print the first copy, write what was asked for; the exit code."""
    kinds, wanted = formats(named_formats, out), copies(named_copies)
    if path is None:
        return _log_alone(out, kinds, wanted, layout, as_json=as_json)
    if Copy.C in wanted and out is None:
        raise UsageError("pack-needs-out")
    wording = load()
    if layout.language not in languages():
        raise UsageError("unknown-language", {"named": layout.language, "languages": ", ".join(languages())})
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


def _log_alone(
    out: Path | None, kinds: tuple[Format, ...], wanted: tuple[Copy, ...], layout: Layout, *, as_json: bool
) -> int:
    """The pages to write on, without a visit; the exit code. Errors: UsageError `copy-needs-document`."""
    if set(wanted) != {Copy.LOG}:
        raise UsageError("copy-needs-document")
    page = log_alone(layout)
    print_sheet(page, as_json=as_json)
    if out is not None:
        make_folder(out)
        write_sheet(page, kinds, out, load())
    return Exit.DONE
