# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""All canaries of every kind, one kind beside the other. Whatever shows results lets them fire first."""

import asyncio

from devicecheck.model.signatures import Pack
from devicecheck.selftest.canaries import fire
from devicecheck.selftest.capture_canaries import fire_for_captures
from devicecheck.selftest.file_canaries import fire_for_files
from devicecheck.selftest.iphone_canaries import fire_for_iphones
from devicecheck.selftest.network_canaries import fire_for_networks
from devicecheck.selftest.tag_canaries import fire_for_tags


def fire_every_kind(pack: Pack) -> int:
    """Plant signs where each kind of reader looks: phones, radio, network, an app's file, a recording; how many fired.

    Not for the thread of an event loop: files and recordings are read by programs of their own, as at a visit.
    Errors: SelfTestError `canary-silent`, which names the first that was not found; ReaderError.
    """
    return asyncio.run(_fire(pack))


async def _fire(pack: Pack) -> int:
    try:
        async with asyncio.TaskGroup() as group:
            found = (
                group.create_task(asyncio.to_thread(fire, pack)),
                group.create_task(asyncio.to_thread(fire_for_iphones, pack)),
                group.create_task(asyncio.to_thread(fire_for_tags, pack)),
                group.create_task(asyncio.to_thread(fire_for_networks, pack)),
                group.create_task(fire_for_files(pack)),
                group.create_task(fire_for_captures(pack)),
            )
    except BaseExceptionGroup as errors:
        raise errors.exceptions[0] from None
    return sum(each.result() for each in found)
