"""Locks this process into one directory: no file outside it is opened, no program started, nothing connected to.

For an account that an ssh forced command holds. Python asks a hook before it opens, lists or changes a file and before
it starts a program, and a hook once set stays for good. Names are judged by where their links lead. What stays open is
what the program itself needs: its own code, to be read, and the terminal. Below Python nothing is asked, and there only
SQLite opens something, the journal beside the database.
"""

from __future__ import annotations

import errno
import os
import sys
from urllib.parse import unquote

from planner.text import clean_line
from planner.training.refusal import RefusedError

TYPE_CHECKING = False  # `typing` itself costs a tenth of a `today`
if TYPE_CHECKING:
    from typing import Any

_FILE_NAMED_EVENT = "planner.named"
_PROGRAM_START_EVENT = "planner.starting"
_DEVICES = frozenset({os.devnull, "/dev/tty", "/dev/urandom"})
_CODE_DIRECTORIES = ("site-packages", "dist-packages", "lib-dynload")
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
"""Which arguments of an event are names, and whether a link that has such a name is followed."""


class SandboxError(PermissionError, RefusedError):
    """It lies outside. For libraries that look for a file it is one they may not read, and they go on without it."""

    def __str__(self) -> str:
        """The sentence, without the system's number."""
        return f"{clean_line(self.filename, 4096)}: {self.strerror}."


def check_file_name(path: str) -> None:
    """Say that a person named this file, before anything is found out about it. Unrestricted, it does nothing.

    Raises:
        RefusedError: The process is locked into a directory, and the file lies outside.
    """
    sys.audit(_FILE_NAMED_EVENT, path)


def check_program(program: str) -> None:
    """Say that a program is about to be started, before anything is made ready for it. Unrestricted, it does nothing.

    Raises:
        RefusedError: The process is locked into a directory, and starts no other program.
    """
    sys.audit(_PROGRAM_START_EVENT, program)


def lock_into(directory: str) -> None:
    """Lock this process into a directory, for good.

    Args:
        directory: An existing directory; links in its name are followed now and not again.
    """
    sys.dont_write_bytecode = True
    sys.addaudithook(_AuditHook(directory).on_event)


class _AuditHook:
    """Judges what Python is about to do."""

    def __init__(self, directory: str) -> None:
        self._directory = os.path.realpath(directory)
        self._code_prefixes = tuple({f"{place}/" for root in _code_roots() for place in (root, os.path.realpath(root))})

    def on_event(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Raise when the event leads outside; called by Python, from any thread."""
        if event == "open":
            path, mode, flags = arguments
            writing = bool((flags or 0) & _WRITE_FLAGS or set(mode or "") & set("wax+"))
            self._check(path, reading=not writing)
        elif event in {"os.listdir", "os.scandir"}:
            self._check("." if arguments[0] is None else arguments[0], reading=True)
        elif event in _PATH_ARGUMENTS:
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
        if isinstance(path, int):  # a descriptor: what it stands for was judged when it was opened
            return
        name = os.fsdecode(path)
        if name in _DEVICES or (reading and self._is_code(name)):
            return
        if not self._is_inside(name, follow_link=follow_link):
            self._refuse(name)

    def _is_code(self, name: str) -> bool:
        """Whether it is the program's own, also where an installer made its files links to elsewhere."""
        if f"{name}/".startswith(self._code_prefixes) and "/../" not in f"{name}/":
            return True
        return f"{os.path.realpath(name)}/".startswith(self._code_prefixes)

    def _is_inside(self, name: str, *, follow_link: bool = True) -> bool:
        """As the system reads the name: ``..`` leads up from where a link has led, not from where it stands."""
        parent, last = os.path.split(name)
        if not follow_link and last not in {"", ".", ".."}:
            real = os.path.join(os.path.realpath(parent), last)  # noqa: PTH118
        else:
            real = os.path.realpath(name)
        return real == self._directory or real.startswith(f"{self._directory}/")

    def _check_typed_name(self, path: str) -> None:
        """As `_check`, but no code and no device either, and nobody's home is looked up."""
        known = not path.startswith("~") or path.startswith("~/")
        try:
            inside = known and self._is_inside(os.path.expanduser(path))  # noqa: PTH111
        except ValueError:  # no file can have this name
            inside = False
        if not inside:
            self._refuse(path)

    def _check_database(self, database: Any) -> None:  # noqa: ANN401 - as given
        text = os.fsdecode(database)
        if text.startswith("file:"):
            text = text.removeprefix("file:").partition("?")[0].partition("#")[0]
            text = unquote(f"/{text[2:].partition('/')[2]}" if text.startswith("//") else text)
        if text != ":memory:":
            self._check(text)

    def _refuse(self, path: str) -> None:
        raise SandboxError(errno.EACCES, f"this planner is restricted to {self._directory}", path)


def _code_roots() -> list[str]:
    """Where Python keeps what the program consists of."""
    own = [os.path.dirname(os.__file__), os.path.dirname(__file__)]  # noqa: PTH120
    return own + [entry for entry in sys.path if os.path.basename(entry) in _CODE_DIRECTORIES]  # noqa: PTH119
