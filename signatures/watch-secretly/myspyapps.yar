// SPDX-FileCopyrightText: 2026 DeviceCheck contributors
// SPDX-License-Identifier: GPL-3.0-or-later

rule servers_of_myspyapps
{
  meta:
    entry = "myspyapps"
    about = "Servers that only apps of this family talk to"
  strings:
    $shared1 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])my\-spy\-a9c92\.firebaseio\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $class1 = "Lcom/my/spy/app/"
  condition:
    any of ($shared*) and any of ($class*)
}
