# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An entry as the text of its file, always in the one form in which entries are kept."""

from typing import Any

import yaml

from devicecheck.model.signatures import Signature

OURS = "GPL-3.0-or-later"
_FINGERPRINT = 40


def entry_text(signature: Signature, holder: str = "") -> str:
    """The whole text of the file. `holder` names who made the public list that the facts are from.

    Shape: fields in the order of the model; what is empty is left out.
    """
    data = signature.model_dump(exclude_defaults=True)
    licence = signature.listed_by.licence if signature.listed_by else OURS
    return f"{header(licence, holder)}\n{plain_yaml(data)}"


def header(licence: str, holder: str = "") -> str:
    """The lines that say who made the file and under which licence it may be used."""
    lines = ["# SPDX-FileCopyrightText: 2026 DeviceCheck contributors"]  # REUSE-IgnoreStart
    if holder:
        lines.append(f"# SPDX-FileCopyrightText: {holder}")
    lines.append(f"# SPDX-License-Identifier: {licence}")  # REUSE-IgnoreEnd
    return "\n".join((*lines, ""))


def plain_yaml(data: dict[str, Any]) -> str:
    """Block style, one value a line, the order kept, no line broken."""
    return yaml.dump(data, Dumper=_Plain, sort_keys=False, allow_unicode=True, width=10_000, default_flow_style=False)


class _Plain(yaml.SafeDumper):
    """Writes a value that stands twice twice: files of entries have no aliases."""

    def ignore_aliases(self, data: object) -> bool:
        """Whether a value is written out each time."""
        return True


def _text(dumper: _Plain, value: str) -> yaml.ScalarNode:
    """Fingerprints that begin with a digit are quoted, so that no other YAML reader takes one for a number."""
    style = "'" if len(value) >= _FINGERPRINT and value[0].isdigit() else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", str(value), style)


_Plain.add_multi_representer(str, _text)
_Plain.add_representer(str, _text)
_Plain.add_representer(tuple, _Plain.represent_list)
