// SPDX-FileCopyrightText: 2026 DeviceCheck contributors
// SPDX-License-Identifier: GPL-3.0-or-later

rule servers_of_xnspy
{
  meta:
    entry = "xnspy"
    about = "Servers that only apps of this family talk to"
  strings:
    $own1 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])alert\.xiz4me\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $own2 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])bk128\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $own3 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])mydwnd\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $own4 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])sync\.xiz4me\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $own5 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])wppspy\.tech($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $shared1 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])brilliant\-flame\-585\.firebaseio\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $shared2 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])true\-truck\-86810\.firebaseio\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $class1 = "Lcom/map/system/"
    $class2 = "Lcom/system/task/"
    $class3 = "Lcom/xnspy/dashboard/"
  condition:
    (any of ($own*))
    or (2 of ($shared*))
    or (any of ($shared*) and any of ($class*))
}

rule pages_of_xnspy
{
  meta:
    entry = "xnspy"
    about = "Pages of the seller that the public list names as servers of the app too; in an app's code they are no visit"
  strings:
    $page1 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])xnspy\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
  condition:
    any of them
}
