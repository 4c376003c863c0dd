# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Loading of texts: strict, with file and place in every complaint."""

from pathlib import Path

import pytest

from devicecheck.errors import WordingError
from devicecheck.report.wording import load, load_folder, placeholders


def loaded(folder: Path, **files: str) -> dict[str, str]:
    for name, content in files.items():
        (folder / f"{name}.yaml").write_text(content, "utf-8")
    return dict(load_folder(folder, "en").texts)


def reason(folder: Path, **files: str) -> str:
    with pytest.raises(WordingError) as caught:
        loaded(folder, **files)
    return caught.value.reason


def test_keys_are_the_path_and_list_items_have_numbers(tmp_path: Path) -> None:
    assert loaded(tmp_path, a="a:\n  b: one\n  c: [two, three]\n") == {"a.b": "one", "a.c.0": "two", "a.c.1": "three"}


def test_words_that_yaml_would_change_stay_words(tmp_path: Path) -> None:
    assert loaded(tmp_path, a="a:\n  no: no\n  yes: on\n  n: 0123\n  d: 2026-01-02\n  e: null\n") == {
        "a.no": "no", "a.yes": "on", "a.n": "0123", "a.d": "2026-01-02", "a.e": "null",
    }  # fmt: skip


def test_a_key_twice_is_refused_in_one_file_and_across_files(tmp_path: Path) -> None:
    assert reason(tmp_path, a="a: x\na: y\n") == "key-twice"
    assert reason(tmp_path, a="a: x\n", b="a: y\n") == "key-twice"


@pytest.mark.parametrize("content", ["- a\n", "a: [", "", "a: \x00"])
def test_what_is_no_file_of_texts_is_refused(tmp_path: Path, content: str) -> None:
    assert reason(tmp_path, a=content) == "not-yaml"


@pytest.mark.parametrize("text", ["{0}", "{}", "{a.b}", "{a[0]}", "{a!r}", "{a:>9}", "{A}", "{", "}", "{a b}"])
def test_only_plain_names_may_stand_in_braces(tmp_path: Path, text: str) -> None:
    with pytest.raises(WordingError):
        placeholders(text)
    assert reason(tmp_path, a=f"a: '{text}'\n") == "bad-placeholder"


def test_a_missing_text_and_a_missing_value_are_errors() -> None:
    with pytest.raises(WordingError) as caught:
        load().text("no.such.key")
    assert caught.value.reason == "unknown-key"
    with pytest.raises(WordingError) as caught:
        load().text("app.written")
    assert caught.value.terms == {"key": "app.written", "term": "path"}


def test_a_value_is_never_read_as_a_placeholder() -> None:
    assert load().text("app.written", path="{path} {0}") == "Written: {path} {0}"


def test_a_problem_always_has_words() -> None:
    assert "…" in load().problem("reader.busy", {}).do
    assert "reader.new-fault" in load().problem("reader.new-fault", {}).do


@pytest.mark.parametrize("language", ["xx", "../en", "EN", "", "en/../en"])
def test_an_unknown_language_is_named(language: str) -> None:
    with pytest.raises(WordingError) as caught:
        load(language)
    assert caught.value.reason == "unknown-language"


def test_a_date_of_a_service_must_be_one(tmp_path: Path) -> None:
    assert reason(tmp_path, a="help:\n  services:\n    x:\n      verified-on: soon\n") == "bad-date"


def test_no_number_is_marked_as_checked_by_the_program() -> None:
    assert [service.id for service in load().services if service.verified_on] == []
    assert [service.number for service in load().services if service.always] == ["999"]
