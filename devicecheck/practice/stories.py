# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The stories that practice phones tell: YAML files beside this module, read when asked for."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).with_suffix("")
APP_LISTS = FOLDER / "app_lists"


class UnknownStoryError(Exception):
    """There is no story of that name."""

    def __init__(self, name: str) -> None:
        super().__init__(f"There is no story {name!r}. The stories are: {', '.join(STORIES)}.")


class _Stories(Mapping[str, dict[str, Any]]):
    """Stories by name; a file is read when its story is looked at."""

    def __getitem__(self, name: str) -> dict[str, Any]:
        return load_story(name)

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(path.stem for path in FOLDER.glob("*.yaml")))

    def __len__(self) -> int:
        return sum(1 for _ in self)


STORIES: Mapping[str, dict[str, Any]] = _Stories()


def load_story(name: str) -> dict[str, Any]:
    """Read a story.

    Errors: UnknownStoryError, whose words name the stories there are.
    """
    if name not in list(STORIES):
        raise UnknownStoryError(name)
    story = _read(FOLDER / f"{name}.yaml")
    return {**load_story(story["tells_the_same_as"]), **story} if "tells_the_same_as" in story else story


def apps_of(story: dict[str, Any]) -> list[dict[str, Any]]:
    """Every app of a story: its own, and those of the lists it names that it does not tell otherwise."""
    own = list(story.get("apps", []))
    told = {app["package"] for app in own}
    for name in story.get("app_lists", []):
        own += [app for app in _apps_in_list(name) if app["package"] not in told]
    return [_set_up(app, story["set_up_days_ago"]) for app in own] if "set_up_days_ago" in story else own


def _set_up(app: dict[str, Any], days_ago: int) -> dict[str, Any]:
    """An app that came on the day of the set-up, unless it came with the phone."""
    return app if app.get("system") else {**app, "installed_days_ago": days_ago, "updated_days_ago": days_ago}


def iphone_apps_of(story: dict[str, Any]) -> list[dict[str, Any]]:
    """Every app of an iPhone's story: those of the lists it names that it does not tell otherwise, then its own."""
    own = list(story.get("apps", []))
    told = {app.get("id") for app in own}
    listed = (app for name in story.get("app_lists", []) for app in _iphone_apps_in_list(name))
    return [*(app for app in listed if app["id"] not in told), *own]


def _iphone_apps_in_list(name: str) -> Iterator[dict[str, Any]]:
    for group in _read(APP_LISTS / f"{name}.yaml")["groups"]:
        shared = {key: value for key, value in group.items() if key != "apps"}
        for place, (key, label) in enumerate(group["apps"].items()):
            yield {"id": key, "name": label, "days_ago": 60 + place * 37 % 900, **shared}


def _apps_in_list(name: str) -> Iterator[dict[str, Any]]:
    for group in _read(APP_LISTS / f"{name}.yaml")["groups"]:
        shared = {key: value for key, value in group.items() if key != "apps"}
        for place, (package, label) in enumerate(group["apps"].items()):
            ages = {} if shared.get("system") else {"installed_days_ago": 60 + place * 37 % 900}
            yield {"package": package, "label": label, **ages, **shared}


def _read(path: Path) -> dict[str, Any]:
    with path.open(encoding="utf-8") as file:
        content: dict[str, Any] = yaml.load(file, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return content
