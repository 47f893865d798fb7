"""What a traced program wrote is replayed on a model of a disk, whose power fails after each of its system calls."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.trust.disk_model import DIRECTORY, Cut, Disk, Fate, File, Write
from tests.trust.tracing import CHANGING_CALLS

_LINE = re.compile(r"^(?:\d+ +)?(\w+)\((.*)\) += (\d+)(?:<([^<>]*)>)?$")
_OPENED = re.compile(r"(\d+)<([^<>]*)>")
_HEX = re.compile(r"\\x(..)")
State = Mapping[str, bytes | None]


@dataclass
class Recorded:
    """What a program did to the files below a directory.

    Attributes:
        root: The directory; what is in it when this is made is taken to be durable.
        log: Where ``strace`` writes its log.
        outputs: The directory of the program's output; each write to ``said`` is an acknowledgement.
    """

    root: Path
    log: Path
    outputs: Path
    before: dict[str, bytes | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for path in (self.root, *self.root.rglob("*")):
            self.before[str(path)] = None if path.is_dir() else path.read_bytes()

    @property
    def strace_options(self) -> tuple[str, ...]:
        """The words that make ``strace`` write all that is needed."""
        return ("-o", str(self.log), "-y", "-xx", "-s", "100000000", "-e", f"trace={','.join(CHANGING_CALLS)}")

    def cuts(self, fates: Sequence[Fate], *, every: int = 1, seed: int = 0) -> Iterator[tuple[int, State]]:
        """Yield what a power cut may leave, after each n-th call and each fate, and what was acknowledged until then.

        No two of them with the same acknowledgements are alike.
        """
        choose = random.Random(seed)
        seen: set[int] = set()
        for number, (acknowledged, disk) in enumerate(self._replay()):
            if number % every == 0:
                for fate in fates:
                    state = disk.after_power_cut(fate, choose)
                    mark = hash((acknowledged, frozenset(state.items())))
                    if mark not in seen:
                        seen.add(mark)
                        yield acknowledged, state

    def lay_out(self, state: State, target: Path) -> None:
        """Write a state into a directory that does not exist yet, as it would be found in place of the root."""
        for path in sorted(state):
            place = target / Path(path).relative_to(self.root)
            content = state[path]
            if content is None:
                place.mkdir(mode=0o700)
            else:
                place.write_bytes(content)
                place.chmod(0o600)

    def _replay(self) -> Iterator[tuple[int, Disk]]:
        disk = Disk(str(self.root))
        for path, content in self.before.items():
            disk.put(path, content)
        replay = _Replay(disk, str(self.outputs / "said"))
        yield 0, disk
        with self.log.open(encoding="ascii") as lines:
            for line in lines:
                if (match := _LINE.match(line.rstrip("\n"))) is not None:
                    replay.apply(match[1], match[2], int(match[3]), _text(match[4] or ""))
                    yield replay.acknowledged, disk


@dataclass
class _Replay:
    """Carries the lines of a log out on a disk."""

    disk: Disk
    said: str
    acknowledged: int = 0
    positions: dict[int, int] = field(default_factory=dict)

    def apply(self, call: str, arguments: str, result: int, opened: str) -> None:
        strings = [_bytes(each) for each in re.findall(r'"([^"]*)"', arguments)]
        handle = _OPENED.match(arguments)
        number, path = (int(handle[1]), _text(handle[2])) if handle is not None else (-1, "")
        file = self.disk.names.get(path)
        match call:
            case "openat":
                self.positions[result] = 0
                self._open(opened, arguments)
            case "write" if path == self.said:
                self.acknowledged += 1
            case "pwrite64" if file is not None:
                offset = int(arguments.rpartition(", ")[2])
                file.pending.append(Write(offset, strings[0][:result]))
            case "write" if file is not None:
                offset = self.positions[number]
                file.pending.append(Write(offset, strings[0][:result]))
                self.positions[number] = offset + result
            case "ftruncate" if file is not None:
                file.pending.append(Cut(int(arguments.rpartition(", ")[2])))
            case "fsync" | "fdatasync":
                self.disk.sync(path)
            case _:
                # what another call writes elsewhere need not be text
                self._change_names(call, [each.decode(errors="replace") for each in strings])

    def _open(self, path: str, arguments: str) -> None:
        if "O_CREAT" in arguments and path not in self.disk.names and self._is_inside(path):
            self.disk.rename((path, File()))
        elif "O_TRUNC" in arguments and path in self.disk.names:
            self.disk.names[path].pending.append(Cut(0))

    def _change_names(self, call: str, paths: Sequence[str]) -> None:
        if not paths or not all(self._is_inside(path) for path in paths):
            return
        names = self.disk.names
        match call:
            case "unlink" | "unlinkat":
                self.disk.rename((paths[0], None))
            case "rename" | "renameat" | "renameat2":
                self.disk.rename((paths[1], names[paths[0]]), (paths[0], None))
            case "link" | "linkat":
                self.disk.rename((paths[1], names[paths[0]]))
            case "mkdir" | "mkdirat":
                self.disk.rename((paths[0], DIRECTORY))

    def _is_inside(self, path: str) -> bool:
        return path.startswith(f"{self.disk.root}/")


def _bytes(text: str) -> bytes:
    return bytes.fromhex(_HEX.sub(r"\1", text))


def _text(text: str) -> str:
    return _bytes(text).decode() if text.startswith("\\x") else text
