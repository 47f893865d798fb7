"""A disk that is nearly full: a file system of its own in memory, with a file that takes the room."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

SIZE_KB = 1600


class NoDiskError(Exception):
    """No file system can be mounted here."""


@dataclass(frozen=True, slots=True)
class SmallDisk:
    """A disk of 1.6 MB.

    Attributes:
        place: Where it is mounted.
    """

    place: Path

    @property
    def _ballast(self) -> Path:
        return self.place / "ballast"

    def leave_room(self, size: int) -> None:
        """Fill it, but for so many bytes."""
        self.make_room()
        self._ballast.write_bytes(bytes(shutil.disk_usage(self.place).free - size))

    def make_room(self) -> None:
        """Take away what filled it."""
        self._ballast.unlink(missing_ok=True)

    @property
    def file_names(self) -> set[str]:
        """The names of all files but the one that takes the room, as paths in it."""
        found = (path for path in self.place.rglob("*") if path.is_file() and path != self._ballast)
        return {str(path.relative_to(self.place)) for path in found}


@contextmanager
def mount_small_disk(place: Path) -> Iterator[SmallDisk]:
    """Mount a small disk on an empty directory.

    Raises:
        NoDiskError: The right to do so is missing.
    """
    mount = shutil.which("mount")
    options = ["-t", "tmpfs", "-o", f"size={SIZE_KB}k", "tmpfs", str(place)]
    if mount is None or subprocess.run([mount, *options], check=False, capture_output=True).returncode:
        raise NoDiskError
    try:
        yield SmallDisk(place)
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)  # connections of this process may still be open
