# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Looks into one app's file on this computer. No phone is reached, so no gate stands before it."""

import asyncio
import json
import sys
from collections.abc import Mapping
from contextlib import aclosing
from dataclasses import dataclass
from pathlib import Path

from devicecheck.errors import ReaderError
from devicecheck.matching.index import SignatureIndex
from devicecheck.model.observations import AppFile, GapReason, SigningCertificates
from devicecheck.model.readings import Reading
from devicecheck.model.signatures import Pack
from devicecheck.model.topics import Topic
from devicecheck.parse import app_file
from devicecheck.readers.wire import FILE_VARIABLE
from devicecheck.runner.judging import Asked, Judgement, judge
from devicecheck.runner.planning import Question, asks, wanted_questions
from devicecheck.sources.private_folder import private_folder
from devicecheck.sources.session import Session, running

READER = "apk"
TOPICS = frozenset({Topic.APK_FACTS, Topic.APK_RULES, Topic.APP_FILE_TAIL, Topic.APP_FILE_RANGE})
RULES_FILE = "rules.json"
"""The name under which the reader looks for the rules in the private folder."""
DEVICE = "file-1"
START_DEADLINE = 20.0
FACTS_DEADLINE = 60.0
RULES_DEADLINE = 240.0
MOST_ROUNDS = 5


@dataclass(frozen=True)
class FileChecked:
    """What was found in a file.

    Shape: `file` is None when it could not be looked into; `why` then says the reason, by code.
    """

    judgement: Judgement
    readings: tuple[Reading, ...]
    file: AppFile | None
    stamps: SigningCertificates | None
    why: str = ""


async def check_file(path: Path, pack: Pack) -> FileChecked:
    """Everything that the signatures say about one app's file.

    Errors: ReaderError when the reader broke before it said anything about the file.
    """
    readings: list[Reading] = []
    full = str(await asyncio.to_thread(path.resolve))
    index = SignatureIndex(pack)
    with private_folder() as folder:
        await asyncio.to_thread(lay_rules, pack.rules, folder)
        try:
            named = {FILE_VARIABLE: full}
            async with running(arguments(folder), READER, folder, START_DEADLINE, DEVICE, told=named) as session:
                await _look(session, full, readings, index)
        except ReaderError as error:
            if not readings:
                raise
            return _checked(readings, index, why=error.reason)
    return _checked(readings, index)


def lay_rules(rules: Mapping[str, str], folder: Path) -> None:
    """Lay the rules where the reader looks for them."""
    (folder / RULES_FILE).write_text(json.dumps(dict(rules)), "utf-8")


def arguments(folder: Path) -> list[str]:
    """How the reader is started; the file is told by the environment, under `FILE_VARIABLE`."""
    program = [sys.executable, "-I", "-m", f"devicecheck.readers.{READER}"]
    agreed = ",".join(sorted(topic.value for topic in TOPICS))
    return [*program, "--agreed", agreed, "--folder", str(folder)]


async def _look(session: Session, full: str, readings: list[Reading], index: SignatureIndex) -> None:
    tail = Question(Topic.APP_FILE_TAIL, (("path", full),))
    asked: list[Question] = []
    await _ask(session, [Question(Topic.APK_FACTS), tail], asked, readings, FACTS_DEADLINE)
    for _ in range(MOST_ROUNDS):
        more = wanted_questions(TOPICS, _judged(readings, index).wanted, frozenset(asked))
        if not more:
            break
        await _ask(session, more, asked, readings, FACTS_DEADLINE)
    await _ask(session, [Question(Topic.APK_RULES)], asked, readings, RULES_DEADLINE)


async def _ask(
    session: Session,
    questions: tuple[Question, ...] | list[Question],
    asked: list[Question],
    readings: list[Reading],
    deadline: float,
) -> None:
    numbered = asks(questions, len(asked) + 1)
    asked.extend(questions)
    async with aclosing(session.ask(numbered, deadline)) as items:
        async for item in items:
            if isinstance(item, Reading):
                readings.append(item)


def _judged(readings: list[Reading], index: SignatureIndex) -> Judgement:
    return judge(readings, Asked(READER, DEVICE, TOPICS, TOPICS), index)


def _checked(readings: list[Reading], index: SignatureIndex, why: str = "") -> FileChecked:
    judgement = _judged(readings, index)
    observed = app_file.observe(readings, DEVICE).observations
    file = next((item for item in observed if isinstance(item, AppFile)), None)
    stamps = next((item for item in observed if isinstance(item, SigningCertificates)), None)
    first = next((gap for gap in judgement.gaps if gap.topic is Topic.APK_FACTS), None)
    if file is None and first is not None:
        why = why or first.terms.get("why") or GapReason(first.reason).value
    return FileChecked(judgement, tuple(readings), file, stamps, why)
