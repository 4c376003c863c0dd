// SPDX-FileCopyrightText: 2026 DeviceCheck contributors
// SPDX-License-Identifier: GPL-3.0-or-later

rule switches_icon_off
{
  meta:
    about = "Code that can take parts of its own app away, as an app does that hides its icon"
  strings:
    $change = "setComponentEnabledSetting"
    $who = "getComponentName"
    $own = "Landroid/content/ComponentName;"
  condition:
    $change and ($who or $own)
}
