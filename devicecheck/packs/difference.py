# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What changed between two packs, by entry and by value, so that it can be said in words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from devicecheck.model.base import Value
from devicecheck.model.signatures import Indicators, Pack, Recall, Signature


@dataclass(frozen=True)
class Change:
    """One entry that stayed. Shape: values as `kind: value`; `fields` names what else is different."""

    before: Signature
    after: Signature
    added: tuple[str, ...]
    removed: tuple[str, ...]
    fields: tuple[str, ...]


@dataclass(frozen=True)
class Difference:
    """Everything that is different, each part by id of the entry.

    Shape: `beside` is what no entry holds, as pairs: `rule-`, `never-` or `build-` with `added`, `removed` or
    `changed`, and whose rule or which value it is. What silences an entry is as much a change as what fires.
    """

    added: tuple[Signature, ...]
    removed: tuple[Signature, ...]
    changed: tuple[Change, ...]
    beside: tuple[tuple[str, str], ...] = ()
    recalled: tuple[Recall, ...] = ()
    no_longer_recalled: tuple[Recall, ...] = ()

    @property
    def nothing(self) -> bool:
        """Whether both packs say the same."""
        entries = self.added or self.removed or self.changed
        return not (entries or self.beside or self.recalled or self.no_longer_recalled)


def difference(old: Pack, new: Pack) -> Difference:
    """What an update from `old` to `new` does. The order of values and of entries is no difference."""
    before = {entry.id: entry for entry in old.signatures}
    after = {entry.id: entry for entry in new.signatures}
    changes = (_change(before[key], after[key]) for key in sorted(before.keys() & after.keys()))
    return Difference(
        added=tuple(after[key] for key in sorted(after.keys() - before.keys())),
        removed=tuple(before[key] for key in sorted(before.keys() - after.keys())),
        changed=tuple(change for change in changes if change.added or change.removed or change.fields),
        beside=(
            *_beside("rule", old.rules, new.rules),
            *_beside("never", _never(old), _never(new)),
            *_beside("build", dict.fromkeys(old.never_match.builds, ""), dict.fromkeys(new.never_match.builds, "")),
        ),
        recalled=tuple(recall for recall in new.recalls if recall not in old.recalls),
        no_longer_recalled=tuple(recall for recall in old.recalls if recall not in new.recalls),
    )


def _never(pack: Pack) -> dict[str, str]:
    return {f"{kind}: {value}": "" for kind, held in pack.never_match if kind != "builds" for value in held}


def _beside(name: str, old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    yield from ((f"{name}-added", key) for key in sorted(new.keys() - old.keys()))
    yield from ((f"{name}-removed", key) for key in sorted(old.keys() - new.keys()))
    yield from ((f"{name}-changed", key) for key in sorted(old.keys() & new.keys()) if old[key] != new[key])


def _change(before: Signature, after: Signature) -> Change:
    old, new = values(before.indicators), values(after.indicators)
    fields = (name for name in Signature.model_fields if name != "indicators")
    return Change(
        before=before,
        after=after,
        added=tuple(value for value in new if value not in old),
        removed=tuple(value for value in old if value not in new),
        fields=tuple(name for name in fields if getattr(before, name) != getattr(after, name)),
    )


def values(indicators: Indicators) -> dict[str, None]:
    """All values of an entry, each as `kind: value`."""
    return dict.fromkeys(f"{kind}: {_told(value)}" for kind, found in indicators for value in found)


def _told(value: str | Value) -> str:
    """A value as it is, or a print field by field, as it stands in the entry's file."""
    if isinstance(value, str):
        return value
    held = value.model_dump(mode="json", exclude_defaults=True)
    return ", ".join(f"{name} {text}" for name, text in held.items())
