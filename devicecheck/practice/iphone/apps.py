# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of apps as the installation proxy gives it out."""

from typing import Any

ONLY_BY_NAME = frozenset({"StaticDiskUsage", "DynamicDiskUsage", "iTunesMetadata", "ApplicationSINF"})
"""Worked out or large: given only when they are asked for by name."""


def select(apps: list[dict[str, Any]], options: dict[str, Any]) -> list[dict[str, Any]]:
    """The apps that the options ask for, with the attributes that they name."""
    wanted = options.get("ReturnAttributes")
    chosen = (app for app in apps if _asked_for(app, options))
    if wanted:
        return [{key: app[key] for key in wanted if key in app} for app in chosen]
    return [{key: value for key, value in app.items() if key not in ONLY_BY_NAME} for app in chosen]


def _asked_for(app: dict[str, Any], options: dict[str, Any]) -> bool:
    kind, ids = options.get("ApplicationType"), options.get("BundleIDs")
    if kind == "Hidden":
        return "hidden" in app.get("SBAppTags", [])
    if kind in ("User", "System", "Internal") and app.get("ApplicationType") != kind:
        return False
    if ids is not None and app.get("CFBundleIdentifier") not in ids:
        return False
    return not app.get("IsPlaceholder") or bool(options.get("ShowPlaceholders"))
