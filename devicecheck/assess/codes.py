# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The codes of findings: wording keys, one for each thing that a card can say."""

from enum import StrEnum


class FindingCode(StrEnum):
    """What a card is about. The words are elsewhere; a code is never used for another meaning later."""

    WATCH_SECRETLY_FOUND = "watch-secretly-found"
    WATCH_SECRETLY_LIKELY = "watch-secretly-likely"
    WATCH_SECRETLY_POSSIBLE = "watch-secretly-possible"
    FAMILY_WATCH = "family-watch"
    REMOTE_CONTROL = "remote-control"
    CAN_FOLLOW = "can-follow"
    OTHER_USE = "other-use"
    WORK = "work"
    APP_MANAGES_PHONE = "app-manages-phone"
    APP_MANAGES_PART = "app-manages-part"
    APP_HIDDEN_CONTROL = "app-hidden-control"
    APP_HIDDEN_ALWAYS_ON = "app-hidden-always-on"
    APP_OUTSIDE_STORE_CONTROL = "app-outside-store-control"
    APP_HIDDEN_OUTSIDE_STORE = "app-hidden-outside-store"
    APP_HIDDEN_CONTROL_SOURCE_UNKNOWN = "app-hidden-control-source-unknown"
    APP_CONTROL = "app-control"
    APP_OUTSIDE_STORE = "app-outside-store"
    APP_BUILT_TO_WATCH = "app-built-to-watch"
    SERVER_CONTACT = "server-contact"
    TAG_TRAVELS = "tag-travels"
    TAG_AGAIN = "tag-again"
    TAG_NEAR = "tag-near"
    TAG_OWN = "tag-own"
    APP_FILE_MISSHAPEN = "app-file-misshapen"
    APP_OTHER_ACCOUNT = "app-other-account"
    PHONE_SUPERVISED = "phone-supervised"
    SETTINGS_PROFILE = "settings-profile"
    APP_PROFILE = "app-profile"
    COMPUTER_LINKS = "computer-links"
    OPENED_PHONE = "opened-phone"
    OLD_SYSTEM = "old-system"
    CHANGED_SETTINGS = "changed-settings"
    PAIRED_WATCH = "paired-watch"
