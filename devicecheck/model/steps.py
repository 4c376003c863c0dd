# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Step cards: how a client turns debugging on for a visit, and puts each setting back as it was found. Values."""

from typing import Annotated

from pydantic import Field

from devicecheck.model.cards import Basis, DatedCard, Id, Line, Lines

MoreLines = Annotated[tuple[Line, ...], Field(max_length=12)]


class StepCard(DatedCard):
    """The steps of one maker. `also` are names that the maker's phones go by too.

    Shape: `note_first` is what stands on the phone before anything is touched; `leave` are settings that sound right
    and are not needed; `put_back` only undoes what `turn_on` did, and `may_notice` adds to what holds for every maker.
    """

    also: tuple[Id, ...] = ()
    basis: Basis
    note_first: Lines
    turn_on: Lines
    if_stuck: MoreLines = ()
    leave: MoreLines = ()
    put_back: Lines
    may_notice: MoreLines = ()
