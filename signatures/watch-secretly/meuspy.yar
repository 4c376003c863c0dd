// SPDX-FileCopyrightText: 2026 DeviceCheck contributors
// SPDX-License-Identifier: GPL-3.0-or-later

rule servers_of_meuspy
{
  meta:
    entry = "meuspy"
    about = "Servers that only apps of this family talk to"
  strings:
    $own1 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])servidor\.in($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $shared1 = /(^|\x00[\x00-\xff]|[^0-9A-Za-z_\-])play\-store\-3bb64\.firebaseio\.com($|[^0-9A-Za-z_.\-]|\.($|[^0-9A-Za-z_\-]))/ nocase ascii wide
    $class1 = "Lbr/com/appfornecedor/legal/"
    $class2 = "Lbr/com/cloud/aplicativo/"
    $class3 = "Lbr/com/cloud/backup/"
    $class4 = "Lbr/com/daggers/gameap/"
    $class5 = "Lbr/com/daggers/toshtec/"
    $class6 = "Lbr/com/galaxys/gameap/"
    $class7 = "Lbr/com/gamelevel/cloudv3/"
    $class8 = "Lbr/com/gamelevel/playstart/"
    $class9 = "Lbr/com/monsthers/gameap/"
    $class10 = "Lbr/com/phonecell/cloud1/"
    $class11 = "Lbr/com/phonecell/go5ge/"
    $class12 = "Lbr/com/phonecell/maps/"
  condition:
    (any of ($own*))
    or (any of ($shared*) and any of ($class*))
}
