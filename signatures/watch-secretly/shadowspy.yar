// SPDX-FileCopyrightText: 2026 DeviceCheck contributors
// SPDX-License-Identifier: GPL-3.0-or-later

rule servers_of_shadowspy
{
  meta:
    entry = "shadowspy"
    about = "Servers that only apps of this family talk to"
  strings:
    $shared1 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])runaki\-support\.appspot\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $shared2 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])shadowappbundle\-default\-rtdb\.firebaseio\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $shared3 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])shadowlogspanel\.firebaseio\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $class1 = "Lcom/client/requestlogs/"
    $class2 = "Lcom/runaki/synclogs/"
    $class3 = "Lcom/shadow/client/android/"
  condition:
    (2 of ($shared*))
    or (any of ($shared*) and any of ($class*))
}

rule pages_of_shadowspy
{
  meta:
    entry = "shadowspy"
    about = "Pages of the seller that the public list names as servers of the app too; in an app's code they are no visit"
  strings:
    $page1 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])shadow\-logs\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $page2 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])shadow\-spy\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
  condition:
    any of them
}
