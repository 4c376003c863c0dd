// SPDX-FileCopyrightText: 2026 DeviceCheck contributors
// SPDX-License-Identifier: GPL-3.0-or-later

rule servers_of_mobiletrackerfree
{
  meta:
    entry = "mobiletrackerfree"
    about = "Servers that only apps of this family talk to"
  strings:
    $own1 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])d\-app\-apk\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $own2 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])easydoc\.info($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $own3 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])mobile\-tracker\-data\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $own4 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])mtf\.re($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $own5 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])n6sm2m\.celltracker\.io($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $own6 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])olurdaolurdediler\.shop($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $shared1 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])celltrackernew\.firebaseio\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $shared2 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])myappmobile\-537f7\.firebaseio\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $shared3 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])sapient\-flight\-837\.firebaseio\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $class1 = "La/tck/lvmchi/"
    $class2 = "Lcom/androdid/inteernet/aa21111227/"
    $class3 = "Lcom/get/mtf/"
    $class4 = "Lcom/jyotin/ct/"
    $class5 = "Lcom/lrvciyti/unrxnfig/"
    $class6 = "Lcom/m/service/control/"
    $class7 = "Lcom/mob/service/control/"
    $class8 = "Lcom/mobile/gps/"
    $class9 = "Lcom/mobile/loc/"
    $class10 = "Lcom/mobiletracker/"
    $class11 = "Lcom/mobiletrackerfree/secondapp/"
    $class12 = "Lcom/mobiletrackerfree/www/"
  condition:
    (any of ($own*))
    or (2 of ($shared*))
    or (any of ($shared*) and any of ($class*))
}

rule pages_of_mobiletrackerfree
{
  meta:
    entry = "mobiletrackerfree"
    about = "Pages of the seller that the public list names as servers of the app too; in an app's code they are no visit"
  strings:
    $page1 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])loverman\.net($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $page2 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])mobile\-tracker\-free\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
  condition:
    any of them
}
