# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The files of a made-up phone that a backup holds: profiles and their history, trust, rights, network settings."""

import hashlib
import plistlib
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ed25519
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from devicecheck.practice.backup.writer import BackupWriter, archive, database, plist

PROFILES = "SysSharedContainerDomain-systemgroup.com.apple.configurationprofiles"
FOLDER = "Library/ConfigurationProfiles"
INSTALLED = datetime(2026, 3, 4, 21, 15)
TRUST_TABLE = "CREATE TABLE tsettings (sha256 BLOB NOT NULL, subj BLOB, tset BLOB, data BLOB, uuid BLOB);"
USE_TABLE = "CREATE TABLE ZPROCESS (Z_PK INTEGER, ZBUNDLENAME VARCHAR, ZPROCNAME VARCHAR, ZFIRSTTIMESTAMP, ZTIMESTAMP);"
APPLE_EPOCH = datetime(2001, 1, 1)
RIGHTS_TABLE = """CREATE TABLE access (service TEXT NOT NULL, client TEXT NOT NULL, client_type INTEGER NOT NULL,
auth_value INTEGER NOT NULL, auth_reason INTEGER NOT NULL, auth_version INTEGER NOT NULL);"""


def profile(identifier: str, name: str, parts: list[dict[str, Any]], **more: Any) -> dict[str, Any]:  # noqa: ANN401
    """One settings profile as profiled stores it."""
    return {
        "PayloadIdentifier": identifier, "PayloadDisplayName": name, "PayloadType": "Configuration",
        "PayloadUUID": hashlib.sha256(identifier.encode()).hexdigest()[:32].upper(), "PayloadVersion": 1,
        "InstallDate": INSTALLED, "PayloadContent": parts, "ProfileWasEncrypted": False,
    } | more  # fmt: skip


def add_profiles(writer: BackupWriter, profiles: Iterable[dict[str, Any]]) -> None:
    """Profiles under the names that the phone gives them. The folder is there also without any."""
    writer.add_folder(PROFILES, FOLDER)
    for each in profiles:
        name = hashlib.sha256(each["PayloadIdentifier"].encode()).hexdigest()
        writer.add(PROFILES, f"{FOLDER}/profile-{name}.stub", plist(each))


def add_events(writer: BackupWriter, events: Iterable[tuple[str, str, str, datetime]]) -> None:
    """What happened to profiles: identifier, operation, program, time."""
    listed = [
        {identifier: {"timestamp": at, "operation": operation, "process": process}}
        for identifier, operation, process, at in events
    ]
    writer.add(PROFILES, f"{FOLDER}/MCProfileEvents.plist", plist({"ProfileEvents": listed}))


def add_supervision(writer: BackupWriter, **told: Any) -> None:  # noqa: ANN401 - any property list
    """Who manages the phone."""
    writer.add(PROFILES, f"{FOLDER}/CloudConfigurationDetails.plist", plist({"IsSupervised": False} | told))


def add_trust(writer: BackupWriter, certificates: Iterable[bytes], settings: bytes = b"") -> None:
    """Certificates that somebody told the phone to trust."""
    rows = [(hashlib.sha256(each).digest(), b"", settings or plist([]), each, b"") for each in certificates]
    data = database(TRUST_TABLE, [("INSERT INTO tsettings VALUES (?, ?, ?, ?, ?)", rows)])
    writer.add("KeychainDomain", "TrustStore.sqlite3", data)


def add_rights(writer: BackupWriter, rights: Mapping[str, Iterable[str]], always: Iterable[str] = ()) -> None:
    """What apps were allowed, by Apple's names without their beginning; `always` may see the place at any time."""
    rows = [(f"kTCCService{right}", app, 0, 2, 2, 1) for app, own in rights.items() for right in own]
    rows.append(("kTCCServiceCamera", "org.example.refused", 0, 0, 2, 1))
    writer.add(
        "HomeDomain",
        "Library/TCC/TCC.db",
        database(RIGHTS_TABLE, [("INSERT INTO access VALUES (?, ?, ?, ?, ?, ?)", rows)]),
    )
    clients = {f"i{app}:": {"BundleId": app, "Authorization": 4, "Registered": True} for app in always}
    writer.add("RootDomain", "Library/Caches/locationd/clients.plist", plist(clients))


def add_data_use(writer: BackupWriter, used: Mapping[str, tuple[datetime, datetime]]) -> None:
    """Which apps had traffic, the first and the last time."""
    rows = [
        (place, app, app, *((at - APPLE_EPOCH).total_seconds() for at in times))
        for place, (app, times) in enumerate(used.items(), 1)
    ]
    data = database(USE_TABLE, [("INSERT INTO ZPROCESS VALUES (?, ?, ?, ?, ?)", rows)])
    writer.add("WirelessDomain", "Library/Databases/DataUsage.sqlite", data)


def add_network(writer: BackupWriter, configurations: Iterable[dict[str, str]]) -> None:
    """VPN, DNS and filter settings: name, kind (Apple's word), app, server."""
    objects: list[Any] = ["$null", {"Version": 1, "$class": 0}]

    def put(value: Any) -> plistlib.UID:  # noqa: ANN401 - any property list
        objects.append(value)
        return plistlib.UID(len(objects) - 1)

    own = put({"$classname": "NEConfiguration", "$classes": ["NEConfiguration", "NSObject"]})
    for told in configurations:
        inner = put({"ServerAddress": put(told["server"]), "Enabled": True})
        put(
            {"Name": put(told["name"]), told["kind"]: put({"Enabled": True, "protocol": inner}), "$class": own}
            | ({"Application": put(told["app"])} if told.get("app") else {})
        )
    writer.add("SystemPreferencesDomain", "com.apple.networkextension.plist", archive(objects))


def add_home_screen(writer: BackupWriter, apps: Iterable[str], pages: int = 20) -> None:
    """A dock of four and pages of icons; what is not named stands in the app library alone."""
    every = list(apps)
    lists = [every[start : start + pages] for start in range(4, len(every), pages)]
    writer.add("HomeDomain", "Library/SpringBoard/IconState.plist", plist({"buttonBar": every[:4], "iconLists": lists}))


def certificate(name: str) -> bytes:
    """A root certificate of that name, always the same one."""
    key = ed25519.Ed25519PrivateKey.from_private_bytes(hashlib.sha256(name.encode()).digest())
    subject = x509.Name(
        [x509.NameAttribute(NameOID.COMMON_NAME, name), x509.NameAttribute(NameOID.ORGANIZATION_NAME, "SecureNet Ltd")]
    )
    start = datetime(2026, 1, 1, tzinfo=UTC)
    made = (
        x509.CertificateBuilder().subject_name(subject).issuer_name(subject).public_key(key.public_key())
        .serial_number(1).not_valid_before(start).not_valid_after(start + timedelta(days=3_650))
    )  # fmt: skip
    return made.sign(key, None).public_bytes(Encoding.DER)
