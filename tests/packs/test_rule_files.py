# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rule files: beside an entry or among capabilities, complete in themselves; each mistake says what to do."""

import shutil
from pathlib import Path

import pytest

from devicecheck.packs.find import signatures_folder
from devicecheck.packs.lint import problems
from devicecheck.packs.load import load_pack

RULE = 'rule r { strings: $a = "needle" condition: $a }\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy = tmp_path / "pack"
    (copy / "watch-secretly").mkdir(parents=True)
    (copy / "capabilities").mkdir()
    for name in ("pack.yaml", "never-match.yaml", "watch-secretly/mspy.yaml"):
        shutil.copy(signatures_folder() / name, copy / name)
    return copy


def said(folder: Path, path: str, text: str | bytes) -> str:
    file = folder / path
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return "\n".join(problems(folder))


def test_rules_are_kept_by_whose_they_are(folder: Path) -> None:
    assert said(folder, "watch-secretly/mspy.yar", RULE) == ""
    assert said(folder, "capabilities/sees-all.yar", RULE) == ""
    assert load_pack(folder).rules == {"capabilities/sees-all": RULE, "mspy": RULE}


@pytest.mark.parametrize(
    ("path", "text", "sentence"),
    [
        ("watch-secretly/gone.yar", RULE, "gone.yar:1: add the entry watch-secretly/gone.yaml"),
        ("watch-secretly/mspy.yar", f'\ninclude "/etc/passwd"\n{RULE}', "mspy.yar:2: take the line with `include` out"),
        ("watch-secretly/mspy.yar", f'import "dex"\n{RULE}', "mspy.yar:1: take the line with `import` out"),
        ("watch-secretly/mspy.yar", f"{RULE}\nglobal {RULE}", "mspy.yar:3: take `global` out"),
        ("watch-secretly/mspy.yar", "// nothing\n", "mspy.yar:1: write a rule"),
        ("watch-secretly/mspy.yar", b"\xff\xfe", "mspy.yar:1: save the rule as UTF-8 text"),
        ("watch-secretly/mspy.yar", RULE + "// " + "x" * (129 << 10), "mspy.yar:1: make the rule smaller than 128 KiB"),
        ("watch-secretly/mspy.yar", "rule r {\n condition:\n  nothing_of_this\n}", "mspy.yar:3: correct the rule"),
        ("watch-secretly/mspy.yar", "rule r { condition: true }", "make r narrower; it would fit the"),
        ("watch-secretly/mspy.yar", "rule r { condition: filesize > 9 }", "mspy.yar:1: make r narrower"),
        ("watch-secretly/mspy.yar", RULE.replace("needle", "firebaseio.com"), "it would fit the classes.dex of"),
        ("watch-secretly/mspy.yar", RULE.replace("needle", "schemas.android.com"), "fit the AndroidManifest.xml of"),
        ("watch-secretly/mspy.yar", RULE.replace("$a }", "not $a }"), "make r narrower"),
        ("capabilities/wide.yar", RULE.replace("needle", "onReceive"), "wide.yar:1: make r narrower"),
        ("baseline/x.yar", RULE, "baseline/x.yar:1: put it beside its entry"),
        ("watch-secretly/mspy.yac", b"YARA", "mspy.yac:1: put it beside its entry as id.yar"),
    ],
)
def test_each_mistake_says_what_to_do(folder: Path, path: str, text: str | bytes, sentence: str) -> None:
    assert sentence in said(folder, path, text)


@pytest.mark.slow
def test_a_rule_that_takes_too_long_is_named_and_not_the_others(folder: Path) -> None:
    text = "rule r { condition: for any i in (0..2000000000) : (uint8(i) == 0x1ff) }"
    (folder / "capabilities" / "sees-all.yar").write_text(RULE)
    assert said(folder, "watch-secretly/mspy.yar", text) == (
        "watch-secretly/mspy.yar:1: make the rule faster; it takes seconds for one small part of an app"
    )


def test_words_in_comments_and_texts_are_not_mistaken(folder: Path) -> None:
    text = '/* include "x" */\n// import "y"\nrule r { strings: $a = "\\"include \\"" condition: $a }\n'
    assert said(folder, "watch-secretly/mspy.yar", text) == ""
