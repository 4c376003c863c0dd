# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The phone's side of the cable notices what a phone would stumble over; or the cases in the machine prove nothing."""

from devicecheck.practice.wire_packets import Command, header_for
from tests.usb.descriptors import PACKET
from tests.usb.endpoints import OVERFLOW, READ_SIZE, SHORT_REFUSED, Inward, Outward


def order(size: int) -> tuple[bytes, bytes]:
    payload = b"p" * size
    return header_for(Command.OPEN, 1, 0, payload, summed=True).encode(), payload


def delivered(*transfers: bytes, strict: bool = True) -> tuple[list[bytes], Outward]:
    got: list[bytes] = []
    outward = Outward(got.append, strict=strict)
    goes_on = [outward.took(transfer) for transfer in transfers]
    assert goes_on[-1] is not bool(outward.faults)
    return got, outward


def test_an_order_of_whole_packets_waits_for_its_empty_end() -> None:
    header, payload = order(2 * PACKET)
    assert delivered(header, payload)[0] == []
    assert delivered(header, payload, b"")[0] == [header + payload]


def test_without_the_empty_end_the_next_header_trips_the_phone() -> None:
    header, payload = order(PACKET)
    got, outward = delivered(header, payload, header)
    assert got == []
    assert outward.faults == ["a read of 536 bytes where 512 were wanted"]


def test_header_and_payload_in_one_transfer_trip_the_phone() -> None:
    header, payload = order(100)
    assert delivered(header + payload)[1].faults


def test_a_long_order_comes_in_several_reads() -> None:
    header, payload = order(2 * READ_SIZE + 7)
    assert delivered(header, payload)[0] == [header + payload]


def test_an_older_phone_takes_what_it_wants_wherever_packets_end() -> None:
    header, payload = order(PACKET)
    assert delivered(header, payload, header, payload, strict=False)[0] == [header + payload] * 2
    assert delivered(header, payload, b"", header, payload, b"", strict=False)[0] == [header + payload] * 2


def test_an_answer_stays_until_it_is_asked_for_and_ends_at_a_short_packet() -> None:
    inward = Inward()
    assert inward.answer(24, short_refused=False) is None
    inward.send(b"h" * 24)
    inward.send(b"p" * 2 * PACKET)
    assert inward.answer(24, short_refused=False) == (0, b"h" * 24)
    assert inward.answer(PACKET, short_refused=False) == (0, b"p" * PACKET)
    assert inward.answer(4 * PACKET, short_refused=True) == (SHORT_REFUSED, b"p" * PACKET)
    assert inward.waiting == 0


def test_asking_for_less_than_a_packet_holds_loses_it() -> None:
    inward = Inward()
    inward.send(b"p" * 700)
    assert inward.answer(24, short_refused=False) == (OVERFLOW, b"")
    assert inward.answer(PACKET, short_refused=False) == (0, b"p" * 188)
    assert inward.overflows == 1
