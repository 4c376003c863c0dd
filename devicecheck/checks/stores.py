# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where an app came from: the stores, installers and movers that phones name.

Source: research on package origins in public tools, and the installers that makers ship.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from devicecheck.checks.apps import part_of_phone
from devicecheck.model.observations import AppOrigin, InstalledApp


class Source(StrEnum):
    """How an app came onto a phone, as far as the phone tells."""

    PHONE = "phone"
    STORE = "store"
    STORE_NAMED = "store-named"
    FILE = "file"
    CABLE = "cable"
    OTHER_APP = "other-app"
    MOVED = "moved"
    WORK = "work"
    TEST_BUILD = "test-build"
    DEVELOPER = "developer"
    FREE_ACCOUNT = "free-account"
    ENTERPRISE = "enterprise"
    UNSIGNED = "unsigned"
    UNKNOWN = "unknown"
    NOT_TOLD = "not-told"


STORES = frozenset(
    {
        "com.android.vending", "com.google.android.feedback", "com.google.android.gms",
        "com.sec.android.app.samsungapps",
        "com.huawei.appmarket", "com.hihonor.appmarket", "com.xiaomi.mipicks", "com.xiaomi.market",
        "com.amazon.venezia", "com.amazon.mShop.android.shopping", "com.oppo.market", "com.heytap.market",
        "com.oplus.market", "com.bbk.appstore", "com.vivo.appstore", "com.lenovo.leos.appstore", "com.meizu.mstore",
        "com.dti.att", "com.facebook.system", "com.aura.oobe.samsung.gl", "com.sec.android.app.samsungapps.billing",
        "com.samsung.android.app.omcagent", "com.samsung.android.scloud", "com.epicgames.portal",
        "org.fdroid.fdroid", "org.fdroid.basic", "com.aurora.store",
        "com.aurora.services", "app.accrescent.client", "ru.vk.store", "com.skt.skaf.A000Z00040",
        "com.sec.android.preloadinstaller", "com.samsung.android.app.watchmanager", "com.samsung.android.themestore",
        "com.samsung.android.app.updatecenter", "com.xiaomi.discover", "com.xiaomi.gamecenter", "com.miui.themestore",
        "com.android.thememanager", "com.huawei.gamebox", "com.huawei.hwid", "com.huawei.android.thememanager",
        "com.hihonor.gamecenter", "com.oplus.sau", "com.coloros.sau", "com.heytap.themestore", "com.nearme.gamecenter",
        "com.vivo.game", "com.lge.lgworld", "com.lge.appbox.client", "com.amazon.appmanager", "com.vodafone.appbox",
        "com.aura.oobe.samsung", "com.aura.oobe.att", "com.ironsource.appcloud.oobe", "com.dti.samsung",
        "org.fdroid.fdroid.privileged", "com.machiav3lli.fdroid", "com.looker.droidify", "app.grapheneos.apps",
        "foundation.e.apps", "com.tencent.android.qqdownloader", "com.transsnet.store",
    }
)  # fmt: skip
"""Google's and the makers' stores, the carriers' and free-software ones; and what makers and carriers ship to put on or
renew their own apps, such as the part of a watch that Samsung's app for watches fetches.
"""

PLAY = "com.android.vending"
"""Google's store, which marks each file that it hands out."""

FILE_INSTALLERS = frozenset(
    {
        "com.android.packageinstaller", "com.google.android.packageinstaller", "com.samsung.android.packageinstaller",
        "com.miui.packageinstaller", "com.miui.global.packageinstaller", "com.coloros.packageinstaller",
        "com.oplus.packageinstaller", "com.android.permissioncontroller", "com.google.android.permissioncontroller",
        "com.android.documentsui", "com.google.android.documentsui",
    }
)  # fmt: skip
"""The phone's own installers: a person opened a file."""

CABLE = frozenset({"com.android.shell", "android.shell", "shell"})
"""A computer put it on by cable or wireless debugging."""

MOVERS = frozenset(
    {
        "com.google.android.apps.restore", "com.google.android.apps.pixelmigrate", "com.google.android.setupwizard",
        "com.sec.android.easyMover", "com.sec.android.easyMover.Agent", "com.samsung.android.smartswitchassistant",
        "com.miui.huanji", "com.miui.backup", "com.hicloud.android.clone", "com.huawei.KoBackup",
        "com.coloros.backuprestore", "com.oneplus.backuprestore", "com.vivo.easyshare", "com.motorola.migrate",
        "com.hihonor.android.clone", "com.oplus.backuprestore", "com.sonymobile.xperiatransfermobile", "com.lge.bnr",
        "com.stevesoltys.seedvault", "com.transsion.letswitch", "com.transsion.mobilecloner",
    }
)  # fmt: skip
"""Apps that bring everything over from an older phone, or back from a copy, as Seedvault does on LineageOS, GrapheneOS
and CalyxOS.
"""

WORK = frozenset(
    {"com.android.managedprovisioning", "com.google.android.apps.work.clouddpc", "com.samsung.android.knox.enrolment"}
)
"""Set-up of a work phone or a work part."""

FROM_FILE = frozenset({3, 4})
"""Android's PACKAGE_SOURCE_LOCAL_FILE and PACKAGE_SOURCE_DOWNLOADED_FILE."""


SOURCE_OF: Mapping[AppOrigin, Source] = MappingProxyType(
    {
        AppOrigin.SYSTEM: Source.PHONE,
        AppOrigin.STORE: Source.STORE,
        AppOrigin.VOLUME_PURCHASE: Source.WORK,
        AppOrigin.TEST_BUILD: Source.TEST_BUILD,
        AppOrigin.DEVELOPER: Source.DEVELOPER,
        AppOrigin.FREE_ACCOUNT: Source.FREE_ACCOUNT,
        AppOrigin.ENTERPRISE: Source.ENTERPRISE,
        AppOrigin.UNSIGNED: Source.UNSIGNED,
        AppOrigin.UNKNOWN: Source.UNKNOWN,
        AppOrigin.NOT_TOLD: Source.NOT_TOLD,
    }
)


def source_of(app: InstalledApp) -> Source:
    """How this app came onto the phone. Never a statement that an app can be trusted.

    An installer's name can be set by hand at install, so a store's name without the record of who asked for the
    installation (Android 14 and later) is `STORE_NAMED` only.
    """
    if app.origin is not None:
        return SOURCE_OF[app.origin]
    if part_of_phone(app):
        return Source.PHONE
    asked_by = app.initiator if app.source_known and app.initiator else app.installer
    source = _named(asked_by, vouched=app.source_known and asked_by == app.initiator)
    if app.source_known and app.package_source in FROM_FILE and source not in (Source.MOVED, Source.WORK):
        return Source.FILE
    return source


def names_play(app: InstalledApp) -> bool:
    """Whether Google's store is named for an app, without a record of who asked for the installation."""
    asked_by = app.initiator if app.source_known and app.initiator else app.installer
    return asked_by == PLAY and source_of(app) is Source.STORE_NAMED


def name_only(app: InstalledApp) -> bool:
    """Whether a store is named whose word nothing stands behind: no record of who asked, no mark in its files."""
    return source_of(app) is Source.STORE_NAMED and not names_play(app)


def work_by_name_only(app: InstalledApp) -> bool:
    """Whether the set-up of a work phone is named for an app, without a record of who asked for the installation."""
    return app.origin is None and source_of(app) is Source.WORK and not (app.source_known and app.initiator)


def _named(asked_by: str | None, *, vouched: bool) -> Source:
    """What the name of the app that asked for an installation stands for."""
    if not asked_by:
        return Source.UNKNOWN
    for names, source in (
        (STORES, Source.STORE if vouched else Source.STORE_NAMED),
        (FILE_INSTALLERS, Source.FILE),
        (CABLE, Source.CABLE),
        (MOVERS, Source.MOVED),
        (WORK, Source.WORK),
    ):
        if asked_by in names:
            return source
    return Source.OTHER_APP


OUTSIDE = frozenset(
    {
        Source.FILE, Source.CABLE, Source.OTHER_APP,
        Source.DEVELOPER, Source.FREE_ACCOUNT, Source.ENTERPRISE, Source.UNSIGNED,
    }
)  # fmt: skip
NOT_SAID = frozenset({Source.UNKNOWN, Source.MOVED})
FROM_STORE = frozenset({Source.STORE, Source.STORE_NAMED})
