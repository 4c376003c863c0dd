# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Frames of shell v2: whole or in pieces, and never more than announced."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devicecheck.readers.android.faults import ReaderFault
from devicecheck.readers.android.shell_frames import EXIT, STDERR, STDOUT, FrameParser
from devicecheck.readers.wire import Fault

frames = st.lists(st.tuples(st.sampled_from([STDOUT, STDERR, EXIT]), st.binary(max_size=50)), max_size=8)


@given(frames, st.integers(1, 40))
def test_any_pieces_give_the_same_output(told: list[tuple[int, bytes]], step: int) -> None:
    data = b"".join(struct.pack("<BI", kind, len(body)) + body for kind, body in told)
    parser = FrameParser()
    out = [part for start in range(0, len(data), step) for part in parser.feed(data[start : start + step])]
    for kind in (STDOUT, STDERR, EXIT):
        assert b"".join(body for of, body in out if of == kind) == b"".join(body for of, body in told if of == kind)


@pytest.mark.parametrize("head", [struct.pack("<BI", 9, 1), struct.pack("<BI", 1, 0x7FFFFFFF)])
def test_what_is_no_frame_is_a_fault(head: bytes) -> None:
    with pytest.raises(ReaderFault) as caught:
        list(FrameParser().feed(head))
    assert caught.value.fault is Fault.PROTOCOL


@given(st.binary(max_size=200))
def test_any_bytes_are_frames_or_a_fault(data: bytes) -> None:
    parser = FrameParser()
    try:
        taken = sum(len(body) for _, body in parser.feed(data))
    except ReaderFault:
        return
    assert taken <= len(data)
