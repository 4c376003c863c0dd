# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The wire protocol: what is sent arrives as it was, and nothing else is ever taken for a message."""

import base64
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devicecheck.readers import wire
from devicecheck.readers.wire import (
    Ask,
    AskMessage,
    CancelMessage,
    ChunkMessage,
    CloseMessage,
    DoneMessage,
    ErrorMessage,
    Fault,
    HelloMessage,
    LiveState,
    ReadingMessage,
    StateMessage,
    Status,
    UnlockMessage,
    WireError,
    decode,
    encode,
)

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
params = st.dictionaries(words, st.one_of(st.integers(-(2**60), 2**60), words), max_size=4)
names = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}", fullmatch=True)
terms = st.dictionaries(words, words, max_size=4)
counts = st.integers(0, 10_000)


@st.composite
def readings(draw: st.DrawFn) -> ReadingMessage:
    body, chunks, file = draw(
        st.one_of(
            st.tuples(st.binary(max_size=500), st.just(0), st.none()),
            st.tuples(st.none(), counts, st.none()),
            st.tuples(st.none(), st.just(0), names),
        )
    )
    return ReadingMessage(
        *[draw(words) for _ in range(5)],
        status=draw(st.sampled_from(Status)),
        size=draw(st.integers(0, wire.BODY_LIMIT)),
        sha256=draw(words),
        exit_code=draw(st.none() | counts),
        body=body,
        chunks=chunks,
        file=file,
        note=draw(words),
        params=draw(params),
    )


messages = st.one_of(
    st.builds(
        AskMessage,
        st.lists(st.builds(Ask, words, words, params), max_size=5).map(tuple),
        st.floats(0.001, wire.DEADLINE_LIMIT),
    ),
    st.builds(CancelMessage),
    st.builds(CloseMessage),
    st.builds(UnlockMessage, words),
    st.builds(HelloMessage, words, counts, terms, st.lists(words, max_size=5).map(tuple)),
    st.builds(StateMessage, st.sampled_from(LiveState), terms),
    st.builds(ChunkMessage, words, counts, st.binary(max_size=2_000)),
    readings(),
    st.builds(DoneMessage, st.lists(words, max_size=5).map(tuple)),
    st.builds(ErrorMessage, st.sampled_from(Fault), terms, st.none() | words),
)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
KINDS = ("ask", "unlock", "cancel", "close", "hello", "state", "chunk", "reading", "done", "error")


@pytest.mark.slow
@pytest.mark.core
@given(messages)
def test_what_is_sent_arrives_as_it_was(message: object) -> None:
    line = encode(message)
    assert line.endswith(b"\n")
    assert line.count(b"\n") == 1
    assert decode(line) == message


@given(st.binary(max_size=300))
def test_any_bytes_are_a_message_or_a_wire_error(line: bytes) -> None:
    with pytest.raises(WireError):
        decode(b"\xff" + line)
    try:
        decode(line)
    except WireError:
        return


@given(messages, st.data())
def test_a_damaged_message_is_a_message_or_a_wire_error(message: object, data: st.DataObject) -> None:
    fields = json.loads(encode(message))
    name = data.draw(st.sampled_from(sorted(fields)))
    changed = data.draw(json_values)
    fields[name] = changed
    fields["is"] = data.draw(st.sampled_from([*KINDS, fields["is"]]))
    try:
        again = decode(json.dumps(fields).encode())
    except WireError:
        return
    assert decode(encode(again)) == again


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
@given(
    fields=st.dictionaries(st.sampled_from(["ask", "asks", "deadline", "data", "body", "terms", "file"]), json_values)
)
def test_made_up_fields_are_a_message_or_a_wire_error(kind: str, fields: dict[str, object]) -> None:
    try:
        decode(json.dumps({**fields, "is": kind}).encode())
    except WireError:
        return


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"[]",
        b"7",
        b'{"is":"reboot"}',
        b'{"is":["ask"]}',
        b'{"is":"cancel","now":1}',
        b'{"is":"ask","asks":[],"deadline":NaN}',
        b'{"is":"ask","asks":[],"deadline":Infinity}',
        b'{"is":"ask","asks":[],"deadline":0}',
        b'{"is":"ask","asks":[],"deadline":true}',
        b'{"is":"ask","asks":[{"id":"a","topic":"clock","params":[]}],"deadline":1}',
        b'{"is":"ask","asks":[{"id":"a","topic":"clock","params":{"user":true}}],"deadline":1}',
        b'{"is":"chunk","ask":"a","number":true,"data":"AAAA"}',
        b'{"is":"chunk","ask":"a","number":0,"data":"not base64"}',
        b'{"is":"error","fault":"unplugged","terms":{"a":"\\ud800"}}',
        b"[" * 100_000,
    ],
)
def test_what_is_outside_the_closed_set_is_refused(line: bytes) -> None:
    with pytest.raises(WireError):
        decode(line)


@pytest.mark.parametrize("name", ["../key", "a/b", "a\\b", "..", ".hidden", "", "a" * 101, "a\n"])
def test_a_file_is_a_plain_name(name: str) -> None:
    line = encode(ReadingMessage("a", "clock", "", "", "", Status.COMPLETE, 0, "", file=name))
    with pytest.raises(WireError):
        decode(line)


def test_a_body_travels_in_one_way_only() -> None:
    line = encode(ReadingMessage("a", "clock", "", "", "", Status.COMPLETE, 1, "", body=b"x", chunks=1))
    with pytest.raises(WireError):
        decode(line)


def test_lines_over_the_limit_are_neither_written_nor_taken() -> None:
    with pytest.raises(WireError):
        encode(ChunkMessage("a", 0, bytes(wire.LINE_LIMIT)))
    with pytest.raises(WireError):
        decode(b" " * (wire.LINE_LIMIT + 1))
    too_large = base64.b64encode(bytes(wire.CHUNK_SIZE + 1)).decode()
    with pytest.raises(WireError):
        decode(json.dumps({"is": "chunk", "ask": "a", "number": 0, "data": too_large}).encode())


def test_more_asks_than_the_limit_are_refused() -> None:
    asks = [{"id": str(number), "topic": "clock"} for number in range(wire.ASKS_LIMIT + 1)]
    with pytest.raises(WireError):
        decode(json.dumps({"is": "ask", "asks": asks, "deadline": 1}).encode())


def test_streams_carry_one_message_after_another_until_they_end() -> None:
    pipe = io.BytesIO()
    wire.write(pipe, CancelMessage())
    wire.write(pipe, StateMessage(LiveState.CONNECTED, {"model": "Pixel 7"}))
    pipe.seek(0)
    assert wire.read(pipe) == CancelMessage()
    assert wire.read(pipe) == StateMessage(LiveState.CONNECTED, {"model": "Pixel 7"})
    assert wire.read(pipe) is None
