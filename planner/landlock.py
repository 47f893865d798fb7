"""Ask the Linux kernel to keep this process in some directories: Landlock, which no code of the process can undo.

The kernel checks every file that is opened, also by C libraries and by what does not pass through Python. It has had
Landlock since Linux 5.13, where the administrator has not switched it off. Links are followed by the kernel itself.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from enum import IntFlag

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
"""System calls, with the same numbers on every 64-bit machine."""
_ASK_VERSION = 1
_PATH_BENEATH = 1
_SET_NO_NEW_PRIVILEGES = 38
_CONNECT_AND_BIND_TCP = 0b11
_SCOPE_ABSTRACT_SOCKETS = 0b1
_TRUNCATE_VERSION, _NETWORK_VERSION, _SCOPE_VERSION, _REFER_VERSION = 3, 4, 6, 2


class _Access(IntFlag):
    """What a process may do with files, as ``linux/landlock.h`` numbers it."""

    EXECUTE = 1 << 0
    WRITE_FILE = 1 << 1
    READ_FILE = 1 << 2
    READ_DIR = 1 << 3
    REMOVE_DIR = 1 << 4
    REMOVE_FILE = 1 << 5
    MAKE_CHAR = 1 << 6
    MAKE_DIR = 1 << 7
    MAKE_REG = 1 << 8
    MAKE_SOCK = 1 << 9
    MAKE_FIFO = 1 << 10
    MAKE_BLOCK = 1 << 11
    MAKE_SYM = 1 << 12
    REFER = 1 << 13
    """Renaming and linking between directories; kernels that do not know it allow neither."""
    TRUNCATE = 1 << 14


_FIRST_VERSION = _Access(_Access.REFER - 1)
_READ = _Access.READ_FILE | _Access.READ_DIR
_WRITE = ~(_READ | _Access.EXECUTE | _Access.MAKE_CHAR | _Access.MAKE_BLOCK | _Access.MAKE_SOCK | _Access.MAKE_FIFO)
_OF_A_FILE = _Access.READ_FILE | _Access.WRITE_FILE | _Access.TRUNCATE


def find_version() -> int:
    """Return the version of the kernel's Landlock; 0 where there is none."""
    if sys.platform != "linux" or sys.maxsize < 1 << 32:
        return 0
    return max(0, _call(_CREATE_RULESET, None, 0, _ASK_VERSION))


def restrict_files(writable: Iterable[str], readable: Iterable[str], emptied: Iterable[str] = ()) -> bool:
    """Keep this thread, and every thread that it starts, to some files; they start no program and connect to nothing.

    Files that are open stay so. Paths that do not exist are passed over: nothing may be made there either.

    Args:
        writable: Files, and directories with all that is in them, to read, change, make and remove.
        readable: The same, to read only.
        emptied: Directories from which, and from all that is in them, empty directories may be removed.

    Returns:
        Whether the kernel does so from now on. Nothing has changed where it does not.
    """
    version = find_version()
    if not version:
        return False
    handled = _FIRST_VERSION
    if version >= _REFER_VERSION:
        handled |= _Access.REFER
    if version >= _TRUNCATE_VERSION:
        handled |= _Access.TRUNCATE
    network = _CONNECT_AND_BIND_TCP if version >= _NETWORK_VERSION else 0
    scope = _SCOPE_ABSTRACT_SOCKETS if version >= _SCOPE_VERSION else 0
    attributes = b"".join(number.to_bytes(8, sys.byteorder) for number in (handled, network, scope))
    length = 24 if scope else 16 if network else 8
    ruleset = _call(_CREATE_RULESET, attributes, length, 0)
    if ruleset < 0:
        return False
    try:
        for paths, access in ((emptied, _Access.REMOVE_DIR), (readable, _READ), (writable, _READ | _WRITE)):
            for path in paths:
                _allow(ruleset, path, access & handled)
        return _give_up_privileges() and _call(_RESTRICT_SELF, ruleset, 0) == 0
    finally:
        os.close(ruleset)


def _allow(ruleset: int, path: str, access: _Access) -> None:
    import ctypes

    # Not `os.open`: where the process is restricted already, Python itself refuses to look at what is outside.
    place = ctypes.CDLL(None).open(os.fsencode(path), os.O_PATH | os.O_CLOEXEC)
    if place < 0:
        return
    try:
        if not os.path.isdir(path):  # noqa: PTH112 - pathlib is not needed for more than this
            access &= _OF_A_FILE
        rule = int(access).to_bytes(8, sys.byteorder) + place.to_bytes(4, sys.byteorder)
        _call(_ADD_RULE, ruleset, _PATH_BENEATH, rule, 0)
    finally:
        os.close(place)


def _give_up_privileges() -> bool:
    """Give up what a program with a set-user-id bit would bring, as Landlock demands of all but root."""
    import ctypes

    flags = [ctypes.c_ulong(number) for number in (1, 0, 0, 0)]
    return int(ctypes.CDLL(None).prctl(_SET_NO_NEW_PRIVILEGES, *flags)) == 0


def _call(number: int, *arguments: bytes | int | None) -> int:
    """Make a system call, and return what it answers; -1 when it fails."""
    import ctypes

    call = ctypes.CDLL(None).syscall
    call.restype = ctypes.c_long
    given = [ctypes.c_long(each) if isinstance(each, int) else each for each in arguments]
    return int(call(ctypes.c_long(number), *given))
