# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The document of a visit that was cut off, made now if its readings had not been gone through."""

import asyncio
from datetime import UTC, datetime

from devicecheck.frontend.proving import proved_pack
from devicecheck.model.consultation import Consultation
from devicecheck.runner import gates
from devicecheck.runner.recovering import LeftOpen, document_of, with_told
from devicecheck.runner.visit_log import Noted, VisitLog
from devicecheck.runner.worker import Worker


async def document_left(log: VisitLog, left: LeftOpen) -> Consultation | None:
    """What the visit came to, None if nothing was read. What was read is let go of once its document is kept.

    Readings are gone through with the list of today, and the document says so.
    Errors: those of `proved_pack`; JudgingFailed, and then the readings stay.
    """
    if left.record is None or not left.anything_read:
        return with_told(left.visit, left) if left.visit is not None else None
    pack, left.record.stamp = await asyncio.to_thread(proved_pack)
    async with Worker(pack) as worker:
        visit = await document_of(left, worker, datetime.now(UTC))
    if visit is not None:
        log.note(Noted.DOCUMENT, visit, let_go=gates.lets_go(visit.consents))
    return visit
