// SPDX-FileCopyrightText: 2026 DeviceCheck contributors
// SPDX-License-Identifier: GPL-3.0-or-later

rule servers_of_hellospy
{
  meta:
    entry = "hellospy"
    about = "Servers that only apps of this family talk to"
  strings:
    $own1 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_.\-]|[0-9A-Za-z_\-]\.)cellphone\-remote\-tracker\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/
    $own2 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_.\-]|[0-9A-Za-z_\-]\.)client\.spyhide\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/
    $own3 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_.\-]|[0-9A-Za-z_\-]\.)client\.spyhide\.ir($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/
    $own4 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_.\-]|[0-9A-Za-z_\-]\.)copy9db\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/
    $own5 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_.\-]|[0-9A-Za-z_\-]\.)flushdata\.1topspy\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/
    $own6 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_.\-]|[0-9A-Za-z_\-]\.)flushdata\.hellospy\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/
    $own7 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_.\-]|[0-9A-Za-z_\-]\.)flushdata2\.hellospy\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/
    $own8 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_.\-]|[0-9A-Za-z_\-]\.)flushdata3\.hellospy\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/
    $own9 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_.\-]|[0-9A-Za-z_\-]\.)flushdata4\.hellospy\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/
    $own10 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_.\-]|[0-9A-Za-z_\-]\.)flushdata5\.hellospy\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/
    $own11 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_.\-]|[0-9A-Za-z_\-]\.)flushdbd\.maxxspy\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/
    $own12 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_.\-]|[0-9A-Za-z_\-]\.)virsis\.net($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/
    $own13 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_.\-]|[0-9A-Za-z_\-]\.)webservicesdb\.mobiispy\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/
  condition:
    any of ($own*)
}

rule pages_of_hellospy
{
  meta:
    entry = "hellospy"
    about = "Pages of the seller that the public list names as servers of the app too; in an app's code they are no visit"
  strings:
    $page1 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_.\-]|[0-9A-Za-z_\-]\.)1topspy\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/
    $page2 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_.\-]|[0-9A-Za-z_\-]\.)hellospy\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/
    $page3 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_.\-]|[0-9A-Za-z_\-]\.)maxxspy\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/
    $page4 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_.\-]|[0-9A-Za-z_\-]\.)mobiispy\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/
    $page5 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_.\-]|[0-9A-Za-z_\-]\.)spyhide\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/
    $page6 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_.\-]|[0-9A-Za-z_\-]\.)spyhide\.ir($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/
  condition:
    any of them
}
