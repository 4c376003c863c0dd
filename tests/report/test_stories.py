# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every practice story, from the phone to the printed copies."""

import subprocess
import sys

import pytest

from tests.report import stories

WAITS = {"stops-halfway"}
"""Stories whose phone is waited for until the reader gives up on it."""


@pytest.mark.parametrize(
    "story", [pytest.param(name, marks=pytest.mark.slow) if name in WAITS else name for name in stories.STORIES]
)
def test_the_copies_of_a_story_are_the_reviewed_ones(story: str) -> None:
    for name, data in stories.files(story).items():
        reviewed = (stories.folder() / story / name).read_bytes()
        assert data == reviewed, f"{name}: if this is wanted: python -m tests.report.stories, and read the diff"


def test_every_story_has_samples() -> None:
    listed = subprocess.run(
        [sys.executable, "-m", "devicecheck.practice", "--list"], capture_output=True, text=True, check=True
    )
    assert {line.split('"story": "')[1].split('"')[0] for line in listed.stdout.splitlines()} == set(stories.STORIES)
