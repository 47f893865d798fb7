"""A new user's first evening over ssh, from an empty file: two weeks planned, three workouts marked, one moved, undone.

Every key that is pressed was read on the screen before: in the line at the bottom, in help, or in a sheet's last line.
"""

from __future__ import annotations

import datetime as dt
import sys
import time
from collections.abc import Callable
from pathlib import Path

from planner.clock import Clock
from planner.training.workouts import RunKind, StoredStatus, Workout
from planner.usecases.planbook import Planbook
from tests.ssh.conftest import Connect
from tests.terminal import PATIENCE_S, Terminal
from tests.usecases.books import whole_calendar

WEDNESDAY = dt.date(2027, 1, 6)
DAY = dt.timedelta(days=1)
TAB = b"\t"


class Evening:
    """The terminal, and the words that its screen has shown so far."""

    def __init__(self, terminal: Terminal) -> None:
        self.terminal = terminal
        self.words_seen: set[str] = set()

    def look(self) -> None:
        """Wait until the screen no longer changes, and remember what it shows."""
        self.terminal.settle(0.15)
        self.has_seen("")

    def has_seen(self, word: str) -> bool:
        """Whether the screen shows a word, or has shown it before."""
        self.words_seen |= set(self.terminal.text.replace("·", " ").split())
        return word in self.words_seen

    def changes(self) -> bool:
        """Wait for the screen to change, for two seconds at most, and look at it; return whether it did."""
        before, end = self.terminal.text, time.monotonic() + 2
        while self.terminal.text == before and time.monotonic() < end:
            self.terminal.read(0.1)
        self.look()
        return self.terminal.text != before

    def until(self, holds: Callable[[], bool]) -> None:
        """Read on until something holds: how long a save takes depends on the line."""
        end = time.monotonic() + PATIENCE_S
        while not holds():
            assert time.monotonic() < end, self.terminal.text
            self.terminal.read(0.1)

    def press(self, key: str, sent: bytes = b"") -> None:
        """Press a key, once the screen has shown it."""
        self.until(lambda: self.has_seen(key))
        self.terminal.press(sent or key.encode())

    def fill_in(self, *fields: str) -> None:
        """Type into the fields of a sheet from the first on, and save it."""
        self.terminal.press(TAB.join(field.encode() for field in fields))
        self.press("enter", b"\r")


def planned(database: Path) -> tuple[Workout, ...]:
    return whole_calendar(Planbook(database, Clock(WEDNESDAY))).workouts


def moved(database: Path) -> list[Workout]:
    return [workout for workout in planned(database) if workout.is_moved]


def mark_today_but_not_tomorrow(evening: Evening, database: Path) -> None:
    evening.press("d")
    evening.press("d")
    evening.until(lambda: planned(database)[0].status is StoredStatus.DONE)
    evening.press("→", b"\x1b[C")
    evening.press("d")
    evening.terminal.wait_for("is still ahead")
    evening.press("escape", b"\x1b")
    evening.terminal.wait_for("nothing has changed")


def read_help(evening: Evening) -> None:
    evening.press("?")
    while evening.changes():  # to its end
        evening.terminal.press(b" ")
    evening.press("escape", b"\x1b")


def test_two_weeks_are_planned_marked_and_put_right(connect: Connect, tmp_path: Path) -> None:
    database = tmp_path / "first" / "planner.db"
    command = (sys.executable, "-m", "planner", "--db", str(database), "--today", WEDNESDAY.isoformat())
    evening = Evening(connect(*command))
    evening.terminal.wait_for("What are you training for?")
    evening.look()
    read_help(evening)
    evening.terminal.wait_for("What are you training for?")
    evening.press("escape", b"\x1b")  # to the empty calendar, as help says
    evening.terminal.wait_for("Nothing is planned yet")
    read_help(evening)
    evening.terminal.wait_for("Nothing is planned yet")

    for kind, distance in (("easy", "8"), ("tempo", "10"), ("long", "16")):
        evening.press("a")
        evening.fill_in(kind, "", distance)
        evening.press("→", b"\x1b[C")
    kinds = [RunKind.EASY, RunKind.TEMPO, RunKind.LONG]
    evening.until(lambda: [workout.kind for workout in planned(database)] == kinds)
    evening.press("Y")
    evening.press("]")
    evening.press("p")
    evening.terminal.wait_for("Paste into the week")
    evening.press("enter", b"\r")
    evening.until(lambda: len(planned(database)) == 6)
    evening.press("]")  # a race would take the place of this weekend's long run
    evening.press("a")
    evening.fill_in("race", "Town half", "21.1")
    evening.until(lambda: len(planned(database)) == 7)

    evening.press("t")
    mark_today_but_not_tomorrow(evening, database)
    evening.press("→", b"\x1b[C")
    evening.press("→", b"\x1b[C")
    assert [workout.status for workout in planned(database)][1:] == [StoredStatus.PLANNED] * 6

    evening.press("]")
    evening.press("←", b"\x1b[D")
    evening.press("m")
    evening.press("→", b"\x1b[C")
    evening.press("enter", b"\r")
    evening.until(lambda: len(moved(database)) == 1)
    [long_run] = moved(database)
    assert (long_run.kind, long_run.original_date) == (RunKind.LONG, long_run.date - DAY)
    evening.press("u")
    evening.until(lambda: not moved(database))

    evening.press("t")
    evening.press("/")
    evening.terminal.press(b"race")
    evening.look()
    evening.press("enter", b"\r")
    evening.terminal.wait_for("1 of 1: ")
    assert "Town half" in evening.terminal.text
    evening.press("q")
    assert evening.terminal.wait() == 0
