// SPDX-FileCopyrightText: 2026 DeviceCheck contributors
// SPDX-License-Identifier: GPL-3.0-or-later

rule servers_of_easylogger
{
  meta:
    entry = "easylogger"
    about = "Servers that only apps of this family talk to"
  strings:
    $own1 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])97\.logger\.mobi($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $own2 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])account\.childsafetytrackerapp\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $own3 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])account\.logger\.mobi($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $own4 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])api\.childsafetytrackerapp\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $own5 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])api\.seniorsafetyapp\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $own6 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])beta\-api\.logger\.mobi($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $own7 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])beta\.logger\.mobi($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $own8 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])inv\.logger\.mobi($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $own9 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])pro\.logger\.mobi($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $own10 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])ps97mailer\.logger\.mobi($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $own11 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])sandbox97\.childsafetytrackerapp\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $own12 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])sandbox97\.logger\.mobi($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $own13 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])sandbox97\.seniorsafetyapp\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $shared1 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])easyloggerbeta\.azurewebsites\.net($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $shared2 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])elcore\-api\.azurewebsites\.net($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $shared3 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])pulsesolutions\-net\-easy\-logger\.firebaseio\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $shared4 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])senior\-safety\-189010\.firebaseio\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $shared5 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])servicesloggermobi\.azurewebsites\.net($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $class1 = "Lapp/EasyLogger/"
    $class2 = "Lapp/Easylogger/"
    $class3 = "Lapp/Elogger/"
    $class4 = "Lapp/childsafetytracker/"
    $class5 = "Lapp/seniorsafety/"
  condition:
    (any of ($own*))
    or (2 of ($shared*))
    or (any of ($shared*) and any of ($class*))
}
