# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A recording gives back what was saved, and says of everything else that it was not asked."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devicecheck.errors import StoryError
from devicecheck.model.readings import Reading
from devicecheck.model.topics import Topic
from devicecheck.readers.wire import Ask, Status
from devicecheck.sources import recording
from devicecheck.sources.recording import Recording

MOMENT = datetime(2026, 6, 1, 9, 30, tzinfo=UTC)


def reading(topic: Topic, body: bytes, status: Status = Status.COMPLETE, **params: str | int) -> Reading:
    return Reading("r1", topic, "phone-1", "the command", MOMENT, MOMENT, status, body, 0, "", dict(params))


SAVED = (
    reading(Topic.APPS, b"package:/a.apk=b\n\xff\x00", user=0),
    reading(Topic.APPS, b"", Status.REFUSED, user=10),
    reading(Topic.CLOCK, b"1780306200\n"),
)


def test_what_is_saved_is_read_back(tmp_path: Path) -> None:
    recording.write(tmp_path / "saved", SAVED)
    assert recording.read(tmp_path / "saved") == SAVED
    assert {path.stat().st_mode & 0o777 for path in (tmp_path / "saved").iterdir()} == {0o600}


async def test_a_recording_answers_like_a_reader(tmp_path: Path) -> None:
    recording.write(tmp_path, SAVED)
    source = Recording(tmp_path)
    asks = [Ask("a", "apps", {"user": 10}), Ask("b", "clock"), Ask("c", "users"), Ask("d", "apps", {"user": 0})]
    answers = {item.id: item async for item in source.ask(asks, 5.0) if isinstance(item, Reading)}
    assert [(key, answer.status) for key, answer in answers.items()] == [
        ("a", Status.REFUSED), ("b", Status.COMPLETE), ("c", Status.UNSUPPORTED), ("d", Status.COMPLETE),
    ]  # fmt: skip
    assert answers["c"].note == recording.NOT_RECORDED
    assert answers["d"].body == SAVED[0].body
    assert source.hello.topics == ("apps", "clock")
    source.cancel()
    assert [item.status async for item in source.ask(asks[:1], 5.0) if isinstance(item, Reading)] == [Status.STOPPED]
    await source.aclose()


@given(
    st.dictionaries(
        st.sampled_from(["topic", "status", "body", "sha256", "started_at", "params", "exit_code", "format", "more"]),
        st.none() | st.integers() | st.text(max_size=9) | st.lists(st.integers(), max_size=2) | st.just({"a": [1]}),
        min_size=1,
    )
)
def test_a_damaged_recording_is_named_as_such(tmp_path_factory: pytest.TempPathFactory, changed: dict) -> None:
    folder = tmp_path_factory.mktemp("saved")
    recording.write(folder, SAVED[:1])
    path = next(folder.iterdir())
    path.write_text(json.dumps(json.loads(path.read_text()) | changed))
    try:
        again = recording.read(folder)
    except StoryError as error:
        assert error.reason == "damaged"
        return
    assert again[0].body == SAVED[0].body


def test_an_empty_folder_is_no_recording(tmp_path: Path) -> None:
    with pytest.raises(StoryError):
        Recording(tmp_path)
