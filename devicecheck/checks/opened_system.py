# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A system that is not as its maker shipped it, and apps that manage full rights. Such tools can hide."""

from collections.abc import Iterator

from devicecheck.checks.apps import apps_of
from devicecheck.checks.base import Check, Facts, the_phone
from devicecheck.checks.opened_phone import trace_signs
from devicecheck.matching.index import SignatureIndex
from devicecheck.model.findings import Sign
from devicecheck.model.observed import Observed
from devicecheck.model.setting_observations import OpenedTrace
from devicecheck.model.topics import Topic

ID = "opened-system"
ROOT_APPS = frozenset(
    {
        "com.topjohnwu.magisk", "io.github.huskydg.magisk", "me.weishu.kernelsu", "me.bmax.apatch",
        "eu.chainfire.supersu", "com.koushikdutta.superuser", "com.noshufou.android.su", "com.thirdparty.superuser",
        "com.kingroot.kinguser", "com.kingo.root", "org.lsposed.manager", "de.robv.android.xposed.installer",
    }
)  # fmt: skip
"""Apps whose work is to give other apps every right, or to change other apps while they run."""


def run(facts: Facts, _index: SignatureIndex) -> Iterator[Sign]:
    """One sign for each trace and each such app, all about the phone."""
    seen: list[tuple[str, Observed]] = [(trace.key, trace) for trace in facts.of(OpenedTrace) if trace.kind in KINDS]
    seen += [(app.key, app) for app in apps_of(facts).all if app.key in ROOT_APPS and app.id_kind == "package"]
    yield from trace_signs(ID, seen)


KINDS = ("file", "property")
CHECK = Check(
    id=ID,
    needs=frozenset({Topic.SYSTEM_TRACES}),
    helped_by=frozenset({Topic.APPS}),
    limits=("opened-phones-can-hide",),
    run=run,
    looks_at=the_phone,
)
