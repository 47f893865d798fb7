"""Lock this process into one directory: it opens no file outside, starts no program and connects to nothing.

This is for accounts that run ``planner --restricted`` as an ssh forced command. The lock is a Python audit hook, which
Python calls before it opens, lists or changes a file or starts a program, and which cannot be removed. Links are
followed before a name is checked. Allowed besides the directory are reading the program's own code, the time zones of
the system, and the terminal.
Audit hooks do not see what C libraries do by themselves; the only one that opens files is SQLite, whose journal is next
to the database, and whose temporary files are kept in memory. Where the kernel has Landlock, it is asked for the same
lock, and holds the libraries too.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator, Sequence

from planner.text import clean_line
from planner.training.refusal import RefusedError

TYPE_CHECKING = False  # `typing` itself costs 5 ms of the first frame, for which the store asks whether this is locked
if TYPE_CHECKING:
    from typing import Any

_FILE_NAMED_EVENT = "planner.named"
_PROGRAM_START_EVENT = "planner.starting"
_DEVICES = frozenset({os.devnull, "/dev/tty", "/dev/urandom", "/proc/sys/kernel/random/boot_id"})
_ZONE_FILES = frozenset({"/etc/localtime", "/etc/timezone"})
_ZONE_DIRECTORIES = ("/usr/share/zoneinfo", "/usr/lib/zoneinfo", "/usr/share/lib/zoneinfo", "/etc/zoneinfo")
"""Where systems keep the rules of the world's time zones; the runner's day follows them."""
_CODE_DIRECTORIES = ("site-packages", "dist-packages", "lib-dynload")
_LIBRARIES = (
    *("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib", "/usr/local/lib64"),
    *("/etc/ld.so.cache", "/etc/ld-musl-x86_64.path", "/etc/ld-musl-aarch64.path", "/nix/store", "/gnu/store"),
)
"""Where systems keep the libraries that modules written in C are linked with; the kernel sees them opened."""
_WRITE_FLAGS = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_PROGRAM_EVENTS = frozenset(
    {
        *("subprocess.Popen", "pty.spawn", "os.system", "os.exec", "os.spawn", "os.posix_spawn", "os.startfile"),
        *("os.fork", "os.forkpty", "sqlite3.enable_load_extension", "sqlite3.load_extension"),
    }
)
_NETWORK_EVENTS = frozenset(
    {
        *("socket.bind", "socket.connect", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo"),
        *("socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo"),
    }
)
_FOLLOW_LINK, _LINK_ITSELF = True, False
_PATH_ARGUMENTS = {
    "os.chdir": ((0, _FOLLOW_LINK),),
    "os.chmod": ((0, _FOLLOW_LINK),),
    "os.chown": ((0, _FOLLOW_LINK),),
    "os.link": ((0, _FOLLOW_LINK), (1, _LINK_ITSELF)),
    "os.mkdir": ((0, _LINK_ITSELF),),
    "os.remove": ((0, _LINK_ITSELF),),
    "os.removexattr": ((0, _FOLLOW_LINK),),
    "os.rename": ((0, _LINK_ITSELF), (1, _LINK_ITSELF)),
    "os.rmdir": ((0, _LINK_ITSELF),),
    "os.setxattr": ((0, _FOLLOW_LINK),),
    "os.symlink": ((1, _LINK_ITSELF),),
    "os.truncate": ((0, _FOLLOW_LINK),),
    "os.utime": ((0, _FOLLOW_LINK),),
}
"""For each audit event, the arguments that are paths, and whether the call follows a link at that path."""

_locked_into: list[str] = []
_made: list[str] = []
"""Directories that were made for the lock, while they may still be empty."""


class SandboxError(PermissionError, RefusedError):
    """The path is outside the directory.

    It is a PermissionError too, so that libraries that look for optional files go on without them.
    """

    def __str__(self) -> str:
        """Return the sentence without the error number."""
        return f"{clean_line(self.filename, 4096)}: {self.strerror}."


def check_file_name(path: str) -> None:
    """Check a file name that a person typed, before anything about the file is revealed.

    Does nothing unless the process is locked into a directory.

    Raises:
        RefusedError: The process is locked into a directory, and the file is outside.
    """
    sys.audit(_FILE_NAMED_EVENT, path)


def check_program(program: str) -> None:
    """Check whether a program may be started, before anything is prepared for it.

    Does nothing unless the process is locked into a directory.

    Raises:
        RefusedError: The process is locked into a directory, so it starts no program.
    """
    sys.audit(_PROGRAM_START_EVENT, program)


def lock_into(directory: str, made: Sequence[str] = ()) -> None:
    """Lock this process into a directory. There is no way back.

    Args:
        directory: An existing directory; links in its path are followed once, now.
        made: The directories that were made for it, a parent before what is in it: `remove_unused` may remove them.
    """
    from planner import landlock

    sys.dont_write_bytecode = True  # modules that are imported later would be compiled into a directory outside
    code = [*_code_roots(), *_linked_packages(), *_ZONE_FILES, *_LIBRARIES, os.path.join(sys.base_prefix, "lib")]  # noqa: PTH118
    parent = [os.path.dirname(first) for first in made[:1]]  # noqa: PTH120
    landlock.restrict_files([directory, os.devnull, "/dev/tty"], [*code, *_DEVICES], parent)
    _locked_into.append(directory)
    _made.extend(made)
    sys.addaudithook(_AuditHook(directory, made).on_event)


def remove_unused() -> None:
    """Remove the directories that were made for the lock and in which nothing was made since."""
    while _made:
        try:
            os.rmdir(_made.pop())  # noqa: PTH106
        except OSError:  # it is used, or another session was faster
            _made.clear()


def is_locked() -> bool:
    """Return whether this process is locked into a directory."""
    return bool(_locked_into)


class _AuditHook:
    """Checks each audit event."""

    def __init__(self, directory: str, made: Sequence[str]) -> None:
        self._directory = os.path.realpath(directory)
        self._made = frozenset(made)
        self._code_prefixes = tuple({f"{place}/" for root in _code_roots() for place in (root, os.path.realpath(root))})

    def on_event(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Raise `SandboxError` when an event is not allowed; Python calls this, from any thread."""
        if event == "open":
            path, mode, flags = arguments
            writing = bool((flags or 0) & _WRITE_FLAGS or set(mode or "") & set("wax+"))
            self._check(path, reading=not writing)
        elif event in {"os.listdir", "os.scandir"}:
            self._check("." if arguments[0] is None else arguments[0], reading=True)
        elif event in _PATH_ARGUMENTS and not (event == "os.rmdir" and arguments[0] in self._made):
            for index, followed in _PATH_ARGUMENTS[event]:
                self._check(arguments[index], follow_link=followed)
        elif event == _FILE_NAMED_EVENT:
            self._check_typed_name(*arguments)
        elif event == "sqlite3.connect":
            self._check_database(*arguments)
        elif event in _PROGRAM_EVENTS or event == _PROGRAM_START_EVENT:
            program = arguments[0] if event == _PROGRAM_START_EVENT else event
            raise SandboxError(errno.EACCES, "this planner is restricted and starts no other program", program)
        elif event in _NETWORK_EVENTS:
            raise SandboxError(errno.EACCES, "this planner is restricted and connects to nothing", event)

    def _check(self, path: Any, *, reading: bool = False, follow_link: bool = True) -> None:  # noqa: ANN401 - as given
        if isinstance(path, int):  # a descriptor: it was checked when it was opened
            return
        name = os.fsdecode(path)
        if name in _DEVICES or (reading and (name in _ZONE_FILES or self._is_code(name))):
            return
        if not self._is_inside(name, follow_link=follow_link):
            self._refuse(name)

    def _is_code(self, name: str) -> bool:
        """Return whether a file belongs to the program, Python or the time zones, even when it is a link elsewhere."""
        if f"{name}/".startswith(self._code_prefixes) and "/../" not in f"{name}/":
            return True
        return f"{os.path.realpath(name)}/".startswith(self._code_prefixes)

    def _is_inside(self, name: str, *, follow_link: bool = True) -> bool:
        """Return whether a path is inside, resolved as the system does: ``..`` after a link goes up from its target."""
        parent, last = os.path.split(name)
        if not follow_link and last not in {"", ".", ".."}:
            real = os.path.join(os.path.realpath(parent), last)  # noqa: PTH118
        else:
            real = os.path.realpath(name)
        return real == self._directory or real.startswith(f"{self._directory}/")

    def _check_typed_name(self, path: str) -> None:
        """Check a typed name as `_check` does, but allow neither code nor devices, and look up no other user's home."""
        known = not path.startswith("~") or path.startswith("~/")
        try:
            inside = known and self._is_inside(os.path.expanduser(path))  # noqa: PTH111
        except ValueError:  # no file can have this name, as it contains a null character
            inside = False
        if not inside:
            self._refuse(path)

    def _check_database(self, database: Any) -> None:  # noqa: ANN401 - as given
        text = os.fsdecode(database)
        if text.startswith("file:"):
            from urllib.parse import unquote

            text = text.removeprefix("file:").partition("?")[0].partition("#")[0]
            text = unquote(f"/{text[2:].partition('/')[2]}" if text.startswith("//") else text)
        if text != ":memory:":
            self._check(text)

    def _refuse(self, path: str) -> None:
        raise SandboxError(errno.EACCES, f"this planner is restricted to {self._directory}", path)


def _code_roots() -> list[str]:
    """Return the directories with the code of Python, its packages and the planner, and with time zones."""
    own = [os.path.dirname(os.__file__), os.path.dirname(__file__), *_ZONE_DIRECTORIES]  # noqa: PTH120
    return own + [entry for entry in sys.path if os.path.basename(entry) in _CODE_DIRECTORIES]  # noqa: PTH119


def _linked_packages() -> Iterator[str]:
    """Yield where packages are whose files are links, as some installers make them, into a cache of theirs."""
    for root in _code_roots():
        try:
            with os.scandir(root) as entries:
                names = [f"{entry.path}/__init__.py" if entry.is_dir() else entry.path for entry in entries]
        except OSError:  # not every directory of the list is on every machine
            continue
        for name in names:
            if os.path.islink(name):  # noqa: PTH114
                yield os.path.dirname(os.path.realpath(name))  # noqa: PTH120
