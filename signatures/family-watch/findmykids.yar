// SPDX-FileCopyrightText: 2026 DeviceCheck contributors
// SPDX-License-Identifier: GPL-3.0-or-later

rule servers_of_findmykids
{
  meta:
    entry = "findmykids"
    about = "Servers that only apps of this family talk to"
  strings:
    $own1 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])api\.findmykids\.org($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $own2 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])r\.findmychilds\.org($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $own3 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])r\.findmykids\.org($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $own4 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])where\-is\-my\-children\.firebase\.io($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $own5 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])wss\.findmychilds\.org($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $own6 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])wss\.findmykids\.org($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $shared1 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])where\-is\-my\-children\.firebaseio\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $class1 = "Lorg/findmykids/app/"
    $class2 = "Lorg/findmykids/child/"
  condition:
    (any of ($own*))
    or (any of ($shared*) and any of ($class*))
}
