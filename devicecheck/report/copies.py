# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The copies of one consultation, as sheets. Pure: the same document, wording and day always give the same sheet."""

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType

from devicecheck.model.consultation import Consultation
from devicecheck.model.told import Copy
from devicecheck.report import casework_copy, client_copy, log_sheet, orders_sheet, pocket_card
from devicecheck.report.blocks import Sheet
from devicecheck.report.redaction import redacted
from devicecheck.report.source import Source
from devicecheck.report.wording import Wording

MAKERS: Mapping[Copy, Callable[[Source], Sheet]] = MappingProxyType(
    {
        Copy.A: client_copy.sheet,
        Copy.CARD: pocket_card.sheet,
        Copy.B: casework_copy.sheet,
        Copy.ORDERS: orders_sheet.sheet,
        Copy.LOG: log_sheet.sheet,
    }
)
"""Copy C is not a sheet but a pack of files: see evidence."""


def sheet(consultation: Consultation, wording: Wording, today: date, copy: Copy, *, large: bool = False) -> Sheet:
    """One copy, as made on the day `today`. What the client did not want in it is left out before anything else.

    Errors: WordingError when a text is missing; never because of what a phone or a document says.
    """
    document, left_out = redacted(consultation, copy)
    return MAKERS[copy](Source(document, wording, today, copy, left_out, large))
