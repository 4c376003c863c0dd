# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a whole visit costs on the wire: streams and bytes of app files, on a phone with 400 apps."""

import pytest

from devicecheck.model.topics import Topic
from devicecheck.packs.load import load_shipped
from devicecheck.packs.stamp import stamp
from devicecheck.practice.phone import PracticePhone
from devicecheck.practice.stories import apps_of, load_story
from devicecheck.runner.events import ReadingEnded
from devicecheck.runner.visit import Visit
from devicecheck.selftest.canaries import fire
from tests.runner.test_visit import place, watch

APPS = 400
SCHEMES = ([1], [2], [1, 2], [2, 3])
FILLER = 300_000
LARGE, LARGE_FILLER = 10, 3_200_000
"""Every tenth of the added apps is larger than 3 MB."""
MOST_STREAMS = 6
MOST_BYTES_FOR_EACH = 24 * 1024
MOST_PART_OF_LARGE = 0.01


@pytest.mark.slow
async def test_400_apps_with_certificates_cost_few_streams_and_few_bytes() -> None:
    story = load_story("watched")
    more = APPS - len(apps_of(story))
    story["apps"] += [
        {
            "package": f"org.unknown.app{n}",
            "installer": None,
            "schemes": SCHEMES[n % len(SCHEMES)],
            "filler_bytes": LARGE_FILLER if n % LARGE == 0 else FILLER,
        }
        for n in range(more)
    ]
    pack = load_shipped()
    with PracticePhone(story) as phone:
        assert len(phone.state.apps) == APPS
        seen = await watch(Visit(place(phone), pack, stamp(pack, fire(pack))))
        opens = phone.audit.opens
        large = [app.apk_path(34) for app in phone.state.apps if app.filler_bytes == LARGE_FILLER]
    of_files = (Topic.APP_FILE_TAIL, Topic.APP_FILE_RANGE)
    assert not [gap for gap in seen.document.gaps if gap.topic in of_files]  # every certificate was found
    read = [event.record for event in seen.of(ReadingEnded)]
    tails = {record.command for record in read if record.topic is Topic.APP_FILE_TAIL}
    files = sum(record.size for record in read if record.topic in of_files)
    assert len(tails) >= more
    assert files / len(tails) <= MOST_BYTES_FOR_EACH
    assert opens <= MOST_STREAMS
    of_large = sum(each.size for each in read if each.topic in of_files and any(path in each.command for path in large))
    assert len(large) >= more // LARGE
    assert of_large / (len(large) * LARGE_FILLER) <= MOST_PART_OF_LARGE
