# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Canaries for app files: a planted file must be named by id, file, stamp and rule before a real one is looked into.

It goes the whole way: the reader's own process, parsing, the look-up tables of the pack in use, the check, assessing.
"""

import asyncio
from datetime import date
from hashlib import sha256
from pathlib import Path

from devicecheck.errors import SelfTestError
from devicecheck.model.findings import Fact, NotApplicable
from devicecheck.model.signatures import Category, Indicators, OrdinaryReason, Pack, Signature, SignatureStatus
from devicecheck.packs.rule_text import rule_text
from devicecheck.runner.file_check import check_file
from devicecheck.selftest.planted_file import PACKAGE, SERVER, planted_file, stamp
from devicecheck.sources.private_folder import private_folder

_DAY = date(2026, 1, 1)
PLANTED = {Fact.LISTED_PACKAGE, Fact.LISTED_FILE, Fact.LISTED_CERTIFICATE, Fact.LISTED_RULE}


async def fire_for_files(pack: Pack) -> int:
    """Plants one file and lets everything look into it; how many signs were found.

    Errors: SelfTestError `canary-silent`, which names the first sign that was not found.
    """
    data = planted_file()
    entry = _entry(data)
    planted = pack.model_copy(
        update={
            "signatures": (*pack.signatures, entry),
            "rules": pack.rules | {entry.id: rule_text(entry)},
        }
    )
    with private_folder() as folder:
        path = Path(folder) / "planted"
        await asyncio.to_thread(path.write_bytes, data)
        found = await check_file(path, planted)
    cards = [finding for finding in found.judgement.findings if entry.id in {each.id for each in finding.signatures}]
    seen = {fact for finding in cards for fact in finding.facts}
    silent = sorted(PLANTED - seen)
    if silent:
        raise SelfTestError("canary-silent", {"canary": f"{entry.id} {silent[0]}"})
    outcomes = [outcome for outcome in found.judgement.outcomes if not isinstance(outcome, NotApplicable)]
    gaps = [gap for outcome in outcomes for gap in getattr(outcome, "gaps", ())]
    if gaps:
        raise SelfTestError("canary-silent", {"canary": f"{entry.id} {gaps[0].topic} {gaps[0].terms.get('why', '')}"})
    return len(PLANTED)


def _entry(data: bytes) -> Signature:
    return Signature(
        id="canary-file",
        name="Canary file",
        category=Category.WATCH_SECRETLY,
        status=SignatureStatus.LISTED,
        ordinary_reasons=(OrdinaryReason.TRIED_OUT,),
        indicators=Indicators(
            packages=(PACKAGE,),
            apk_sha256=(sha256(data).hexdigest(),),
            certificates=(sha256(stamp()).hexdigest(),),
            domains=(SERVER,),
        ),
        added_on=_DAY,
        checked_on=_DAY,
    )
