"""Start an sshd on the loopback interface, with its own keys, port and configuration."""

from __future__ import annotations

import getpass
import os
import shlex
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.terminal import PATIENCE_S, Terminal

_SETTINGS = """
ListenAddress 127.0.0.1
Port {port}
HostKey {place}/host
AuthorizedKeysFile {place}/authorized_keys
PidFile none
StrictModes no
UsePAM no
PermitRootLogin yes
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitUserRC no
PrintMotd no
PrintLastLog no
UseDNS no
MaxStartups 100
SetEnv HOME={place} XDG_DATA_HOME={place}/data PLANNER_CONFIG={place}/none.toml {python}
"""
_PYTHON = f"PYTHONDONTWRITEBYTECODE=1 PYTHONPATH={Path(__file__).parents[2]}"
"""What is tested is this tree, whatever is installed."""
_SEPARATION = Path("/run/sshd")
_TRIES = 5


class UnavailableError(Exception):
    """There can be no sshd here; the message says why."""


@dataclass(frozen=True, slots=True)
class Server:
    """A running sshd.

    Attributes:
        place: The directory with its keys and configuration.
        port: Its port on 127.0.0.1.
        process: Its process id; the process of every connection descends from it.
    """

    place: Path
    port: int
    process: int

    def authorize(self, options: str = "") -> None:
        """Accept only the user's key, with options such as a forced command."""
        key = (self.place / "user.pub").read_text()
        (self.place / "authorized_keys").write_text(f"{options} {key}".lstrip())

    def command(self, *words: str, terminal: bool = False) -> list[str]:
        """Return the ssh command that runs these words on the server; with ``terminal``, in a terminal there."""
        settings = {
            "BatchMode": "yes",
            "IdentitiesOnly": "yes",
            "StrictHostKeyChecking": "accept-new",
            "UserKnownHostsFile": self.place / "known_hosts",
            "LogLevel": "ERROR",
        }
        options = [part for name, value in settings.items() for part in ("-o", f"{name}={value}")]
        return [
            *("ssh", "-F", "none", "-i", str(self.place / "user"), "-p", str(self.port), *options),
            *(["-tt"] if terminal else ["-T"]),
            *(f"{getpass.getuser()}@127.0.0.1", *words),
        ]

    def ask(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run a command on the server, without a terminal."""
        command = self.command(*words)
        return subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False, timeout=PATIENCE_S
        )

    def connect(self, *program: str) -> Terminal:
        """Open a terminal on a program on the server; on the forced command when none is named."""
        return Terminal(*self.command(*([shlex.join(program)] if program else []), terminal=True))

    def running(self, mark: str) -> list[int]:
        """Return the processes below this server that have a word in their command line."""
        return [pid for pid in descendants(self.process) if mark in command_line(pid)]


def command_line(pid: int) -> str:
    """Return the command line of a process; empty when it has ended."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return ""


def parent(pid: int) -> int:
    """Return the parent of a process; 0 when it has ended."""
    try:
        return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return 0


def descendants(pid: int) -> list[int]:
    """Return all processes below this one, children first."""
    parents = {int(entry.name): parent(int(entry.name)) for entry in Path("/proc").iterdir() if entry.name.isdecimal()}
    found = [pid]
    for each in found:
        found += [child for child, above in parents.items() if above == each]
    return found[1:]


def serve(place: Path) -> Iterator[Server]:
    """Start an sshd in a directory, and end it afterwards.

    Raises:
        UnavailableError: A program is missing, or the server does not let this user in.
    """
    sshd = shutil.which("sshd") or shutil.which("sshd", path="/usr/sbin:/usr/local/sbin")
    if sshd is None or shutil.which("ssh") is None or shutil.which("ssh-keygen") is None:
        raise UnavailableError("needs sshd, ssh and ssh-keygen")
    if not Path("/proc/self/stat").exists():
        raise UnavailableError("needs /proc to see which processes a connection leaves")
    if os.geteuid() == 0:
        _SEPARATION.mkdir(mode=0o755, exist_ok=True)  # as the start script of the system's own sshd does
    for name in ("host", "user"):
        keygen = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(place / name)]
        subprocess.run(keygen, check=True, timeout=PATIENCE_S)
    for _ in range(_TRIES):
        port = _free_port()
        (place / "sshd_config").write_text(_SETTINGS.format(port=port, place=place, python=_PYTHON))
        with (place / "log").open("ab") as log:
            process = subprocess.Popen([sshd, "-D", "-e", "-f", str(place / "sshd_config")], stderr=log)
        try:
            if _listens(port, process):
                server = Server(place, port, process.pid)
                server.authorize()
                if server.ask("true").returncode:
                    raise UnavailableError(f"this sshd lets nobody in: {(place / 'log').read_text()[-400:]}")
                yield server
                return
        finally:
            process.terminate()
            process.wait(PATIENCE_S)
    raise UnavailableError(f"sshd does not start: {(place / 'log').read_text()[-400:]}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _listens(port: int, process: subprocess.Popen[bytes]) -> bool:
    """Return whether the server came up; False when it ended because another process took the port first."""
    until = time.monotonic() + PATIENCE_S
    while process.poll() is None and time.monotonic() < until:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1) as line:
                return line.recv(4) == b"SSH-" and process.poll() is None
        except OSError:
            time.sleep(0.02)
    return False
