# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Messages of tags, byte by byte from public documentation: what each says about itself, and what says nothing.

Find My: OpenHaystack and the Find My network accessory specification (type 0x12, length, status, key).
SmartTag: table 2 of "Privacy Analysis of Samsung's Crowd-Sourced Bluetooth Location Tracking System".
Find Hub: "Advertised frames" of Google's accessory specification 1.3.
DULT: table 1 of draft-ietf-dult-accessory-protocol.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devicecheck.matching.index import SignatureIndex
from devicecheck.model.radio import Away, Battery, Lasts, TagKind
from devicecheck.packs.load import load_shipped
from devicecheck.parse.bluetooth.kinds import OF_COMPANY, OF_SERVICE, told
from devicecheck.parse.bluetooth.message import Message

KEY = bytes(range(1, 23))
STATIC, CHANGING = "D1:11:22:33:44:01", "5A:11:22:33:44:02"
SMART = bytes.fromhex("a0f11e") + bytes(range(0x50, 0x58))
TAIL = b"\0\0\0sign"
SMARTTAG, HUB, OTHERS = (
    ("samsung-smarttag", "smart-tag"),
    ("google-find-hub", "find-hub"),
    ("find-my-accessory", "find-my"),
)
YES, NO, SOME = Away.YES, Away.NO, Away.NOT_KNOWN
DAY, MINUTES, FIXED = Lasts.DAY, Lasts.MINUTES, Lasts.FIXED

CASES = {
    # name: (company, service, payload, entry, kind, away, battery, lasts)
    "AirTag away": ("004c", "", b"\x12\x19\x10" + KEY + b"\x03\x00", "airtag", "find-my", YES, "full", DAY),
    "AirTag near": ("004c", "", b"\x12\x02\x14\x01", "airtag", "find-my", NO, "full", MINUTES),
    "AirTag medium": ("004c", "", b"\x12\x19\x50" + KEY + b"\x02\x00", "airtag", "find-my", YES, "medium", DAY),
    "AirTag low": ("004c", "", b"\x12\x19\x90" + KEY + b"\x02\x00", "airtag", "find-my", YES, "low", DAY),
    "AirTag empty": ("004c", "", b"\x12\x19\xd0" + KEY + b"\x02\x00", "airtag", "find-my", YES, "very-low", DAY),
    "other maker": ("004c", "", b"\x12\x19\x20" + KEY + b"\0\0", *OTHERS, YES, "full", DAY),
    "AirPods": ("004c", "", b"\x12\x19\x30" + KEY + b"\x00\x00", "airpods", "find-my", YES, "full", DAY),
    "SmartTag early": ("", "fd5a", b"\x11" + SMART + b"\x03" + TAIL, *SMARTTAG, SOME, "full", MINUTES),
    "SmartTag away": ("", "fd5a", b"\x12" + SMART + b"\x02" + TAIL, *SMARTTAG, YES, "medium", MINUTES),
    "SmartTag a day": ("", "fd5a", b"\x13" + SMART + b"\x05" + TAIL, *SMARTTAG, YES, "low", DAY),
    "SmartTag near": ("", "fd5a", b"\x15" + SMART + b"\x00" + TAIL, *SMARTTAG, NO, "very-low", MINUTES),
    "SmartTag cut": ("", "fd5a", b"\x13" + SMART[:4], *SMARTTAG, YES, "not-known", DAY),
    "Samsung phone": ("", "fd69", bytes(16), "samsung-find-my-mobile", "samsung-phone", YES, "not-known", MINUTES),
    "Find Hub": ("", "feaa", b"\x40" + bytes(20), *HUB, SOME, "not-known", MINUTES),
    "Find Hub away": ("", "feaa", b"\x41" + bytes(20) + b"\x60", *HUB, YES, "not-known", DAY),
    "Find Hub long": ("", "feaa", b"\x41" + bytes(32) + b"\x60", *HUB, YES, "not-known", DAY),
    "shared away": ("", "fcb2", b"\x01\x00" + bytes(20), "common-protocol", "common", YES, "not-known", DAY),
    "shared near": ("", "fcb2", b"\x02\x01", "common-protocol", "common", NO, "not-known", MINUTES),
    "Tile": ("", "feed", b"\x02\x00" + bytes(8), "tile", "tile", SOME, "not-known", FIXED),
    "Tile older": ("", "feec", b"", "tile", "tile", SOME, "not-known", FIXED),
    "Chipolo away": ("", "fe33", b"\x00\x01\x02", "chipolo", "chipolo", YES, "not-known", FIXED),
    "Chipolo": ("", "fe33", b"\x00\x00\x02", "chipolo", "chipolo", SOME, "not-known", FIXED),
    "Pebblebee": ("", "fa25", b"\x04\x01", "pebblebee", "pebblebee", SOME, "not-known", FIXED),
}  # fmt: skip

NO_TAGS = {
    "phone nearby": ("004c", "", bytes.fromhex("1006511e00112233")),
    "iBeacon": ("004c", "", b"\x02\x15" + bytes(20) + b"\xc5"),
    "AirDrop": ("004c", "", bytes.fromhex("05120000000000000000")),
    "Eddystone URL": ("", "feaa", b"\x10\xeb\x03example"),
    "Eddystone UID": ("", "feaa", b"\x00\xeb" + bytes(18)),
    "SmartTag not set up": ("", "fd59", b"\x10" + SMART),
    "watch": ("0075", "", bytes.fromhex("010002000103")),
    "heart strap": ("", "180d", b""),
    "Swift Pair": ("0006", "", bytes.fromhex("01092002")),
    "empty Apple": ("004c", "", b""),
    "cut shared": ("", "fcb2", b"\x01"),
}


@pytest.fixture(scope="module")
def index() -> SignatureIndex:
    return SignatureIndex(load_shipped())


def message(company: str, service: str, payload: bytes, address: str = STATIC, kind: str = "random") -> Message:
    return Message(address, kind, company, service, payload)


@pytest.mark.parametrize("name", CASES)
def test_a_tag_says_what_it_is_and_how_it_is(name: str, index: SignatureIndex) -> None:
    company, service, payload, entry, kind, away, battery, lasts = CASES[name]
    assert [match.signature.id for match in index.radio(company, service, payload)] == [f"tag-{entry}"]
    said = told(message(company, service, payload))
    assert said is not None
    assert (said.kind, said.away, said.battery, said.lasts) == (TagKind(kind), away, Battery(battery), lasts)


@pytest.mark.parametrize("name", NO_TAGS)
def test_what_is_no_tag_fits_no_entry(name: str, index: SignatureIndex) -> None:
    assert index.radio(*NO_TAGS[name]) == ()


def test_what_a_print_says_of_the_owner_is_never_against_what_the_bytes_say(index: SignatureIndex) -> None:
    for company, service, payload, *_ in CASES.values():
        (match,) = index.radio(company, service, payload)
        said = told(message(company, service, payload))
        assert said is not None
        assert match.away in {Away.NOT_KNOWN, said.away} or said.away is Away.NOT_KNOWN, (company, service, payload)


@pytest.mark.parametrize("company_service", [("", "feed"), ("", "fe33"), ("", "fa25"), ("", "abcd")])
def test_an_address_made_to_change_is_not_called_fixed(company_service: tuple[str, str]) -> None:
    company, service = company_service
    lasts = {
        kind: told(message(company, service, b"\x02\x00", address, kind)).lasts  # type: ignore[union-attr]
        for address, kind in ((STATIC, "public"), (CHANGING, "random"), ("F3BA-11", ""))
    }
    assert lasts == {"public": FIXED, "random": MINUTES, "": Lasts.NOT_KNOWN}


@pytest.mark.parametrize(
    ("company", "service", "payload", "everyday"),
    [
        ("004c", "", "121910" + "00" * 24, False),
        ("004c", "", "121920" + "00" * 24, False),
        ("004c", "", "1219f0" + "00" * 24, True),
        ("004c", "", "12023403", True),
        ("004c", "", "12020003", True),
        ("", "fd69", "00" * 20, True),
        ("", "fd5a", "13" + "00" * 19, False),
    ],
    ids=["airtag", "other-maker", "earphones", "earphones-near", "apple-phone", "samsung-phone", "samsung-tag"],
)
def test_phones_and_earphones_are_told_apart_from_tags(
    company: str, service: str, payload: str, everyday: bool
) -> None:
    says = told(Message("D1:11:22:33:44:01", "random", company, service, bytes.fromhex(payload)))
    assert says is not None
    assert says.everyday is everyday


def test_chipolo_of_higher_addresses_does_not_say_where_its_owner_is() -> None:
    said = told(message("", "fe33", b"\x00\x01", "E1:00:00:00:00:01"))
    assert said is not None
    assert said.away is SOME


def test_the_number_that_is_followed_is_inside_the_message_of_a_smart_tag_and_the_address_of_others() -> None:
    smart = told(message("", "fd5a", CASES["SmartTag a day"][2]))
    apple = told(message("004c", "", CASES["AirTag away"][2]))
    assert smart is not None
    assert apple is not None
    assert (smart.key, apple.key) == ("smart-tag:5051525354555657", "find-my:d11122334401")


NUMBERS = st.sampled_from([*((company, "") for company in OF_COMPANY), *(("", service) for service in OF_SERVICE)])


@given(numbers=NUMBERS, payload=st.binary(max_size=40), address=st.text("0123456789ABCDEFabcdef:-", max_size=20))
def test_any_bytes_are_told_or_not_and_raise_nothing(numbers: tuple[str, str], payload: bytes, address: str) -> None:
    said = told(message(*numbers, payload, address))
    assert said is None or said.key.startswith(f"{said.kind.value}:")


@given(payload=st.binary(min_size=3, max_size=31), address=st.binary(min_size=6, max_size=6))
def test_nothing_near_its_owner_is_said_to_keep_its_number_for_a_day(payload: bytes, address: bytes) -> None:
    for numbers in (("004c", ""), ("", "fd5a"), ("", "fcb2"), ("", "feaa")):
        said = told(message(*numbers, payload, address.hex(":")))
        if said is not None and said.away is not Away.YES:
            assert said.lasts is MINUTES


@given(payload=st.binary(min_size=1, max_size=31), flips=st.binary(min_size=31, max_size=31))
def test_bits_that_do_not_count_change_no_match(payload: bytes, flips: bytes, index: SignatureIndex) -> None:
    """Only the first three bytes of any shipped print count; whatever follows them is the tag's own."""
    changed = payload[:3] + bytes(a ^ b for a, b in zip(payload[3:], flips, strict=False))
    for numbers in (("004c", ""), ("", "fd5a"), ("", "fcb2")):
        assert index.radio(*numbers, payload) == index.radio(*numbers, changed)
