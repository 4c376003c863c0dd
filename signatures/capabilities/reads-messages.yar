// SPDX-FileCopyrightText: 2026 DeviceCheck contributors
// SPDX-License-Identifier: GPL-3.0-or-later

rule reads_messages
{
  meta:
    about = "Code that reads text messages out of the phone's store"
  strings:
    $sms = "content://sms"
    $mms = "content://mms"
    $store = "Landroid/provider/Telephony$Sms"
  condition:
    any of them
}
