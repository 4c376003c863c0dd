# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""adb-shell's TCP transport, made reliable: an end of the stream is a fault at once, a refused port says so."""

import socket

from adb_shell.exceptions import TcpTimeoutException
from adb_shell.transport.tcp_transport import TcpTransport

from devicecheck.readers.android.faults import ReaderFault
from devicecheck.readers.wire import Fault


class PatientTcp(TcpTransport):  # type: ignore[misc]  # adb-shell has no types
    """One TCP connection. adb-shell's own spins at the end of a stream and waits 40 ms for each packet.

    Errors: ReaderFault(`nobody`) when nothing listens there, UNPLUGGED when the other side has gone.
    """

    def __init__(self, host: str, port: int, nobody: Fault = Fault.NO_PHONE) -> None:
        super().__init__(host, port)
        self.serial = f"{host}:{port}"
        self._nobody = ReaderFault(nobody, {"host": host, "port": str(port)})

    def connect(self, transport_timeout_s: float) -> bool:
        """Try once, for so long."""
        try:
            super().connect(transport_timeout_s)
        except TimeoutError:
            return False
        except (OSError, UnicodeError) as error:
            raise self._nobody from error
        self._connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # type: ignore[attr-defined]
        return True

    def bulk_read(self, numbytes: int, transport_timeout_s: float) -> bytes:
        """At most so many bytes; b"" when none came in time."""
        try:
            data: bytes = super().bulk_read(numbytes, transport_timeout_s)
        except (TcpTimeoutException, BlockingIOError):
            return b""
        except (OSError, ValueError) as error:
            raise ReaderFault(Fault.UNPLUGGED) from error
        if not data:
            raise ReaderFault(Fault.UNPLUGGED)
        return data

    def bulk_write(self, data: bytes, transport_timeout_s: float) -> int:
        """How many of the bytes were taken in time."""
        try:
            return int(super().bulk_write(data, transport_timeout_s))
        except (TcpTimeoutException, BlockingIOError):
            return 0
        except (OSError, ValueError) as error:
            raise ReaderFault(Fault.UNPLUGGED) from error

    def close(self) -> None:
        """Let go of it."""
        try:
            super().close()
        except OSError:
            self._connection = None
