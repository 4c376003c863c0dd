// SPDX-FileCopyrightText: 2026 DeviceCheck contributors
// SPDX-License-Identifier: GPL-3.0-or-later

rule servers_of_reptilicus
{
  meta:
    entry = "reptilicus"
    about = "Servers that only apps of this family talk to"
  strings:
    $own1 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])cabinet\.ecohouse\-eg\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $own2 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])cabinet\.gps\-monitor\.uz($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $own3 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])cabinet\.kfnm\.ru($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $own4 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])cabinet\.thecybernanny\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $own5 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])cabinet\.vegosm\.ru($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $own6 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])data\.reptilicus\.net($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $own7 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])labrador\.ua($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $own8 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])mob\.eurotrans\.kz($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $own9 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])proxy\.reptilicus\.net($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $own10 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])rp\.apollospy\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $own11 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])rp\.dedrone\.com\.ua($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $own12 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])rp\.liquidblue\.com\.ua($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $own13 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])vkur\.se($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $own14 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])vkur1\.se($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $own15 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])www\.reptilicus\.net($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $shared1 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])e2c64\.firebaseio\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $shared2 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])phonecontrolapp\-e2c64\.firebaseio\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $class1 = "Lcom/brot/storage/work/"
    $class2 = "Lcom/cycle/start/mess/"
    $class3 = "Lcom/thecybernanny/andapp/"
    $class4 = "Lnet/androidcoreapp/androidbackup/"
    $class5 = "Lnet/delphiboardlayer/androidcoreapp/"
    $class6 = "Lnet/reptilicus/clientapp/"
    $class7 = "Lnet/system_updater_abs341/"
    $class8 = "Lnet/vkurhandler/"
    $class9 = "Lse/vkur/clientapp/"
    $class10 = "Lyc/sysupd/client/"
  condition:
    (any of ($own*))
    or (2 of ($shared*))
    or (any of ($shared*) and any of ($class*))
}

rule pages_of_reptilicus
{
  meta:
    entry = "reptilicus"
    about = "Pages of the seller that the public list names as servers of the app too; in an app's code they are no visit"
  strings:
    $page1 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])apollospy\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $page2 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])reptilicus\.net($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
  condition:
    any of them
}
