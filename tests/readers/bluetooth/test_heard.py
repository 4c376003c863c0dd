# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What of a sweep leaves the reader: listed tags, the number of all others, nothing else."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devicecheck.matching.index import SignatureIndex
from devicecheck.model.topics import Topic
from devicecheck.packs.load import load_shipped
from devicecheck.readers.bluetooth import limits, prints, table
from devicecheck.readers.bluetooth.heard import Advert, Heard, short
from devicecheck.readers.file_session import NotLooked

PACK = load_shipped()
INDEX = SignatureIndex(PACK)
LISTED = prints.Prints(print_.model_dump() for entry in PACK.signatures for print_ in entry.indicators.bluetooth)
LONG = "0000{}-0000-1000-8000-00805f9b34fb"
AIRTAG = b"\x12\x19\x10" + bytes(24)
NUMBERS = st.sampled_from(["004c", "fd5a", "feaa", "fcb2", "feed", "fe33", "fa25", "fd69", "0006", "abcd"])


def advert(address: str = "D1:11:22:33:44:01", strength: int | None = -60, **values: object) -> Advert:
    usual: dict[str, object] = {"companies": {}, "services": {}, "named": (), "at": "2026-11-27T09:00:00.000+00:00"}
    return Advert(address, "random", strength, **(usual | values))  # type: ignore[arg-type]


def told(*adverts: Advert) -> dict:
    heard = Heard(LISTED)
    for each in adverts:
        heard.take(each)
    return json.loads(heard.as_body(60))


def test_others_are_counted_and_nothing_of_them_is_told() -> None:
    body = told(advert(companies={0x4C: b"\x10\x06"}), advert("66:00:00:00:00:01", named=(LONG.format("180d"),)))
    assert body == {"seconds": 60, "senders": 2, "left_out": 0, "tags": []}


def test_a_tag_is_one_row_with_the_newest_message() -> None:
    near = b"\x12\x02\x14\x01"
    (row,) = told(
        advert(companies={0x4C: AIRTAG}),
        advert(companies={0x4C: near}, strength=-40, at="2026-11-27T09:00:09.000+00:00"),
    )["tags"]
    assert (row["company"], row["service"], row["payload"]) == ("004c", "", near.hex())
    assert (row["heard"], row["strongest"], row["first"][:19]) == (2, -40, "2026-11-27T09:00:00")


def test_a_service_that_is_only_named_counts_and_one_with_data_counts_once() -> None:
    tile = LONG.format("FEED")
    assert [row["service"] for row in told(advert(named=(tile,)))["tags"]] == ["feed"]
    (row,) = told(advert(named=(tile,), services={tile: b"\x02\x00"}))["tags"]
    assert row["payload"] == "0200"


@pytest.mark.parametrize(
    "text", ["fd5a0000-0000-1000-8000-00805f9b34fb", "0000fd5a-0000-1000-8000-00805f9b34fc", "fd5a"]
)
def test_a_number_of_another_base_is_no_service_of_the_list(text: str) -> None:
    assert short(text) == text


def test_a_room_full_of_made_up_tags_is_cut_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    many = [
        advert(f"D1:00:00:00:{n >> 8:02X}:{n & 255:02X}", companies={0x4C: AIRTAG}) for n in range(limits.TAGS_KEPT + 7)
    ]
    body = told(*many)
    assert (len(body["tags"]), body["left_out"], body["senders"]) == (limits.TAGS_KEPT, 7, len(many))


@given(number=NUMBERS, message=st.binary(max_size=40))
def test_the_reader_keeps_exactly_what_the_signatures_fit(number: str, message: bytes) -> None:
    """The rule stands twice, because the reader may load nothing of the rest; both must agree."""
    assert LISTED.fit("company", number, message) == bool(INDEX.radio(number, "", message))
    assert LISTED.fit("service", number, message) == bool(INDEX.radio("", number, message))


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", "[1]", '[{"company": "004c"}]', '[{"company":"","service":"","payload":"x","mask":""}]']
)
def test_a_list_that_is_none_stops_it(text: str, tmp_path: Path) -> None:
    (tmp_path / "prints.json").write_text(text)
    with pytest.raises(NotLooked):
        prints.read(tmp_path / "prints.json")


def test_the_table_is_all_that_can_be_asked() -> None:
    argv = [sys.executable, "-I", "-m", "devicecheck.readers.bluetooth"]
    printed = subprocess.run([*argv, "--table", "--json"], capture_output=True, check=True, text=True).stdout
    assert json.loads(printed) == table.as_rows()
    assert {row["topic"] for row in table.as_rows()} <= set(Topic)
    wrong = subprocess.run([*argv, "--agreed", "apps", "--folder", "."], capture_output=True, check=False)
    assert wrong.returncode == 2
