# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the YARA rule of an entry from its servers: a renamed build still talks to them. Pure.

The rule fits a server's name on label boundaries inside code, native libraries and manifest. A name on shared hosting,
where anybody can have one, counts only together with another name or with the app's own classes.
"""

import re
from collections.abc import Iterable, Sequence

from devicecheck.matching.domains import covering, on_shared_hosting
from devicecheck.model.signatures import Signature

LICENCE_LINES = """// SPDX-FileCopyrightText: 2026 DeviceCheck contributors
// SPDX-License-Identifier: GPL-3.0-or-later
"""
MOST_CLASSES = 12
SHORTEST_NAME = 5
"""Letters of a server's name at the least: shorter ones are met by chance."""
SHORTEST_CLASS = 9

WHOLE_RULE = re.compile(r"^rule (\w+)\n\{\n.*?^\}\n", re.MULTILINE | re.DOTALL)
BEFORE = r"(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])"
"""What may stand before a name: nothing, the length of a text in code, a mark, or the dot behind a label."""
BEHIND = r"($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))"


def rule_name(entry_id: str) -> str:
    """The name of an entry's rule."""
    return f"servers_of_{entry_id.replace('-', '_')}"


def server_pattern(name: str) -> str:
    """A server's name as a regular expression of YARA, on label boundaries.

    Servers' names know no capital letters. Manifests, resources and some frameworks write two bytes for a letter.
    """
    return f"/{BEFORE}{re.escape(name).replace('/', chr(92) + '/')}{BEHIND}/ nocase ascii wide"


def rule_text(entry: Signature) -> str:
    """The text of the file beside an entry; "" if its servers are not enough for a rule."""
    names = covering(name for name in entry.indicators.domains if len(name) >= SHORTEST_NAME)
    own = [name for name in names if not on_shared_hosting(name)]
    shared = [name for name in names if on_shared_hosting(name)]
    classes = _classes(entry.indicators.packages) if shared else []
    conditions = ["any of ($own*)"] if own else []
    if len(shared) > 1:
        conditions.append("2 of ($shared*)")
    if shared and classes:
        conditions.append("any of ($shared*) and any of ($class*)")
    if not conditions:
        return ""
    strings = [
        *_strings("own", map(server_pattern, own)),
        *_strings("shared", map(server_pattern, shared if len(shared) > 1 or classes else ())),
        *_strings("class", classes),
    ]
    condition = "\n    or ".join(f"({each})" if len(conditions) > 1 else each for each in conditions)
    return f"""{LICENCE_LINES}
rule {rule_name(entry.id)}
{{
  meta:
    entry = "{entry.id}"
    about = "Servers that only apps of this family talk to"
  strings:
    {(chr(10) + "    ").join(strings)}
  condition:
    {condition}
}}
"""


def with_kept_rules(text: str, before: str, entry_id: str) -> str:
    """A new text of an entry's file with the rules that people added to the old one, all but the one from servers."""
    kept = [found[0] for found in WHOLE_RULE.finditer(before) if found[1] != rule_name(entry_id)]
    return "\n".join((text, *kept))


def _classes(packages: Sequence[str]) -> list[str]:
    """The ids as code names its classes: renaming an app for the phone leaves them as they are."""
    names = (f"L{package.replace('.', '/')}/" for package in packages if "." in package)
    return [f'"{name}"' for name in sorted(names) if len(name) >= SHORTEST_CLASS][:MOST_CLASSES]


def _strings(kind: str, values: Iterable[str]) -> list[str]:
    return [f"${kind}{number} = {value}" for number, value in enumerate(values, 1)]
