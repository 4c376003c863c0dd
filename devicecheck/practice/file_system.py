# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The practice phone's files: a tree in memory with Unix permissions, read as the `shell` user."""

import errno
import posixpath
import stat
from collections.abc import Callable
from dataclasses import dataclass, field

SHELL_UID = 2000
SHELL_GROUPS = frozenset({SHELL_UID, 1004, 1007, 1011, 1015, 1028, 1078, 1079, 3003, 3009})
READ, SEARCH = 4, 1
DIRECTORY_SIZE = 4096
IMAGE_TIME = 1230768000  # 2009-01-01, what Android's build stamps on files of the image
# What bionic's strerror says; the words of the host's C library may differ.
WORDS = {
    errno.ENOENT: "No such file or directory",
    errno.EACCES: "Permission denied",
    errno.ENOTDIR: "Not a directory",
    errno.EISDIR: "Is a directory",
}


class FileSystemError(OSError):
    """What a system call on the phone would answer; `strerror` is in the phone's words."""

    def __init__(self, number: int, path: str) -> None:
        super().__init__(number, WORDS[number], path)


@dataclass
class Node:
    """A file or directory. `content` is a function, so that an APK is built when first read."""

    mode: int
    uid: int = 0
    modified: int = IMAGE_TIME
    content: Callable[[], bytes] = bytes
    children: dict[str, "Node"] = field(default_factory=dict)

    @property
    def is_directory(self) -> bool:
        """Whether it is a directory."""
        return stat.S_ISDIR(self.mode)

    @property
    def size(self) -> int:
        """Size in bytes, as stat(2) tells it."""
        return DIRECTORY_SIZE if self.is_directory else len(self.content())

    def permits(self, wanted: int) -> bool:
        """Whether the `shell` user may read or search it; user and group have the same number here."""
        return bool(self.mode >> (3 if self.uid in SHELL_GROUPS else 0) & wanted)


def directory(permissions: int = 0o755, uid: int = 0) -> Node:
    """Make an empty directory."""
    return Node(stat.S_IFDIR | permissions, uid)


class FileSystem:
    """The tree; paths are absolute, and the phone's shell always stands in `/`."""

    def __init__(self) -> None:
        self.root = directory()

    def put(self, path: str, node: Node) -> None:
        """Place a node, with plain directories above it where there are none; asks for no permission."""
        parent = self.root
        *above, name = path.strip("/").split("/")
        for part in above:
            parent = parent.children.setdefault(part, directory())
        parent.children[name] = node

    def find(self, path: str) -> Node:
        """Find what a path names.

        Errors: FileSystemError as the kernel would answer the `shell` user.
        """
        node = self.root
        for part in posixpath.normpath("/" + path).strip("/").split("/"):
            if not node.is_directory:
                raise FileSystemError(errno.ENOTDIR, path)
            if not node.permits(SEARCH):
                raise FileSystemError(errno.EACCES, path)
            if part and part not in node.children:
                raise FileSystemError(errno.ENOENT, path)
            node = node.children[part] if part else node
        return node

    def read(self, path: str) -> bytes:
        """Read a file.

        Errors: FileSystemError as the kernel would answer the `shell` user.
        """
        node = self._readable(path)
        if node.is_directory:
            raise FileSystemError(errno.EISDIR, path)
        return node.content()

    def entries(self, path: str) -> dict[str, Node]:
        """Children of a directory by name, in order; a file is its own only entry.

        Errors: FileSystemError as the kernel would answer the `shell` user.
        """
        node = self._readable(path)
        return dict(sorted(node.children.items())) if node.is_directory else {path: node}

    def _readable(self, path: str) -> Node:
        node = self.find(path)
        if not node.permits(READ):
            raise FileSystemError(errno.EACCES, path)
        return node
