# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The iPhone reader: a program of its own over pymobiledevice3, which only reads. Nothing of ours may import it."""
