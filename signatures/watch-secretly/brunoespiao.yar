// SPDX-FileCopyrightText: 2026 DeviceCheck contributors
// SPDX-License-Identifier: GPL-3.0-or-later

rule servers_of_brunoespiao
{
  meta:
    entry = "brunoespiao"
    about = "Servers that only apps of this family talk to"
  strings:
    $own1 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_.\-]|[0-9A-Za-z_\-]\.)back\.brunoespiao\.com\.br($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/
    $own2 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_.\-]|[0-9A-Za-z_\-]\.)brunoespiao\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/
    $own3 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_.\-]|[0-9A-Za-z_\-]\.)im\.brunoespiao\.com\.br($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/
    $own4 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_.\-]|[0-9A-Za-z_\-]\.)pc\.brunoespiao\.com\.br($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/
    $own5 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_.\-]|[0-9A-Za-z_\-]\.)pc1\.brunoespiao\.com\.br($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/
    $own6 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_.\-]|[0-9A-Za-z_\-]\.)ua\.brunoespiao\.com\.br($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/
    $own7 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_.\-]|[0-9A-Za-z_\-]\.)ue\.brunoespiao\.com\.br($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/
    $own8 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_.\-]|[0-9A-Za-z_\-]\.)uf\.brunoespiao\.com\.br($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/
    $own9 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_.\-]|[0-9A-Za-z_\-]\.)uf1\.brunoespiao\.com\.br($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/
    $own10 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_.\-]|[0-9A-Za-z_\-]\.)ur\.brunoespiao\.com\.br($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/
    $own11 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_.\-]|[0-9A-Za-z_\-]\.)www\.brunoespiao\.com\.br($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/
    $shared1 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_.\-]|[0-9A-Za-z_\-]\.)brunoespiao2\.s3\.amazonaws\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/
    $class1 = "Lcom/fzvsdrtb/qamlhxri/"
    $class2 = "Lcom/moxlndmp/uhzhgzjh/"
    $class3 = "Lcom/nhevvtmt/thinkquo/"
    $class4 = "Lcom/thaxygpc/xjsjobpn/"
  condition:
    (any of ($own*))
    or (any of ($shared*) and any of ($class*))
}

rule pages_of_brunoespiao
{
  meta:
    entry = "brunoespiao"
    about = "Pages of the seller that the public list names as servers of the app too; in an app's code they are no visit"
  strings:
    $page1 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_.\-]|[0-9A-Za-z_\-]\.)brunoespiao\.com\.br($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/
  condition:
    any of them
}
