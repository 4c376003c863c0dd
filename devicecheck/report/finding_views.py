# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The findings of a document in words, each put into words when somebody first reads it. Pure.

A client's copy names three findings; the other 1,197 of a long document would be half of the time that the page takes.
"""

from collections.abc import Iterator, Sequence
from typing import overload

from devicecheck.model.consultation import Consultation
from devicecheck.report.findings_part import finding_view
from devicecheck.report.page import FindingView
from devicecheck.report.wording import Wording


class FindingViews(Sequence[FindingView]):
    """Every finding, most important first. It reads, and compares, as a tuple of the same views does."""

    def __init__(self, consultation: Consultation, wording: Wording) -> None:
        self._consultation, self._wording = consultation, wording
        self._made: dict[int, FindingView] = {}

    def __len__(self) -> int:
        return len(self._consultation.findings)

    @overload
    def __getitem__(self, place: int) -> FindingView: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[FindingView, ...]: ...

    def __getitem__(self, place: int | slice) -> FindingView | tuple[FindingView, ...]:
        every = range(len(self))
        if isinstance(place, slice):
            return tuple(self._view(number) for number in every[place])
        return self._view(every[place])

    def __iter__(self) -> Iterator[FindingView]:
        return map(self._view, range(len(self)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def _view(self, number: int) -> FindingView:
        if number not in self._made:
            self._made[number] = finding_view(self._consultation.findings[number], self._consultation, self._wording)
        return self._made[number]
