# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The one base of all values: frozen, strict, nothing unknown."""

from pydantic import BaseModel, ConfigDict


class Value(BaseModel):
    """Base of every value that is kept or travels. Decoded once at the edge; inside, its types are trusted."""

    model_config = ConfigDict(
        frozen=True,
        strict=True,
        extra="forbid",
        ser_json_bytes="base64",
        val_json_bytes="base64",
    )
