# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Observations for the tests of checks, with only what a test is about."""

from typing import Any

from devicecheck.checks.base import Facts
from devicecheck.model.observations import (
    AccessKind,
    InstalledApp,
    LauncherApps,
    Observation,
    SigningCertificates,
    SpecialAccess,
)

STORE = "com.android.vending"


def app(key: str = "org.example.app", user: int = 0, **values: Any) -> InstalledApp:
    """An added app; without more, of Android 14 and from the store."""
    usual = {"system": False, "installer": STORE, "initiator": STORE, "package_source": 2, "source_known": True}
    path = f"/data/app/~~x==/{key}-y==/base.apk"
    return InstalledApp(
        id=f"app:{user}:{key}",
        device="phone-1",
        readings=("r1",),
        user=user,
        key=key,
        **({"path": path} | usual | values),
    )


def access(
    kind: AccessKind,
    key: str = "org.example.app",
    user: int = 0,
    component: str | None = None,
    label: str | None = None,
) -> SpecialAccess:
    component = component or f"{key}/.Service"
    return SpecialAccess(
        id=f"access:{user}:{kind}:{component}",
        device="phone-1",
        readings=("r2",),
        user=user,
        key=key,
        access=kind,
        component=component,
        label=label,
    )


def icons(*keys: str, user: int = 0) -> LauncherApps:
    return LauncherApps(id=f"icons:{user}", device="phone-1", readings=("r3",), user=user, keys=keys)


def stamps(key: str, *sha1: str, past: tuple[str, ...] = ()) -> SigningCertificates:
    return SigningCertificates(
        id=f"certificates:{key}",
        device="phone-1",
        readings=("r4",),
        key=key,
        schemes=("v2",),
        sha1=sha1,
        sha256=(),
        past_sha1=past,
    )


def facts(*observations: Observation) -> Facts:
    return Facts(observations)
