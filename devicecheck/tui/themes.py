# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The colours: dark, light, and with the most contrast. None of them means anything by itself."""

from typing import Any

from textual.app import App
from textual.theme import Theme

CALM = Theme(
    name="calm",
    primary="#8fb8b0",
    secondary="#a9b8c9",
    accent="#e0c58f",
    foreground="#e6e9ec",
    background="#14191f",
    surface="#1b222a",
    panel="#242d37",
    success="#8fb8b0",
    warning="#e0c58f",
    error="#e0a58f",
    dark=True,
    variables={"key-background": "#3b4754"},
)
LIGHT = Theme(
    name="light",
    primary="#175e54",
    secondary="#3f4c5a",
    accent="#6b4700",
    foreground="#171c22",
    background="#faf7f0",
    surface="#f1ede3",
    panel="#e2dccd",
    success="#175e54",
    warning="#6b4700",
    error="#8a2f12",
    dark=False,
    variables={"key-background": "#d3ccb9"},
)
CONTRAST = Theme(
    name="contrast",
    primary="#ffffff",
    secondary="#ffffff",
    accent="#ffff00",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#262626",
    success="#ffffff",
    warning="#ffff00",
    error="#ffff00",
    dark=True,
    variables={"key-background": "#404040", "text-muted": "#ffffff", "text-disabled": "#ffffff"},
)
THEMES = (CALM, LIGHT, CONTRAST)
NAMES = tuple(theme.name for theme in THEMES)


def of(app: App[Any]) -> Theme:
    """The colours that are shown now. Before the app has chosen any, the first."""
    return next((theme for theme in THEMES if theme.name == app.theme), CALM)


def after(name: str) -> str:
    """The name of the next colours, round and round."""
    return NAMES[(NAMES.index(name) + 1) % len(NAMES)] if name in NAMES else NAMES[0]


def key_style(theme: Theme) -> str:
    """How the name of a key stands on the line of keys."""
    return f"bold {theme.foreground} on {theme.variables['key-background']}"
