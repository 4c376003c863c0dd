// SPDX-FileCopyrightText: 2026 DeviceCheck contributors
// SPDX-License-Identifier: GPL-3.0-or-later

rule servers_of_imonitorspy
{
  meta:
    entry = "imonitorspy"
    about = "Servers that only apps of this family talk to"
  strings:
    $own1 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])imonitorke\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $own2 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])imonitorsoft\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $shared1 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])imonitor\-da8b2\.firebaseio\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $class1 = "Lcom/imonitor/ainfo/"
    $class2 = "Linc/imonitor/"
  condition:
    (any of ($own*))
    or (any of ($shared*) and any of ($class*))
}

rule pages_of_imonitorspy
{
  meta:
    entry = "imonitorspy"
    about = "Pages of the seller that the public list names as servers of the app too; in an app's code they are no visit"
  strings:
    $page1 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])imonitorsoft\.cn($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
  condition:
    any of them
}
