# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Observations: one fact each, with where it was read, and no judgement.

A little over 300 lines: every kind of them stands beside the union that they make.
"""

from collections.abc import Iterable
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from devicecheck.model.base import Value
from devicecheck.model.control_observations import ControlObservation
from devicecheck.model.network_observations import NetworkObservation
from devicecheck.model.observed import Observed
from devicecheck.model.radio_observations import RadioObservation
from devicecheck.model.setting_observations import SettingObservation
from devicecheck.model.topics import Topic


class DeviceFacts(Observed):
    """Make, model and version, as the phone says them. Empty text: the phone did not say.

    Units: `patch_age_days` from the day of the last repairs to the day of the visit; None: the phone did not say.
    """

    type: Literal["device-facts"] = "device-facts"
    maker: str = ""
    model: str = ""
    version: str = ""
    api_level: int | None = None
    security_patch: str = ""
    patch_age_days: int | None = None
    serial: str = ""
    verified_boot: str = ""
    timezone: str = ""


class PhoneClock(Observed):
    """The phone's clock beside this computer's. Units: seconds; positive means that the phone is ahead."""

    type: Literal["phone-clock"] = "phone-clock"
    ahead_seconds: int


class UserKind(StrEnum):
    """What a user space on a phone is for, as far as its number and flags tell."""

    OWNER = "owner"
    WORK = "work"
    SECURE_FOLDER = "secure-folder"
    PRIVATE = "private"
    DUAL_APPS = "dual-apps"
    GUEST = "guest"
    OTHER = "other"


class PhoneUser(Observed):
    """One user space of the phone; `user` is its number. The name is the client's own text."""

    type: Literal["phone-user"] = "phone-user"
    name: str
    kind: UserKind
    running: bool


class AppOrigin(StrEnum):
    """Where an app came from, where the phone itself keeps that apart.

    `unknown`: it says something we do not know. `not-told`: what was read says it of no app at all.
    """

    SYSTEM = "system"
    STORE = "store"
    VOLUME_PURCHASE = "volume-purchase"
    TEST_BUILD = "test-build"
    DEVELOPER = "developer"
    FREE_ACCOUNT = "free-account"
    ENTERPRISE = "enterprise"
    UNSIGNED = "unsigned"
    UNKNOWN = "unknown"
    NOT_TOLD = "not-told"


class InstalledApp(Observed):
    """One app of one user.

    Units: times are the phone's own clock without a zone, kept as printed. None: this phone did not say.
    Shape: `id_kind` is whose world the id is from; `account` numbers the store accounts that apps were got with, and
    `account_mask` is all that is kept of such an account's name.
    """

    type: Literal["installed-app"] = "installed-app"
    id_kind: Literal["package", "bundle"] = "package"
    origin: AppOrigin | None = None
    account: int | None = None
    account_mask: str = ""
    key: str
    label: str | None = None
    version: str | None = None
    system: bool | None = None
    updated_system: bool = False
    enabled: bool = True
    hidden: bool = False
    installer: str | None = None
    initiator: str | None = None
    originator: str | None = None
    package_source: int | None = None
    update_owner: str | None = None
    source_known: bool = False
    first_installed: str | None = None
    last_updated: str | None = None
    path: str | None = None
    uid: int | None = None
    granted: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()


class LauncherApps(Observed):
    """The apps of one user that show an icon. `keys` is the whole list, in the phone's order.

    Shape: `others_elsewhere` says that apps without an icon here stand in a second place, as an app library.
    What is kept in a document names only apps of findings; `total` then says how many the whole list had.
    """

    type: Literal["launcher-apps"] = "launcher-apps"
    keys: tuple[str, ...]
    total: int | None = None
    others_elsewhere: bool = False


class AccessKind(StrEnum):
    """A kind of extra control that an app can hold."""

    ACCESSIBILITY = "accessibility"
    DEVICE_ADMIN = "device-admin"
    DEVICE_OWNER = "device-owner"
    PROFILE_OWNER = "profile-owner"
    NOTIFICATION_LISTENER = "notification-listener"
    KEYBOARD = "keyboard"
    ASSISTANT = "assistant"
    MESSAGES_APP = "messages-app"
    CALLS_APP = "calls-app"
    ALWAYS_ON_VPN = "always-on-vpn"
    OVERLAY = "overlay"
    VPN_ALLOWED = "vpn-allowed"
    USAGE_ACCESS = "usage-access"
    INSTALLS_APPS = "installs-apps"
    ALL_FILES = "all-files"
    SCREEN_CAPTURE = "screen-capture"
    BATTERY_EXEMPT = "battery-exempt"
    HOME_SCREEN = "home-screen"
    CALL_SCREENING = "call-screening"
    RESTRICTIONS_LIFTED = "restrictions-lifted"


class SpecialAccess(Observed):
    """An app that holds extra control now: `component` is the part that holds it, `label` what the phone calls it."""

    type: Literal["special-access"] = "special-access"
    key: str
    access: AccessKind
    component: str
    label: str | None = None


class UseKind(StrEnum):
    """What an app used, as the phone itself keeps it."""

    MICROPHONE = "microphone"
    CAMERA = "camera"
    LOCATION = "location"
    SCREEN = "screen"


class RecentUse(Observed):
    """The last time that an app used something private. Units: `hours_ago` by the phone's own count, rounded down."""

    type: Literal["recent-use"] = "recent-use"
    key: str
    use: UseKind
    hours_ago: int


class SigningCertificates(Observed):
    """The stamps of an app's maker, as lower-case hex; `past`: the lineage of v3. The phone verified them, not we.

    Shape: `play_mark` is whether Google's store marked the file, None where that is not known.
    """

    type: Literal["signing-certificates"] = "signing-certificates"
    key: str
    schemes: tuple[str, ...]
    sha1: tuple[str, ...]
    sha256: tuple[str, ...]
    past_sha1: tuple[str, ...] = ()
    past_sha256: tuple[str, ...] = ()
    play_mark: bool | None = None


def sole_stamp(stamps: Iterable[SigningCertificates]) -> str:
    """The SHA-256 of the one certificate that all of these name; "" where there is none, or more than one.

    With two signers nobody can say which one a phone went by.
    """
    found = {digest for each in stamps for digest in each.sha256}
    return found.pop() if len(found) == 1 else ""


class AppFile(Observed):
    """An app's file that was looked into, whether it is installed anywhere or not.

    Shape: `key` is "" when its manifest could not be read; `powers` are the kinds of extra control that it has parts
    for; `icon` is None when that is not known; `tricks` name what makes checking tools stumble, by code.
    """

    type: Literal["app-file"] = "app-file"
    key: str
    sha256: str
    size: int
    label: str | None = None
    version: str | None = None
    target_sdk: int | None = None
    permissions: tuple[str, ...] = ()
    components: tuple[str, ...] = ()
    powers: tuple[AccessKind, ...] = ()
    icon: bool | None = None
    tricks: tuple[str, ...] = ()


class RuleMatch(Observed):
    """A rule of the signatures that fitted a part of an app's file. `entry` is whose rule it is, `part` where."""

    type: Literal["rule-match"] = "rule-match"
    key: str
    entry: str
    rule: str
    part: str


class CaptureSummary(Observed):
    """How much of a capture could be read. `named` counts what could carry a server's name, by way."""

    type: Literal["capture-summary"] = "capture-summary"
    packets: int
    named: dict[str, int] = {}


class ServerContact(Observed):
    """A listed server that traffic named: `name` as it stood there, `key` the listed server that it belongs to.

    Shape: `ways` are dns (asked for its address), tls and quic (opened a connection), http (sent a plain request).
    Units: times are UTC by the clock of what captured; "" when that kept no time. `packets` are those that name it.
    """

    type: Literal["server-contact"] = "server-contact"
    key: str
    name: str
    ways: tuple[str, ...]
    packets: int
    first: str = ""
    last: str = ""


Observation = Annotated[
    DeviceFacts
    | PhoneClock
    | PhoneUser
    | InstalledApp
    | LauncherApps
    | SpecialAccess
    | SigningCertificates
    | RecentUse
    | AppFile
    | RuleMatch
    | CaptureSummary
    | ServerContact
    | RadioObservation
    | NetworkObservation
    | SettingObservation
    | ControlObservation,
    Field(discriminator="type"),
]


class GapReason(StrEnum):
    """Why something was not read or not understood. None of them means "nothing there"."""

    NOT_ASKED = "not-asked"
    NOT_AGREED = "not-agreed"
    NOT_OFFERED = "not-offered"
    REFUSED = "refused"
    TIMEOUT = "timeout"
    TRUNCATED = "truncated"
    UNSUPPORTED = "unsupported"
    UNPLUGGED = "unplugged"
    STOPPED = "stopped"
    NOT_UNDERSTOOD = "not-understood"
    EMPTY = "empty"
    FAILED = "failed"
    ONE_PLACE = "one-place"
    CHANGING = "changing"
    HALF_LOOK = "half-look"
    SEALED = "sealed"
    IN_PART = "in-part"
    LATE = "late"
    SILENT = "silent"
    NOT_HELD = "not-held"
    LOCKED = "locked"
    DAMAGED = "damaged"
    HELD_BACK = "held-back"


class Gap(Value):
    """Something that was not looked at, or not fully: which topic, which user, why."""

    topic: Topic
    reason: GapReason
    device: str
    user: int | None = None
    terms: dict[str, str] = {}
