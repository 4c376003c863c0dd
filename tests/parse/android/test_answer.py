# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
from collections.abc import Callable

import pytest

from devicecheck.errors import ParseError
from devicecheck.model.observations import GapReason
from devicecheck.model.readings import Reading
from devicecheck.model.topics import Topic
from devicecheck.parse.android.answer import Answer, nothing, understood
from devicecheck.readers.wire import Status

Make = Callable[..., Reading]


@pytest.mark.parametrize(
    "body",
    [
        b"one\ntwo",
        b"one\r\ntwo\r\n",
        b"one\r\r\ntwo\r\r\n",
        b"\xef\xbb\xbfone\ntwo\n",
        "\ufeffone\r\ntwo\r\n".encode("utf-16-le"),
        "\ufeffone\ntwo\n".encode("utf-16-be"),
        b"o\0ne\ntwo\0\n",
    ],
)
def test_every_way_of_writing_lines_gives_the_same_lines(body: bytes, reading: Make) -> None:
    assert list(Answer.of(reading(Topic.APPS, body)).lines()) == ["one", "two"]


def test_only_line_feeds_end_a_line(reading: Make) -> None:
    text = "a\u2028b\x0bc\x85d\re"
    assert list(Answer.of(reading(Topic.APPS, text)).lines()) == [text]


def test_a_cut_answer_keeps_whole_lines_only(reading: Make) -> None:
    answer = Answer.of(reading(Topic.APPS, "one\ntw", Status.UNPLUGGED))
    assert (list(answer.lines()), answer.cut) == (["one"], True)


@pytest.mark.parametrize(
    "text",
    [
        "a\n*** SERVICE 'package' DUMP TIMEOUT (10000ms) EXPIRED ***\n",
        "a\n\nException occurred while dumping:\njava.lang.NullPointerException\n\tat com.android.server.pm.Settings\n",
        "a\r\nException occurred while dumping:\r\n",
    ],
)
def test_a_dump_that_android_stopped_is_cut_although_its_exit_code_is_zero(text: str, reading: Make) -> None:
    value, gaps = understood(reading(Topic.APP_DETAILS, text), lambda answer: answer.cut)
    assert value is True
    assert [gap.reason for gap in gaps] == [GapReason.TRUNCATED]


@pytest.mark.parametrize("status", [status for status in Status if status is not Status.COMPLETE])
def test_every_ending_but_complete_leaves_a_gap_with_the_same_name(status: Status, reading: Make) -> None:
    _, gaps = understood(reading(Topic.APPS, "x\n", status, user=10), lambda answer: answer.text)
    assert [(gap.reason.value, gap.topic, gap.user) for gap in gaps] == [(status.value, Topic.APPS, 10)]


def test_an_answer_that_is_not_understood_leaves_one_gap(reading: Make) -> None:
    def refuse(answer: Answer) -> str:
        raise nothing(answer)

    assert understood(reading(Topic.APPS, "x"), refuse)[1][0].reason is GapReason.NOT_UNDERSTOOD
    assert understood(reading(Topic.APPS, " \n"), refuse)[1][0].reason is GapReason.EMPTY
    refused = understood(reading(Topic.APPS, "x", Status.REFUSED), refuse)[1]
    assert [gap.reason for gap in refused] == [GapReason.REFUSED]


def test_the_error_for_nothing_names_its_reason() -> None:
    assert isinstance(nothing(Answer("")), ParseError)
    assert nothing(Answer("")).code == "parse.empty"
