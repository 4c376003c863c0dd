# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""`devicecheck visit --plain` from start to handed-over copies, by typed lines alone, as its prompts ask for them."""

import os
import pathlib
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime

import pytest

from devicecheck.cli.asking import Asker
from devicecheck.cli.dialogue import TypedLines
from devicecheck.cli.exits import Exit
from devicecheck.cli.kept_visit import KeptVisit
from devicecheck.cli.plain_choices import Way, other_phone
from devicecheck.cli.plain_phones import Looked, first, others
from devicecheck.frontend.opening import NoCable
from devicecheck.frontend.practice_phones import Story, stories
from devicecheck.model.cards import Platform
from devicecheck.model.consultation import End
from devicecheck.model.endpoints import Endpoint, Via
from devicecheck.model.questions import ToldAnswer
from devicecheck.report.wording import load
from devicecheck.runner import gates
from devicecheck.runner.phones import NOBODY
from devicecheck.runner.telling import with_answers

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROMPTS = ("A note,", "In which folder?", "Look again on which day?")
SKIPPED = frozenset(
    {
        "Skip",
        "No, go on without cards",
        "Not asked, or chose not to say",
        "English only",
        "No, not in a copy",
        "Nothing more",
        "No, go on to the copies",
        "As usual",
        "No, start at the story",
    }
)
"""What is chosen where a test names nothing."""


def chosen(text: str, wanted: str) -> bool:
    """Whether an answer is the one that a test names, or the one that says nothing."""
    return text == wanted if wanted else text in SKIPPED


def talk(answers: Mapping[str, list[str]], rest: str = "") -> tuple[int, str]:
    """Exit code and everything printed. `answers`: the start of a question -> the texts to choose, in turn."""
    queues = {start: list(texts) for start, texts in answers.items()}
    printed: list[str] = []
    with subprocess.Popen(
        [sys.executable, "-m", "devicecheck", "visit", "--plain"],
        stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, bufsize=1, cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    ) as program:  # fmt: skip
        assert program.stdin is not None and program.stderr is not None
        wanted, answered = rest, False
        for line in program.stderr:
            printed.append(line)
            text = line.strip()
            option = re.fullmatch(r"(\d+)  (.+)", text)
            start = next((each for each in queues if text.startswith(each)), None)
            if start is not None and not option:
                wanted, answered = (queues[start].pop(0) if queues[start] else rest), False
            answered = answered and not (option and option[1] == "1")
            typed = None
            if text.startswith(PROMPTS):
                typed, wanted = wanted, rest
            elif option and not answered and chosen(option[2], wanted):
                typed, wanted, answered = option[1], rest, True
            if typed is not None:
                program.stdin.write(f"{typed}\n")
                program.stdin.flush()
        return program.wait(), "".join(printed)


FIRST = {
    "Is it safe for you": ["Yes, we can start"],
    "Can we talk with you alone": ["Yes, we are alone"],
    "Do you need an interpreter": ["No"],
    "Are you under 18": ["No"],
    "Do you live in a place": ["No"],
}
CARD = {"What came of it?": ["Something to talk about", "No more cards"], "Who says so?": ["The client told us"]}


PAGES = "Pages on which the client writes down what happens"
OF_EACH = ("What does the client say", "What was decided", "What came of it", "Who says so", "A note,", "Which copy",
           "Which language", "How large is the print", "Is there another phone", "Practise on", "In which folder",
           "Can we talk with you alone")  # fmt: skip
"""Questions about one thing, card, copy, phone or moment: those come once for each of them."""


def typed_twice(printed: str) -> list[str]:
    """Questions about the visit itself that were asked more than once."""
    asked = Counter(line for line in printed.splitlines() if line.endswith("?") and not line.startswith(OF_EACH))
    return [question for question, times in asked.items() if times > 1 and printed.count(f"\n{question}\n1  ") > 1]


def test_a_visit_without_a_cable_ends_with_a_copy_that_says_nothing_was_read(tmp_path: pathlib.Path) -> None:
    code, printed = talk(
        {
            "How do you want to check?": ["Without a cable, by questions and cards"],
            **FIRST,
            "How much time": ["45 minutes"],
            "What do they seem to know?": ["Where you are"],
            "Which kind of phone": ["An Android phone"],
            "Which copy": ["The client's copy", "The caseworker's copy", "No more copies"],
            "Where will the client keep it?": ["The client wants no copy"],
            "A note,": ["An old tablet"],
            "In which folder?": [str(tmp_path)],
            **CARD,
        }
    )
    assert code == Exit.DONE, printed
    assert "No phone was connected." in printed and "Why this card: They seem to know where you are." in printed
    (copy,) = tmp_path.glob("*.txt")
    said = " ".join(copy.read_text("utf-8").split())
    assert "An old tablet" in said and "Cards that we did not go through" in said
    assert not list(tmp_path.glob("*-copy.*"))


def test_a_secret_home_stops_for_a_caseworker_and_a_call_hands_copies_to_the_caseworker_alone() -> None:
    code, printed = talk(
        {
            "How do you want to check?": ["Online or by phone, without a cable"],
            **FIRST,
            "Could someone see or hear": ["No"],
            "Do we agree on this?": ["Yes"],
            "Do you live in a place": ["Not sure"],
            "How much time": ["45 minutes"],
            "Which kind of phone": ["An Android phone"],
            "What came of it?": ["Something to talk about", "No more cards"],
            "Who says so?": ["The client told us"],
            "Was it agreed with a caseworker": ["Not yet", "Yes, agreed with a caseworker"],
            "Which copy": ["The client's copy", "No more copies"],
            "Where will the client keep it?": ["The client wants no copy"],
        }
    )
    assert code == Exit.DONE, printed
    assert printed.index("Card 1 of") < printed.index("Stop. Caseworker now.") < printed.index("Card 2 of")
    assert printed.count("Stop. Caseworker now.") == 2 and "with your caseworker" in printed
    assert "on paper, with you" not in printed and "0808" not in printed


def test_a_practice_visit_reads_findings_one_at_a_time_and_keeps_what_the_client_says(tmp_path: pathlib.Path) -> None:
    code, printed = talk(
        {
            "How do you want to check?": ["A practice phone that is made up"],
            "Practise on": [
                "A phone that is being watched",
                "An old Android 8 with changed settings",
                "A tag goes where the client goes",
            ],
            "Is there another phone": ["A practice phone that is made up"] * 2 + ["Nothing more"],
            "How much time": ["60 minutes"],
            "What does the client say": ["Did not know of it"] * 20,
            "Which copy": ["The caseworker's copy", PAGES, "No more copies"],
            "A note,": ["Words of the client"],
            "In which folder?": [str(tmp_path), ""],
            **CARD,
        }
    )
    assert code == Exit.DONE, printed
    assert len(list(tmp_path.iterdir())) == 6
    assert typed_twice(printed) == []
    assert "PRACTICE" in printed and "TheTruthSpy" in printed and "Part 6 of 6: close." in printed
    assert "Say this:" in printed and "Better not:" in printed and "A moment, before we go on" in printed
    assert "What a computer looks at, in this order:" in printed and "Can we talk with you alone?" in printed
    assert "USB debugging is off again" in printed and "How are you feeling about leaving today?" in printed
    said = "".join(path.read_text("utf-8") for path in tmp_path.glob("*.txt"))
    assert "What the client says about what we found" in said and "Did not know of it" in said and "PRACTICE" in said
    assert (
        "AirTag" in said
        and "Phone 1, " in said
        and "Phone 2, " in said
        and "We looked at more than one phone." in " ".join(said.split())
    )


def test_tags_can_be_practised_with_and_their_report_is_handed_over(tmp_path: pathlib.Path) -> None:
    code, printed = talk(
        {
            "How do you want to check?": ["A practice phone that is made up"],
            "Practise on": ["A tag goes where the client goes"],
            "Is the client here yet?": ["Not yet. Listen to the empty room now."],
            "Put the client's bags": ["They are here. Listen now."],
            "We heard this": ["No"] * 9,
            "Now go to another place": ["We are at the second place. Listen now."],
            "Which copy": ["The caseworker's copy", "No more copies"],
            "In which folder?": [str(tmp_path)],
        }
    )
    assert code == Exit.DONE, printed
    (copy,) = tmp_path.glob("*.txt")
    assert "AirTag" in copy.read_text("utf-8") and len(list(tmp_path.iterdir())) == 3


def test_a_network_without_a_thing_says_what_was_looked_for_and_offers_the_cards(tmp_path: pathlib.Path) -> None:
    code, printed = talk(
        {
            "How do you want to check?": ["A practice phone that is made up"],
            "Practise on": ["A home network: nothing on our list"],
            "Shall we go through guided cards": ["Yes, one card at a time"],
            "Which copy": ["The caseworker's copy", "No more copies"],
            "In which folder?": ["~nobody-of-that-name"],
            **CARD,
        }
    )
    assert code == Exit.DONE, printed
    said = " ".join(printed.split())
    assert "What we did not see. These checks ran in full. - We looked for cameras" in said
    assert said.index("We looked for cameras") < said.index("This does not prove") < said.index("Nothing stopped us")
    assert "Part 4 of 6: cards." in said and "What came of it?" in said
    assert "That folder is not there." in said and not (ROOT / "~nobody-of-that-name").exists()


class Lines(TypedLines):
    """Lines that are typed one after the other."""

    def __init__(self, *lines: str) -> None:
        super().__init__()
        self.left = list(lines)

    async def next(self) -> str | None:
        return self.left.pop(0) if self.left else None


async def test_a_phone_that_ended_early_is_read_once_more_and_is_the_same_phone() -> None:
    again = Lines("2", "1")
    ask, kept = Asker(load(), again), KeptVisit(wording=load())
    story = next(each for each in await stories() if each.name == "ordinary")
    way, read = await first(ask, kept, Way(story), gates.Recorded(), offered=False)
    assert read.consultation is not None
    told = ToldAnswer(question="knows", answers=("places",), at=datetime.now(UTC))
    early = with_answers(read.consultation, (told,), shared=False).model_copy(update={"end": End.BROKEN_OFF})
    looked = Looked(way, early, [read.whole], ended_early=True)
    visit = await others(ask, kept, looked, gates.Recorded(), offered=False)
    assert not again.left and not looked.ended_early
    assert visit.end is End.COMPLETE and len(visit.devices) == 1 and visit.told.answers == (told,)
    assert looked.whole and visit.code == early.code


def test_what_a_client_is_asked_first_can_be_practised_line_by_line() -> None:
    whole = Way(Story("watched", "A phone", reader="android", asks=True))
    asked = [question.id for need in whole.first_needs for question in need.questions]
    assert asked == ["safe-now", "see-alone", "interpreter", "under-18", "secret-home", "police-asked"]
    assert Way(Story("watched", "A phone", reader="android")).first_needs == ()


async def test_a_phone_that_told_everything_is_not_offered_again(capfd: pytest.CaptureFixture[str]) -> None:
    assert await other_phone(Asker(load(), Lines("1")), Way(Story("watched", "A phone"))) is None
    assert "The last phone once more" not in capfd.readouterr().err


def test_the_plan_of_a_practice_visit_is_for_its_kind_of_phone() -> None:
    assert Way(Story("family-iphone", "An iPhone", reader="iphone")).platforms == {Platform.IPHONE}
    assert Way(Story("watched", "A phone", reader="android")).platforms == {Platform.ANDROID}


async def test_a_phone_that_is_not_reached_is_tried_again_and_the_visit_goes_on_without_it() -> None:
    nobody = Way(Endpoint(reader="android", via=Via.TCP, port=1))
    consent = ["1"] * 5
    lines = Lines(*consent, "1", *consent, "2")
    ask = Asker(load(), lines)
    agreed = gates.Recorded()
    for need in gates.first_needs(cable=True):
        given = {each.id: next(a for a in each.answers if a not in each.stops) for each in need.questions}
        agreed = gates.record(agreed, need, given, NOBODY, datetime.now(UTC))
    way, followed = await first(ask, KeptVisit(wording=load()), nobody, agreed, offered=False)
    assert way == Way(NoCable()) and followed.consultation is not None and not followed.consultation.devices
    assert not lines.left


def test_another_card_and_an_odd_thing_can_be_read_and_the_card_counts(tmp_path: pathlib.Path) -> None:
    code, printed = talk(
        {
            "How do you want to check?": ["Without a cable, by questions and cards"],
            **FIRST,
            "How much time": ["45 minutes"],
            "Which kind of phone": ["An iPhone"],
            "What came of it?": ["No more cards", "Looked and did not see it"],
            "Who says so?": ["We saw on the screen"],
            "Another card": ["An odd thing explained", "Another card", "No, go on to the copies"],
            "Which odd thing?": ["The phone gets hot"],
            "What is it about?": ["Accounts"],
            "Which card?": ["Devices signed in to Google"],
            "How large is the print": ["Large, 18 point"],
            "Which copy": ["The caseworker's copy", "No more copies"],
            "In which folder?": [str(tmp_path)],
        }
    )
    assert code == Exit.DONE, printed
    assert "It makes sense to ask about this." in printed and "Charging, sun or a thick case." in printed
    ways = [line for line in printed.splitlines() if line.startswith("Where, ")]
    assert ways[0] == "Where, iPhone:" and ways[-3] == "Where, iPhone with a Google account:"
    said = " ".join(next(tmp_path.glob("*.txt")).read_text("utf-8").split())
    assert "Devices signed in to Google" in said and "Looked and did not see it" in said
    assert "font-size:18pt" in next(tmp_path.glob("*.html")).read_text("utf-8")


async def test_a_long_name_of_a_file_is_not_broken(capfd: pytest.CaptureFixture[str]) -> None:
    names = ", ".join(f"appointment-notes-6F-CZJP-copy.{kind}" for kind in ("txt", "html", "pdf"))
    Asker(load(), TypedLines()).say(names)
    assert {f"appointment-notes-6F-CZJP-copy.{kind}" for kind in ("html", "pdf")} <= set(
        capfd.readouterr().err.replace(",", " ").split()
    )


def test_now_is_not_a_good_time_ends_it_before_any_question() -> None:
    code, printed = talk(
        {"How do you want to check?": ["Without a cable, by questions and cards"], "Is it safe for you": ["No"]}
    )
    assert code == Exit.GATE and "Part 1 of 6" not in printed


def test_a_question_says_why_it_is_asked_and_the_end_of_the_input_is_said() -> None:
    typed = "4\n1\n1\n1\n1\n1\n1\n0\n?\n1,1\n1,9\n"
    done = subprocess.run(
        [sys.executable, "-m", "devicecheck", "visit", "--plain"],
        input=typed, capture_output=True, text=True, timeout=60, check=False, cwd=ROOT,
    )  # fmt: skip
    assert done.returncode == Exit.STOPPED
    assert "Why we ask: What they know tells us" in done.stderr and "The input ended." in done.stderr
    assert done.stderr.count("Please type one of the numbers 1-9.") == 1


async def test_what_a_phone_says_in_a_problem_is_shown_as_text(capfd: pytest.CaptureFixture[str]) -> None:
    Asker(load(), TypedLines()).problem("reader.several-phones", {"serials": "A\x1b[31m\u202eB"})
    told = capfd.readouterr().err
    assert "\x1b" not in told
    assert "\u202e" not in told
    assert "[U+001B]" in told
