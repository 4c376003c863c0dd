# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two consultations beside each other in words for staff, for both front ends."""

from collections.abc import Callable
from contextlib import suppress

from devicecheck.assess.comparing import Change, Comparison, of_change
from devicecheck.errors import PackError
from devicecheck.model.consultation import Consultation
from devicecheck.model.findings import Finding
from devicecheck.model.network import DeviceKind
from devicecheck.model.network_observations import KnownDevice, NetworkDevice, NetworkLook
from devicecheck.model.signatures import Pack
from devicecheck.packs.installed import pack_in_use
from devicecheck.packs.taking_slips import recalled
from devicecheck.report.clean_text import clean
from devicecheck.report.wording import Wording

GONE = frozenset({Change.NO_LONGER_SEEN, Change.NOT_LOOKED_AGAIN})


def lines(
    before: Consultation,
    after: Consultation,
    found: Comparison,
    wording: Wording,
    in_use: Callable[[], Pack] = pack_in_use,
) -> list[str]:
    """What is new, what is still there, what is not seen any more; and what may make the two unlike.

    Shape: `in_use` gives the list that knows which results were taken back since; without it nothing is said of that.
    """
    dates = {"earlier": f"{before.started_at:%Y-%m-%d}", "later": f"{after.started_at:%Y-%m-%d}"}
    lines = [wording.text("compare.heading", **dates)]
    lines += [wording.text(f"compare.phones.{found.phones}")]
    lines += [wording.text("compare.other-list")] if found.other_list else []
    for change in Change:
        findings = of_change(found.findings, change)
        if findings:
            lines += ["", wording.text(f"compare.change.{change}", **dates)]
            for finding in findings:
                lines.append(f"  - {_headline(finding, wording)}")
                lines += _taken_back(before, finding, wording, in_use) if change in GONE else []
    if new := _new_on_the_network(before, after):
        lines += ["", wording.text("compare.unnamed", **dates)]
        lines += [*(f"  - {_thing(each, wording)}" for each in new), wording.text("compare.unnamed-limit")]
    return [*lines, "", wording.text("compare.limit" if found.findings else "compare.nothing")]


def _taken_back(before: Consultation, finding: Finding, wording: Wording, in_use: Callable[[], Pack]) -> list[str]:
    """That an earlier result was wrong, where the list says so: then it is no wonder that it is gone."""
    with suppress(PackError):
        recalls = recalled(in_use(), before.pack.version, finding, before.observations) if finding.signatures else ()
        days = dict.fromkeys(recall.on.isoformat() for recall in recalls)
        return [f"    {wording.text('compare.taken-back', day=day)}" for day in days]
    return []


def _new_on_the_network(before: Consultation, after: Consultation) -> list[NetworkDevice]:
    """Devices that nobody could name and that the earlier look does not hold; nothing where one of both was no look."""
    if not all(any(isinstance(each, NetworkLook) for each in one.observations) for one in (before, after)):
        return []
    known = {each.key for each in (*before.observations, *after.observations) if isinstance(each, KnownDevice)}
    earlier = {each.key for each in before.observations if isinstance(each, NetworkDevice)} | known
    met = (each for each in after.observations if isinstance(each, NetworkDevice))
    on_cards = {finding.subject.key for finding in after.findings}
    return [each for each in met if each.kind is DeviceKind.NOT_NAMED and each.key not in earlier | on_cards]


def _thing(device: NetworkDevice, wording: Wording) -> str:
    unknown = wording.text("report.unknown")
    told = {"address": device.address, "mac": device.mac, "maker": device.maker}
    return wording.text("compare.unnamed-one", **{name: clean(text) or unknown for name, text in told.items()})


def _headline(finding: Finding, wording: Wording) -> str:
    terms = {name: clean(value) for name, value in finding.terms.items()}
    concern = wording.text(f"findings.concern.{finding.concern}.badge")
    return f"{concern}: {wording.text(f'findings.codes.{finding.code}.headline', **terms)}"
