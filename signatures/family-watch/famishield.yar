// SPDX-FileCopyrightText: 2026 DeviceCheck contributors
// SPDX-License-Identifier: GPL-3.0-or-later

rule servers_of_famishield
{
  meta:
    entry = "famishield"
    about = "Servers that only apps of this family talk to"
  strings:
    $shared1 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])parental\-control\-d4a98\-default\-rtdb\.asia\-southeast1\.firebasedatabase\.app($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $class1 = "Lcom/USIB/Child/ChildControl/"
  condition:
    any of ($shared*) and any of ($class*)
}
