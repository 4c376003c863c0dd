# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The one base of all values: frozen, strict, nothing unknown."""

from collections.abc import Iterable, Iterator
from typing import Self

from pydantic import BaseModel, ConfigDict


class Value(BaseModel):
    """Base of every value that is kept or travels. Decoded once at the edge; inside, its types are trusted."""

    model_config = ConfigDict(
        frozen=True,
        strict=True,
        extra="forbid",
        ser_json_bytes="base64",
        val_json_bytes="base64",
        defer_build=True,  # what checks a value is made when one is first made: a start needs few of them
    )

    def alike(self, changed: dict[str, object]) -> Self:
        """This value with some fields changed, whose types the caller vouches for.

        For thousands of values that differ little: it takes a third of the time of `model_copy`.
        """
        return next(self.each_alike((changed,)))

    def each_alike(self, changes: Iterable[dict[str, object]]) -> Iterator[Self]:
        """As `alike`, for many changes of the same fields, in half the time."""
        new, put, kind, held = object.__new__, object.__setattr__, type(self), self.__dict__
        fields: set[str] | None = None
        for changed in changes:
            fields = self.__pydantic_fields_set__ | changed.keys() if fields is None else fields
            made = new(kind)
            put(made, "__dict__", held | changed)
            put(made, "__pydantic_fields_set__", fields)
            put(made, "__pydantic_extra__", None)
            put(made, "__pydantic_private__", None)
            yield made
