// SPDX-FileCopyrightText: 2026 DeviceCheck contributors
// SPDX-License-Identifier: GPL-3.0-or-later

rule pages_of_androidpolice
{
  meta:
    entry = "androidpolice"
    about = "Pages of the seller that the public list names as servers of the app too; in an app's code they are no visit"
  strings:
    $page1 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])andmon\.name($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $page2 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])android\-monitor\.ru($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $page3 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])android\-police\.ru($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $page4 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])anmon\.name($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $page5 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])anmon\.ru($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $page6 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])anmon\.su($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $page7 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])droimon20\.ru($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
  condition:
    any of them
}
