# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The stamp of a pack: which list was used, kept in every document."""

from hashlib import sha256

from devicecheck.model.signatures import Pack, PackStamp


def stamp(pack: Pack, canaries: int) -> PackStamp:
    """The stamp of this pack after so many canaries fired.

    Shape: `entries` counts what can match something; an entry that so far holds only a name does not count. `digest`
    is the SHA-256 of the whole pack, the same on every machine.
    """
    return PackStamp(
        id=pack.id,
        version=pack.version,
        issued_on=pack.issued_on,
        entries=sum(any(values for _, values in entry.indicators) for entry in pack.signatures),
        digest=sha256(pack.model_dump_json().encode("utf-8")).hexdigest(),
        canaries=canaries,
    )
