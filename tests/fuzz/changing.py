# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Bytes changed at random, from a number that makes each run the same: flips, cuts, copies, lies about sizes, noise."""

import json
import random
import struct
from collections.abc import Iterator, Sequence
from copy import deepcopy
from typing import Any

LONGEST = 1 << 16
ODD_NUMBERS = (0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF)
ODD_TEXTS = (
    b"\0", b"\n", b"\r\r\n", b"'", b'"', b"{", b"}", b"[" * 40, b"\xff\xfe", b"\xe2\x80\xae", b"\x1b]0;x\x07", b"%s%n",
    b"../../", b"=cmd|' /C calc'!A0", b"<script>", b"null", b"NaN", b"1e999", b"-1", b"9" * 30, b": &a [*a, *a]", b"\t",
    "\u0661\u0662".encode(), "\ud7ff\U0001f4a9".encode(),
)  # fmt: skip
ODD_VALUES: tuple[Any, ...] = (
    None, True, 0, -1, 1 << 70, 1e300, "", "x" * 3_000, "\x00", "\u202e", "\ud800", "=1+1", [], {}, [[[]]], {"": {}},
)  # fmt: skip
TREES = 0.6
"""How much of what is changed in JSON stays JSON: a value elsewhere, of another kind, twice, or missing."""
NOISE = bytes(range(256))
LETTERS = b"abcdefghijklmnopqrstuvwxyz     \n"


def changed(seeds: Sequence[bytes], dice: random.Random) -> bytes:
    """One of the seeds after one to six changes."""
    chosen = dice.choice(seeds)
    if chosen[:1] in b"{[" and dice.random() < TREES and (tree := _changed_tree(chosen, dice)):
        return tree[:LONGEST]
    data = bytearray(chosen)
    for _ in range(dice.choice((1, 1, 1, 2, 3, 6))):
        dice.choice(CHANGES)(data, seeds, dice)
    return bytes(data[:LONGEST])


def noise(dice: random.Random) -> bytes:
    """Bytes, or letters, that come from no seed. Never blank: an empty setting is a true answer of a phone."""
    alphabet = dice.choice((NOISE, LETTERS))
    return b"x" + bytes(dice.choices(alphabet, k=dice.choice((0, 3, 16, 60, 400))))


def _changed_tree(data: bytes, dice: random.Random) -> bytes:
    try:
        tree = json.loads(data)
    except ValueError:
        return b""
    for _ in range(dice.choice((1, 1, 2, 4))):
        branches = list(_branches(tree))
        if branches:
            _change_branch(*dice.choice(branches), dice)
    return json.dumps(tree).encode()


def _branches(tree: Any) -> Iterator[tuple[Any, Any]]:
    """Every place in a tree: what holds it, and its name or number there."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        inside = list(node.items()) if isinstance(node, dict) else list(enumerate(node))
        for name, value in inside:
            yield node, name
            if isinstance(value, dict | list):
                waiting.append(value)


def _change_branch(node: Any, name: Any, dice: random.Random) -> None:
    what = dice.randrange(4)
    if what == 0:
        del node[name]
    elif what == 1 and isinstance(node, list):
        node.insert(name, deepcopy(node[name]))
    elif what == 2 and isinstance(node, dict):
        node[dice.choice(("", "format", "x" * 90, str(name) + " "))] = deepcopy(node[name])
    else:
        node[name] = deepcopy(dice.choice(ODD_VALUES))


def _place(data: bytearray, dice: random.Random) -> int:
    return dice.randrange(len(data) + 1)


def _flip(data: bytearray, _: Sequence[bytes], dice: random.Random) -> None:
    if data:
        data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)


def _put(data: bytearray, _: Sequence[bytes], dice: random.Random) -> None:
    if data:
        data[dice.randrange(len(data))] = dice.randrange(256)


def _cut(data: bytearray, _: Sequence[bytes], dice: random.Random) -> None:
    del data[_place(data, dice) :]


def _drop(data: bytearray, _: Sequence[bytes], dice: random.Random) -> None:
    start = _place(data, dice)
    del data[start : start + dice.choice((1, 4, 30, 300))]


def _double(data: bytearray, _: Sequence[bytes], dice: random.Random) -> None:
    start = _place(data, dice)
    piece = data[start : start + dice.choice((1, 4, 30, 300))]
    data[start:start] = piece * dice.choice((1, 2, 20))


def _splice(data: bytearray, seeds: Sequence[bytes], dice: random.Random) -> None:
    other = dice.choice(seeds)
    start = dice.randrange(len(other) + 1)
    place = _place(data, dice)
    data[place:place] = other[start : start + dice.choice((4, 30, 300))]


def _number(data: bytearray, _: Sequence[bytes], dice: random.Random) -> None:
    size = dice.choice(("H", "I"))
    written = struct.pack(dice.choice("<>") + size, dice.choice(ODD_NUMBERS) & (0xFFFF if size == "H" else 0xFFFFFFFF))
    place = _place(data, dice)
    data[place : place + len(written)] = written


def _text(data: bytearray, _: Sequence[bytes], dice: random.Random) -> None:
    place = _place(data, dice)
    data[place : place + dice.choice((0, 0, 1, 4))] = dice.choice(ODD_TEXTS)


CHANGES = (_flip, _put, _cut, _drop, _double, _splice, _number, _text)
