# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every code has its words, every word its value, and no word says what we cannot know."""

import ast
import re
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import get_args

import pytest

from devicecheck import errors
from devicecheck.assess.codes import FindingCode
from devicecheck.checks import CHECKS
from devicecheck.model.consultation import End
from devicecheck.model.endpoints import Via
from devicecheck.model.findings import Concern, Confidence, Fact, SaidBy
from devicecheck.model.observations import AccessKind, GapReason, Observation
from devicecheck.model.signatures import Capability, Category, OrdinaryReason, SignatureStatus
from devicecheck.model.topics import Scope, Topic
from devicecheck.readers.wire import Fault, LiveState
from devicecheck.report.wording import Wording, load, placeholders
from devicecheck.runner import gates
from tests import reading_age

PACKAGE = Path(errors.__file__).parent
WORDING: Wording = load()

ENUMS: tuple[tuple[str, type[StrEnum], str], ...] = (
    ("findings.concern.", Concern, ".badge"),
    ("findings.concern.", Concern, ".meaning"),
    ("findings.confidence.", Confidence, ".badge"),
    ("findings.confidence.", Confidence, ".sure"),
    ("findings.fact.", Fact, ""),
    ("findings.said-by.", SaidBy, ""),
    ("findings.category.", Category, ""),
    ("findings.status.", SignatureStatus, ""),
    ("findings.capability.", Capability, ""),
    ("findings.ordinary-reason.", OrdinaryReason, ""),
    ("findings.access.", AccessKind, ""),
    ("findings.codes.", FindingCode, ".headline"),
    ("findings.codes.", FindingCode, ".can-mean.0"),
    ("findings.codes.", FindingCode, ".ask.0"),
    ("findings.codes.", FindingCode, ".not-yet.0"),
    ("findings.codes.", FindingCode, ".next.0"),
    ("errors.reader.", Fault, ".what"),
    ("errors.reader.", Fault, ".do"),
    ("states.", LiveState, ""),
    ("topics.", Topic, ""),
    ("report.topic.", Topic, ""),
    ("report.reason.", GapReason, ""),
    ("scopes.", Scope, ""),
    ("ends.", End, ""),
    ("vias.", Via, ""),
)


@pytest.mark.parametrize(
    ("area", "kind", "part"), ENUMS, ids=[f"{area}{kind.__name__}{part}" for area, kind, part in ENUMS]
)
def test_every_member_has_its_words(area: str, kind: type[StrEnum], part: str) -> None:
    assert [f"{area}{member}{part}" for member in kind if not WORDING.texts.get(f"{area}{member}{part}")] == []


def test_no_finding_code_has_words_but_no_code() -> None:
    named = {key.split(".")[2] for key in WORDING.texts if key.startswith("findings.codes.")}
    assert named == {*FindingCode, "unlisted-code"}


def test_every_check_and_every_limit_has_its_words() -> None:
    wanted = {f"checks.{check.id}.{part}" for check in CHECKS for part in ("name", "not-seen")}
    wanted |= {f"report.limits.{limit}" for check in CHECKS for limit in check.limits}
    assert wanted <= WORDING.texts.keys()


def test_every_kind_of_observation_has_words_as_evidence() -> None:
    def kinds(union: object) -> Iterator[str]:
        for each in get_args(union):
            yield from [each.model_fields["type"].default] if hasattr(each, "model_fields") else kinds(each)

    named = set(kinds(Observation))
    assert len(named) > 30
    assert {each for each in named if not load().has(f"findings.evidence.{each}")} == set()


def test_every_question_of_the_gates_has_its_words() -> None:
    wanted = set()
    for need in (
        *gates.NEEDS,
        gates.trust_need({}),
        *gates.first_needs(cable=True, online=True),
        *gates.TAG_NEEDS,
        *gates.CAPTURE_NEEDS,
        *gates.LIVE_NEEDS,
    ):
        for question in need.questions:
            wanted |= {f"gates.{question.id}.{part}" for part in ("title", "question", "say", "why")}
            wanted |= {f"gates.{question.id}.answers.{answer}" for answer in question.answers}
            wanted |= {
                f"errors.gate.{question.id}.{answer}.{part}" for answer in question.stops for part in ("what", "do")
            }
            if question.stops:
                wanted.add(f"gates.{question.id}.if-stops")
    assert wanted - WORDING.texts.keys() == set()


def test_every_unsafe_answer_leads_to_words_that_name_the_emergency_number() -> None:
    number = WORDING.text("help.services.emergency.number")
    of_client = [*gates.NEEDS, *gates.first_needs(cable=True, online=True)]
    questions = [question for need in of_client for question in need.questions]
    pages = {f"errors.gate.{each.id}.{answer}.do" for each in questions for answer in each.stops}
    pages |= {"tui.alone.not-now", "plain.not-alone", "tui.caseworker-now.do.1"}
    assert len(pages) > 12
    assert {page for page in pages if f"call {number}" not in WORDING.texts[page].replace("calls", "call")} == set()


def test_the_recorded_version_of_the_words_is_that_of_the_file() -> None:
    assert WORDING.text("gates.version") == gates.WORDS_VERSION


def raised() -> dict[str, tuple[set[str] | None, str]]:
    """Code -> names of the terms it is raised with (None: not a literal), and where, for every error in the code."""
    areas = {name: kind.area for name, kind in vars(errors).items() if isinstance(kind, type)
             and issubclass(kind, errors.DeviceCheckError)}  # fmt: skip
    found: dict[str, tuple[set[str] | None, str]] = {}
    trees = {path: ast.parse(path.read_text("utf-8")) for path in sorted(PACKAGE.rglob("*.py"))}
    for tree in trees.values():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef) and any(isinstance(b, ast.Name) and b.id in areas for b in node.bases):
                own = [
                    s.value.value for s in node.body if isinstance(s, ast.Assign) and isinstance(s.value, ast.Constant)
                ]
                base = next(b.id for b in node.bases if isinstance(b, ast.Name) and b.id in areas)
                areas[node.name] = own[0] if own else areas[base]
    for path, tree in trees.items():
        for node in ast.walk(tree):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in areas):
                continue
            if not (node.args and isinstance(node.args[0], ast.Constant)):
                continue
            terms: set[str] | None = set()
            if node.func.id == "PackError":
                terms = {"count", "first"}
            elif len(node.args) > 1:
                given = node.args[1]
                literal = isinstance(given, ast.Dict) and all(isinstance(key, ast.Constant) for key in given.keys)
                terms = {key.value for key in given.keys} if literal else None  # type: ignore[attr-defined]
            code = f"{areas[node.func.id]}.{node.args[0].value}"
            found[code] = (terms, f"{path.relative_to(PACKAGE)}:{node.lineno}")
    return found


@pytest.mark.slow
@pytest.mark.core
def test_every_error_that_is_raised_has_its_words() -> None:
    inner = {"parse", "reader"}  # a parser's text is for developers; faults of readers are an enum and tested above
    missing = [
        f"{code} ({where})"
        for code, (_, where) in raised().items()
        if code.split(".")[0] not in inner and not all(WORDING.has(f"errors.{code}.{part}") for part in ("what", "do"))
    ]
    assert missing == []


@pytest.mark.slow
@pytest.mark.core
def test_every_error_is_raised_with_the_values_that_its_words_name() -> None:
    wrong = []
    for code, (terms, where) in raised().items():
        for part in ("what", "do"):
            text = WORDING.texts.get(f"errors.{code}.{part}", "")
            if terms is not None and not placeholders(text) <= terms:
                wrong.append(f"errors.{code}.{part} wants {sorted(placeholders(text) - terms)}; {where}")
    assert wrong == []


def test_faults_name_only_values_that_readers_send() -> None:
    texts = (WORDING.text(f"errors.reader.{fault}.{part}", **SENT) for fault in Fault for part in ("what", "do"))
    assert all("{" not in text for text in texts)


SENT = {"udev": "line", "holder": "adb server", "serials": "A, B"}


@pytest.mark.parametrize("key", [key for key in WORDING.texts if re.fullmatch(r"errors\..*\.what|states\..*", key)])
def test_what_happened_is_said_in_twelve_words(key: str) -> None:
    assert len(WORDING.texts[key].split()) <= 12


# What nobody can know from a cable, and words that frighten, blame or belong to the trade.
STATEMENTS = re.compile(
    r"\b(safe|safely|safer|secure|secured|securely|clean|clear|cleared|risk-free|no risks?|no threats?|all good"
    r"|harmless|trustworthy|infected|hacked|hacker|compromised|spyware|stalkerware|malware|virus|suspicious|detected|detection"
    r"|victim|abuser|perpetrator|stalker|paranoid|alleged|critical|severity|percent|he|she|his|her|him|boyfriend|husband)\b"
    r"|[!✓✔✅%]|\binstalled by\b|\bput (?:it|this) there by\b",
    re.IGNORECASE,
)
ALLOWED = {
    "report.caveat": "the fixed sentence: it does not prove the phone is safe",
    "report.short.found.whole": "says the caveat at once",
    "gates.safe-now.question": "a question, not a statement",
}
OURS = {key: text for key, text in WORDING.texts.items() if not key.endswith((".source", ".version", ".trade"))}
"""Texts of ours; a `trade` word of the glossary is what others say."""


def test_no_text_makes_a_forbidden_statement() -> None:
    found = {key: hit[0] for key, text in OURS.items() if (hit := STATEMENTS.search(text)) and key not in ALLOWED}
    assert found == {}


def test_every_exception_is_still_needed_and_is_no_promise() -> None:
    assert [key for key in ALLOWED if not STATEMENTS.search(WORDING.texts[key])] == []
    assert (
        WORDING.text("report.caveat") == "This does not prove the phone is safe. Some ways of watching leave no sign."
    )


# ---------------------------------------------------------------- reading age
STAFF = ("errors.", "app.", "cli.", "doctor.", "tui.", "findings.evidence.", "report.how.", "scopes.", "help.services.",
         "findings.access.", "vias.", "platforms.", "states.", "topics.", "gates.version", "evidence.", "evidence-key.",
         "verify.")  # fmt: skip


def spoken(key: str) -> str:
    """A text as it is read: a name for each value."""
    return re.sub(r"\{[a-z0-9_]+\}", "it", WORDING.texts[key])


def blocks() -> dict[str, list[str]]:
    """The client's texts by the block that they are read in."""
    together: dict[str, list[str]] = {}
    for key in WORDING.texts:
        if key.startswith(STAFF) or key.endswith(".trade"):
            continue
        parts = key.split(".")
        deep = parts[0] == "findings" and parts[1] == "codes"
        together.setdefault(".".join(parts[: 3 if deep else 2]), []).append(key)
    return together


CLIENT_BLOCKS = blocks()


@pytest.mark.parametrize("block", CLIENT_BLOCKS)
def test_a_client_of_ten_can_read_it(block: str) -> None:
    texts = [spoken(key) for key in CLIENT_BLOCKS[block]]
    if sum(len(reading_age.words(text)) for text in texts) >= 20:  # the formula says nothing about a few words
        assert reading_age.grade(texts) <= 5.0
    assert reading_age.mean_sentence(texts) <= 12


def test_all_client_texts_together_are_easy() -> None:
    texts = [spoken(key) for keys in CLIENT_BLOCKS.values() for key in keys]
    assert reading_age.grade(texts) <= 4.0
    assert reading_age.mean_sentence(texts) <= 10


@pytest.mark.parametrize("area", ["errors", "app", "gates", "findings", "report", "states"])
def test_no_sentence_is_longer_than_twenty_words(area: str) -> None:
    long = [
        f"{key}: {sentence}"
        for key in WORDING.texts
        if key.startswith(f"{area}.")
        for sentence in reading_age.sentences(spoken(key))
        if len(reading_age.words(sentence)) > 20
    ]
    assert long == []


def test_errors_are_plain_enough_for_staff() -> None:
    texts = [spoken(key) for key in WORDING.texts if key.startswith("errors.")]
    assert reading_age.grade(texts) <= 6.0


def test_the_reading_age_knows_hard_text_from_easy() -> None:
    hard = "The accessibility service facilitates unauthorised exfiltration of communications metadata."
    assert reading_age.grade([hard]) > 15
    assert reading_age.grade(["We looked for it. We did not see it."]) < 2
