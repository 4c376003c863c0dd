// SPDX-FileCopyrightText: 2026 DeviceCheck contributors
// SPDX-License-Identifier: GPL-3.0-or-later

rule servers_of_easylogger
{
  meta:
    entry = "easylogger"
    about = "Servers that only apps of this family talk to"
  strings:
    $own1 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_.\-]|[0-9A-Za-z_\-]\.)97\.logger\.mobi($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/
    $own2 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_.\-]|[0-9A-Za-z_\-]\.)account\.childsafetytrackerapp\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/
    $own3 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_.\-]|[0-9A-Za-z_\-]\.)account\.logger\.mobi($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/
    $own4 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_.\-]|[0-9A-Za-z_\-]\.)api\.childsafetytrackerapp\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/
    $own5 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_.\-]|[0-9A-Za-z_\-]\.)api\.seniorsafetyapp\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/
    $own6 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_.\-]|[0-9A-Za-z_\-]\.)beta\-api\.logger\.mobi($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/
    $own7 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_.\-]|[0-9A-Za-z_\-]\.)beta\.logger\.mobi($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/
    $own8 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_.\-]|[0-9A-Za-z_\-]\.)inv\.logger\.mobi($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/
    $own9 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_.\-]|[0-9A-Za-z_\-]\.)pro\.logger\.mobi($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/
    $own10 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_.\-]|[0-9A-Za-z_\-]\.)ps97mailer\.logger\.mobi($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/
    $own11 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_.\-]|[0-9A-Za-z_\-]\.)sandbox97\.childsafetytrackerapp\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/
    $own12 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_.\-]|[0-9A-Za-z_\-]\.)sandbox97\.logger\.mobi($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/
    $own13 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_.\-]|[0-9A-Za-z_\-]\.)sandbox97\.seniorsafetyapp\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/
    $shared1 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_.\-]|[0-9A-Za-z_\-]\.)easyloggerbeta\.azurewebsites\.net($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/
    $shared2 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_.\-]|[0-9A-Za-z_\-]\.)elcore\-api\.azurewebsites\.net($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/
    $shared3 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_.\-]|[0-9A-Za-z_\-]\.)pulsesolutions\-net\-easy\-logger\.firebaseio\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/
    $shared4 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_.\-]|[0-9A-Za-z_\-]\.)senior\-safety\-189010\.firebaseio\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/
    $shared5 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_.\-]|[0-9A-Za-z_\-]\.)servicesloggermobi\.azurewebsites\.net($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/
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
