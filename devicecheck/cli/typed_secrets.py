# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Passphrases from the keyboard, unseen; from a pipe one line each, and not a byte more than that line."""

import getpass
import os
import sys

from devicecheck.cli.exits import narrate
from devicecheck.errors import CaseError
from devicecheck.frontend.kept_visit import SHORTEST, check_passphrase
from devicecheck.report.wording import Wording

LONGEST = 1_000


def secret(question: str) -> str:
    """One secret. The dialogue after it reads the same pipe, so nothing may be buffered here."""
    if sys.stdin.isatty():
        return getpass.getpass(question)
    narrate(question)
    return line()


def line() -> str:
    """One line of the input, read byte by byte."""
    typed = b""
    while len(typed) < LONGEST and (letter := os.read(sys.stdin.fileno(), 1)) not in {b"", b"\n"}:
        typed += letter
    return typed.decode("utf-8", "replace")


def new_passphrase(wording: Wording) -> str:
    """A new passphrase, typed twice. Errors: CaseError `short-passphrase`, `passphrases-differ`."""
    narrate(wording.text("case.passphrase-hint"))
    passphrase = secret(wording.text("case.ask-new"))
    if len(passphrase) < SHORTEST:
        raise CaseError("short-passphrase")
    check_passphrase(passphrase, secret(wording.text("case.ask-again")))
    return passphrase
