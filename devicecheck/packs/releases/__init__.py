# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Released packs: signed by two of three people, carried on a stick, installed on a clinic's computer."""
