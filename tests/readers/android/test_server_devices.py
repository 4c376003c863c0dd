# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an adb server says of its phones. Lines as adb 1.0.41 prints them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devicecheck.readers.android.faults import ReaderFault
from devicecheck.readers.android.server_devices import ServerDevice, ServerState, choose, devices
from devicecheck.readers.wire import Fault

LINES = """\
29071JEHN00044         device usb:1-4 product:panther model:Pixel_7 device:panther transport_id:1
R58M123ABC             unauthorized usb:1-2 transport_id:2
127.0.0.1:5555         offline transport_id:3
????????????           no permissions (user in plugdev group; are your udev rules wrong?); see [http://developer.android.com/tools/device.html] usb:1-5 transport_id:4
emulator-5554          authorizing transport_id:5
(no serial number)     no permissions (missing udev rules? user is in the plugdev group) usb:1-6
X9                     recovery usb:1-7 product:x model:x device:x transport_id:7
"""  # noqa: E501


def test_each_line_is_a_phone_with_its_state() -> None:
    assert [(device.serial, device.state) for device in devices(LINES)] == [
        ("29071JEHN00044", ServerState.DEVICE),
        ("R58M123ABC", ServerState.UNAUTHORIZED),
        ("127.0.0.1:5555", ServerState.OFFLINE),
        ("????????????", ServerState.NO_PERMISSIONS),
        ("emulator-5554", ServerState.AUTHORIZING),
        ("(no serial number)", ServerState.NO_PERMISSIONS),
        ("X9", ServerState.OTHER),
    ]
    assert devices(LINES)[0].model == "Pixel 7"


def fault_of(seen: tuple[ServerDevice, ...], serial: str | None) -> ReaderFault:
    with pytest.raises(ReaderFault) as caught:
        choose(seen, serial)
    return caught.value


def test_which_phone_is_meant() -> None:
    seen = devices(LINES)
    assert choose(seen, "R58M123ABC").state is ServerState.UNAUTHORIZED
    assert choose(seen[:1], None) == seen[0]
    assert "29071JEHN00044, R58M123ABC" in fault_of(seen, None).terms["serials"]
    assert fault_of(seen, "none").fault is Fault.NO_PHONE
    assert fault_of((), None).fault is Fault.NO_PHONE
    assert fault_of(seen, "X9").fault is Fault.NO_PHONE
    assert fault_of(seen[3:4], None).fault is Fault.NO_PERMISSION
    assert "ff4201" in fault_of(seen[3:4], None).terms["udev"]


@given(st.text(max_size=200))
def test_any_text_is_phones_or_none(text: str) -> None:
    assert all(device.serial for device in devices(text))
