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

_NAMED = "planner.named"
_STARTING = "planner.starting"
_DEVICES = frozenset({os.devnull, "/dev/tty", "/dev/urandom"})
_CODE = ("site-packages", "dist-packages", "lib-dynload")
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_PROGRAMS = frozenset(
    {
        *("subprocess.Popen", "pty.spawn", "os.system", "os.exec", "os.spawn", "os.posix_spawn", "os.startfile"),
        *("os.fork", "os.forkpty", "sqlite3.enable_load_extension", "sqlite3.load_extension"),
    }
)
_CONNECTIONS = frozenset(
    {
        *("socket.bind", "socket.connect", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo"),
        *("socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo"),
    }
)
_FOLLOWED, _ITSELF = True, False
_CHANGES = {
    "os.chdir": ((0, _FOLLOWED),),
    "os.chmod": ((0, _FOLLOWED),),
    "os.chown": ((0, _FOLLOWED),),
    "os.link": ((0, _FOLLOWED), (1, _ITSELF)),
    "os.mkdir": ((0, _ITSELF),),
    "os.remove": ((0, _ITSELF),),
    "os.removexattr": ((0, _FOLLOWED),),
    "os.rename": ((0, _ITSELF), (1, _ITSELF)),
    "os.rmdir": ((0, _ITSELF),),
    "os.setxattr": ((0, _FOLLOWED),),
    "os.symlink": ((1, _ITSELF),),
    "os.truncate": ((0, _FOLLOWED),),
    "os.utime": ((0, _FOLLOWED),),
}
"""Which arguments of an event are names, and whether a link that has such a name is followed."""


class RestrictedError(PermissionError, RefusedError):
    """It lies outside. For libraries that look for a file it is one they may not read, and they go on without it."""

    def __str__(self) -> str:
        """The sentence, without the system's number."""
        return f"{clean_line(self.filename, 4096)}: {self.strerror}."


def named(path: str) -> None:
    """Say that a person named this file, before anything is found out about it. Unrestricted, it does nothing.

    Raises:
        RefusedError: The process is locked into a directory, and the file lies outside.
    """
    sys.audit(_NAMED, path)


def starting(program: str) -> None:
    """Say that a program is about to be started, before anything is made ready for it. Unrestricted, it does nothing.

    Raises:
        RefusedError: The process is locked into a directory, and starts no other program.
    """
    sys.audit(_STARTING, program)


def restrict(directory: str) -> None:
    """Lock this process into a directory, for good.

    Args:
        directory: An existing directory; links in its name are followed now and not again.
    """
    sys.dont_write_bytecode = True
    sys.addaudithook(_Lock(directory).judge)


class _Lock:
    """Judges what Python is about to do."""

    def __init__(self, directory: str) -> None:
        self._directory = os.path.realpath(directory)
        self._code = tuple({f"{place}/" for root in _code_roots() for place in (root, os.path.realpath(root))})

    def judge(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Raise when the event leads outside; called by Python, from any thread."""
        if event == "open":
            path, mode, flags = arguments
            writing = bool((flags or 0) & _WRITING or set(mode or "") & set("wax+"))
            self._check(path, reading=not writing)
        elif event in {"os.listdir", "os.scandir"}:
            self._check("." if arguments[0] is None else arguments[0], reading=True)
        elif event in _CHANGES:
            for place, followed in _CHANGES[event]:
                self._check(arguments[place], followed=followed)
        elif event == _NAMED:
            self._check_named(*arguments)
        elif event == "sqlite3.connect":
            self._check_database(*arguments)
        elif event in _PROGRAMS or event == _STARTING:
            program = arguments[0] if event == _STARTING else event
            raise RestrictedError(errno.EACCES, "this planner is restricted and starts no other program", program)
        elif event in _CONNECTIONS:
            raise RestrictedError(errno.EACCES, "this planner is restricted and connects to nothing", event)

    def _check(self, path: Any, *, reading: bool = False, followed: bool = True) -> None:  # noqa: ANN401 - as given
        if isinstance(path, int):  # a descriptor: what it stands for was judged when it was opened
            return
        name = os.fsdecode(path)
        if name in _DEVICES or (reading and self._is_code(name)):
            return
        if not self._is_inside(name, followed=followed):
            self._refuse(name)

    def _is_code(self, name: str) -> bool:
        """Whether it is the program's own, also where an installer made its files links to elsewhere."""
        if f"{name}/".startswith(self._code) and "/../" not in f"{name}/":
            return True
        return f"{os.path.realpath(name)}/".startswith(self._code)

    def _is_inside(self, name: str, *, followed: bool = True) -> bool:
        """As the system reads the name: ``..`` leads up from where a link has led, not from where it stands."""
        parent, last = os.path.split(name)
        if not followed and last not in {"", ".", ".."}:
            real = os.path.join(os.path.realpath(parent), last)  # noqa: PTH118
        else:
            real = os.path.realpath(name)
        return real == self._directory or real.startswith(f"{self._directory}/")

    def _check_named(self, path: str) -> None:
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
        raise RestrictedError(errno.EACCES, f"this planner is restricted to {self._directory}", path)


def _code_roots() -> list[str]:
    """Where Python keeps what the program consists of."""
    own = [os.path.dirname(os.__file__), os.path.dirname(__file__)]  # noqa: PTH120
    return own + [entry for entry in sys.path if os.path.basename(entry) in _CODE]  # noqa: PTH119
