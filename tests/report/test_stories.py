# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every practice story, from the phone to the printed copies."""

import subprocess
import sys

import pytest

from tests.report import beside, stories

IN_EVERY_RUN = {"watched", "ordinary", "work-phone", "old-android", "supervised", "iphone-ordinary"}
"""Stories that the quick run makes too; each takes seconds, and every one is made before something is called done."""


@pytest.mark.parametrize(
    "story",
    [
        name if name in IN_EVERY_RUN else pytest.param(name, marks=pytest.mark.slow)
        for name in (*stories.STORIES, *beside.MAKERS)
    ],
)
def test_the_copies_of_a_story_are_the_reviewed_ones(story: str) -> None:
    for name, data in stories.files(story).items():
        reviewed = (stories.folder() / story / name).read_bytes()
        assert data == reviewed, f"{name}: if this is wanted: python -m tests.report.stories, and read the diff"


def test_the_pages_to_write_on_are_the_reviewed_ones() -> None:
    made = stories.log_files()
    assert {path.name for path in (stories.folder() / "log").iterdir()} == made.keys()
    for name, data in made.items():
        assert data == (stories.folder() / "log" / name).read_bytes(), f"{name}: python -m tests.report.stories"


def test_every_story_has_samples() -> None:
    listed = subprocess.run(
        [sys.executable, "-m", "devicecheck.practice", "--list"], capture_output=True, text=True, check=True
    )
    assert {line.split('"story": "')[1].split('"')[0] for line in listed.stdout.splitlines()} == set(stories.STORIES)
