"""What a run of ``sync`` was asked for, and what it did."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from planner.usecases.sync.decisions import Place
from planner.usecases.sync.sentences import Conflict


@dataclass(frozen=True, slots=True)
class SyncOptions:
    """What a run is asked for.

    Attributes:
        first: The first day whose workouts are kept equal; None for `DAYS_BACK` days before today.
        zone: The name of the time zone that new events name; empty for events on the clock of whoever reads them.
        is_dry_run: Whether nothing is changed.
        force: Whether a folder of other files is taken, and each of many missing events is asked about.
        is_other_zone: Whether the events of the folder name another time zone than `zone`, so that all are written.
    """

    first: dt.date | None = None
    zone: str = ""
    is_dry_run: bool = False
    force: bool = False
    is_other_zone: bool = False


@dataclass(frozen=True, slots=True)
class MovedWorkout:
    """A workout that went where its event was moved.

    Attributes:
        item: Its number.
        name: What it is called.
        before: Where it was.
        after: Where it is.
    """

    item: int
    name: str
    before: Place
    after: Place


@dataclass(frozen=True, slots=True)
class GoneEvent:
    """A workout whose event was deleted in the calendar, which is asked about.

    Attributes:
        item: Its number.
        question: The question.
        is_new: Whether it was asked by this run first.
    """

    item: int
    question: str
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class SyncOutcome:
    """What a run did, or in a dry run would do.

    Attributes:
        folder: The absolute path of the folder.
        operation: What the history calls the moves; empty where nothing has moved.
        written: How many files were written.
        removed: How many files were removed.
        unchanged: How many files of ours stay as they are.
        foreign: How many files of others are there.
        moved: The workouts that have moved.
        pending: The questions that are open.
        conflicts: The workouts that were moved on both sides.
        said: What else the runner should know, a sentence each.
        offer: The better places for strength, a line each.
        offer_command: The command that moves it there; empty where there is no offer.
    """

    folder: str
    operation: str = ""
    written: int = 0
    removed: int = 0
    unchanged: int = 0
    foreign: int = 0
    moved: tuple[MovedWorkout, ...] = ()
    pending: tuple[GoneEvent, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    said: tuple[str, ...] = ()
    offer: tuple[str, ...] = ()
    offer_command: str = ""

    @property
    def is_nothing(self) -> bool:
        """Whether nothing was done, asked or found."""
        is_asked = any(question.is_new for question in self.pending)
        return not (self.operation or self.written or self.removed or self.conflicts or self.said or is_asked)
