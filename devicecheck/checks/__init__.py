# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""All checks, in the order of the report. A check that is not in this tuple does not run, and a test fails."""

from devicecheck.checks import (
    app_files,
    held_control,
    hidden_icons,
    known_apps,
    outside_store,
    sensitive_permissions,
    system_sounding,
)
from devicecheck.checks.base import Check

CHECKS: tuple[Check, ...] = (
    known_apps.CHECK,
    held_control.CHECK,
    outside_store.CHECK,
    hidden_icons.CHECK,
    sensitive_permissions.CHECK,
    system_sounding.CHECK,
    app_files.CHECK,
)
