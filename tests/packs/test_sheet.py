# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The table: out and back is no change, what a person changed is a draft, what is wrong is named by its line."""

import csv
import io
from datetime import date
from pathlib import PurePath

import pytest

from devicecheck.errors import PackError
from devicecheck.model.signatures import SignatureStatus
from devicecheck.packs import sheet
from tests.packs.entries import entry, pack_of

ONE = entry("one", packages=("org.one.a", "org.one.b"), certificates=("ab" * 20,), domains=("api.one.org",))
TWO = entry("two", packages=("org.two.a",)).model_copy(update={"name": "=2+2", "note": 'a; b, "c"'})
PACK = pack_of(ONE, TWO)
TODAY = date(2026, 12, 1)


def rows(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def back(table: list[list[str]], separator: str = ",") -> tuple:  # type: ignore[type-arg]
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=separator).writerows(table)
    return sheet.read(text.getvalue().encode(), PurePath("x.csv"), PACK, "Anna Example", TODAY)


def test_out_and_back_is_no_change() -> None:
    assert sheet.read(sheet.write(PACK.signatures), PurePath("x.csv"), PACK, "Anna Example", TODAY) == ()
    assert back(rows(sheet.write(PACK.signatures)), separator=";") == ()
    assert back(rows(sheet.write(PACK.signatures)), separator="\t") == ()


def test_empty_cells_and_lines_that_a_spreadsheet_adds_are_no_problem() -> None:
    table = rows(sheet.write(PACK.signatures))
    table[1][sheet.COLUMNS.index("name")] = 'One; the "first"'
    wider = [[*row, "", ""] for row in table]
    (changed,) = back([*wider, [""] * len(wider[0])], separator=";")
    assert changed.name == 'One; the "first"'
    with pytest.raises(PackError):
        back([wider[0], [*table[1], "something"]])


def test_columns_may_be_moved_and_their_names_typed_in_any_case() -> None:
    table = rows(sheet.write(PACK.signatures))
    moved = [[row[-1], "", *row[:-1]] for row in table]
    moved[0] = [f" {cell.upper()} " for cell in moved[0]]
    assert back(moved) == ()
    moved[1][moved[0].index(" NAME ")] = "Another"
    (changed,) = back(moved)
    assert (changed.name, changed.indicators) == ("Another", ONE.indicators)
    with pytest.raises(PackError, match="problems"):
        back([moved[0], moved[1][:-1]])


@pytest.mark.parametrize(
    ("first", "says"),
    [
        ([*sheet.COLUMNS[:7], *sheet.COLUMNS[8:]], "add the column packages"),
        ([*sheet.COLUMNS, "remarks"], "take the column 'remarks' out"),
        ([*sheet.COLUMNS, "Name"], "take the column 'name' out; it stands here twice"),
        (["Column 1"], "keep these columns in the first line: id, name"),
    ],
)
def test_a_column_that_is_missing_or_none_of_ours_is_named(first: list[str], says: str) -> None:
    with pytest.raises(PackError) as error:
        back([first])
    assert says in error.value.problems[0]


def test_no_cell_is_run_as_a_formula() -> None:
    assert all(not cell.startswith(("=", "+", "-", "@")) for row in rows(sheet.write(PACK.signatures)) for cell in row)


def test_a_changed_line_is_a_draft_of_the_person_and_keeps_the_rest() -> None:
    table = rows(sheet.write(PACK.signatures))
    table[1][sheet.COLUMNS.index("packages")] = "org.one.a; org.one.c"
    (changed,) = back(table)
    assert changed.indicators == ONE.indicators.model_copy(update={"packages": ("org.one.a", "org.one.c")})
    assert (changed.id, changed.status, changed.added_by) == ("one", SignatureStatus.DRAFT, "Anna Example")
    assert (changed.added_on, changed.checked_on) == (ONE.added_on, TODAY)


def test_a_status_cannot_be_typed_into_a_table() -> None:
    table = rows(sheet.write(PACK.signatures))
    table[1][sheet.COLUMNS.index("status")] = "reviewed"
    assert back(table) == ()


def test_a_new_line_is_a_new_entry() -> None:
    table = rows(sheet.write(PACK.signatures))
    new = dict.fromkeys(sheet.COLUMNS, "") | {
        "id": "three", "name": "Three", "category": "can-follow", "ordinary_reasons": "tried-out",
        "packages": "org.three.a", "certificates": "AB:" * 19 + "CD",
    }  # fmt: skip
    (added,) = back([*table, [new[name] for name in sheet.COLUMNS]])
    assert (added.id, added.status, added.added_on) == ("three", SignatureStatus.DRAFT, TODAY)
    assert added.indicators.certificates == ("ab" * 19 + "cd",)


@pytest.mark.parametrize(
    ("column", "value", "says"),
    [
        ("category", "spyware", "category: write one of watch-secretly"),
        ("can_do", "location; everything", "can_do: 'everything' is not known"),
        ("ordinary_reasons", "", "ordinary_reasons: write at least one"),
        ("packages", "not an id", "write an Android id"),
        ("domains", "https://x.org/a", "write a server name"),
        ("addresses", "192.168.1.7", "write one public address"),
        ("addresses", "8.8.8.8:443", "write one public address"),
        ("addresses", "008.8.8.8", "write one public address"),
        ("name", "", "correct the cell `name`"),
        ("id", "Bad Id", "correct the cell `id`"),
    ],
)
def test_what_is_wrong_is_named_by_its_line(column: str, value: str, says: str) -> None:
    table = rows(sheet.write(PACK.signatures))
    table[2][sheet.COLUMNS.index(column)] = value
    with pytest.raises(PackError) as error:
        back(table)
    assert [problem for problem in error.value.problems if problem.startswith("x.csv:3: ") and says in problem]


@pytest.mark.parametrize(
    "data", [b"", b"a,b\n", b"\xff\xfe", b"x" * (sheet.MOST_BYTES + 1), ",".join(sheet.COLUMNS).encode() + b"\nx\n"]
)
def test_what_is_no_table_of_ours_is_refused(data: bytes) -> None:
    with pytest.raises(PackError) as error:
        sheet.read(data, PurePath("x.csv"), PACK, "Anna Example", TODAY)
    assert error.value.problems[0].startswith("x.csv:")
