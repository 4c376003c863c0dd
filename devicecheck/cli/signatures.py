# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""`devicecheck signatures`: what helpline volunteers run on their files."""

import json
from collections import Counter
from pathlib import Path

from devicecheck.cli.exits import Exit, narrate
from devicecheck.model.signatures import Pack, SignatureStatus
from devicecheck.packs.find import signatures_folder
from devicecheck.packs.lint import problems
from devicecheck.packs.load import load_pack
from devicecheck.report.wording import load
from devicecheck.selftest.start import fire_every_kind


def check(folder: Path | None, as_json: bool) -> int:
    """Name every problem as path:line: what to do, then prove the planted signs; the exit code."""
    place = folder or signatures_folder()
    found = problems(place)
    if found:
        print(json.dumps({"problems": found}) if as_json else "\n".join(found))
        narrate(load().text("cli.signatures-problems", count=str(len(found))))
        return Exit.SIGNATURES
    pack = load_pack(place)
    statuses = statuses_of(pack)
    result = {
        "version": pack.version,
        "entries": len(pack.signatures),
        "canaries": fire_every_kind(pack),
        "problems": [],
    }
    if as_json:
        print(json.dumps(result | {"statuses": statuses}))
    else:
        print(
            load().text(
                "cli.signatures-good",
                version=pack.version,
                entries=str(result["entries"]),
                canaries=str(result["canaries"]),
            )
        )
        print(load().text("exchange.statuses", **statuses))
    return Exit.DONE


def statuses_of(pack: Pack) -> dict[str, int]:
    """How many entries of a pack stand at each status."""
    counted = Counter(entry.status for entry in pack.signatures)
    return {status.value: counted[status] for status in SignatureStatus}
