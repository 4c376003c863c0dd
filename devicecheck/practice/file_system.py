# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later

"""The practice phone's files: a tree in memory with Unix permissions, read as the `shell` user."""

import errno
import posixpath
import stat
from collections.abc import Callable
from dataclasses import dataclass, field

SHELL_UID = 2000
SHELL_GROUPS = frozenset(
    {SHELL_UID, 1004, 1007, 1011, 1015, 1028, 1078, 1079, 3001, 3002, 3003, 3006, 3009, 3011, 3012}
)
READ, SEARCH = 4, 1
DIRECTORY_SIZE = 4096
IMAGE_TIME = 1230768000  # 2009-01-01, what Android's build stamps on files of the image
MAX_LINKS = 10
# What bionic's strerror says; the words of the host's C library may differ.
WORDS = {
    errno.ENOENT: "No such file or directory",
    errno.EACCES: "Permission denied",
    errno.ENOTDIR: "Not a directory",
    errno.EISDIR: "Is a directory",
    errno.ELOOP: "Too many symbolic links encountered",
}


class FileSystemError(OSError):
    """What a system call on the phone would answer; `strerror` is in the phone's words."""

    def __init__(self, number: int, path: str = "") -> None:
        super().__init__(number, WORDS[number], path)


@dataclass
class Node:
    """A file, directory or symbolic link. `content` may be a function, so that an APK is built when first read."""

    mode: int
    uid: int = 0
    gid: int = 0
    modified: int = IMAGE_TIME
    content: bytes | Callable[[], bytes] = b""
    target: str = ""
    children: dict[str, "Node"] = field(default_factory=dict)

    def read(self) -> bytes:
        """The whole content."""
        return self.content() if callable(self.content) else self.content

    @property
    def is_directory(self) -> bool:
        """Whether it is a directory."""
        return stat.S_ISDIR(self.mode)

    @property
    def size(self) -> int:
        """Size in bytes, as stat(2) tells it."""
        return DIRECTORY_SIZE if self.is_directory else len(self.target or self.read())

    def permits(self, wanted: int) -> bool:
        """Whether the `shell` user may read, search or write it."""
        if self.uid == SHELL_UID:
            return bool(self.mode >> 6 & wanted)
        return bool(self.mode >> (3 if self.gid in SHELL_GROUPS else 0) & wanted)


def directory(permissions: int = 0o755, uid: int = 0, gid: int = 0) -> Node:
    """Make an empty directory."""
    return Node(stat.S_IFDIR | permissions, uid, gid)


def regular_file(content: bytes | Callable[[], bytes], permissions: int = 0o644, uid: int = 0, gid: int = 0) -> Node:
    """Make a file."""
    return Node(stat.S_IFREG | permissions, uid, gid, content=content)


def symbolic_link(target: str) -> Node:
    """Make a link to an absolute path."""
    return Node(stat.S_IFLNK | 0o777, target=target)


class FileSystem:
    """The tree; paths are absolute, and the phone's shell always stands in `/`."""

    def __init__(self) -> None:
        self.root = directory()

    def put(self, path: str, node: Node) -> None:
        """Place a node, with plain directories above it where there are none; asks for no permission."""
        parts = [part for part in path.split("/") if part]
        parent = self.root
        for part in parts[:-1]:
            parent = parent.children.setdefault(part, directory())
        parent.children[parts[-1]] = node

    def find(self, path: str, *, follow: bool = True, links: int = 0) -> Node:
        """Find what a path names.

        Errors: FileSystemError as the kernel would answer the `shell` user.
        """
        if links > MAX_LINKS:
            raise FileSystemError(errno.ELOOP)
        parts = [part for part in posixpath.normpath("/" + path).split("/") if part]
        node = self.root
        for place, part in enumerate(parts):
            node = self._child(node, part)
            if stat.S_ISLNK(node.mode) and (follow or place < len(parts) - 1):
                return self.find("/".join([node.target, *parts[place + 1 :]]), follow=follow, links=links + 1)
        return node

    @staticmethod
    def _child(parent: Node, name: str) -> Node:
        if not parent.is_directory:
            raise FileSystemError(errno.ENOTDIR)
        if not parent.permits(SEARCH):
            raise FileSystemError(errno.EACCES)
        if name not in parent.children:
            raise FileSystemError(errno.ENOENT, name)
        return parent.children[name]

    def read(self, path: str) -> bytes:
        """Read a file.

        Errors: FileSystemError as the kernel would answer the `shell` user.
        """
        node = self.find(path)
        if node.is_directory:
            raise FileSystemError(errno.EISDIR, path)
        if not node.permits(READ):
            raise FileSystemError(errno.EACCES, path)
        return node.read()

    def entries(self, path: str) -> dict[str, Node]:
        """Children of a directory by name, in order.

        Errors: FileSystemError as the kernel would answer the `shell` user.
        """
        node = self.find(path)
        if not node.is_directory:
            raise FileSystemError(errno.ENOTDIR)
        if not node.permits(READ):
            raise FileSystemError(errno.EACCES)
        return dict(sorted(node.children.items()))
