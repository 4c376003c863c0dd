// SPDX-FileCopyrightText: 2026 DeviceCheck contributors
// SPDX-License-Identifier: GPL-3.0-or-later

rule follows_place
{
  meta:
    about = "Code that asks to be told again and again where the phone is"
  strings:
    $updates = "requestLocationUpdates"
    $manager = "Landroid/location/LocationManager;"
    $listener = "Landroid/location/LocationListener;"
    $fused = "FusedLocationProvider"
    $callback = "LocationCallback"
  condition:
    $updates and any of ($manager, $listener, $fused, $callback)
}
