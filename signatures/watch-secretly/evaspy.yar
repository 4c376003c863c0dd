// SPDX-FileCopyrightText: 2026 DeviceCheck contributors
// SPDX-License-Identifier: GPL-3.0-or-later

rule servers_of_evaspy
{
  meta:
    entry = "evaspy"
    about = "Servers that only apps of this family talk to"
  strings:
    $own1 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_.\-]|[0-9A-Za-z_\-]\.)ua\.evaspy\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/
    $own2 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_.\-]|[0-9A-Za-z_\-]\.)ub\.evaspy\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/
    $own3 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_.\-]|[0-9A-Za-z_\-]\.)uc\.evaspy\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/
    $own4 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_.\-]|[0-9A-Za-z_\-]\.)ud\.evaspy\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/
    $own5 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_.\-]|[0-9A-Za-z_\-]\.)ue\.evaspy\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/
    $own6 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_.\-]|[0-9A-Za-z_\-]\.)uf\.evaspy\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/
    $own7 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_.\-]|[0-9A-Za-z_\-]\.)ug\.evaspy\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/
    $own8 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_.\-]|[0-9A-Za-z_\-]\.)uh\.evaspy\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/
    $own9 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_.\-]|[0-9A-Za-z_\-]\.)ui\.evaspy\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/
    $own10 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_.\-]|[0-9A-Za-z_\-]\.)uj\.evaspy\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/
    $own11 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_.\-]|[0-9A-Za-z_\-]\.)uk\.evaspy\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/
    $own12 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_.\-]|[0-9A-Za-z_\-]\.)ul\.evaspy\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/
    $own13 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_.\-]|[0-9A-Za-z_\-]\.)um\.evaspy\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/
    $own14 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_.\-]|[0-9A-Za-z_\-]\.)un\.evaspy\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/
    $own15 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_.\-]|[0-9A-Za-z_\-]\.)uo\.evaspy\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/
    $own16 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_.\-]|[0-9A-Za-z_\-]\.)up\.evaspy\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/
    $own17 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_.\-]|[0-9A-Za-z_\-]\.)uq\.evaspy\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/
    $own18 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_.\-]|[0-9A-Za-z_\-]\.)ur\.evaspy\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/
  condition:
    any of ($own*)
}
