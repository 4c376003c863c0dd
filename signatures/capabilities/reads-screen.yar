// SPDX-FileCopyrightText: 2026 DeviceCheck contributors
// SPDX-License-Identifier: GPL-3.0-or-later

rule reads_screen
{
  meta:
    about = "Code that is told what stands on the screen and can look through it"
  strings:
    $told = "onAccessibilityEvent"
    $through = "getRootInActiveWindow"
    $node = "Landroid/view/accessibility/AccessibilityNodeInfo;"
    $source = "getSource"
  condition:
    $told and ($through or ($node and $source))
}
