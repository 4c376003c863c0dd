# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Signatures: what is known about one app, in the form in which volunteers keep it."""

from datetime import date
from enum import StrEnum
from typing import Literal

from pydantic import Field

from devicecheck.model.base import Value


class Category(StrEnum):
    """What an app is for, in the order of the report."""

    WATCH_SECRETLY = "watch-secretly"
    FAMILY_WATCH = "family-watch"
    REMOTE_CONTROL = "remote-control"
    CAN_FOLLOW = "can-follow"
    OTHER_USE = "other-use"
    WORK = "work"


class SignatureStatus(StrEnum):
    """Who has vouched for an entry: nobody, a named public list, a named person; or it is out of use."""

    DRAFT = "draft"
    LISTED = "listed"
    REVIEWED = "reviewed"
    RETIRED = "retired"


class Capability(StrEnum):
    """What an app can do when it is set up for it."""

    LOCATION = "location"
    MESSAGES = "messages"
    SOCIAL_CHATS = "social-chats"
    CALL_LIST = "call-list"
    CALL_RECORDING = "call-recording"
    MICROPHONE = "microphone"
    CAMERA = "camera"
    PHOTOS = "photos"
    SCREEN = "screen"
    TYPING = "typing"
    BROWSING = "browsing"
    CONTACTS = "contacts"
    NOTIFICATIONS = "notifications"
    FILES = "files"
    REMOTE_CONTROL = "remote-control"
    APP_LIMITS = "app-limits"
    HIDES_ITSELF = "hides-itself"
    HIDES_THINGS = "hides-things"


class OrdinaryReason(StrEnum):
    """A reason why an app like this can be on a phone without any harm meant."""

    AGREED_FAMILY = "agreed-family"
    PARENT_AND_CHILD = "parent-and-child"
    AGREED_COUPLE = "agreed-couple"
    OWN_LOST_PHONE = "own-lost-phone"
    OWN_RECORDS = "own-records"
    WORK_PHONE = "work-phone"
    ASKED_FOR_SUPPORT = "asked-for-support"
    OWN_PRIVACY = "own-privacy"
    OWN_THINGS = "own-things"
    SAFETY_WALK = "safety-walk"
    SECOND_HAND_PHONE = "second-hand-phone"
    TRIED_OUT = "tried-out"
    SAME_MAKER = "same-maker"


class BluetoothPrint(Value):
    """How a small tag shows itself by radio: who made it, or which service it names, and how its bytes begin.

    Shape: `company` is the 16-bit number of the maker's data, `service` that of the service data, four hex digits;
    `payload` is hex, `mask` of the same length says which bits count; "" stands for none. `away` says that the tag
    looks like this only while it is away from its owner.
    """

    company: str = Field(default="", pattern=r"^([0-9a-f]{4})?$")
    service: str = Field(default="", pattern=r"^([0-9a-f]{4})?$")
    payload: str = Field(default="", pattern=r"^([0-9a-f]{2}){0,31}$")
    mask: str = Field(default="", pattern=r"^([0-9a-f]{2}){0,31}$")
    away: Literal["yes", "no", "not-known"] = "not-known"


class LanSource(StrEnum):
    """Where a device on a home network says what it is."""

    VENDOR = "vendor"
    MDNS_TYPE = "mdns-type"
    MDNS_KIND = "mdns-kind"
    SSDP_TYPE = "ssdp-type"
    WSD_TYPE = "wsd-type"
    DISCOVERY = "discovery"
    NAME = "name"
    PORT = "port"
    STREAM = "stream"
    RTSP_SERVER = "rtsp-server"
    RTSP_REALM = "rtsp-realm"
    HTTP_SERVER = "http-server"
    HTTP_TITLE = "http-title"
    HTTP_REALM = "http-realm"
    HTTP_PAGE = "http-page"
    HTTP_SHAPE = "http-shape"
    FTP_GREETING = "ftp-greeting"
    TELNET_GREETING = "telnet-greeting"
    BANNER = "banner"


class LanPrint(Value):
    """How a device on a home network shows itself.

    Shape: `text` is compared in any case: whole, as a whole word, or as the start of a word. A `stream` is video, sound
    (sound alone), pictures, locked, offers (something to play, not said what) or not-said. A `banner` is what any
    server of the device calls itself: program, title, realm, greeting, model or name in a certificate. An `http-page`
    is what its first page refers to, leads to or says. An `mdns-kind` is a number that a service gives for the kind.
    """

    source: LanSource
    text: str = Field(min_length=2, max_length=100)
    match: Literal["whole", "word", "start"] = "whole"
    strength: Literal["strong", "supports"] = "supports"


class Indicators(Value):
    """What to look for. An empty tuple means that nothing of this kind is known.

    Shape: `packages` are exact Android ids; `package_patterns` use * within one label; `bundles` are iPhone ids, any
    case; `certificates` are SHA-1 or SHA-256 fingerprints in lower-case hex; `domains` are the app's own servers,
    never the seller's pages; `addresses` are such servers in numbers, which change hands, so they say little alone;
    `profiles` are identifiers of iPhone profiles, any case.
    """

    packages: tuple[str, ...] = ()
    package_patterns: tuple[str, ...] = ()
    bundles: tuple[str, ...] = ()
    certificates: tuple[str, ...] = ()
    apk_sha256: tuple[str, ...] = ()
    components: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    profiles: tuple[str, ...] = ()
    bluetooth: tuple[BluetoothPrint, ...] = ()
    lan: tuple[LanPrint, ...] = ()


class Listing(Value):
    """The public list that an entry was carried over from, as it stood at one commit."""

    list: str
    commit: str
    dated: date
    licence: str


class Signature(Value):
    """One known app or family of apps; one YAML file, named after `id`."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]{0,62}[a-z0-9]$")
    name: str = Field(min_length=1, max_length=80)
    aliases: tuple[str, ...] = ()
    category: Category
    status: SignatureStatus
    listed_by: Listing | None = None
    added_by: str | None = Field(default=None, min_length=2, max_length=60)
    reviewed_by: str | None = None
    can_do: tuple[Capability, ...] = ()
    ordinary_reasons: tuple[OrdinaryReason, ...] = Field(min_length=1)
    indicators: Indicators
    references: tuple[str, ...] = ()
    added_on: date
    checked_on: date
    note: str = ""


REPORTED = "reported as"
"""How the reason starts for a value that a clinic reported: an ordinary app's, not a part of the phone."""


class NeverMatch(Value):
    """Values that may stand in no signature, each with the reason.

    Shape: `bundles` are iPhone ids in small letters. A server in `domains` also keeps out each name it belongs to.
    `builds` are ordinary apps that the rules of an entry fit, as `entry app-id certificate` (SHA-256): those rules say
    nothing of such a build. One with the same id and another certificate is still found by them.
    """

    certificates: dict[str, str] = {}
    packages: dict[str, str] = {}
    bundles: dict[str, str] = {}
    domains: dict[str, str] = {}
    addresses: dict[str, str] = {}
    builds: dict[str, str] = {}

    def parts_of_phones(self) -> frozenset[str]:
        """The Android ids that phones bring along. An app that a clinic reported as a false alarm is none of them."""
        return frozenset(key for key, reason in self.packages.items() if not reason.startswith(REPORTED))

    def own_stamp(self, digest: str) -> bool:
        """Whether a certificate can tell one build from others: not a key that everybody, or a maker of phones, has."""
        return self.certificates.get(digest, REPORTED).startswith(REPORTED)


class Recall(Value):
    """A result that may not stand any more: what an entry of these releases said was wrong.

    Shape: `versions` are the first and the last release that said it, and maybe others; `value` is the indicator that
    was wrong, "" for the whole entry; with a `stamp`, `value` is the id of an app that a rule fitted, and `stamp` the
    certificate of that build. `why` is for staff and names no client.
    """

    entry: str = Field(pattern=r"^[a-z0-9][a-z0-9-]{0,62}[a-z0-9]$")
    versions: tuple[str, ...] = Field(min_length=1)
    value: str = Field(default="", max_length=255)
    stamp: str = Field(default="", pattern=r"^([0-9a-f]{64})?$")
    why: str = Field(min_length=4, max_length=200)
    on: date


class Pack(Value):
    """All signatures that are used together.

    Shape: `rules` are YARA sources by whose they are: an entry's id, or `capabilities/<name>` for what code can do.
    """

    id: str
    version: str
    issued_on: date
    licence: str
    signatures: tuple[Signature, ...]
    never_match: NeverMatch = NeverMatch()
    rules: dict[str, str] = {}
    recalls: tuple[Recall, ...] = ()


class PackStamp(Value):
    """Which pack was used: kept in every document and printed in every report."""

    id: str
    version: str
    issued_on: date
    entries: int
    digest: str
    canaries: int
