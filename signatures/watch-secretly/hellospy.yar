// SPDX-FileCopyrightText: 2026 DeviceCheck contributors
// SPDX-License-Identifier: GPL-3.0-or-later

rule servers_of_hellospy
{
  meta:
    entry = "hellospy"
    about = "Servers that only apps of this family talk to"
  strings:
    $own1 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])cellphone\-remote\-tracker\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $own2 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])client\.spyhide\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $own3 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])client\.spyhide\.ir($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $own4 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])copy9db\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $own5 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])flushdata\.1topspy\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $own6 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])flushdata\.hellospy\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $own7 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])flushdata2\.hellospy\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $own8 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])flushdata3\.hellospy\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $own9 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])flushdata4\.hellospy\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $own10 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])flushdata5\.hellospy\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $own11 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])flushdbd\.maxxspy\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $own12 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])virsis\.net($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $own13 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])webservicesdb\.mobiispy\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
  condition:
    any of ($own*)
}

rule pages_of_hellospy
{
  meta:
    entry = "hellospy"
    about = "Pages of the seller that the public list names as servers of the app too; in an app's code they are no visit"
  strings:
    $page1 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])1topspy\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $page2 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])hellospy\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $page3 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])maxxspy\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $page4 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])mobiispy\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $page5 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])spyhide\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $page6 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])spyhide\.ir($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
  condition:
    any of them
}
