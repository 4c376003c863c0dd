// SPDX-FileCopyrightText: 2026 DeviceCheck contributors
// SPDX-License-Identifier: GPL-3.0-or-later

rule servers_of_hoverwatch
{
  meta:
    entry = "hoverwatch"
    about = "Servers that only apps of this family talk to"
  strings:
    $own1 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])a\.syncvch\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $own2 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])account\.refog\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $own3 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])dev\.hoverwatch\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $own4 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])dev2\.refog\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $own5 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])downloads\.refog\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $own6 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])hw\.cab($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $own7 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])hwa\.cab($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $own8 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])hwm\.cab($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $own9 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])hww\.cab($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $own10 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])i\.hoverwatch\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $own11 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])i1\.hoverwatch\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $own12 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])test\.refog\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
  condition:
    any of ($own*)
}

rule pages_of_hoverwatch
{
  meta:
    entry = "hoverwatch"
    about = "Pages of the seller that the public list names as servers of the app too; in an app's code they are no visit"
  strings:
    $page1 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])hover\.watch($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $page2 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])hoverwatch\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $page3 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])hws\.icu($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
  condition:
    any of them
}
