# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Added apps with an id or a name like a part of the phone. It only supports other signs."""

import unicodedata
from collections.abc import Iterator
from itertools import pairwise

from devicecheck.checks.apps import SYSTEM_NAMES, app_sign, apps_of
from devicecheck.checks.base import Check, Facts
from devicecheck.checks.stores import FROM_STORE, source_of
from devicecheck.matching.index import SignatureIndex
from devicecheck.model.findings import Fact, Sign
from devicecheck.model.observations import InstalledApp, SpecialAccess
from devicecheck.model.topics import Topic

ID = "system-sounding"

ENGLISH = (
    "android system", "backup service", "device health", "google play service", "google service", "google services",
    "play service", "process service", "settings service", "sync service", "sync services", "system",
    "system framework", "system process", "system service", "system services", "system settings", "system update",
    "update service", "update services", "wifi service", "wifi services",
)  # fmt: skip
OTHER_LANGUAGES = (
    "systemdienst", "systemdienste", "systemaktualisierung", "service système", "services système", "système",
    "mise à jour système", "servicio del sistema", "servicios del sistema", "sistema", "actualización del sistema",
    "servizio di sistema", "servizi di sistema", "aggiornamento di sistema", "serviço do sistema",
    "serviços do sistema", "atualização do sistema", "usługa systemowa", "usługi systemowe", "aktualizacja systemu",
    "serviciu de sistem", "servicii de sistem", "actualizare de sistem", "gwasanaeth system", "системна служба",
    "системні служби", "оновлення системи", "система", "системная служба", "системные службы", "обновление системы",
    "sistem hizmeti", "sistem güncellemesi", "系统服务", "系统更新", "خدمة النظام", "خدمات النظام", "تحديث النظام",
    "النظام", "سسٹم سروس", "سسٹم اپ ڈیٹ", "সিস্টেম সার্ভিস", "সিস্টেম আপডেট", "ਸਿਸਟਮ ਸੇਵਾ", "ਸਿਸਟਮ ਅੱਪਡੇਟ",
    "सिस्टम सेवा", "सिस्टम अपडेट",
)  # fmt: skip
"""Names under which apps made for watching stand in lists of settings. Whole names only."""


def run(facts: Facts, _index: SignatureIndex) -> Iterator[Sign]:
    """One sign for each added app that looks like a part of the phone. Makers' own apps from a store are left out."""
    apps = apps_of(facts)
    called = {(each.user, each.key): each for each in facts.of(SpecialAccess) if each.label}
    for app in apps.added():
        if source_of(app) in FROM_STORE:
            continue
        shown = called.get((app.user, app.key))
        if _sounds_like_a_part(app):
            yield app_sign(ID, Fact.SYSTEM_SOUNDING, app)
        elif shown and _letters(shown.label or "") in NAMES:
            yield app_sign(ID, Fact.SYSTEM_SOUNDING, app, shown)


def _sounds_like_a_part(app: InstalledApp) -> bool:
    """By the name, or by a part of the id: `com.system.service` and `org.systemservice` say the same."""
    parts = [_letters(part) for part in app.key.split(".")]
    told = {_letters(app.label or ""), *parts, *(first + second for first, second in pairwise(parts))}
    return app.key.startswith(SYSTEM_NAMES) or not NAMES.isdisjoint(told)


def _letters(name: str) -> str:
    """Letters and digits alone: an app may hold marks that nobody sees in its name."""
    return "".join(each for each in unicodedata.normalize("NFKC", name).casefold() if each.isalnum())


NAMES = frozenset(_letters(name) for name in (*ENGLISH, *OTHER_LANGUAGES))


CHECK = Check(
    id=ID,
    needs=frozenset({Topic.APPS}),
    helped_by=frozenset({Topic.ACCESSIBILITY_STATE, Topic.APP_DETAILS, Topic.USERS}),
    limits=("names-say-little", "locked-spaces"),
    run=run,
)
