# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The signatures, proved: loaded, and every planted sign found. Without that no phone is looked at."""

from devicecheck.errors import SelfTestError
from devicecheck.model.signatures import Pack, PackStamp
from devicecheck.packs.installed import pack_in_use
from devicecheck.packs.stamp import stamp
from devicecheck.packs.workshop import refusal
from devicecheck.report.clean_text import clean
from devicecheck.selftest.start import fire_every_kind


def fire_with_own_list(pack: Pack) -> int:
    """Every planted sign, looked for with a list that somebody works on; how many were found.

    Errors: PackError `planted-silent`, for the fault is in the list then, and not in the program; ReaderError.
    """
    try:
        return fire_every_kind(pack)
    except SelfTestError as error:
        raise refusal("planted-silent", sign=clean(error.terms.get("canary", ""), 80)) from None


def proved_pack() -> tuple[Pack, PackStamp]:
    """The signatures in use, installed or shipped, and their stamp; not for the thread of an event loop.

    Errors: PackError, SelfTestError, ReaderError.
    """
    pack = pack_in_use()
    return pack, stamp(pack, fire_every_kind(pack))
