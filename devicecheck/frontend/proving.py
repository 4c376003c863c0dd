# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The signatures, proved: loaded, and every planted sign found. Without that no phone is looked at."""

from devicecheck.model.signatures import Pack, PackStamp
from devicecheck.packs.installed import pack_in_use
from devicecheck.packs.stamp import stamp
from devicecheck.selftest.start import fire_every_kind


def proved_pack() -> tuple[Pack, PackStamp]:
    """The signatures in use, installed or shipped, and their stamp; not for the thread of an event loop.

    Errors: PackError, SelfTestError, ReaderError.
    """
    pack = pack_in_use()
    return pack, stamp(pack, fire_every_kind(pack))
