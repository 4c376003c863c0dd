# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A folder of stories, one YAML file each: for tags, home networks, recordings of traffic and backups."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class StoryFiles:
    """The stories of one kind, in a folder beside this module. A file is read when its story is looked at."""

    folder: str

    def names(self) -> list[str]:
        """The stories there are."""
        return sorted(path.stem for path in (HERE / self.folder).glob("*.yaml"))

    def story(self, name: str) -> dict[str, Any]:
        """One story, as it was written. Errors: KeyError for one that is not there."""
        if name not in self.names():
            raise KeyError(name)
        told: dict[str, Any] = yaml.safe_load((HERE / self.folder / f"{name}.yaml").read_text("utf-8"))
        return told
