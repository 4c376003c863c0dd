// SPDX-FileCopyrightText: 2026 DeviceCheck contributors
// SPDX-License-Identifier: GPL-3.0-or-later

rule servers_of_appspy
{
  meta:
    entry = "appspy"
    about = "Servers that only apps of this family talk to"
  strings:
    $own1 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])api\.free\-spy\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $shared1 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])appspy\-net\.firebaseio\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $class1 = "Lcom/afreesmstracker/app/"
    $class2 = "Lcom/agpstracker/app/"
    $class3 = "Lcom/aphonetracker/app/"
    $class4 = "Lcom/atracker/app/"
    $class5 = "Lcom/mobilefindfree/"
  condition:
    (any of ($own*))
    or (any of ($shared*) and any of ($class*))
}

rule pages_of_appspy
{
  meta:
    entry = "appspy"
    about = "Pages of the seller that the public list names as servers of the app too; in an app's code they are no visit"
  strings:
    $page1 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])appspy\.net($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $page2 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])freemobilespy\.net($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
  condition:
    any of them
}
