# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The practice phones as both front ends start them."""

import asyncio

import pytest

from devicecheck.errors import StoryError
from devicecheck.frontend.practice_phones import Story, network_stories, running, stories
from devicecheck.frontend.proving import proved_pack
from devicecheck.model.cards import Platform
from devicecheck.model.endpoints import Origin
from devicecheck.tui.journey import EVERY_PHONE, Journey


async def test_the_listed_phones_have_a_name_and_a_title() -> None:
    listed = await stories()
    assert {story.name for story in listed} >= {"watched", "ordinary", "stops-halfway"}
    assert all(story.title for story in listed)


async def test_a_phone_listens_on_loopback_while_it_runs_and_not_longer() -> None:
    async with running(Story("ordinary", "")) as place:
        assert (place.host, place.origin) == ("127.0.0.1", Origin.PRACTICE)
        _, writer = await asyncio.open_connection(place.host, place.port)
        writer.close()
    with pytest.raises(OSError):
        await asyncio.open_connection(place.host, place.port)


async def test_a_phone_that_does_not_exist_has_its_error() -> None:
    with pytest.raises(StoryError, match="not-started"):
        async with running(Story("no-such-story", "")):
            pass


def test_the_shipped_signatures_are_proved_before_they_are_used() -> None:
    pack, stamp = proved_pack()
    assert stamp.canaries >= len({signature.category for signature in pack.signatures})


async def test_the_plan_of_a_practice_visit_starts_with_the_kind_of_its_phone() -> None:
    kinds = {each.name: Journey(each).first_timing().platforms for each in await stories()}
    assert kinds["watched"] == frozenset({Platform.ANDROID})
    assert kinds["iphone-ordinary"] == frozenset({Platform.IPHONE})
    (network, *_) = await network_stories()
    assert Journey(network).first_timing().platforms == EVERY_PHONE
