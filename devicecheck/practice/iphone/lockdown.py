# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""lockdownd: values, pairing, sessions, and the way to every other service."""

import contextlib
import socket
import ssl
import time
import uuid
from typing import Any

from devicecheck.practice.iphone import pairing
from devicecheck.practice.iphone.channel import IDLE, PlistChannel
from devicecheck.practice.iphone.phone import PracticeIPhone
from devicecheck.practice.iphone.services import SERVICES

FULL_FILE_ACCESS = "com.apple.afc2"
CHANGES = frozenset({"SetValue", "RemoveValue", "EnterRecovery", "Activate", "Deactivate"})
FOR_STRANGERS = frozenset({
    "BasebandCertId", "BasebandChipID", "BasebandKeyHashInformation", "BasebandStatus", "BasebandVersion", "BoardId",
    "BuildVersion", "CPUArchitecture", "ChipID", "DeviceClass", "DeviceColor", "DeviceName", "DevicePublicKey", "DieID",
    "HardwareModel", "HardwarePlatform", "HasSiDP", "HumanReadableProductVersionString", "PartitionType", "ProductName",
    "ProductType", "ProductVersion", "ProductionSOC", "ProtocolVersion", "SupportedDeviceFamilies",
    "TelephonyCapability", "UniqueChipID", "UniqueDeviceID", "WiFiAddress",
})  # fmt: skip
"""Values that a computer gets before it is trusted."""
DOMAINS_FOR_STRANGERS = frozenset({"com.apple.mobile.wireless_lockdown", "com.apple.xcode.developerdomain"})
NEEDS_UNLOCKED = frozenset({"com.apple.mobile.MCInstall", "com.apple.misagent", "com.apple.afc"})


class LockdownSession:
    """One connection to lockdownd."""

    def __init__(self, phone: PracticeIPhone, connection: socket.socket) -> None:
        self._phone, self._connection = phone, connection
        self._channel = PlistChannel(phone.faults, connection, "lockdown")
        self._session = ""
        self._host = ""
        self._handlers = {
            "QueryType": lambda _: {"Type": "com.apple.mobile.lockdown"},
            "GetValue": self._get_value,
            "Pair": self._pair,
            "ValidatePair": self._validate_pair,
            "Unpair": self._unpair,
            "StartSession": self._start_session,
            "StopSession": self._stop_session,
            "StartService": self._start_service,
        }

    def run(self) -> None:
        """Answer until the client goes. Errors: Drop, OSError."""
        try:
            self._answer_all()
        finally:
            self._connection.close()

    def _answer_all(self) -> None:
        while True:
            request = self._channel.receive()
            name = str(request.get("Request", ""))
            told = {key: request[key] for key in ("Domain", "Key", "Service") if key in request}
            self._phone.note("lockdown", name, changes=name in CHANGES, **told)
            handler = self._handlers.get(name)
            answer = (
                handler(request) if handler else {"Error": "SetProhibited" if name in CHANGES else "InvalidRequest"}
            )
            service = f":{request['Service']}" if name == "StartService" and "Service" in request else ""
            self._channel.send({"Request": name, **answer}, name + service)
            self._change_security(name, answer)

    def _change_security(self, name: str, answer: dict[str, Any]) -> None:
        if name == "StartSession" and answer.get("EnableSessionSSL"):
            self._connection = self._phone.secure(self._connection, self._host, "lockdown")
        elif name == "StopSession" and isinstance(self._connection, ssl.SSLSocket):
            with contextlib.suppress(OSError):
                self._connection.settimeout(2)
                self._connection = self._connection.unwrap()
                self._connection.settimeout(IDLE)
        self._channel.connection = self._connection

    def _values(self, domain: str) -> dict[str, Any]:
        values = dict(self._phone.contents.lockdown.get(domain, {}))
        if not domain:
            values["DevicePublicKey"] = pairing.public_pem(self._phone.key)
            values["PasswordProtected"] = self._phone.locked
            values["TrustedHostAttached"] = bool(self._session)
            values["HostAttached"] = True
            values.setdefault("TimeIntervalSince1970", time.time())
        return values

    def _get_value(self, request: dict[str, Any]) -> dict[str, Any]:
        domain, key = request.get("Domain") or "", request.get("Key")
        told: dict[str, Any] = {name: request[name] for name in ("Domain", "Key") if name in request}
        values = self._values(domain)
        if not self._session:
            if domain and domain not in DOMAINS_FOR_STRANGERS:
                return {**told, "Error": "GetProhibited"}
            values = {name: value for name, value in values.items() if domain or name in FOR_STRANGERS}
        if key is None:
            return {**told, "Value": values}
        if key not in values:
            return {**told, "Error": "MissingValue" if self._session or domain else "GetProhibited"}
        return {**told, "Value": values[key]}

    def _pair(self, request: dict[str, Any]) -> dict[str, Any]:
        phone, record = self._phone, request.get("PairRecord")
        if not isinstance(record, dict) or not record.get("HostID"):
            return {"Error": "MissingPairRecord" if not isinstance(record, dict) else "MissingHostID"}
        host = str(record["HostID"])
        if phone.trust_mode == "prohibited":
            return {"Error": "MCProtected"}
        if phone.locked:
            return {"Error": "PasswordProtected"}
        if why := pairing.trouble(record, phone.key):
            return {"Error": "InvalidPairRecord", "ExtendedResponse": {"Reason": why}}
        if host not in phone.trusted and (refusal := self._dialogue(host)):
            return {"Error": refusal}
        phone.trust(host, record)
        self._phone.audit.record("trusted", host=host)
        return {"EscrowBag": b"escrow bag for " + host.encode()}

    def _dialogue(self, host: str) -> str:
        """What the person does about the dialogue "Trust This Computer?"; "" for a tap on Trust."""
        phone = self._phone
        if phone.trust_mode in ("auto", "deny"):
            return "" if phone.trust_mode == "auto" else "UserDeniedPairing"
        phone.asked[host] = phone.asked.get(host, 0) + 1
        if phone.trust_mode == "ask" or phone.asked[host] <= phone.asks_first:
            return "PairingDialogResponsePending"
        return "UserDeniedPairing" if phone.trust_mode == "ask-then-deny" else ""

    def _validate_pair(self, request: dict[str, Any]) -> dict[str, Any]:
        if _host(request) not in self._phone.trusted:
            return {"Error": "InvalidHostID"}
        return {"Error": "PasswordProtected"} if self._phone.before_first_unlock else {}

    def _unpair(self, request: dict[str, Any]) -> dict[str, Any]:
        if not self._phone.forget(_host(request)):
            return {"Error": "InvalidHostID"}
        self._phone.audit.record("forgotten", host=_host(request))
        return {}

    def _start_session(self, request: dict[str, Any]) -> dict[str, Any]:
        host = str(request.get("HostID") or "")
        if not host:
            return {"Error": "MissingHostID"}
        if self._session:
            return {"Error": "SessionActive"}
        if self._phone.before_first_unlock:
            return {"Error": "PasswordProtected"}
        self._host = host
        if host not in self._phone.trusted:
            if not self._phone.breaks_tls_of_strangers:
                return {"Error": "InvalidHostID"}
            return {"SessionID": str(uuid.uuid4()).upper(), "EnableSessionSSL": True}
        self._session = str(uuid.uuid4()).upper()
        return {"SessionID": self._session, "EnableSessionSSL": True}

    def _stop_session(self, request: dict[str, Any]) -> dict[str, Any]:
        if not self._session:
            return {"Error": "SessionInactive"}
        if request.get("SessionID") != self._session:
            return {"Error": "InvalidSessionID"}
        self._session = ""
        return {"Result": "Success"}

    def _start_service(self, request: dict[str, Any]) -> dict[str, Any]:
        phone, name = self._phone, str(request.get("Service") or "")
        if not name:
            return {"Error": "MissingService"}
        if not self._session:
            return {"Service": name, "Error": "SessionInactive"}
        if name in phone.prohibited_services:
            return {"Service": name, "Error": "ServiceProhibited"}
        shut = name == FULL_FILE_ACCESS and not phone.full_file_access
        if name in phone.missing_services or name not in SERVICES or shut:
            return {"Service": name, "Error": "InvalidService"}
        if phone.locked and name in NEEDS_UNLOCKED and "EscrowBag" not in request:
            return {"Service": name, "Error": "PasswordProtected"}
        return {"Service": name, "Port": phone.open_port(name, self._host), "EnableServiceSSL": True}


def _host(request: dict[str, Any]) -> str:
    return str((request.get("PairRecord") or {}).get("HostID", ""))
