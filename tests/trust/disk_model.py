"""A model of a disk that loses its power: what is durable, and what may or may not have reached the platter.

What was synced is durable. A write or a cut that was not synced may be dropped or kept, each for itself, and a write
may be torn at sectors of 512 bytes. A name in a directory (made, renamed, removed) is durable after a sync of the
directory; until then the names come in their order, and any number of the last ones may be missing. A file is its
content and not its name: one that is made again under an old name shares nothing with the old one.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from pathlib import PurePath

SECTOR_BYTES = 512


class Fate(Enum):
    """What becomes of all that was not synced when the power fails."""

    DROPPED = "dropped"
    KEPT = "kept"
    RANDOM = "random"
    TORN = "torn"


@dataclass(frozen=True, slots=True)
class Write:
    """Bytes that were written at a place."""

    offset: int
    data: bytes

    def apply(self, content: bytearray) -> None:
        """Change the content of a file; a gap before the bytes is filled with zeros."""
        end = self.offset + len(self.data)
        content.extend(bytes(max(0, end - len(content))))
        content[self.offset : end] = self.data

    def sectors(self) -> Iterator[Write]:
        """Yield the write as one for each sector."""
        for begin in range(0, len(self.data), SECTOR_BYTES):
            yield Write(self.offset + begin, self.data[begin : begin + SECTOR_BYTES])


@dataclass(frozen=True, slots=True)
class Cut:
    """A file made to have a size."""

    size: int

    def apply(self, content: bytearray) -> None:
        """Cut the content of a file, or fill it up with zeros."""
        content.extend(bytes(max(0, self.size - len(content))))
        del content[self.size :]


@dataclass(eq=False)
class File:
    """A file without its name: its durable content, and what was done to it since its last sync."""

    durable: bytes = b""
    pending: list[Write | Cut] = field(default_factory=list)

    def content(self, fate: Fate, choose: random.Random) -> bytes:
        """Return what is found of it after the power failed."""
        content = bytearray(self.durable)
        for change in self.pending:
            for part in change.sectors() if fate is Fate.TORN and isinstance(change, Write) else (change,):
                if fate is Fate.KEPT or (fate is not Fate.DROPPED and choose.random() < 0.5):
                    part.apply(content)
        return bytes(content)

    def sync(self) -> None:
        """Make everything durable."""
        self.durable = self.content(Fate.KEPT, random.Random(0))
        self.pending.clear()


DIRECTORY = File()
"""What the name of a directory stands for."""

Renaming = tuple[tuple[str, File | None], ...]
"""Names and what they stand for from now on, all at once; None removes the name."""


@dataclass
class Disk:
    """Names, and the files they stand for. Paths are absolute.

    Attributes:
        root: The directory that everything is in.
        names: What a running program sees.
        durable_names: What is certain to be seen after the power failed.
        pending_names: What was done to the names in each directory since its last sync.
    """

    root: str
    names: dict[str, File] = field(default_factory=dict)
    durable_names: dict[str, File] = field(default_factory=dict)
    pending_names: dict[str, list[Renaming]] = field(default_factory=dict)

    def put(self, path: str, content: bytes | None) -> None:
        """Add a durable file, or a directory (None)."""
        self.names[path] = self.durable_names[path] = DIRECTORY if content is None else File(content)

    def rename(self, *changes: tuple[str, File | None]) -> None:
        """Change names in one directory, all at once."""
        _apply(self.names, changes)
        self.pending_names.setdefault(str(PurePath(changes[0][0]).parent), []).append(changes)

    def sync(self, path: str) -> None:
        """Make a file's content durable, or the names in a directory."""
        file = self.names.get(path)
        if file is DIRECTORY:
            for changes in self.pending_names.pop(path, []):
                _apply(self.durable_names, changes)
        elif file is not None:
            file.sync()

    def after_power_cut(self, fate: Fate, choose: random.Random) -> Mapping[str, bytes | None]:
        """Return what is found afterwards: the contents of files, and None for directories."""
        names = dict(self.durable_names)
        for pending in self.pending_names.values():
            kept = {Fate.DROPPED: 0, Fate.KEPT: len(pending)}.get(fate)
            for changes in pending[: choose.randint(0, len(pending)) if kept is None else kept]:
                _apply(names, changes)
        return {
            path: None if file is DIRECTORY else file.content(fate, choose)
            for path, file in names.items()
            if all(str(parent) in names for parent in PurePath(path).parents if parent.is_relative_to(self.root))
        }


def _apply(names: dict[str, File], changes: Renaming) -> None:
    for path, file in changes:
        if file is None:
            names.pop(path, None)
        else:
            names[path] = file
