// SPDX-FileCopyrightText: 2026 DeviceCheck contributors
// SPDX-License-Identifier: GPL-3.0-or-later

rule servers_of_observer
{
  meta:
    entry = "observer"
    about = "Servers that only apps of this family talk to"
  strings:
    $shared1 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])observer\.back4app\.io($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $class1 = "LYWZiZDFjZTg2NTZlOGI4NDkyYWJjZDJjZDE5ZTM0Mjk/MzkwMmNhZGFiZGZhMjMyZjQzNTJkYmQ1ODg1ZjI1NzA/"
    $class2 = "Lcom/system/settings/"
  condition:
    any of ($shared*) and any of ($class*)
}
