# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-2.0-or-later
"""The reader of a home network. It may be joined with scapy, so all that it loads is GPL-2.0-or-later."""
