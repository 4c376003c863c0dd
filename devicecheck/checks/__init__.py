# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""All checks, in the order of the report. A check that is not in this tuple does not run, and a test fails."""

from devicecheck.checks import (
    app_accounts,
    app_files,
    app_profiles,
    changed_settings,
    computer_links,
    held_control,
    hidden_icons,
    known_apps,
    listed_servers,
    network_devices,
    old_system,
    opened_phone,
    outside_store,
    paired_watches,
    phone_management,
    quiet_rights,
    recent_use,
    sensitive_permissions,
    settings_profiles,
    system_sounding,
    tags_near,
)
from devicecheck.checks.base import Check

CHECKS: tuple[Check, ...] = (
    known_apps.CHECK,
    phone_management.CHECK,
    settings_profiles.CHECK,
    held_control.CHECK,
    outside_store.CHECK,
    hidden_icons.CHECK,
    sensitive_permissions.CHECK,
    quiet_rights.CHECK,
    recent_use.CHECK,
    system_sounding.CHECK,
    app_accounts.CHECK,
    app_profiles.CHECK,
    opened_phone.CHECK,
    changed_settings.CHECK,
    computer_links.CHECK,
    paired_watches.CHECK,
    old_system.CHECK,
    app_files.CHECK,
    listed_servers.CHECK,
    tags_near.CHECK,
    network_devices.CHECK,
)
