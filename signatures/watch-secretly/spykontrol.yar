// SPDX-FileCopyrightText: 2026 DeviceCheck contributors
// SPDX-License-Identifier: GPL-3.0-or-later

rule servers_of_spykontrol
{
  meta:
    entry = "spykontrol"
    about = "Servers that only apps of this family talk to"
  strings:
    $own1 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])pc\.spykontrol\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
  condition:
    any of ($own*)
}
