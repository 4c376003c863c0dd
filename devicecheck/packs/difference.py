# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What changed between two packs, by entry and by value, so that it can be said in words."""

from dataclasses import dataclass

from devicecheck.model.signatures import Indicators, Pack, Signature


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
    """Everything that is different, each part by id of the entry."""

    added: tuple[Signature, ...]
    removed: tuple[Signature, ...]
    changed: tuple[Change, ...]

    @property
    def nothing(self) -> bool:
        """Whether both packs say the same."""
        return not (self.added or self.removed or self.changed)


def difference(old: Pack, new: Pack) -> Difference:
    """What an update from `old` to `new` does. The order of values and of entries is no difference."""
    before = {entry.id: entry for entry in old.signatures}
    after = {entry.id: entry for entry in new.signatures}
    changes = (_change(before[key], after[key]) for key in sorted(before.keys() & after.keys()))
    return Difference(
        added=tuple(after[key] for key in sorted(after.keys() - before.keys())),
        removed=tuple(before[key] for key in sorted(before.keys() - after.keys())),
        changed=tuple(change for change in changes if change.added or change.removed or change.fields),
    )


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
    return dict.fromkeys(
        f"{kind}: {value if isinstance(value, str) else value.model_dump_json(exclude_defaults=True)}"
        for kind, found in indicators
        for value in found
    )
