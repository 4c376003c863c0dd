# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-2.0-or-later
"""The closed sets of the wire: how a reading ended, why a reader cannot go on, what a connection is doing."""

from enum import StrEnum


class Status(StrEnum):
    """How one reading ended. Only `complete` may ever support "looked and did not see"."""

    COMPLETE = "complete"
    REFUSED = "refused"
    TIMEOUT = "timeout"
    TRUNCATED = "truncated"
    UNSUPPORTED = "unsupported"
    UNPLUGGED = "unplugged"
    STOPPED = "stopped"


class Fault(StrEnum):
    """Why a reader cannot go on. Each has its own words and its own way out."""

    NO_PHONE = "no-phone"
    SEVERAL_PHONES = "several-phones"
    DEBUGGING_OFF = "debugging-off"
    NO_PERMISSION = "no-permission"
    NO_USB_LIBRARY = "no-usb-library"
    NO_SERVER = "no-server"
    BUSY = "busy"
    NOT_AUTHORISED = "not-authorised"
    DECLINED = "declined-or-not-answered"
    LOCKED = "locked"
    TRUST_DENIED = "trust-denied"
    PAIRING_PROHIBITED = "pairing-prohibited"
    TRUST_LOST = "trust-lost"
    NO_APPLE_SERVICE = "no-apple-service"
    UNPLUGGED = "unplugged"
    TIMED_OUT = "timed-out"
    REFUSED = "refused"
    PROTOCOL = "protocol"
    NOT_AGREED = "not-agreed"
    BAD_ASK = "bad-ask"
    NO_ADAPTER = "no-adapter"
    RADIO_OFF = "radio-off"
    RADIO_NOT_ALLOWED = "radio-not-allowed"
    NO_RADIO_SERVICE = "no-radio-service"
    NO_BACKUP = "no-backup"
    BROKEN_BACKUP = "broken-backup"
    NO_CAPTURE = "no-capture"
    CRASHED = "crashed"


class LiveState(StrEnum):
    """What the connection is doing now, or what a person must do now."""

    LOOKING = "looking"
    CONNECTING = "connecting"
    WAITING_FOR_ALLOW = "waiting-for-allow"
    WAITING_FOR_UNLOCK = "waiting-for-unlock"
    WAITING_FOR_TRUST = "waiting-for-trust"
    SEEN = "seen"
    SEEN_TRUSTED = "seen-trusted"
    CONNECTED = "connected"
    FETCHING = "fetching"
    LISTENING = "listening"
    LOOKING_AROUND = "looking-around"
    LISTENING_ON = "listening-on"
    WATCHING = "watching"
    GOING_THROUGH = "going-through"
    STAYS_LOCKED = "stays-locked"
    CLOSING = "closing"
    CLOSED = "closed"
