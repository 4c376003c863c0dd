// SPDX-FileCopyrightText: 2026 DeviceCheck contributors
// SPDX-License-Identifier: GPL-3.0-or-later

rule servers_of_kidsshield
{
  meta:
    entry = "kidsshield"
    about = "Servers that only apps of this family talk to"
  strings:
    $own1 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])d\.tispy\.net($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $own2 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])pc\.backupsoft\.eu($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $own3 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])pc\.viptelefonprogrami\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $own4 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])quanly24h\.net($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $own5 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])spyt\.co($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $own6 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])theodoi24h\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $shared1 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])spytrac\-app1\.s3\.amazonaws\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $class1 = "Lcom/aixlunro/uqfhkagb/"
    $class2 = "Lcom/android/inputmethod/latinmy/"
    $class3 = "Lcom/bnahrrbc/kwexsnhl/"
    $class4 = "Lcom/bzbqbkya/hgozttiu/"
    $class5 = "Lcom/fbhpdsej/gnuebduy/"
    $class6 = "Lcom/fhekpqbq/otlzonjx/"
    $class7 = "Lcom/gzomoyig/qwgawtaz/"
    $class8 = "Lcom/mnwkvijy/wzyxgrft/"
    $class9 = "Lcom/ntckdlhc/oifhnjwp/"
    $class10 = "Lcom/protect/"
    $class11 = "Lcom/selgdg/febgdsra/"
    $class12 = "Lcom/selgdg/mardsdaf/"
  condition:
    (any of ($own*))
    or (any of ($shared*) and any of ($class*))
}

rule pages_of_kidsshield
{
  meta:
    entry = "kidsshield"
    about = "Pages of the seller that the public list names as servers of the app too; in an app's code they are no visit"
  strings:
    $page1 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])freespyapp\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $page2 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])kidsshield\.net($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $page3 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])pc\.selfspy\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $page4 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])tispy\.net($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $page5 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])viptelefonprogrami\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
  condition:
    any of them
}
