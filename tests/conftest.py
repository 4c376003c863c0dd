# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What holds for every test: a busy machine is no fault, and what CI runs is the same each time."""

import os

from hypothesis import HealthCheck, settings

settings.register_profile(
    "house",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=bool(os.environ.get("DEVICECHECK_REQUIRE_PEERS")),
)
settings.load_profile("house")
