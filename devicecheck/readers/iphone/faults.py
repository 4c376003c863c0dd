# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""From what the library raises to the faults and statuses of the wire. Its exceptions are many and mostly untyped."""

import asyncio
from collections.abc import Awaitable
from typing import TypeVar

from pymobiledevice3 import exceptions as library

from devicecheck.readers.iphone.table import NotAllowed
from devicecheck.readers.wire import Fault, Status

Result = TypeVar("Result")
LET_GO = 1.5
"""Seconds that a step gets to end after it was cancelled."""


class BadReply(Exception):
    """Raised for an answer of the wrong shape or over the limit."""


class Refused(Exception):
    """Raised when the phone itself answers with an error; the text is its own."""


class ReaderFault(Exception):
    """The connection cannot go on; `fault` travels to the parent."""

    def __init__(self, fault: Fault, **terms: str) -> None:
        super().__init__(fault.value)
        self.fault, self.terms = fault, terms


async def bounded(work: Awaitable[Result], seconds: float) -> Result:
    """Wait for a step of the library, which may ignore being cancelled or leak a cancellation of its own.

    Errors: TimeoutError; ConnectionError for a leaked cancellation; whatever the step raises.
    """
    task = asyncio.ensure_future(work)
    done, _ = await asyncio.wait({task}, timeout=max(0.0, seconds))
    if not done:
        task.cancel()
        await asyncio.wait({task}, timeout=LET_GO)
        raise TimeoutError
    if task.cancelled():
        raise ConnectionError("cancelled inside the library")
    return task.result()


_FAULTS: tuple[tuple[type[BaseException], Fault], ...] = (
    (library.ConnectionFailedToUsbmuxdError, Fault.NO_APPLE_SERVICE),
    (library.NoDeviceConnectedError, Fault.NO_PHONE),
    (library.DeviceNotFoundError, Fault.NO_PHONE),
    (library.PasswordRequiredError, Fault.LOCKED),
    (library.PairingDialogResponsePendingError, Fault.TRUST_DENIED),
    (library.UserDeniedPairingError, Fault.TRUST_DENIED),
    (library.MCProtectedError, Fault.PAIRING_PROHIBITED),
    (library.InvalidHostIDError, Fault.TRUST_LOST),
    (library.FatalPairingError, Fault.TRUST_LOST),
    (library.NotPairedError, Fault.TRUST_LOST),
    (NotAllowed, Fault.BAD_ASK),
    (TimeoutError, Fault.TIMED_OUT),
    (library.ConnectionTerminatedError, Fault.UNPLUGGED),
    (library.MuxException, Fault.UNPLUGGED),
    (ConnectionError, Fault.UNPLUGGED),
)
_MISSING = ("InvalidService", "ServiceProhibited", "ServiceLimit")


def fault_of(error: BaseException) -> Fault:
    """Why a connection failed. What is no known failure is an answer that made no sense."""
    return next((fault for kind, fault in _FAULTS if isinstance(error, kind)), Fault.PROTOCOL)


def status_of(error: BaseException) -> tuple[Status, str]:
    """How a question ended that raised this, and a note."""
    said = str(getattr(error, "error", ""))
    if isinstance(error, library.InvalidServiceError | library.StartServiceError) or said in _MISSING:
        return Status.UNSUPPORTED, said or "InvalidService"
    if isinstance(error, library.PasswordRequiredError):
        return Status.REFUSED, "locked"
    if isinstance(error, Refused | NotAllowed | library.GetProhibitedError):
        return Status.REFUSED, str(error)[:200]
    if isinstance(error, TimeoutError):
        return Status.TIMEOUT, ""
    return Status.TRUNCATED, type(error).__name__
