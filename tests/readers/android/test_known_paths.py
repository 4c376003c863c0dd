# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Paths: only what this phone named in this session, and only what looks like the file of an app."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devicecheck.readers.android.known_paths import PATHS_LIMIT, KnownPaths

LISTED = b"""package:/data/app/~~Zm9v==/com.bar-YmF6==/base.apk=com.bar  installer=com.android.vending uid:10123
package:/system/app/Old.apk=org.old  installer=null uid:10001
package:/data/app/no-apk-here=com.odd uid:1
"""
DUMPED = b"""  Package [com.bar] (1a2b3c):
    codePath=/data/app/~~Zm9v==/com.bar-YmF6==
    codePath=/system/app/Single.apk
      path: /data/app/~~Zm9v==/com.bar-YmF6==/split_config.en.apk
    dataDir=/data/user/0/com.bar
"""


def learned(topic: str, body: bytes) -> KnownPaths:
    known = KnownPaths()
    known.learn(topic, body)
    return known


@pytest.mark.parametrize("path", ["/data/app/~~Zm9v==/com.bar-YmF6==/base.apk", "/system/app/Old.apk"])
def test_paths_of_the_app_list(path: str) -> None:
    assert learned("apps", LISTED).named(path)


@pytest.mark.parametrize(
    "path",
    [
        "/data/app/~~Zm9v==/com.bar-YmF6==/base.apk",
        "/data/app/~~Zm9v==/com.bar-YmF6==/split_config.en.apk",
        "/system/app/Single.apk",
    ],
)
def test_paths_of_the_app_details(path: str) -> None:
    assert learned("app-details", DUMPED).named(path)


@pytest.mark.parametrize(
    "path",
    ["/data/user/0/com.bar", "/data/app/no-apk-here", "/data/app/~~Zm9v==/com.bar-YmF6==/base.apk ", "", "/", "\ud800"],
)
def test_any_other_path_is_unknown(path: str) -> None:
    assert not learned("apps", LISTED).named(path)
    assert not learned("app-details", DUMPED).named(path)


@pytest.mark.parametrize("topic", ["clock", "accessibility-state", "app-file-tail", "device-facts"])
def test_other_answers_name_no_paths(topic: str) -> None:
    assert not learned(topic, LISTED).named("/system/app/Old.apk")


@pytest.mark.parametrize(
    "path",
    [
        "/a/../../data/secret.apk",
        "/a/./b.apk",
        "/a//b.apk",
        "relative.apk",
        "/a\x1b[31m.apk",
        "/" + "a" * 2_000 + ".apk",
    ],
)
def test_a_phone_cannot_name_a_path_that_no_app_has(path: str) -> None:
    assert not learned("apps", f"package:{path}=com.bar\n".encode()).named(path)


def test_a_path_of_any_bytes_is_matched_by_its_bytes() -> None:
    known = learned("apps", b"package:/data/app/\xff\xfe/base.apk=com.bar\n")
    assert known.named(b"/data/app/\xff\xfe/base.apk".decode("utf-8", "surrogateescape"))


def test_a_hostile_phone_cannot_fill_the_memory() -> None:
    body = b"".join(b"package:/a/%d.apk=b\n" % number for number in range(PATHS_LIMIT + 500))
    known = learned("apps", body)
    assert known.named("/a/0.apk")
    assert not known.named(f"/a/{PATHS_LIMIT + 400}.apk")


@given(st.binary(max_size=300), st.sampled_from(["apps", "app-details"]))
def test_any_answer_can_be_learned_from(body: bytes, topic: str) -> None:
    known = learned(topic, body)
    assert not known.named("/system/app/Old.apk")
