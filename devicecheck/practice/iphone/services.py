# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The services behind lockdownd that speak lists of properties. None can change the phone; each try is kept."""

import contextlib
import socket
import ssl
import threading
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from devicecheck.practice.iphone import afc
from devicecheck.practice.iphone.apps import select
from devicecheck.practice.iphone.channel import PlistChannel
from devicecheck.practice.iphone.faults import Drop
from devicecheck.practice.iphone.phone import PracticeIPhone

Request = dict[str, Any]
Answer = dict[str, Any] | list[Any]
CHANGES: Mapping[str, frozenset[str]] = MappingProxyType({
    "installation_proxy": frozenset({
        "Install", "Upgrade", "Uninstall", "Archive", "Restore", "RemoveArchive", "Relocate",
        "UpdateSinfForLegacyApplication", "UpdateiTunesMetadata",
    }),
    "mcinstall": frozenset({
        "InstallProfile", "InstallProfileSilent", "RemoveProfile", "SetCloudConfiguration", "EraseDevice", "Escalate",
        "StoreProfile", "SetWiFiPowerState", "DownloadAndApplyCloudConfiguration", "EscalateResponse",
        "ProceedWithKeybagMigration", "EstablishProvisionalEnrollment",
    }),
    "misagent": frozenset({"Install", "Remove"}),
    "diagnostics": frozenset({"Restart", "Shutdown", "Sleep", "Obliterate"}),
    "springboard": frozenset({"setIconState"}),
    "notification_proxy": frozenset({"PostNotification"}),
    "image_mounter": frozenset({"ReceiveBytes", "MountImage", "UnmountImage", "RollPersonalizationNonce"}),
    "companion": frozenset({"StartForwardingServicePort", "StopForwardingServicePort"}),
})  # fmt: skip
"""Requests that would change a phone."""
GESTALT_ENDS = (17, 4)
"""Since this version, MobileGestalt no longer answers."""


def _answering(
    name: str, key: str, answer: Callable[[PracticeIPhone, str, Request], Answer], *, binary: bool = False
) -> Callable[[PracticeIPhone, ssl.SSLSocket], None]:
    """A service that answers each request with one list of properties. `key` names the operation in a request."""

    def serve(phone: PracticeIPhone, connection: ssl.SSLSocket) -> None:
        channel = PlistChannel(phone.faults, connection, name, binary=binary)
        while True:
            request = channel.receive()
            operation = str(request.get(key, ""))
            phone.note(name, operation, changes=operation in CHANGES.get(name, ()))
            channel.send(answer(phone, operation, request), operation)

    return serve


def _installation_proxy(phone: PracticeIPhone, connection: ssl.SSLSocket) -> None:
    name = "installation_proxy"
    channel = PlistChannel(phone.faults, connection, name)
    while True:
        request = channel.receive()
        operation, options = str(request.get("Command", "")), request.get("ClientOptions") or {}
        phone.note(name, operation, changes=operation in CHANGES[name])
        if operation == "Browse":
            apps, step = select(phone.contents.apps, options), max(1, phone.apps_in_a_part)
            for start in range(0, len(apps), step):
                part = apps[start : start + step]
                told = {"CurrentAmount": len(part), "CurrentIndex": start, "CurrentList": part, "Total": len(apps)}
                channel.send({**told, "Status": "BrowsingApplications"}, operation)
            channel.send({"Status": "Complete"}, operation)
        elif operation == "Lookup":
            whole = select(phone.contents.apps, {**options, "ReturnAttributes": ["CFBundleIdentifier"]})
            pairs = zip(whole, select(phone.contents.apps, options), strict=True)
            found = {str(identity.get("CFBundleIdentifier")): app for identity, app in pairs}
            channel.send({"LookupResult": found, "Status": "Complete"}, operation)
        else:
            channel.send({"Error": "APIInternalError", "ErrorDescription": f"refused: {operation}"}, operation)


def _profiles(phone: PracticeIPhone, operation: str, _: Request) -> Answer:
    if operation == "GetProfileList":
        return {**phone.contents.profiles, "Status": "Acknowledged"}
    if operation == "GetCloudConfiguration":
        return {"CloudConfiguration": phone.contents.cloud, "Status": "Acknowledged"}
    if operation in ("HelloHostIdentifier", "Flush"):
        return {"Status": "Acknowledged"}
    told = {"ErrorDomain": "MCHostCommandErrorDomain", "LocalizedDescription": "refused"}
    return {"Status": "Error", "ErrorChain": [{"ErrorCode": 6, **told}]}


def _provisioning(phone: PracticeIPhone, operation: str, _: Request) -> Answer:
    if operation in ("CopyAll", "Copy"):
        return {"MessageType": "Response", "Payload": list(phone.contents.provisioning), "Status": 0}
    return {"MessageType": "Response", "Status": 0xE8008001}


def _diagnostics(phone: PracticeIPhone, operation: str, request: Request) -> Answer:
    if operation == "MobileGestalt":
        if phone.contents.version >= GESTALT_ENDS:
            return {"Status": "Success", "Diagnostics": {"MobileGestalt": {"Status": "MobileGestaltDeprecated"}}}
        return {"Status": "Success", "Diagnostics": {"MobileGestalt": {"Status": "Success"}}}
    if operation == "IORegistry":
        key = request.get("EntryName") or request.get("EntryClass") or ""
        found = phone.contents.ioregistry.get(str(key))
        return {"Status": "Success", **({"Diagnostics": {"IORegistry": found}} if found is not None else {})}
    if operation in ("All", "GasGauge", "NAND", "WiFi", "HDMI", "Goodbye"):
        return {"Status": "Success", "Diagnostics": {}}
    return {"Status": "Failure"}


def _springboard(phone: PracticeIPhone, operation: str, _: Request) -> Answer:
    if operation == "getIconState":
        return phone.contents.icons
    if operation == "getInterfaceOrientation":
        return {"interfaceOrientation": 1}
    if operation == "setIconState":
        raise Drop(operation)
    return {"Error": "UnsupportedCommand"}


def _companion(phone: PracticeIPhone, operation: str, request: Request) -> Answer:
    watches = phone.contents.watches
    if operation == "GetDeviceRegistry":
        # A phone without a watch answers with an error, not with an empty list.
        return {"PairedDevicesArray": list(watches)} if watches else {"Error": "NoPairedWatches"}
    if operation == "GetValueFromRegistry":
        values, key = watches.get(str(request.get("GetValueGizmoUDIDKey")), {}), str(request.get("GetValueKeyKey"))
        return {"RetrievedValueDictionary": {key: values[key]}} if key in values else {"Error": "UnsupportedWatchKey"}
    return {"Error": "UnsupportedCommand"}


def _images(phone: PracticeIPhone, operation: str, _: Request) -> Answer:
    if operation == "CopyDevices":
        return {"EntryList": phone.contents.images, "Status": "Complete"}
    if operation == "QueryDeveloperModeStatus":
        known = phone.contents.lockdown.get("com.apple.security.mac.amfi", {})
        return {"DeveloperModeStatus": bool(known.get("DeveloperModeStatus"))}
    return {"Error": "UnknownCommand"}


def _notifications(phone: PracticeIPhone, connection: ssl.SSLSocket) -> None:
    channel = PlistChannel(phone.faults, connection, "notification_proxy")
    while True:
        request = channel.receive()
        operation = str(request.get("Command", ""))
        phone.note("notification_proxy", operation, changes=operation in CHANGES["notification_proxy"])
        if operation == "Shutdown":
            channel.send({"Command": "ProxyDeath"}, operation)
            return


def _heartbeat(phone: PracticeIPhone, connection: ssl.SSLSocket) -> None:
    channel = PlistChannel(phone.faults, connection, "heartbeat")
    while not phone.faults.stopped.is_set():
        channel.send({"Command": "Marco", "Interval": 10})
        channel.receive()
        threading.Event().wait(1)


def _processes(phone: PracticeIPhone, connection: ssl.SSLSocket) -> None:
    channel = PlistChannel(phone.faults, connection, "os_trace")
    while True:
        operation = str(channel.receive().get("Request", ""))
        phone.note("os_trace", operation)
        if operation != "PidList":
            raise Drop(operation)
        connection.sendall(b"\x01")
        channel.send({"Status": "RequestSuccessful", "Payload": phone.contents.processes}, operation)


def _crash_mover(phone: PracticeIPhone, connection: ssl.SSLSocket) -> None:
    phone.note("crashreportmover", "flush", changes=True)
    connection.sendall(b"ping\x00")
    with contextlib.suppress(OSError, socket.timeout):
        connection.recv(1)


SERVICES: Mapping[str, Callable[[PracticeIPhone, ssl.SSLSocket], None]] = MappingProxyType({
    "com.apple.mobile.installation_proxy": _installation_proxy,
    "com.apple.mobile.MCInstall": _answering("mcinstall", "RequestType", _profiles, binary=True),
    "com.apple.misagent": _answering("misagent", "MessageType", _provisioning),
    "com.apple.mobile.diagnostics_relay": _answering("diagnostics", "Request", _diagnostics),
    "com.apple.springboardservices": _answering("springboard", "command", _springboard, binary=True),
    "com.apple.companion_proxy": _answering("companion", "Command", _companion),
    "com.apple.mobile.mobile_image_mounter": _answering("image_mounter", "Command", _images),
    "com.apple.mobile.notification_proxy": _notifications,
    "com.apple.mobile.insecure_notification_proxy": _notifications,
    "com.apple.mobile.heartbeat": _heartbeat,
    "com.apple.os_trace_relay": _processes,
    "com.apple.crashreportmover": _crash_mover,
    "com.apple.crashreportcopymobile": lambda phone, connection: afc.serve(
        phone, connection, phone.contents.crash_files, "crash_afc"
    ),
    "com.apple.afc": lambda phone, connection: afc.serve(phone, connection, phone.contents.media_files, "afc"),
    "com.apple.afc2": lambda phone, connection: afc.serve(phone, connection, phone.contents.media_files, "afc"),
})  # fmt: skip
