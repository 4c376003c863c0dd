# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
import pytest

from devicecheck.errors import ParseError
from devicecheck.parse.android.answer import Answer
from devicecheck.parse.android.app_list import ListedApp, from_system_image, parse


@pytest.mark.parametrize(
    ("line", "app"),
    [
        (
            "package:/data/app/~~aB==/com.a-cD==/base.apk=com.a  installer=com.android.vending uid:10155",
            ListedApp("com.a", "/data/app/~~aB==/com.a-cD==/base.apk", "com.android.vending", (10155,)),
        ),
        (
            "package:/system/app/B/B.apk=com.b  installer=null uid:1000",
            ListedApp("com.b", "/system/app/B/B.apk", "", (1000,)),
        ),
        (
            "package:/data/app/a b/base.apk=com.c uid:1010155",
            ListedApp("com.c", "/data/app/a b/base.apk", None, (1010155,)),
        ),
        ("package:com.d", ListedApp("com.d")),
        (
            "package:/x.apk=com.e versionCode:4  installer=i uid:10001,1010001",
            ListedApp("com.e", "/x.apk", "i", (10001, 1010001)),
        ),
    ],
)
def test_a_line_is_split_at_the_last_equals_sign_of_the_path(line: str, app: ListedApp) -> None:
    assert parse(Answer(line + "\r\n")).apps == (app,)


def test_an_app_of_several_users_has_the_number_of_this_one() -> None:
    app = ListedApp("a", uids=(10001, 1010001))
    assert (app.uid(0), app.uid(10), app.uid(11)) == (10001, 1010001, 10001)


@pytest.mark.parametrize(
    "text", ["", "\n", "Error: java.lang.SecurityException: Shell does not have permission\n", "package:\n"]
)
def test_a_list_without_apps_is_no_list(text: str) -> None:
    with pytest.raises(ParseError):
        parse(Answer(text))


def test_what_is_no_app_is_counted() -> None:
    text = "WARNING: linker: x\npackage:com.a\n\nException occurred\npackage:" + "k" * 301 + "\n"
    found = parse(Answer(text))
    assert ([app.key for app in found.apps], found.unknown) == (["com.a"], 2)


@pytest.mark.parametrize(
    "line",
    [
        "package:/data/app/~~a==/b==/base.apk=com.a versionCode:80  installer=com.b uid:10131",
        "package:/data/app/~~a==/b==/base.apk=com.a  installer=com.b uid:10131 versionCode:80 user:0",
    ],
)
def test_words_that_other_versions_add_are_no_part_of_the_id(line: str) -> None:
    (app,) = parse(Answer(line + "\n")).apps
    assert (app.key, app.path, app.installer, app.uids) == ("com.a", "/data/app/~~a==/b==/base.apk", "com.b", (10131,))


def test_a_folder_with_a_space_and_an_id_with_one() -> None:
    found = parse(Answer("package:/data/app/Two words/base.apk=com.a  installer=null\npackage:/x=com.a b\n"))
    assert ([(app.key, app.path) for app in found.apps], found.unknown) == (
        [("com.a", "/data/app/Two words/base.apk")],
        1,
    )


def test_apps_over_the_limit_are_counted() -> None:
    found = parse(Answer("".join(f"package:com.a{number}\n" for number in range(20_003))))
    assert (len(found.apps), found.left_out) == (20_000, 3)


@pytest.mark.parametrize(
    ("path", "system"),
    [
        ("/system_ext/a", True),
        ("/apex/x", True),
        ("/cust/hw/eu/app/HMS/HMS.apk", True),
        ("/hw_product/app/HwCalendar/HwCalendar.apk", True),
        ("/my_region/app/Pictorial/Pictorial.apk", True),
        ("/mi_ext/product/app/A/A.apk", True),
        ("/tr_product/app/PhoneMaster/PhoneMaster.apk", True),
        ("/prism/app/A/A.apk", True),
        ("/data/hw_init/app/A/A.apk", None),
        ("/data/app/a", False),
        ("/mnt/expand/u/app", False),
        ("/data/x", None),
        (None, None),
    ],
)
def test_a_place_tells_whether_an_app_came_with_the_phone(path: str | None, system: bool | None) -> None:
    assert from_system_image(path) is system


def test_android_7_is_asked_again_without_the_option_that_it_does_not_know() -> None:
    found = parse(Answer("Error: Unknown option: -U\npackage:/data/app/com.a-1/base.apk=com.a  installer=null\n"))
    assert (found.apps, found.unknown) == ((ListedApp("com.a", "/data/app/com.a-1/base.apk", ""),), 0)
