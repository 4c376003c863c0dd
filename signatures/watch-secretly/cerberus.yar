// SPDX-FileCopyrightText: 2026 DeviceCheck contributors
// SPDX-License-Identifier: GPL-3.0-or-later

rule servers_of_cerberus
{
  meta:
    entry = "cerberus"
    about = "Servers that only apps of this family talk to"
  strings:
    $shared1 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])api\-project\-999803017449\.firebaseio\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $class1 = "Lcom/lsdroid/cerberus/"
    $class2 = "Lcom/lsdroid/cerberus/client/"
    $class3 = "Lcom/lsdroid/cerberus/enterprise/"
    $class4 = "Lcom/lsdroid/cerberus/kids/"
    $class5 = "Lcom/lsdroid/cerberus/persona/"
    $class6 = "Lcom/lsdroid/cerberus/persona2/"
    $class7 = "Lcom/lsdroid/cerberuss/"
    $class8 = "Lcom/lsdroid/lsp/"
    $class9 = "Lcom/ssurebrec/"
    $class10 = "Lcom/surebrec/"
  condition:
    any of ($shared*) and any of ($class*)
}

rule pages_of_cerberus
{
  meta:
    entry = "cerberus"
    about = "Pages of the seller that the public list names as servers of the app too; in an app's code they are no visit"
  strings:
    $page1 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])cerberusapp\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
  condition:
    any of them
}
