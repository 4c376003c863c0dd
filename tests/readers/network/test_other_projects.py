# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Cameras that other projects know by what they say: most are known here too, and little else is taken for one.

The entries hold facts that were learned from these projects too, so this holds a level and proves no independent one.
"""

import re

import pytest

from tests.readers.network.made_strings import fitting
from tests.readers.network.other_projects import NMAP, measured, of_nmap, whole_page

LEAST_KNOWN, MOST_FALSE = 0.76, 0.01


@pytest.mark.slow
def test_cameras_of_nmap_are_known_and_other_things_are_let_be() -> None:
    if not NMAP.exists():
        pytest.skip("nmap is not installed")
    found = measured(of_nmap())
    print("\n" + "\n".join(found.lines("nmap")))
    assert len(found.known) + len(found.missed) > 200
    assert len(found.let_be) > 5_000
    assert found.recall >= LEAST_KNOWN
    assert found.false_rate <= MOST_FALSE


@pytest.mark.parametrize(
    "pattern",
    [
        r"^HTTP/1\.[01] \d{3} [^\r\n]*\r\n(?:.*\n)?Server: Boa/([\w.]+)\r\n",
        r"(a|b)\1+[^a-z]?x*",
        r"(?i)^220 (\S+) FTP\s$",
    ],
)
def test_a_made_string_fits_its_pattern(pattern: str) -> None:
    made = fitting(pattern)
    assert made is not None
    assert re.search(pattern, made)


def test_a_pattern_that_is_none_makes_nothing() -> None:
    assert fitting("(") is None
    assert fitting("a(?!b)b") is None or re.search("a(?!b)b", str(fitting("a(?!b)b")))


def test_a_made_page_has_an_end_of_its_head() -> None:
    assert whole_page(b"HTTP/1.0 200 OK\r\nServer: x\r\n<title>y") == b"HTTP/1.0 200 OK\r\nServer: x\r\n\r\n<title>y"
    assert whole_page(b"HTTP/1.0 200 OK\r\nlocation = 'x'") == b"HTTP/1.0 200 OK\r\n\r\nlocation = 'x'"
    assert whole_page(b"HTTP/1.0 200 OK\r\n\r\n<b>") == b"HTTP/1.0 200 OK\r\n\r\n<b>"
