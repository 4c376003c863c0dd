# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Computers that a phone lets in, added authorities, roles, traces of an opened system, and age of repairs.

The dumps follow AOSP's printing code (AdbDebuggingManager, RoleUserState) and published dumps; no simulator made them.
"""

import datetime
import re
from collections.abc import Callable

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding

from devicecheck.model.control_observations import AuthorisedComputer, UserCertificate
from devicecheck.model.observations import AccessKind, DeviceFacts, GapReason, InstalledApp, SpecialAccess
from devicecheck.model.readings import Reading
from devicecheck.model.setting_observations import OpenedTrace
from devicecheck.model.topics import Topic
from devicecheck.parse.android import observe
from devicecheck.parse.android.authorised_computers import fingerprint
from devicecheck.readers.wire import Status

Make = Callable[..., Reading]
Text = Callable[[str], str]
FOLDER = "/data/misc/user/0/cacerts-added"


def computers(read: Reading) -> list[tuple[str, str]]:
    return [(e.name, e.last_seen) for e in observe([read], "phone").observations if isinstance(e, AuthorisedComputer)]


def test_computers_of_android_10_and_11(reading: Make, fixture_text: Text) -> None:
    ten = reading(Topic.AUTHORISED_COMPUTERS, fixture_text("adb_android10"))
    assert computers(ten) == [("robin@KITCHEN-PC", ""), ("clinic", "")]
    eleven = fixture_text("adb_android11")
    for text in (eleven, eleven.replace("\n", "\r\n")):
        assert computers(reading(Topic.AUTHORISED_COMPUTERS, text)) == [("user@laptop", "2021-08-09")]


def test_a_computer_is_named_by_its_key_as_the_phone_shows_it(reading: Make, fixture_text: Text) -> None:
    (computer,) = observe([reading(Topic.AUTHORISED_COMPUTERS, fixture_text("adb_android11"))], "phone").observations
    assert isinstance(computer, AuthorisedComputer)
    assert computer.key == fingerprint("QAAAAAcgbytJst31DsaSP7hn8QcBXKR9NPVPK9MZssFVSNIP") and len(computer.key) == 47


def test_a_phone_that_keeps_no_computer_is_no_gap_and_one_that_says_nothing_is(
    reading: Make, fixture_text: Text
) -> None:
    none = observe([reading(Topic.AUTHORISED_COMPUTERS, fixture_text("adb_android14_none"))], "phone")
    assert none == type(none)()
    for text, reason in (
        ("", GapReason.EMPTY),
        ("ADB MANAGER STATE (dumpsys adb):\n{\n}\n", GapReason.NOT_UNDERSTOOD),
        ("Permission Denial: can't dump AdbService", GapReason.NOT_UNDERSTOOD),
    ):
        parsed = observe([reading(Topic.AUTHORISED_COMPUTERS, text)], "phone")
        assert [gap.reason for gap in parsed.gaps] == [reason] and not parsed.observations
    (gap,) = observe([reading(Topic.AUTHORISED_COMPUTERS, "", Status.UNSUPPORTED)], "phone").gaps
    assert gap.reason is GapReason.UNSUPPORTED


def test_computers_of_android_8_and_9_stand_in_the_dump_of_the_usb_service(reading: Make, fixture_text: Text) -> None:
    for name, expected in (
        ("usb_android8", [("robin@KITCHEN-PC", ""), ("unknown@unknown", "")]),
        ("usb_android9", [("robin@KITCHEN-PC", "")]),
    ):
        parsed = observe([reading(Topic.AUTHORISED_COMPUTERS, fixture_text(name))], "phone")
        assert computers(reading(Topic.AUTHORISED_COMPUTERS, fixture_text(name))) == expected and not parsed.gaps


def test_a_list_that_is_not_there_is_empty_and_one_that_may_not_be_read_is_a_gap(
    reading: Make, fixture_text: Text
) -> None:
    keys = [line for line in fixture_text("usb_android8").splitlines() if line.startswith("QAAAA")]
    missing = "IOException: java.io.FileNotFoundException: /data/misc/adb/adb_keys: open failed: {}"
    for why, gaps in (("ENOENT (No such file or directory)", 0), ("EACCES (Permission denied)", 1)):
        text = fixture_text("usb_android8").replace("\n".join(keys), missing.format(why))
        parsed = observe([reading(Topic.AUTHORISED_COMPUTERS, text)], "phone")
        assert not parsed.observations and len(parsed.gaps) == gaps


def test_a_computer_whose_name_forges_the_end_of_the_list_hides_no_other(reading: Make, fixture_text: Text) -> None:
    for name, ending in (("usb_android8", "USB Host State:"), ("usb_android9", "}"), ("usb_android9", "x=1")):
        other = next(line for line in fixture_text("usb_android8").splitlines() if "unknown@" in line)
        text = fixture_text(name).replace(other, "").replace("robin@KITCHEN-PC", f"robin@KITCHEN-PC\n{ending}\n{other}")
        assert ("unknown@unknown", "") in computers(reading(Topic.AUTHORISED_COMPUTERS, text))


def test_a_line_that_is_no_key_is_named_and_hides_no_other(reading: Make, fixture_text: Text) -> None:
    odd = fixture_text("adb_android10").replace("QAAAAPsB", "!!!!\nQAAAAPsB")
    parsed = observe([reading(Topic.AUTHORISED_COMPUTERS, odd)], "phone")
    assert len(parsed.observations) == 2
    assert [(gap.reason, gap.terms) for gap in parsed.gaps] == [(GapReason.NOT_UNDERSTOOD, {"count": "1"})]


def test_an_empty_line_in_the_list_hides_none_after_it(reading: Make, fixture_text: Text) -> None:
    text = fixture_text("adb_android10")
    names = computers(reading(Topic.AUTHORISED_COMPUTERS, text))
    spread = text.replace(" clinic", " clinic\n").replace("KITCHEN-PC", "KITCHEN-PC\n\n")
    assert spread != text
    assert computers(reading(Topic.AUTHORISED_COMPUTERS, spread)) == names


def test_a_name_that_is_also_a_value_does_not_end_the_list(reading: Make, fixture_text: Text) -> None:
    text = fixture_text("adb_android10")
    key = next(line for line in text.splitlines() if line.endswith("KITCHEN-PC")).split()[0].removeprefix("user_keys=")
    (first, *_) = computers(reading(Topic.AUTHORISED_COMPUTERS, text))
    other = key[:-8] + "AAAAAA=="
    more = text.replace("robin@KITCHEN-PC", f"robin@KITCHEN-PC\n{other} name=x")
    assert computers(reading(Topic.AUTHORISED_COMPUTERS, more))[:2] == [first, ("name=x", "")]


def authority(name: str, organisation: str = "") -> x509.Certificate:
    key = ec.derive_private_key(7, ec.SECP256R1())
    names = [x509.NameAttribute(x509.NameOID.COMMON_NAME, name)] if name else []
    names += [x509.NameAttribute(x509.NameOID.ORGANIZATION_NAME, organisation)] if organisation else []
    subject = x509.Name(names)
    day = datetime.datetime(2024, 1, 1, tzinfo=datetime.UTC)
    made = x509.CertificateBuilder(subject, subject, key.public_key(), 5, day, day + datetime.timedelta(999))
    return made.sign(key, hashes.SHA256())


def certificates(read: Reading) -> tuple[list[str], list[tuple[GapReason, str]]]:
    parsed = observe([read], "phone")
    names = [each.name for each in parsed.observations if isinstance(each, UserCertificate)]
    return names, [(gap.reason, gap.terms.get("count", "")) for gap in parsed.gaps]


def test_added_authorities_in_both_forms(reading: Make) -> None:
    first, second, third = authority("Home Filter"), authority("", "Firm"), authority("")
    body = b"0f0f0f0f.0\n1a1a1a1a.0\n2b2b2b2b.1\ncontents:\n"
    body += first.public_bytes(Encoding.DER) + second.public_bytes(Encoding.PEM) + third.public_bytes(Encoding.DER)
    assert certificates(reading(Topic.USER_CERTIFICATES, body, user=0)) == (["Home Filter", "Firm", ""], [])
    cut = body[: len(body) - 20]
    assert certificates(reading(Topic.USER_CERTIFICATES, cut, user=0)) == (
        ["Home Filter", "Firm"],
        [(GapReason.NOT_UNDERSTOOD, "1")],
    )


def test_no_folder_means_that_nothing_was_added_and_no_right_to_look_is_a_gap(reading: Make) -> None:
    for listed in (f"ls: {FOLDER}: No such file or directory\n", ""):
        assert certificates(reading(Topic.USER_CERTIFICATES, f"{listed}contents:\n", user=0)) == ([], [])
    for body, status, reason in (
        (f"ls: {FOLDER}: Permission denied\ncontents:\n", Status.REFUSED, GapReason.REFUSED),
        (f"ls: {FOLDER}: Permission denied\ncontents:\n", Status.COMPLETE, GapReason.NOT_UNDERSTOOD),
        ("", Status.COMPLETE, GapReason.EMPTY),
        ("0f0f0f0f.0\n", Status.TRUNCATED, GapReason.TRUNCATED),
    ):
        told = certificates(reading(Topic.USER_CERTIFICATES, body, status, user=0))
        assert told == ([], [(reason, "")])


def roles(read: Reading) -> set[tuple[int, str, AccessKind]]:
    parsed = observe([read], "phone")
    assert not parsed.gaps
    return {(each.user, each.key, each.access) for each in parsed.observations if isinstance(each, SpecialAccess)}


@pytest.mark.parametrize(
    "holders", ["holders=[\n          org.a.one\n          org.b.two\n        ]", "holders=[org.a.one, org.b.two]"]
)
def test_several_holders_of_one_role_stand_in_brackets(holders: str, reading: Make, fixture_text: Text) -> None:
    text = fixture_text("role_android10")
    one = "holders=com.google.android.apps.messaging"
    assert one in text
    told = roles(reading(Topic.ROLE_HOLDERS, text.replace(one, holders)))
    assert {key for _, key, access in told if access is AccessKind.MESSAGES_APP} == {"org.a.one", "org.b.two"}


def test_who_holds_a_role(reading: Make, fixture_text: Text) -> None:
    assert roles(reading(Topic.ROLE_HOLDERS, fixture_text("role_android10"))) == {
        (0, "com.google.android.apps.messaging", AccessKind.MESSAGES_APP)
    }
    fifteen = fixture_text("role_android15_two_users").replace("\n", "\r\n")
    assert roles(reading(Topic.ROLE_HOLDERS, fifteen)) == {
        (0, "org.example.caller", AccessKind.CALL_SCREENING),
        (0, "org.example.launcher", AccessKind.HOME_SCREEN),
        (10, "com.google.android.dialer", AccessKind.CALLS_APP),
    }
    for text, reason in (("", GapReason.EMPTY), ("ROLE MANAGER STATE:\n{\n}\n", GapReason.NOT_UNDERSTOOD)):
        assert [gap.reason for gap in observe([reading(Topic.ROLE_HOLDERS, text)], "phone").gaps] == [reason]


PLAIN = "[ro.debuggable]: [0]\n[ro.secure]: [1]\n[ro.build.tags]: [release-keys]\n[ro.build.type]: [user]\n"
PLAIN += "[ro.boot.vbmeta.device_state]: [locked]\n[ro.boot.warranty_bit]: []\n[ro.warranty_bit]: [0]\n"


@pytest.mark.parametrize(
    ("more", "found"),
    [
        ("", []),
        ("/system/xbin/su\n/system/bin/magisk\n", ["/system/xbin/su", "/system/bin/magisk"]),
        ("ls: /sbin/su: No such file or directory\nls: /su/bin/su: Not a directory\n", []),
        ("/sbin/su: No such file or directory\n/sbin/magisk\n", ["/sbin/magisk"]),
    ],
)
def test_files_of_an_opened_system(more: str, found: list[str], reading: Make) -> None:
    parsed = observe([reading(Topic.SYSTEM_TRACES, PLAIN + more)], "phone")
    assert [each.key for each in parsed.observations if isinstance(each, OpenedTrace)] == found and not parsed.gaps


def test_properties_without_any_value_were_not_told_and_a_file_beside_them_is_seen(reading: Make) -> None:
    silent = re.sub(r": \[.*\]", ": []", PLAIN)
    parsed = observe([reading(Topic.SYSTEM_TRACES, silent + "/system/xbin/su\n")], "phone")
    assert [each.key for each in parsed.observations if isinstance(each, OpenedTrace)] == ["/system/xbin/su"]
    assert [gap.reason for gap in parsed.gaps] == [GapReason.EMPTY]
    facts = observe([reading(Topic.DEVICE_FACTS, "[ro.product.model]: []\n[ro.boot.verifiedbootstate]: []\n")], "phone")
    assert facts.observations == () and [gap.reason for gap in facts.gaps] == [GapReason.EMPTY]


@pytest.mark.parametrize(
    "more",
    ["ls: /sbin/su: Permission denied\n", "/system/bin/sh: ls: not found\n", "/sbin/magisk\nls: x: I/O error\n"],
)
def test_a_place_that_could_not_be_looked_at_is_a_gap(more: str, reading: Make) -> None:
    parsed = observe([reading(Topic.SYSTEM_TRACES, PLAIN + more)], "phone")
    assert [gap.reason for gap in parsed.gaps] == [GapReason.HELD_BACK]
    assert len([each for each in parsed.observations if isinstance(each, OpenedTrace)]) == more.count("magisk")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ro.debuggable", "1"),
        ("ro.secure", "0"),
        ("ro.build.tags", "test-keys"),
        ("ro.build.type", "userdebug"),
        ("ro.boot.vbmeta.device_state", "unlocked"),
        ("ro.boot.warranty_bit", "1"),
    ],
)
def test_properties_of_an_opened_system(name: str, value: str, reading: Make) -> None:
    parsed = observe([reading(Topic.SYSTEM_TRACES, f"[{name}]: [{value}]\n")], "phone")
    assert [(each.kind, each.key) for each in parsed.observations if isinstance(each, OpenedTrace)] == [
        ("property", f"{name}={value}")
    ]
    assert [gap.reason for gap in observe([reading(Topic.SYSTEM_TRACES, "")], "phone").gaps] == [GapReason.EMPTY]


@pytest.mark.parametrize(
    ("patched", "days"), [("2026-11-05", 19), ("2024-04-05", 963), ("2027-01-01", 0), ("", None), ("soon", None)]
)
def test_the_age_of_the_last_repairs(patched: str, days: int | None, reading: Make) -> None:
    told = f"[ro.product.model]: [X]\n[ro.build.version.security_patch]: [{patched}]\n"
    (facts,) = observe([reading(Topic.DEVICE_FACTS, told)], "phone").observations
    assert isinstance(facts, DeviceFacts) and facts.patch_age_days == days


def test_restricted_settings_and_the_owner_of_updates(reading: Make) -> None:
    """Source: AOSP AppOpsManager (ACCESS_RESTRICTED_SETTINGS) and Settings.PackageSetting dumps of Android 14."""
    dump = "Current AppOps Service state:\n  Uid u0a155:\n    state=cch\n    Package org.example.helper:\n"
    for mode, found in (("allow", True), ("default", False), ("ignore", False), ("errored", False)):
        told = observe([reading(Topic.APP_OPS, f"{dump}      ACCESS_RESTRICTED_SETTINGS ({mode}): \n")], "phone")
        kinds = [each.access for each in told.observations if isinstance(each, SpecialAccess)]
        assert kinds == [AccessKind.RESTRICTIONS_LIFTED] * found
    package = (
        "Packages:\n  Package [a.b] (1):\n    appId=10155\n    installerPackageName=com.android.vending\n"
        "    initiatingPackageName=com.android.vending\n    updateOwnerPackageName=org.other.store\n"
        "    packageSource=2\n    User 0: ceDataInode=1 installed=true hidden=false\n"
    )
    told = observe([reading(Topic.APP_DETAILS, package)], "phone")
    (app,) = (each for each in told.observations if isinstance(each, InstalledApp))
    assert app.update_owner == "org.other.store"
