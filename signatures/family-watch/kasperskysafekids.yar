// SPDX-FileCopyrightText: 2026 DeviceCheck contributors
// SPDX-License-Identifier: GPL-3.0-or-later

rule servers_of_kasperskysafekids
{
  meta:
    entry = "kasperskysafekids"
    about = "Servers that only apps of this family talk to"
  strings:
    $shared1 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])kaspersky\-safe\-kids\.firebaseio\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $class1 = "Lcom/kaspersky/safekids/"
  condition:
    any of ($shared*) and any of ($class*)
}
