# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
from collections.abc import Callable

import pytest

from devicecheck.errors import ParseError
from devicecheck.parse.android.answer import Answer
from devicecheck.parse.android.package_dump import PackageDump, parse
from devicecheck.parse.android.package_entry import PackageEntry

Load = Callable[[str], Answer]


def entry(dump: PackageDump, key: str) -> PackageEntry:
    return next(each for each in dump.entries if each.key == key)


def test_android_8(answer: Load) -> None:
    dump = parse(answer("package_android8"))
    assert [each.key for each in dump.entries] == ["com.whatsapp", "com.android.chrome", "com.phone.sync"]
    whatsapp = entry(dump, "com.whatsapp")
    assert (whatsapp.number("appId", "userId"), whatsapp.told("versionName")) == (10092, "2.19.98")
    assert (whatsapp.told("installerPackageName"), whatsapp.source_known) == ("com.android.vending", False)
    assert whatsapp.told("firstInstallTime") == "2018-11-02 09:14:55"
    assert list(whatsapp.granted) == ["android.permission.INTERNET"]
    assert list(whatsapp.users[0].granted) == ["android.permission.CAMERA"]
    assert entry(dump, "com.phone.sync").told("installerPackageName") is None


@pytest.mark.parametrize("zero", ["\u0660", "\u06f0", "\u09e6", "\u1040"])
def test_dates_in_the_digits_of_the_phones_language(zero: str) -> None:
    date = "2026-10-03 21:14:02"
    theirs = "".join(chr(ord(zero) + int(each)) if each.isdigit() else each for each in date)
    dump = f"Packages:\n  Package [a.b] (1):\n    firstInstallTime={theirs}\n    lastUpdateTime={theirs}\n"
    (app,) = parse(Answer(dump)).entries
    assert app.told("firstInstallTime") == app.told("lastUpdateTime") == date


def test_the_copy_that_came_with_the_phone_never_replaces_the_live_app(answer: Load) -> None:
    chrome = entry(parse(answer("package_android8")), "com.android.chrome")
    assert (chrome.told("versionName"), chrome.system, chrome.updated_system) == ("74.0", True, True)


def test_android_11(answer: Load) -> None:
    dump = parse(answer("package_android11"))
    notes, spy = dump.entries
    assert (notes.system, notes.updated_system, notes.users[0].enabled) == (True, False, False)
    assert (spy.system, spy.users[0].hidden, spy.users[0].enabled) == (False, True, True)
    assert list(spy.users[0].granted) == ["android.permission.ACCESS_FINE_LOCATION"]
    assert (spy.users[0].installed, spy.users[150].installed) == (True, False)


def test_android_15_with_a_work_profile(answer: Load) -> None:
    app, home, _ = parse(answer("package_android15_work_profile")).entries
    assert (app.number("appId", "userId"), app.number("packageSource"), app.source_known) == (10211, 4, True)
    assert (app.told("initiatingPackageName"), app.told("originatingPackageName")) == ("com.android.chrome", None)
    assert list(app.granted) == ["android.permission.FOREGROUND_SERVICE"]
    assert app.users[0].first_installed == "2025-03-11 23:16:14"
    assert app.users[10].first_installed == "2025-06-01 10:00:00"
    assert (app.users[10].enabled, list(app.users[10].granted)) == (False, ["android.permission.CAMERA"])
    assert (home.told("versionName"), home.told("installerPackageName"), home.source_known) == (None, None, True)


def test_a_timeout_of_the_phone_keeps_the_apps_before_it(fixture_text: Callable[[str], str]) -> None:
    text = fixture_text("package_android8")
    cut = text[: text.index("    install permissions:\n      android.permission.READ_SMS")]
    dump = parse(Answer(cut + "\n*** SERVICE 'package' DUMP TIMEOUT (10000ms) EXPIRED ***\n\n", cut=True))
    assert [each.key for each in dump.entries] == ["com.whatsapp", "com.android.chrome"]


def test_the_last_app_of_a_cut_dump_is_left_out(fixture_text: Callable[[str], str]) -> None:
    text = fixture_text("package_android11")
    assert len(parse(Answer(text, cut=True)).entries) == 1
    assert len(parse(Answer(text)).entries) == 2


FORGED = """Packages:
  Package [com.spy] (1):
    userId=10001
    codePath=/data/app/com.spy-1
    versionName=1
    User 0: installed=false hidden=false enabled=0
    flags=[ SYSTEM ]
    installerPackageName=com.android.vending
Hidden system packages:
    flags=[ HAS_CODE ]
  Package [com.other] (2):
    userId=10002
    flags=[ HAS_CODE ]
    installerPackageName=com.android.shell
    User 0: installed=true hidden=false enabled=0
    requested permissions:
      x
    installerPackageName=com.android.vending
  Package [com.spy] (3):
    User 0: installed=true
"""


def test_forged_lines_hide_no_app(answer: Load) -> None:
    """A version name with line breaks in it can end the list of live apps, and claim what it likes."""
    dump = parse(Answer(FORGED))
    assert [each.key for each in dump.entries] == ["com.spy", "com.other"]
    other = entry(dump, "com.other")
    assert other.users[0].installed
    assert other.told("installerPackageName") is None, "told in two ways is not told"


def test_one_line_that_denies_it_makes_an_app_no_part_of_the_system() -> None:
    text = (
        "Packages:\n  Package [a.b] (1):\n    flags=[ SYSTEM ]\n    pkgFlags=[ HAS_CODE ]\n"
        "    User 0: installed=false\n    User 0: installed=true\n"
    )
    app = parse(Answer(text)).entries[0]
    assert (app.system, app.users[0].installed) == (False, True)


def test_a_bare_user_line_says_nothing_about_installing() -> None:
    """Some phones end an entry with such lines, for every user they have."""
    text = (
        "Packages:\n  Package [a.b] (1):\n    User 0: installed=false hidden=false\n    User 10: installed=true\n"
        "    User 10:\n      runtime permissions:\n        p.CAMERA: granted=true\n    User 0:\n    User 999:\n"
        "      runtime permissions:\n        p.SMS: granted=true\n"
    )
    users = parse(Answer(text)).entries[0].users
    assert {number: user.installed for number, user in users.items()} == {0: False, 10: True}
    assert list(users[10].granted) == ["p.CAMERA"]


def test_an_app_told_twice_among_the_live_ones_is_doubtful() -> None:
    text = "Packages:\n  Package [a.b] (1):\n    userId=1\n  Package [a.b] (2):\n    userId=2\n"
    dump = parse(Answer(text))
    assert (len(dump.entries), dump.doubtful, dump.entries[0].number("userId")) == (1, 1, 1)


@pytest.mark.parametrize(
    "text", ["", "Can't find service: package\n", "Packages:\n", "Unable to find package: packages\n"]
)
def test_a_dump_without_apps_is_no_dump(text: str) -> None:
    with pytest.raises(ParseError):
        parse(Answer(text))
