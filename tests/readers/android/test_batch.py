# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Scripts and their sections: any pieces give the same sections, and nothing a phone prints can end one early."""

import itertools
import shutil
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devicecheck.readers.android import batch

MARKER = "0123456789abcdef0123456789abcdef"
near_markers = st.sampled_from(
    [b"\n", b"\n" + MARKER.encode(), MARKER.encode() + b" 0 0\n", b"\n" + MARKER[:-1].encode() + b" 0 0\n", b"0 0\n"]
)
bodies = st.lists(st.binary(max_size=60) | near_markers, max_size=4).map(b"".join)


def sections(pieces: list[bytes]) -> tuple[list[tuple[bytes, int]], bytes]:
    parser, ended, running = batch.SectionParser(MARKER), [], b""
    for piece in pieces:
        for part in parser.feed(piece):
            if isinstance(part, bytes):
                running += part
            else:
                ended.append((running, part))
                running = b""
    return ended, running + parser.rest()


def printed(told: list[tuple[bytes, int]]) -> bytes:
    return b"".join(body + f"\n{MARKER} {number} {code}\n".encode() for number, (body, code) in enumerate(told))


def cut(data: bytes, at: list[int]) -> list[bytes]:
    edges = [0, *sorted(place % (len(data) + 1) for place in at), len(data)]
    return [data[start:end] for start, end in itertools.pairwise(edges)]


@given(
    st.lists(st.tuples(st.binary(max_size=80), st.integers(0, 255)), max_size=6), st.lists(st.integers(0), max_size=20)
)
def test_any_pieces_give_the_same_sections(told: list[tuple[bytes, int]], at: list[int]) -> None:
    assert sections(cut(printed(told), at)) == (told, b"")


@given(st.lists(st.tuples(bodies, st.integers(0, 255)), max_size=4), st.lists(st.integers(0), max_size=9))
def test_pieces_do_not_matter_even_when_output_looks_like_markers(told: list[tuple[bytes, int]], at: list[int]) -> None:
    whole = printed(told)
    assert sections(cut(whole, at)) == sections([whole])


@pytest.mark.parametrize(
    "decoy",
    [
        b"\nffffffffffffffffffffffffffffffff 0 0\n",
        f"\n{MARKER} 1 0\n".encode(),
        f"\n{MARKER} 0 0 \n".encode(),
        f" {MARKER} 0 0\n".encode(),
        f"\n{MARKER} 0 1234\n".encode(),
        f"\n{MARKER} 0 \n".encode(),
    ],
)
def test_output_that_only_resembles_the_marker_line_stays_in_its_section(decoy: bytes) -> None:
    assert sections([printed([(b"a" + decoy + b"b", 7)])]) == ([(b"a" + decoy + b"b", 7)], b"")


@given(st.binary(max_size=200), st.data())
def test_a_section_without_its_end_is_not_ended_and_keeps_its_bytes(body: bytes, data: st.DataObject) -> None:
    whole = printed([(body, 0)])
    at = data.draw(st.integers(0, len(whole) - 1))
    ended, rest = sections([whole[:at]])
    assert ended == []
    assert (body + b"\n").startswith(rest)  # a lone line end may be the phone's own
    assert f"\n{MARKER} 0 0\n".encode().startswith(whole[len(rest) : at])  # only what may begin a marker line


def test_memory_is_not_held_while_a_long_section_runs() -> None:
    parser = batch.SectionParser(MARKER)
    given_back = sum(len(part) for _ in range(100) for part in parser.feed(bytes(10_000)) if isinstance(part, bytes))
    assert given_back > 999_900


def answers(pieces: list[bytes]) -> tuple[list[tuple[bytes, int]], list[bytes]]:
    """What each command answered with its exit code, and what it wrote as errors."""
    parts, rest = sections(pieces)
    assert rest == b"" and [code for _, code in parts[::2]] == [code for _, code in parts[1::2]]
    return parts[::2], [body.strip() for body, _ in parts[1::2]]


@pytest.mark.parametrize("shell", ["sh", "mksh"])
def test_a_real_shell_prints_what_the_parser_reads(shell: str) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    commands = [
        b"printf a",
        b"echo b; exit 3",
        b"cat",
        b"echo oops >&2; false",
        b"printf 'x\\n\\ny'",
        b"no-such-command",
        b"echo -n >&2; echo ok; printf %s -n >&2",
        b"echo all 2>&1; printf 'a\\\\cb' >&2",
    ]
    script = batch.script(commands, MARKER)
    run = subprocess.run([shell, "-c", script], input=b"not for the commands", capture_output=True, check=False)
    ended, errors = answers([run.stdout])
    assert ended == [
        (b"a", 0), (b"b\n", 3), (b"", 0), (b"", 1), (b"x\n\ny", 0), (b"", 127), (b"ok\n", 0), (b"all\n", 0),
    ]  # fmt: skip
    assert run.stderr == b""
    assert (errors[0], errors[3], errors[6]) == (b"", b"oops", b"-n") and b"not found" in errors[5]


def test_a_script_stays_below_its_limit_and_always_takes_one_command() -> None:
    commands = [b"x" * 100] * 50
    for limit in (1, 150, 1_000, 3_000, 10**6):
        count = batch.fitting(commands, limit, MARKER)
        size = len(batch.script(commands[:count], MARKER))
        assert count == 1 or size <= limit
        assert count == 50 or len(batch.script(commands[: count + 1], MARKER)) > limit
    many = [b"y" * 1_000] * 2_000
    count = batch.fitting(many, 1 << 20, MARKER)
    assert len(batch.script(many[:count], MARKER)) <= batch.SCRIPT_LIMIT
