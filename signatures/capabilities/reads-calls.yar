// SPDX-FileCopyrightText: 2026 DeviceCheck contributors
// SPDX-License-Identifier: GPL-3.0-or-later

rule reads_calls
{
  meta:
    about = "Code that reads the list of calls"
  strings:
    $calls = "content://call_log"
    $store = "Landroid/provider/CallLog$Calls;"
  condition:
    any of them
}
