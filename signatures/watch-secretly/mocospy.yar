// SPDX-FileCopyrightText: 2026 DeviceCheck contributors
// SPDX-License-Identifier: GPL-3.0-or-later

rule pages_of_mocospy
{
  meta:
    entry = "mocospy"
    about = "Pages of the seller, the only thing that is public of this family; in an app's code they are no visit"
  strings:
    $page1 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])mocospy\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
  condition:
    any of them
}
