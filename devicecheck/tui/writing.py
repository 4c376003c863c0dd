# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writing copies of a report where a person asked for them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType

from devicecheck.casefile.export import make_folder, write_file
from devicecheck.errors import DeviceCheckError
from devicecheck.frontend import evidence_pack
from devicecheck.model.consultation import Consultation
from devicecheck.model.told import Copy, CopyConsent, Kept
from devicecheck.report import bilingual, rendering
from devicecheck.report.blocks import Sheet
from devicecheck.report.rendering import Format as Kind
from devicecheck.report.wording import load
from devicecheck.tui.written import Written

SHEETS = (Copy.A, Copy.CARD, Copy.B, Copy.ORDERS, Copy.LOG)
"""Copies that are papers of some kind."""
OFFERED = (*SHEETS, Copy.C)
"""Copies that are made here: the papers, and the evidence pack that is signed with the clinic's key."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How a copy is laid out: in which language beside English, in large print."""

    language: str = "en"
    large: bool = False


PLAIN = Layout()
NOTHING: Mapping[str, bytes] = MappingProxyType({})


def write_copies(
    consultation: Consultation,
    copies: Iterable[Copy],
    folder: Path,
    kinds: Iterable[Kind],
    kept: Kept | None = None,
    layout: Layout = PLAIN,
    passphrase: str = "",
    whole: Mapping[str, bytes] = NOTHING,
) -> Written:
    """Write each copy in each kind into the folder, which is made if it is not there. Names say nothing of the inside.

    Shape: `whole` are answers of the phone for the evidence pack, and only after the client's yes to that.
    Errors: none; an error ends the writing, and the files before it stay and are named.
    """
    wanted = tuple(kinds)
    paths: list[Path] = []
    for copy in copies:
        document = agreed(consultation, copy, kept)
        try:
            if folder.parent.is_dir() or str(folder).startswith("~"):
                make_folder(folder)
            if copy is Copy.C:
                said = evidence_pack.agreed_to_whole(document) if whole else document
                paths.append(evidence_pack.make(said, load(), folder, lambda: passphrase, bodies=whole).path)
                continue
            page = sheet(document, copy, layout)
            for kind in wanted:
                data = rendering.render(kind, page, document, copy)
                paths.append(write_file(folder / f"{page.name}.{kind}", data))
        except DeviceCheckError as error:
            return Written(tuple(paths), error.code, tuple(error.terms.items()))
        except Exception as error:  # one kind that cannot be made may not cost the others, nor the findings
            return Written(tuple(paths), "unexpected", (("code", type(error).__name__),))
    return Written(tuple(paths))


def sheet(consultation: Consultation, copy: Copy, layout: Layout = PLAIN) -> Sheet:
    """One copy as it would be written today."""
    return bilingual.sheet(consultation, layout.language, datetime.now(UTC).date(), copy, large=layout.large)


def with_copies(consultation: Consultation, copies: Iterable[Copy], kept: Kept | None) -> Consultation:
    """The document with the yes to each of these copies."""
    for copy in copies:
        consultation = agreed(consultation, copy, kept)
    return consultation


def agreed(consultation: Consultation, copy: Copy, kept: Kept | None) -> Consultation:
    """The document with the yes to this copy and the place named for it. The log shows nothing and needs none."""
    if copy is Copy.LOG:
        return consultation
    choices = consultation.choices
    consent = CopyConsent(copy_of=copy, given=True, kept=kept if copy is Copy.A else None, at=datetime.now(UTC))
    return consultation.model_copy(
        update={"choices": choices.model_copy(update={"copies": (*choices.copies, consent)})}
    )
