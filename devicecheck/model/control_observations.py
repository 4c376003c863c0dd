# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Observations about who else may reach into a phone, and about the files of its apps."""

from typing import Literal

from devicecheck.model.observed import Observed


class AuthorisedComputer(Observed):
    """A computer that the phone lets in over a cable without asking again.

    Shape: `key` is the fingerprint of its key, `name` what that computer calls itself. Units: `last_seen` is a UTC day
    by the phone's clock, "" if the phone does not keep it.
    """

    type: Literal["authorised-computer"] = "authorised-computer"
    key: str
    name: str
    last_seen: str = ""


class OwnComputer(Observed):
    """The key of this very visit, so that this computer is not taken for a strange one."""

    type: Literal["own-computer"] = "own-computer"
    key: str


class UserCertificate(Observed):
    """An authority that somebody added to those the phone trusts. `key` is its SHA-256, `name` what it calls itself."""

    type: Literal["user-certificate"] = "user-certificate"
    key: str
    name: str


class FileDigest(Observed):
    """The SHA-256 of an installed app's file, counted on the phone itself. Lower-case hex."""

    type: Literal["file-digest"] = "file-digest"
    key: str
    sha256: str


ControlObservation = AuthorisedComputer | FileDigest | OwnComputer | UserCertificate
