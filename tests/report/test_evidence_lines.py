# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every kind of observation can stand below a finding, in words, whatever of it is empty."""

from enum import Enum
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin

import pytest

from devicecheck.model.observations import Observation
from devicecheck.model.observed import Observed
from devicecheck.report.view import build
from devicecheck.report.wording import load
from tests.report.samples import TODAY, consultation, spy_finding

KINDS = [
    kind
    for kind in get_args(get_args(Observation)[0])
    for kind in (get_args(kind) if get_origin(kind) in (Union, UnionType) else (kind,))
]


def some(wanted: Any) -> Any:
    """A value of a type, as short as can be."""
    origin = get_origin(wanted)
    if origin is Literal:
        return get_args(wanted)[0]
    if origin in (Union, UnionType):
        return None if NoneType in get_args(wanted) else some(get_args(wanted)[0])
    if origin in (tuple, dict):
        return origin()
    return next(iter(wanted)) if issubclass(wanted, Enum) else wanted()


def made(kind: type[Observed]) -> Observed:
    fields = {name: some(field.annotation) for name, field in kind.model_fields.items() if field.is_required()}
    return kind(**{**fields, "id": "o1", "device": "phone-1", "readings": ("r1",)})


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_a_finding_can_rest_on_it(kind: type[Observed]) -> None:
    document = consultation(findings=(spy_finding(evidence=("o1",)),), observations=(made(kind),))
    (shown,) = build(document, load(), TODAY).findings
    assert any("r1" in line for line in shown.details) and not any("{" in line for line in shown.details)
