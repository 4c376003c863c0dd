# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files of the age tool: one that it wrote opens here; what is changed is noticed, and the rest stays readable."""

import base64
import random

import pytest

from devicecheck.casefile import age_format, age_key
from devicecheck.errors import CaseError

KEY = "AGE-SECRET-KEY-1SMFXFUPPM8RY0WY85S30J7MVGEGHXEZX3EJMMFQYZPH4FHWL3CCQUFSSWP"
"""Made for this test alone."""
WRITTEN_BY_AGE = base64.b64decode(
    "YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IFgyNTUxOSBxenV5ejBaRjdMaFR6ZlNERjBCbFZaNlFMcU5raTV3QTc3SXFDaGkzMHdZ"
    "ClB4WnFMNXdxcGR6NEdjOThtVkVNeXpIa3ZYT3ZvaEQvbjkwb3ZQZVA4bFkKLT4gOExtLWdyZWFzZSA9IF9OSSBYZFV3WSB4LSIK"
    "OTJLSzZSTmgwUDQvL2x0SmxBckRUSjdJYXBBWFNiQytNRlhzdCtQa0k5SmtEMEdQb05EemVITQotLS0gTVNCTkZ3WmJONmVoSlZo"
    "TElvUTdJSzhYTGVoMmdLSEJkRUNrZ1BNMTNqMArQ+RrQeBm7KoZmNZuxK1KMGORPdVdoprincK4KqZ8WX5picFLmStOKnoBCejbo"
    "pgLacgCbh2jDJXFPdRUPbxshng=="
)
"""By pyrage 1.3.0 (rage, the other implementation), for the key above; with a stanza of no known kind."""


def test_a_file_of_the_age_tool_opens() -> None:
    opened = age_format.unseal(WRITTEN_BY_AGE, KEY)
    assert opened.whole
    assert opened.pieces == (b"devicecheck reads what age wrote\n",)


def test_a_key_is_written_as_the_tool_writes_it() -> None:
    assert age_key.secret_text(age_key.secret_bytes(KEY)) == KEY
    assert age_key.public_bytes(age_key.public_text(age_key.public_of(age_key.secret_bytes(KEY)))) is not None


@pytest.mark.parametrize("change", [(20, "q"), (-1, "q"), (0, "B"), (17, "1")])
def test_a_mistyped_key_is_refused(change: tuple[int, str]) -> None:
    at, letter = change
    typed = list(KEY)
    typed[at] = letter if typed[at] != letter else "P"
    with pytest.raises(CaseError, match="bad-lead-key"):
        age_key.secret_bytes("".join(typed))


@pytest.mark.parametrize("size", [0, 1, age_format.PIECE - 1, age_format.PIECE, age_format.PIECE + 1, 200_000])
def test_what_is_sealed_opens_for_each_of_two_keys(size: int) -> None:
    data = random.Random(size).randbytes(size)
    (one, one_public), (two, two_public) = age_key.new_key(), age_key.new_key()
    sealed = age_format.seal_for([age_key.public_bytes(one_public), age_key.public_bytes(two_public)], data)
    for key in (one, two):
        opened = age_format.unseal(sealed, key)
        assert opened.whole and b"".join(piece or b"" for piece in opened.pieces) == data
    with pytest.raises(CaseError, match="bundle-not-opened"):
        age_format.unseal(sealed, KEY)


def test_a_passphrase_opens_and_another_does_not() -> None:
    sealed = age_format.seal_with("five plain words", b"kept", work=10)
    assert age_format.unseal(sealed, "five plain words").pieces == (b"kept",)
    with pytest.raises(CaseError, match="bundle-not-opened"):
        age_format.unseal(sealed, "other words")


def test_a_made_up_amount_of_work_is_refused_before_it_is_done() -> None:
    sealed = age_format.seal_with("words", b"", work=10).replace(b" 10\n", b" 31\n")
    with pytest.raises(CaseError, match="bundle-damaged"):
        age_format.unseal(sealed, "words")


def test_a_flipped_bit_anywhere_is_noticed_and_the_other_pieces_open() -> None:
    data, chance = random.Random(1).randbytes(5 * age_format.PIECE), random.Random(9)
    secret, public = age_key.new_key()
    sealed = age_format.seal_for([age_key.public_bytes(public)], data)
    payload = sealed.index(b"\n--- ") + 5 + 43 + 1 + age_format.NONCE
    for at in (*range(0, payload, 3), *chance.sample(range(payload, len(sealed)), 60)):
        changed = bytearray(sealed)
        changed[at] ^= 1 << chance.randrange(8)
        try:
            opened = age_format.unseal(bytes(changed), secret)
        except CaseError:
            assert at < payload
            continue
        assert not opened.whole, at
        if at >= payload:
            broken = (at - payload) // (age_format.PIECE + age_format.TAG)
            for number, piece in enumerate(opened.pieces):
                whole = data[number * age_format.PIECE : (number + 1) * age_format.PIECE]
                assert piece == (None if number == broken else whole)


@pytest.mark.parametrize("pieces", [1, 2])
def test_a_file_without_its_end_says_so(pieces: int) -> None:
    secret, public = age_key.new_key()
    sealed = age_format.seal_for([age_key.public_bytes(public)], bytes(3 * age_format.PIECE))
    end = len(sealed) - (3 - pieces) * (age_format.PIECE + age_format.TAG)
    opened = age_format.unseal(sealed[:end], secret)
    assert opened.cut_off and not opened.whole and None not in opened.pieces


@pytest.mark.parametrize("seed", range(40))
def test_noise_is_refused_with_a_reason(seed: int) -> None:
    chance = random.Random(seed)
    noise = age_format.VERSION + b"\n" * chance.randrange(2) + chance.randbytes(chance.randrange(400))
    stanzas = b"\n-> X25519 " + chance.randbytes(8) + b"\n-> scrypt AAAA 99\n\n--- AAAA\n"
    for made in (noise, noise + stanzas, b"", noise[:5]):
        for secret in (KEY, "words"):
            with pytest.raises(CaseError):
                age_format.unseal(made, secret)
