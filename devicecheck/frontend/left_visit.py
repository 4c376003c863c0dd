# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The document of a visit that was cut off, made now if its readings had not been gone through."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime

from devicecheck.errors import CaseError, DeviceCheckError
from devicecheck.frontend.proving import proved_pack
from devicecheck.model.consultation import Consultation
from devicecheck.model.signatures import Pack
from devicecheck.runner import gates
from devicecheck.runner.recovering import LeftOpen, document_of, with_told
from devicecheck.runner.visit_log import Noted, VisitLog
from devicecheck.runner.worker import Worker


async def left_or_problem(
    log: VisitLog, left: LeftOpen, begin: Callable[[Pack], Worker] = Worker
) -> tuple[Consultation | None, DeviceCheckError | None]:
    """The document, or why none can be made now: a case that cannot be gone through can still be left or erased.

    Errors: CaseError.
    """
    try:
        return await document_left(log, left, begin), None
    except CaseError:
        raise
    except DeviceCheckError as error:
        return None, error


async def document_left(log: VisitLog, left: LeftOpen, begin: Callable[[Pack], Worker] = Worker) -> Consultation | None:
    """What the visit came to, None if nothing was read. What was read is let go of once its document is kept.

    Readings are gone through with the list of today, and the document says so.
    Errors: those of `proved_pack`; JudgingFailed, and then the readings stay.
    """
    if left.record is None or not left.anything_read:
        return with_told(left.visit, left) if left.visit is not None else None
    pack, left.record.stamp = await asyncio.to_thread(proved_pack)
    async with begin(pack) as worker:
        visit = await document_of(left, worker, datetime.now(UTC))
    if visit is not None:
        await log.in_turn(log.note, Noted.DOCUMENT, visit, let_go=gates.lets_go(visit.consents))
    return visit
