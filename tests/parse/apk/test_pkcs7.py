# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devicecheck.errors import ParseError
from devicecheck.parse.apk.der import element
from devicecheck.parse.apk.pkcs7 import signer_certificates

Makers = dict[str, Any]


def der(tag: int, *contents: bytes) -> bytes:
    content = b"".join(contents)
    size = len(content)
    length = bytes([size]) if size < 0x80 else b"\x82" + size.to_bytes(2, "big")
    return bytes([tag]) + length + content


def signed_data(certificates: list[bytes], *signers: bytes) -> bytes:
    inner = der(0x30, der(2, b"\1"), der(0x31), der(0x30), der(0xA0, *certificates), der(0x31, *signers))
    return der(0x30, der(6, b"\x2a"), der(0xA0, inner))


def signer(issuer: bytes, serial: bytes) -> bytes:
    return der(0x30, der(2, b"\1"), der(0x30, issuer, der(2, serial)), der(0x30))


def certificate(issuer: bytes, serial: bytes, version: bool = True) -> bytes:
    fields = [der(2, serial), der(0x30), issuer]
    return der(0x30, der(0x30, *([der(0xA0, der(2, b"\2"))] if version else []), *fields), der(0x30))


PRINTABLE, UTF8 = der(0x30, der(0x13, b"Maker")), der(0x30, der(0x0C, b"Maker"))


def test_the_certificate_of_the_signer_is_taken_whatever_its_place(makers: Makers) -> None:
    assert signer_certificates(makers["now"].jar_signature()) == (makers["now"].der,)
    chain = [certificate(UTF8, b"\7"), certificate(PRINTABLE, b"\5", version=False)]
    assert signer_certificates(signed_data(chain, signer(PRINTABLE, b"\5"))) == (chain[1],)


def test_an_issuer_written_in_another_way_is_found_by_its_serial_number() -> None:
    chain = [certificate(UTF8, b"\7"), certificate(UTF8, b"\5")]
    assert signer_certificates(signed_data(chain, signer(PRINTABLE, b"\5"))) == (chain[1],)


def test_the_exact_issuer_goes_before_the_same_number_of_another() -> None:
    chain = [certificate(UTF8, b"\5"), certificate(PRINTABLE, b"\5")]
    assert signer_certificates(signed_data(chain, signer(PRINTABLE, b"\5"))) == (chain[1],)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x30",
        b"\x30\x80\0\0",
        b"\x30\x85\1\1\1\1\1",
        b"\x30\x82\xff\xff",
        der(0x30),
        signed_data([]),
        signed_data([certificate(UTF8, b"\7")]),
        signed_data([certificate(UTF8, b"\7")], signer(UTF8, b"\1")),
        signed_data([certificate(UTF8, b"\7")], der(0x30, der(2, b"\3"), der(0x80, b"id"))),
        signed_data([der(0x30)], signer(UTF8, b"\7")),
    ],
)
def test_what_names_no_signer_is_refused(data: bytes) -> None:
    with pytest.raises(ParseError):
        signer_certificates(data)


def test_too_many_parts_are_refused() -> None:
    with pytest.raises(ParseError, match="too-many-parts"):
        element(der(0x30, b"\5\0" * 2_000)).children()


@pytest.mark.slow
@pytest.mark.core
@given(data=st.binary(max_size=200), changes=st.lists(st.tuples(st.integers(0, 500), st.integers(0, 255)), max_size=6))
@settings(max_examples=300, deadline=None)
def test_any_bytes_end_in_the_one_error_or_in_certificates(
    data: bytes, changes: list[tuple[int, int]], makers: Makers
) -> None:
    damaged = bytearray(makers["now"].jar_signature())
    for place, value in changes:
        damaged[place % len(damaged)] = value
    for each in (data, bytes(damaged)):
        try:
            found = signer_certificates(each)
        except ParseError:
            continue
        assert found
