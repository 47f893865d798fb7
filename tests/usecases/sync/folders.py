"""A folder of events next to a planbook, and the hand of a person who changes events in a calendar."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from planner.store.database_id import read_database_id
from planner.training.workout_uids import workout_uid
from planner.usecases.planbook import Planbook
from planner.usecases.sync.outcome import SyncOptions, SyncOutcome
from planner.usecases.sync.run import sync_folder

ALARM = "BEGIN:VALARM\r\nACTION:DISPLAY\r\nDESCRIPTION:soon\r\nTRIGGER:-PT15M\r\nEND:VALARM\r\n"


@dataclass(frozen=True)
class Calendar:
    """A folder that is kept equal to a planbook."""

    book: Planbook
    folder: Path

    def sync(self, **options: object) -> SyncOutcome:
        """One run."""
        return sync_folder(self.book, str(self.folder), SyncOptions(**options))  # type: ignore[arg-type]

    def file(self, number: int) -> Path:
        """The file of a workout."""
        return self.folder / f"{workout_uid(read_database_id(self.book.path), number)}.ics"

    def event(self, number: int) -> dict[str, str]:
        """The properties of an event by name, unfolded; of several of one name the last."""
        text = self.file(number).read_bytes().decode().replace("\r\n ", "")
        lines = (line.partition(":") for line in text.split("\r\n"))
        return {name.partition(";")[0]: value for name, _, value in lines}

    def change(self, number: int, work: Callable[[str], str]) -> None:
        """Write the file of a workout as a person's program would, if anything is another then."""
        file = self.file(number)
        text = file.read_bytes().decode().replace("\r\n ", "")
        changed = work(text)
        if changed == text:
            return
        replacement = file.with_suffix(".other")
        replacement.write_bytes(changed.encode())
        replacement.replace(file)

    def put(self, number: int, start: str, end: str = "") -> None:
        """Move an event, its end with it where that is given: ``20270108T173000``."""
        self.change(number, lambda text: _with(_with(text, "DTSTART", start), "DTEND", end or _end_after(start)))

    def say(self, number: int, name: str, value: str) -> None:
        """Change one property of an event."""
        self.change(number, lambda text: _with(text, name, value))

    @property
    def stamps(self) -> dict[str, tuple[int, bytes]]:
        """Time and bytes of every event."""
        return {file.name: (file.stat().st_mtime_ns, file.read_bytes()) for file in self.folder.glob("*.ics")}


def _with(text: str, name: str, value: str) -> str:
    return re.sub(rf"(?m)^{name}[;:].*?(?=\r$)", lambda _: f"{name}{value}", text)


def _end_after(start: str) -> str:
    """An hour later; of a day, the day after."""
    head, _, time = start.rpartition("T")
    if not head or not time[:2].isdigit():
        return f"{start[:-2]}{int(start[-2:]) + 1:02d}"
    return f"{head}T{int(time[:2]) + 1:02d}{time[2:]}"
