// SPDX-FileCopyrightText: 2026 DeviceCheck contributors
// SPDX-License-Identifier: GPL-3.0-or-later

rule servers_of_findmyphone
{
  meta:
    entry = "findmyphone"
    about = "Servers that only apps of this family talk to"
  strings:
    $own1 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])findmyphone\.mangobird\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $shared1 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])find\-my\-phone\-prod\.herokuapp\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $class1 = "Lcom/mango/findmyphone/"
    $class2 = "Lcom/mango/findmyphone2/"
    $class3 = "Lcom/mango/findmyphone3/"
  condition:
    (any of ($own*))
    or (any of ($shared*) and any of ($class*))
}
