# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The colours. None of them means anything by itself."""

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
