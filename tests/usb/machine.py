# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A virtual machine with Debian's kernel that sees this computer's files read-only and runs one command in them.

The kernel is looked for in the folder DEVICECHECK_VM_KERNEL, which holds an unpacked linux-image package, or else where
such a package is installed. QEMU works everything out by itself, unless DEVICECHECK_VM_ACCELERATOR=kvm: a KVM inside
another virtual machine may hang without a word.
"""

import lzma
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from tests.usb.first_files import archive

ROOT = Path(__file__).parents[2]
MODULES = ("virtio_pci", "9p", "9pnet_virtio")
MEMORY = "768"
PLAIN = ("-nodefaults", "-no-user-config", "-cpu", "max", "-smp", "2", "-nic", "none", "-display", "none",
         "-serial", "stdio", "-no-reboot")  # fmt: skip
# Without what guards real processors against each other's secrets, an emulated one takes half the time.
WORDS = "console=ttyS0 quiet panic=-1 mitigations=off"
INIT = """#!/bin/busybox sh
B=/bin/busybox
$B mount -t proc proc /proc; $B mount -t sysfs sys /sys; $B mount -t devtmpfs dev /dev
for m in $($B cat /modules/order); do $B insmod /modules/$m || echo "no module $m"; done
P=trans=virtio,version=9p2000.L,msize=512000
$B mount -t 9p -o $P,ro,cache=loose root /root || echo "no files"
for d in proc sys dev; do $B mount --move /$d /root/$d; done
$B mount -t tmpfs run /root/run; $B mkdir -p /root/run/home /root/run/out /root/dev/shm
$B mount -t 9p -o $P,rw out /root/run/out
$B mount -t tmpfs shm /root/dev/shm; $B ifconfig lo 127.0.0.1 up
$B chroot /root /bin/sh /run/out/command
echo "ended with $?"; $B sync; $B poweroff -f
"""
COMMAND = """export HOME=/run/home TMPDIR=/run/home PYTHONDONTWRITEBYTECODE=1 PATH=/usr/sbin:/usr/bin:/sbin:/bin
cd '{root}' && {command}
"""


class NoMachineError(Exception):
    """What this computer lacks for a virtual machine."""


@dataclass(frozen=True)
class Kernel:
    """A kernel and its modules, by name."""

    image: Path
    modules: dict[str, Path]

    def with_needs(self, name: str) -> list[str]:
        """The module behind all those that it needs; one that is not there is built in."""
        path = self.modules.get(plain(name))
        if path is None:
            return []
        needs = re.search(rb"\0?depends=([^\0]*)\0", unpacked(path))
        names = needs[1].decode().split(",") if needs else []
        return [*(each for need in filter(None, names) for each in self.with_needs(need)), plain(name)]


def plain(name: str) -> str:
    return name.partition(".")[0].replace("-", "_")


def unpacked(module: Path) -> bytes:
    if module.suffix == ".xz":
        return lzma.decompress(module.read_bytes())
    if module.suffix == ".zst":
        return subprocess.run(["zstd", "-dcq", module], capture_output=True, check=True).stdout
    return module.read_bytes()


def find_kernel(needed: str) -> Kernel:
    """The newest kernel that has this module and may be read.

    Errors: NoMachineError.
    """
    root = Path(os.environ.get("DEVICECHECK_VM_KERNEL") or "/")
    for folder in sorted((root / "lib/modules").glob("*"), reverse=True):
        image = root / "boot" / f"vmlinuz-{folder.name}"
        modules = {plain(path.name): path for path in folder.rglob("*.ko*")}
        if plain(needed) in modules and os.access(image, os.R_OK):
            return Kernel(image, modules)
    raise NoMachineError(f"no kernel with {needed}; Debian has one in linux-image-amd64")


def first_files(kernel: Kernel, wanted: tuple[str, ...]) -> bytes:
    """The archive that the kernel starts from: busybox, what it is linked with, the modules and the first script."""
    busybox = shutil.which("busybox")
    if busybox is None:
        raise NoMachineError("busybox is missing")
    linked = subprocess.run(["ldd", busybox], capture_output=True, text=True, check=False).stdout
    files = {path.lstrip("/"): Path(path).read_bytes() for path in re.findall(r"(/\S+) \(0x", linked)}
    order = list(dict.fromkeys(each for name in wanted for each in kernel.with_needs(name)))
    files |= {f"modules/{name}": unpacked(kernel.modules[name]) for name in order}
    files |= {"init": INIT.encode(), "modules/order": "\n".join(order).encode()}
    return archive({**files, "bin/busybox": Path(busybox).read_bytes()}, folders=("proc", "sys", "dev", "root"))


def run(command: str, out: Path, modules: tuple[str, ...], seconds: float) -> str:
    """Run a shell command in the machine, in the project's folder; `out` is /run/out there. Gives its console.

    Errors: NoMachineError, TimeoutExpired.
    """
    qemu = shutil.which("qemu-system-x86_64")
    if qemu is None:
        raise NoMachineError("qemu-system-x86_64 is missing; Debian has it in qemu-system-x86")
    accelerator = os.environ.get("DEVICECHECK_VM_ACCELERATOR") or "tcg"
    kernel = find_kernel(modules[-1])
    (out / "first-files").write_bytes(first_files(kernel, MODULES + modules))
    (out / "command").write_text(COMMAND.format(root=ROOT, command=command))
    argv = [qemu, "-M", f"pc,accel={accelerator}", *PLAIN, "-m", MEMORY, *shared("root", Path("/"), ",readonly=on"),
            *shared("out", out), "-kernel", str(kernel.image), "-initrd", str(out / "first-files"),
            "-append", WORDS]  # fmt: skip
    done = subprocess.run(argv, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          timeout=seconds, check=False)  # fmt: skip
    return done.stdout.decode("utf-8", "replace")


def shared(name: str, path: Path, more: str = "") -> list[str]:
    """QEMU's words for a folder of this computer that the machine sees."""
    folder = f"local,id={name},path={path},security_model=none,multidevs=remap{more}"
    return ["-fsdev", folder, "-device", f"virtio-9p-pci,fsdev={name},mount_tag={name}"]
