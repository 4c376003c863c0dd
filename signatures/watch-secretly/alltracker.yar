// SPDX-FileCopyrightText: 2026 DeviceCheck contributors
// SPDX-License-Identifier: GPL-3.0-or-later

rule servers_of_alltracker
{
  meta:
    entry = "alltracker"
    about = "Servers that only apps of this family talk to"
  strings:
    $shared1 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])4\-dot\-all\-tracker\.appspot\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $shared2 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])6\-dot\-all\-tracker\.appspot\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $shared3 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])all\-tracker\.appspot\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $shared4 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])all\-tracker\.firebaseio\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $shared5 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])staging\-all\-tracker\.appspot\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $class1 = "Lcity/russ/alltrackercorp/"
    $class2 = "Lcity/russ/alltrackerfamily/"
    $class3 = "Lcity/russ/alltrackerinstaller/"
    $class4 = "Lorg/alltracker/security/"
  condition:
    (2 of ($shared*))
    or (any of ($shared*) and any of ($class*))
}

rule pages_of_alltracker
{
  meta:
    entry = "alltracker"
    about = "Pages of the seller that the public list names as servers of the app too; in an app's code they are no visit"
  strings:
    $page1 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])alltracker\.org($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
  condition:
    any of them
}
