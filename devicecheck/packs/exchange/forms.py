# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The forms in which signatures are exchanged, by the names that people use for them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from devicecheck.errors import PackError, UsageError
from devicecheck.model.signatures import Category, Indicators, Pack
from devicecheck.packs.exchange import echap, misp, stix, table
from devicecheck.packs.exchange.families import MOST_BYTES, Contents, Unreadable


@dataclass(frozen=True)
class Form:
    """How one form is read and written. Errors of `read`: Unreadable.

    Shape: `for_detection` says that who reads such a file calls every app in it harmful.
    """

    read: Callable[[bytes], Contents]
    write: Callable[[Pack], bytes]
    for_detection: bool = False


FORMS: Mapping[str, Form] = MappingProxyType(
    {
        "echap": Form(echap.read, echap.write),
        "stix": Form(stix.read, stix.write, for_detection=True),
        "misp": Form(misp.read, misp.write),
        "csv": Form(table.read, table.write),
    }
)
SIGNS = MappingProxyType({"stix": (b'"bundle', b'"objects"'), "misp": (b'"Event"', b'"Attribute"', b'"Object"')})
"""What stands near the start of a file whose name ends like any other (`.json`)."""
ENDINGS = MappingProxyType({".yaml": "echap", ".yml": "echap", ".stix2": "stix", ".csv": "csv"})


def form_of(named: str, file_name: str, data: bytes = b"") -> Form:
    """The form that was named, or else the one of the file's ending. Errors: UsageError `which-form`."""
    ending = next((form for end, form in ENDINGS.items() if file_name.lower().endswith(end)), "")
    if not (named or ending) and data:
        start = data[:2000]
        named_by = {form: any(sign in start for sign in signs) for form, signs in SIGNS.items()}
        ending = next((form for form, found in named_by.items() if found), "")
    if (named or ending) not in FORMS:
        raise UsageError("which-form", {"forms": ", ".join(FORMS)})
    return FORMS[named or ending]


def read(form: Form, data: bytes) -> Contents:
    """What a file says. Errors: PackError `file-too-large`, `not-readable` with what to do."""
    if len(data) > MOST_BYTES:
        raise PackError("file-too-large", (f"{MOST_BYTES // 2**20} MB",))
    try:
        return form.read(data)
    except Unreadable as problem:
        raise PackError("not-readable", (str(problem),)) from None


def written_values(form: Form, data: bytes) -> tuple[int, int]:
    """How many entries and values a file of this form holds, counted by reading it back."""
    contents = form.read(data)
    return len(contents.families), contents.values


def without_ordinary_uses(pack: Pack) -> Pack:
    """Only what is made to watch secretly."""
    kept = tuple(entry for entry in pack.signatures if entry.category is Category.WATCH_SECRETLY)
    return pack.model_copy(update={"signatures": kept})


def values_in(pack: Pack) -> int:
    """How many values a pack holds."""
    return sum(len(getattr(entry.indicators, kind)) for entry in pack.signatures for kind in Indicators.model_fields)
