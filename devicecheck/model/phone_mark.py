# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A short mark by which a phone is told from another of the same model, without its number in a document."""

from hashlib import sha256

LABEL = b"devicecheck phone mark 1\0"
DIGITS = 5
"""Hex digits of a mark: a million marks, so that thousands of the phones sold share each one.

Two phones of one clinic hardly ever do, and no number of a phone can be found again from so little. A longer mark, or
one with a key on this computer, would lead back to one phone, or leave a trace outside the case.
"""
NO_NUMBERS = frozenset({"UNKNOWN", "0123456789ABCDEF", "1234567890ABCDEF", "***"})
"""What many phones say in place of a number, in capitals, and what stands for one that was taken out."""
SHORTEST = 5


def phone_mark(serial: str) -> str:
    """The mark of the phone with this serial number, the same at every visit; "" where there is no such number."""
    number = serial.strip().upper()
    if len(number) < SHORTEST or number in NO_NUMBERS or not number.strip("0"):
        return ""
    return sha256(LABEL + number.encode("utf-8", "replace")).hexdigest()[:DIGITS]


def told_apart(mark: str, other: str) -> bool | None:
    """Whether two marks are of two phones; None where one of them is not known."""
    return mark != other if mark and other else None
