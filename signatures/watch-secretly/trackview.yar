// SPDX-FileCopyrightText: 2026 DeviceCheck contributors
// SPDX-License-Identifier: GPL-3.0-or-later

rule servers_of_trackview
{
  meta:
    entry = "trackview"
    about = "Servers that only apps of this family talk to"
  strings:
    $own1 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])analytics\.trackview\.net($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $own2 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])api\.lifecircle\.app($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $own3 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])api\.trackview\.lifecircle\.app($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $own4 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])cnapi\.trackview\.net($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $own5 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])m\.lifecircle\.app($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $own6 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])rc\-api\.lifecircle\.app($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $own7 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])relay1\.trackview\.net($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $own8 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])user\.trackview\.net($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $own9 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])user2\.trackview\.net($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $shared1 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])api\-project\-285519687053\.firebaseio\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $shared2 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])lifecircle\-223805\.firebaseio\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $shared3 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])us\-central1\-api\-project\-285519687053\.cloudfunctions\.net($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $class1 = "Lapp/cybrook/trackvieo/"
    $class2 = "Lapp/cybrook/trackviep/"
    $class3 = "Lapp/cybrook/trackvieq/"
    $class4 = "Lapp/cybrook/trackvier/"
    $class5 = "Lapp/cybrook/trackvies/"
    $class6 = "Lapp/cybrook/trackviet/"
    $class7 = "Lapp/cybrook/trackvieu/"
    $class8 = "Lapp/cybrook/trackviev/"
    $class9 = "Lapp/cybrook/trackview/"
    $class10 = "Lapp/cybrook/trackviex/"
    $class11 = "Lapp/cybrook/trackviey/"
    $class12 = "Lapp/cybrook/trackviez/"
  condition:
    (any of ($own*))
    or (2 of ($shared*))
    or (any of ($shared*) and any of ($class*))
}

rule pages_of_trackview
{
  meta:
    entry = "trackview"
    about = "Pages of the seller that the public list names as servers of the app too; in an app's code they are no visit"
  strings:
    $page1 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])trackview\.net($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
  condition:
    any of them
}
