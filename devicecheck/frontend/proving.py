# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The signatures, proved: loaded, and every planted sign found. Without that no phone is looked at."""

from devicecheck.model.signatures import Pack, PackStamp
from devicecheck.packs.load import load_shipped
from devicecheck.packs.stamp import stamp
from devicecheck.selftest.canaries import fire


def proved_pack() -> tuple[Pack, PackStamp]:
    """The shipped signatures and their stamp. Errors: PackError, SelfTestError."""
    pack = load_shipped()
    return pack, stamp(pack, fire(pack))
