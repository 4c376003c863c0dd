// SPDX-FileCopyrightText: 2026 DeviceCheck contributors
// SPDX-License-Identifier: GPL-3.0-or-later

rule opens_by_dialled_code
{
  meta:
    about = "Code that is called when a number is dialled, as an app without an icon is opened"
  strings:
    $secret = "android.provider.Telephony.SECRET_CODE" ascii wide
    $outgoing = "android.intent.action.NEW_OUTGOING_CALL" ascii wide
    $number = "android.intent.extra.PHONE_NUMBER"
  condition:
    $secret or ($outgoing and $number)
}
