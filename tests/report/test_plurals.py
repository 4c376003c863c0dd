# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Plural categories, compared with the examples that CLDR prints for each language."""

import pytest

from devicecheck.report.plurals import categories, category

EXAMPLES = {
    "en": {"one": [1], "other": [0, 2, 16, 100, 1000]},
    "cy": {"zero": [0], "one": [1], "two": [2], "few": [3], "many": [6], "other": [4, 5, 7, 14, 100, 1000]},
    "pl": {"one": [1], "few": [2, 4, 22, 24, 32, 102, 1002], "many": [0, 5, 12, 14, 19, 100, 112, 1000]},
    "ro": {"one": [1], "few": [0, 2, 16, 101, 119, 1001], "other": [20, 35, 100, 1000]},
    "uk": {"one": [1, 21, 31, 101, 1001], "few": [2, 4, 22, 102], "many": [0, 5, 11, 19, 100, 111, 1000]},
    "pa": {"one": [0, 1], "other": [2, 17, 100]},
    "bn": {"one": [0, 1], "other": [2, 17, 100]},
    "ur": {"one": [1], "other": [0, 2, 16, 100]},
    "ar": {"zero": [0], "one": [1], "two": [2], "few": [3, 10, 103, 1003], "many": [11, 26, 111, 1011],
           "other": [100, 102, 200, 1000]},
}  # fmt: skip


@pytest.mark.parametrize("language", EXAMPLES)
def test_the_examples_of_cldr_fall_into_their_categories(language: str) -> None:
    for name, counts in EXAMPLES[language].items():
        assert {category(language, count) for count in counts} == {name}
    assert categories(language) == EXAMPLES[language].keys()
