// SPDX-FileCopyrightText: 2026 DeviceCheck contributors
// SPDX-License-Identifier: GPL-3.0-or-later

rule servers_of_trackingsmartphone
{
  meta:
    entry = "trackingsmartphone"
    about = "Servers that only apps of this family talk to"
  strings:
    $shared1 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])tracking\-smartphone\.firebaseio\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $class1 = "Lcom/app/remote_control/"
    $class2 = "Lcom/tracking_smartphone/"
    $class3 = "Lcom/ts_settings/"
  condition:
    any of ($shared*) and any of ($class*)
}

rule pages_of_trackingsmartphone
{
  meta:
    entry = "trackingsmartphone"
    about = "Pages of the seller that the public list names as servers of the app too; in an app's code they are no visit"
  strings:
    $page1 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])trackingsmartphone\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
  condition:
    any of them
}
