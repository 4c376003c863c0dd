# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Values are frozen, strict, and survive a journey through JSON unchanged."""

from datetime import UTC, date, datetime

import pytest
from pydantic import ValidationError

from devicecheck.model.consultation import Consultation, Device, End
from devicecheck.model.endpoints import Origin
from devicecheck.model.findings import Completed, Subject, SubjectKind
from devicecheck.model.observations import InstalledApp
from devicecheck.model.signatures import Indicators, PackStamp, Signature

STAMP = PackStamp(
    id="core", version="2026.11.24.1", issued_on=date(2026, 11, 24), entries=1, digest="0" * 64, canaries=1
)


def consultation(**changes: object) -> Consultation:
    fields: dict[str, object] = {
        "code": "K7-F3QX",
        "tool_version": "0.1.0",
        "started_at": datetime(2026, 11, 24, 10, tzinfo=UTC),
        "ended_at": datetime(2026, 11, 24, 11, tzinfo=UTC),
        "end": End.COMPLETE,
        "devices": (Device(id="phone-1", platform="android", origin=Origin.PRACTICE, via="tcp"),),
        "pack": STAMP,
        "observations": (InstalledApp(id="app:0:a.b", device="phone-1", readings=("r1",), key="a.b"),),
        "outcomes": (Completed(check="known-apps"),),
    }
    return Consultation.model_validate(fields | changes)


def test_a_document_comes_back_from_json_as_it_was() -> None:
    before = consultation()
    assert Consultation.model_validate_json(before.model_dump_json()) == before
    assert before.practice


@pytest.mark.parametrize(
    "changes", [{"format": 2}, {"unknown": 1}, {"code": 7}, {"end": "finished"}, {"observations": ({"type": "guess"},)}]
)
def test_nothing_unknown_or_of_another_type_is_taken(changes: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        consultation(**changes)


def test_a_value_cannot_be_changed() -> None:
    with pytest.raises(ValidationError):
        consultation().code = "X"  # type: ignore[misc]


def test_a_subject_keeps_its_id_between_visits_and_differs_by_user() -> None:
    def subject(user: int) -> Subject:
        return Subject(kind=SubjectKind.APP, device="phone-1", user=user, key="a.b")

    assert subject(0).id == subject(0).id != subject(10).id
    assert len(subject(0).id) == 16


def test_a_signature_needs_at_least_one_ordinary_reason() -> None:
    with pytest.raises(ValidationError, match="ordinary_reasons"):
        Signature.model_validate_json(
            '{"id":"ab","name":"A","category":"can-follow","status":"draft","ordinary_reasons":[],'
            '"indicators":{},"added_on":"2026-11-24","checked_on":"2026-11-24"}'
        )
    assert Indicators().packages == ()
