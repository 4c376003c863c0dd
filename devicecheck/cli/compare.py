# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""`devicecheck compare`: two saved consultations of one phone beside each other. Looks at no phone, writes nothing."""

import json
from pathlib import Path

from devicecheck.assess.comparing import Comparison, compare
from devicecheck.cli.exits import Exit
from devicecheck.errors import UsageError
from devicecheck.frontend import compared
from devicecheck.frontend.saved_document import read
from devicecheck.report.wording import load


def run(earlier: Path, later: Path, as_json: bool) -> int:
    """Read both, print how they differ; the exit code. Errors: DocumentError, UsageError for the wrong order."""
    before, after = read(earlier), read(later)
    if before.started_at > after.started_at:
        raise UsageError("wrong-order")
    found = compare(before, after)
    if as_json:
        print(json.dumps(_as_data(found), ensure_ascii=False, indent=2))
        return Exit.DONE
    for line in compared.lines(before, after, found, load()):
        print(line)
    return Exit.DONE


def _as_data(found: Comparison) -> dict[str, object]:
    return {
        "phones": found.phones.value,
        "other_list": found.other_list,
        "findings": [
            {"change": each.change.value, "finding": each.finding.model_dump(mode="json")} for each in found.findings
        ],
    }
