# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The document file: read back whole, refused politely."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devicecheck.errors import DocumentError
from devicecheck.report import document
from tests.report import golden, samples


@pytest.mark.parametrize("name", golden.CONSULTATIONS)
def test_what_is_written_is_read_back(name: str) -> None:
    original = golden.CONSULTATIONS[name]()
    assert document.read(document.write(original)) == original
    assert document.write(original) == document.write(original)


def reason(data: bytes) -> str:
    with pytest.raises(DocumentError) as caught:
        document.read(data)
    return caught.value.reason


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"null", b"\xff\xfe", b'{"format": 1}', b"[" * 100_000])
def test_anything_else_is_damaged(data: bytes) -> None:
    assert reason(data) in {"damaged", "unknown-format"}


def test_another_format_is_named() -> None:
    other = json.loads(document.write(samples.ordinary())) | {"format": 2}
    assert reason(json.dumps(other).encode()) == "unknown-format"


def test_an_unknown_field_is_refused() -> None:
    other = json.loads(document.write(samples.ordinary())) | {"extra": "x"}
    assert reason(json.dumps(other).encode()) == "damaged"


def test_a_file_over_the_limit_is_refused_before_it_is_parsed() -> None:
    assert reason(b" " * (document.SIZE_LIMIT + 1)) == "too-large"


def test_what_is_wrong_is_named_by_place_and_never_by_content() -> None:
    other = json.loads(document.write(samples.ordinary())) | {"code": ["a secret name"]}
    with pytest.raises(DocumentError) as caught:
        document.read(json.dumps(other).encode())
    assert caught.value.terms["why"].startswith("code")
    assert "secret" not in str(caught.value)


@given(st.binary(max_size=300))
def test_no_bytes_raise_anything_else(data: bytes) -> None:
    with pytest.raises(DocumentError):
        document.read(data)


def test_half_a_character_cannot_be_saved_and_says_so() -> None:
    with pytest.raises(DocumentError) as caught:
        document.write(samples.ordinary().model_copy(update={"code": "\ud800"}))
    assert caught.value.reason == "unwritable"
