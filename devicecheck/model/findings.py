# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""From facts about one thing to one finding: subjects, signs, outcomes, findings."""

from enum import StrEnum
from hashlib import sha256
from typing import Annotated, Literal

from pydantic import Field

from devicecheck.model.base import Value
from devicecheck.model.observations import Gap
from devicecheck.model.signatures import Capability, Category, OrdinaryReason, SignatureStatus
from devicecheck.model.topics import Topic


class SubjectKind(StrEnum):
    """The kinds of things that a finding can be about."""

    APP = "app"
    FILE = "file"
    TRAFFIC = "traffic"
    TAG = "tag"
    NETWORK_DEVICE = "network-device"
    SETTING = "setting"
    PHONE = "phone"


class Subject(Value):
    """One thing: an app of one user of one phone, an app's file, talk with servers, a tag, a device, a setting ..."""

    kind: SubjectKind
    device: str
    user: int
    key: str

    @property
    def id(self) -> str:
        """Stable name of the finding about this thing: 16 hex digits, the same at every visit."""
        text = "\x1f".join((self.kind, self.device, str(self.user), self.key))
        return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


class Fact(StrEnum):
    """What a sign states about its subject. Closed: every row of the assessing table is made of these."""

    LISTED_PACKAGE = "listed-package"
    LISTED_PATTERN = "listed-pattern"
    LISTED_CERTIFICATE = "listed-certificate"
    LISTED_PAST_CERTIFICATE = "listed-past-certificate"
    LISTED_COMPONENT = "listed-component"
    LISTED_LABEL = "listed-label"
    LISTED_FILE = "listed-file"
    LISTED_RULE = "listed-rule"
    LISTED_SERVER = "listed-server"
    LISTED_SHARED_SERVER = "listed-shared-server"
    LISTED_ADDRESS = "listed-address"
    LISTED_RADIO = "listed-radio"
    LISTED_PROFILE = "listed-profile"
    LISTED_DEVICE = "listed-device"
    LISTED_DEVICE_HINT = "listed-device-hint"
    OUTSIDE_STORE = "outside-store"
    SOURCE_UNKNOWN = "source-unknown"
    MOVED_OVER = "moved-over"
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
    STORE_MARK_MISSING = "store-mark-missing"
    STORE_NAME_ONLY = "store-name-only"
    RESTRICTIONS_LIFTED = "restrictions-lifted"
    USED_RECENTLY = "used-recently"
    NO_ICON = "no-icon"
    OFF_PAGES = "off-pages"
    SENSITIVE_PERMISSIONS = "sensitive-permissions"
    PRIVATE_PERMISSION = "private-permission"
    SYSTEM_SOUNDING = "system-sounding"
    BUILT_TO_WATCH = "built-to-watch"
    MISSHAPEN_FILE = "misshapen-file"
    NAMES_MANY = "names-many"
    TAG_OWN = "tag-own"
    TAG_TRAVELS = "tag-travels"
    TAG_AGAIN = "tag-again"
    TAG_NEAR = "tag-near"
    TAG_ONE_PLACE = "tag-one-place"
    TAG_AWAY = "tag-away"
    TAG_WITH_OWNER = "tag-with-owner"
    TAG_HERE_BEFORE = "tag-here-before"
    DEVICE_KNOWN = "device-known"
    OTHER_ACCOUNT = "other-account"
    SUPERVISED = "supervised"
    SETTINGS_PROFILE = "settings-profile"
    PROFILE_REMOVED = "profile-removed"
    APP_GONE = "app-gone"
    FIXED_PROFILE = "fixed-profile"
    APP_PROFILE = "app-profile"
    COPIED_TO_COMPUTER = "copied-to-computer"
    REACHED_BY_WIFI = "reached-by-wifi"
    DEVELOPER_MODE = "developer-mode"
    OPENED_PHONE = "opened-phone"
    OLD_SYSTEM = "old-system"
    OLD_REPAIRS = "old-repairs"
    CLOCK_AHEAD = "clock-ahead"
    CLOCK_BEHIND = "clock-behind"
    COMPUTER_ALLOWED = "computer-allowed"
    PRIVATE_DNS = "private-dns"
    WEB_PROXY = "web-proxy"
    APP_CHECK_OFF = "app-check-off"
    WIRELESS_DEBUGGING = "wireless-debugging"
    ANY_SOURCE = "any-source"
    START_UNLOCKED = "start-unlocked"
    CERTIFICATE_ADDED = "certificate-added"
    ADVANCED_PROTECTION = "advanced-protection"
    PAIRED_WATCH = "paired-watch"
    PROFILE_NAME_ONLY = "profile-name-only"
    PROFILE_MANAGES = "profile-manages"
    PROFILE_VPN = "profile-vpn"
    PROFILE_ROOT = "profile-root"
    PROFILE_PROXY = "profile-proxy"
    PROFILE_DNS = "profile-dns"
    PROFILE_FILTER = "profile-filter"
    PROFILE_LIMITS = "profile-limits"
    PROFILE_MAIL = "profile-mail"
    PROFILE_CALENDAR = "profile-calendar"
    PROFILE_WEB_CLIP = "profile-web-clip"
    PROFILE_OTHER = "profile-other"
    TRUSTED_ROOT = "trusted-root"
    VPN_SET = "vpn-set"
    DNS_SET = "dns-set"
    FILTER_SET = "filter-set"


class SignatureRef(Value):
    """The entry that matched, as much of it as a report needs years later."""

    id: str
    name: str
    category: Category
    status: SignatureStatus
    list: str = ""
    list_dated: str = ""
    can_do: tuple[Capability, ...] = ()
    ordinary_reasons: tuple[OrdinaryReason, ...] = ()


class Sign(Value):
    """One fact about one thing, with the observations that carry it."""

    subject: Subject
    fact: Fact
    check: str
    evidence: tuple[str, ...] = Field(min_length=1)
    signature: SignatureRef | None = None
    terms: dict[str, str] = {}


class Wanted(Value):
    """A check's wish to read one thing more, and why. The runner grants it if its scope was agreed."""

    topic: Topic
    subject: Subject
    reason: str
    params: dict[str, str | int] = {}


class Concern(StrEnum):
    """What to do first. Not how bad something is."""

    ACT_WITH_SUPPORT = "act-with-support"
    LOOK_CLOSER = "look-closer"
    GOOD_TO_KNOW = "good-to-know"


class Confidence(StrEnum):
    """How sure we are what the thing *is*. Never what it is used for, or who put it there."""

    FOUND = "we-found-it"
    VERY_LIKELY = "very-likely"
    COULD_BE = "could-be"
    WORTH_KNOWING = "worth-knowing"


class SaidBy(StrEnum):
    """Who says so."""

    PHONE = "phone"
    FILE = "file"
    RADIO = "radio"
    NETWORK = "network"
    CHECKER = "checker"
    CLIENT = "client"
    LIST = "list"


class Finding(Value):
    """One card: everything that was seen about one thing.

    `code` is a wording key, never a sentence. `id` is the subject's, so that answers stay attached between visits.
    """

    id: str
    code: str
    subject: Subject
    concern: Concern
    confidence: Confidence
    category: Category | None = None
    purpose_unknown: bool = False
    facts: tuple[Fact, ...]
    evidence: tuple[str, ...] = Field(min_length=1)
    said_by: tuple[SaidBy, ...] = Field(min_length=1)
    signatures: tuple[SignatureRef, ...] = ()
    terms: dict[str, str] = {}


class Completed(Value):
    """The check ran. "Did not see" may be worded only when `gaps` is empty.

    Shape: `device` of every outcome is the phone that it is about where a visit has several; else "".
    """

    type: Literal["completed"] = "completed"
    check: str
    device: str = ""
    signs: tuple[Sign, ...] = ()
    gaps: tuple[Gap, ...] = ()
    limits: tuple[str, ...] = ()
    looked_at: int = 0


class CouldNot(Value):
    """The check could not run: what it needs was not read."""

    type: Literal["could-not"] = "could-not"
    check: str
    device: str = ""
    gaps: tuple[Gap, ...] = Field(min_length=1)
    limits: tuple[str, ...] = ()


class NotAsked(Value):
    """The check was not run because the client did not agree to it, or nobody asked for it."""

    type: Literal["not-asked"] = "not-asked"
    check: str
    device: str = ""
    reason: str
    limits: tuple[str, ...] = ()


class NotApplicable(Value):
    """The check has no meaning on this kind of phone. Never listed as "could not check"."""

    type: Literal["not-applicable"] = "not-applicable"
    check: str
    device: str = ""


Outcome = Annotated[Completed | CouldNot | NotAsked | NotApplicable, Field(discriminator="type")]
