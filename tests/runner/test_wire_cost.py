# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a whole visit costs on the wire: streams and bytes of app files, on a phone with 400 apps."""

import pytest

from devicecheck.model.topics import Topic
from devicecheck.packs.load import load_shipped
from devicecheck.packs.stamp import stamp
from devicecheck.practice.phone import PracticePhone
from devicecheck.runner.events import ReadingEnded
from devicecheck.runner.visit import Visit
from devicecheck.selftest.canaries import fire
from tests.benchmarks.large_phone import APPS, LARGE, LARGE_FILLER, story
from tests.runner.test_visit import place, watch

MOST_STREAMS = 6
MOST_BYTES_FOR_EACH = 24 * 1024
MOST_PART_OF_LARGE = 0.01


@pytest.mark.slow
async def test_400_apps_with_certificates_cost_few_streams_and_few_bytes() -> None:
    pack = load_shipped()
    with PracticePhone(story()) as phone:
        assert len(phone.state.apps) == APPS
        seen = await watch(Visit(place(phone), pack, stamp(pack, fire(pack))))
        opens = phone.audit.opens
        large = [app.apk_path(34) for app in phone.state.apps if app.filler_bytes == LARGE_FILLER]
    of_files = (Topic.APP_FILE_TAIL, Topic.APP_FILE_RANGE)
    assert not [gap for gap in seen.document.gaps if gap.topic in of_files]  # every certificate was found
    read = [event.record for event in seen.of(ReadingEnded)]
    tails = {record.command for record in read if record.topic is Topic.APP_FILE_TAIL}
    files = sum(record.size for record in read if record.topic in of_files)
    added = sum(app.package.startswith("org.unknown.") for app in phone.state.apps)
    assert len(tails) >= added
    assert files / len(tails) <= MOST_BYTES_FOR_EACH
    assert opens <= MOST_STREAMS
    of_large = sum(each.size for each in read if each.topic in of_files and any(path in each.command for path in large))
    assert len(large) >= added // LARGE
    assert of_large / (len(large) * LARGE_FILLER) <= MOST_PART_OF_LARGE
