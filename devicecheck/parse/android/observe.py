# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""All readings of one Android phone so far, as observations, gaps and wishes."""

from collections.abc import Sequence

from devicecheck.model.observations import PhoneUser
from devicecheck.model.readings import Reading
from devicecheck.model.topics import Topic
from devicecheck.parse.android.observe_access import access
from devicecheck.parse.android.observe_apps import apps
from devicecheck.parse.android.observe_files import certificates
from devicecheck.parse.android.observe_icons import icons
from devicecheck.parse.android.observe_inside import insides
from devicecheck.parse.android.observe_phone import facts, phone_clock, phone_users
from devicecheck.parse.android.observe_reach import certificates as added_certificates
from devicecheck.parse.android.observe_reach import computers, traces
from devicecheck.parse.android.observe_rights import app_ops, battery_exempt, default_apps, role_holders
from devicecheck.parse.android.observe_settings import changed_settings
from devicecheck.parse.joining import each, newest, together
from devicecheck.parse.parsed import Parsed


def observe(readings: Sequence[Reading], device: str) -> Parsed:
    """What these readings say. Pure: the same readings always give the same answer, also when asked again with more.

    Errors: none. What was not read, not fully read or not understood is a gap.
    """
    chosen = newest(reading for reading in readings if reading.device == device)
    people = each(chosen, Topic.USERS, phone_users)
    found = apps(chosen, device, tuple(user for user in people.observations if isinstance(user, PhoneUser)))
    return together(
        (
            each(chosen, Topic.DEVICE_FACTS, facts),
            each(chosen, Topic.CLOCK, phone_clock),
            people,
            found,
            icons(chosen, people.observations, found.observations),
            access(chosen),
            each(chosen, Topic.DEFAULT_APPS, default_apps),
            each(chosen, Topic.APP_OPS, lambda reading: app_ops(reading, found.observations)),
            each(chosen, Topic.BATTERY_EXEMPT, battery_exempt),
            each(chosen, Topic.GLOBAL_SETTINGS, changed_settings),
            each(chosen, Topic.ROLE_HOLDERS, role_holders),
            each(chosen, Topic.AUTHORISED_COMPUTERS, computers),
            each(chosen, Topic.USER_CERTIFICATES, added_certificates),
            each(chosen, Topic.SYSTEM_TRACES, traces),
            certificates(chosen, device, found.observations),
            insides(chosen, found.observations),
        )
    )
