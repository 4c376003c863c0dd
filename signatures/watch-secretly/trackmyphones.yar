// SPDX-FileCopyrightText: 2026 DeviceCheck contributors
// SPDX-License-Identifier: GPL-3.0-or-later

rule servers_of_trackmyphones
{
  meta:
    entry = "trackmyphones"
    about = "Servers that only apps of this family talk to"
  strings:
    $shared1 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])cell\-tracker\-green\.firebaseio\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $shared2 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])cell\-tracker\-updated\.firebaseio\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $shared3 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])key\-logger\-90fff\.firebaseio\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $shared4 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])message\-tracker\-98822\.firebaseio\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $shared5 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])smsandcalltracker\.firebaseio\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $shared6 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])spyaudiorecorder\.firebaseio\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $shared7 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])trackmyphones\-pro\.firebaseio\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $shared8 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])video\-recorder\-c0419\.firebaseio\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $class1 = "Lcom/app/audiorec/"
    $class2 = "Lcom/app/call_rec_hidden/"
    $class3 = "Lcom/app/keylogger/"
    $class4 = "Lcom/app/recorder/"
    $class5 = "Lcom/app/spy_call_recorder/"
    $class6 = "Lcom/app/videorec/"
    $class7 = "Lcom/apps/anti_theft/"
    $class8 = "Lcom/apps/rct/CellTrackerActivity/"
    $class9 = "Lcom/dev4playapps/whatsdeleted/"
    $class10 = "Lcom/gcm_call_sms_tracker/"
    $class11 = "Lcom/gcm_call_sms_tracker/updated/"
    $class12 = "Lcom/gcm_call_tracker/"
  condition:
    (2 of ($shared*))
    or (any of ($shared*) and any of ($class*))
}

rule pages_of_trackmyphones
{
  meta:
    entry = "trackmyphones"
    about = "Pages of the seller that the public list names as servers of the app too; in an app's code they are no visit"
  strings:
    $page1 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])trackmyphones\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
  condition:
    any of them
}
