"""A session that runs in a real terminal, by a clock that the test moves."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from planner.clock import Clock
from planner.session_clock import CLOCK_FILE_VARIABLE
from planner.store import edit, quick
from planner.training.screening import QUESTIONS
from planner.training.workouts import Effort, Exercise, ExerciseSet, Slot, Sport, StrengthKind, Workout
from planner.usecases import screening, session
from planner.usecases.planbook import Planbook
from tests.terminal import Terminal
from tests.tui.season import NOON, TODAY, write_season

SLED = ExerciseSet(Exercise.REVERSE_SLED_PUSH, 2, distance_m=20.0, load_kg=56.0)
SIT = ExerciseSet(Exercise.WALL_SIT, 2, hold_s=30, knee_angle_deg=120, squeeze=True)
TITLE = "Evening sled"
START_OF_CLOCK = (1_799_319_600.0, 5_000.0, "first-boot")
"""Seconds since 1970 and since boot, and which boot, when a test begins."""


class MovedClock:
    """The file that the program takes as the clock of a session."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.second = 0.0
        self._wall, self._boot, self._name = START_OF_CLOCK
        self.set_to(0.0)

    @property
    def environment(self) -> dict[str, str]:
        """The variable that names the file."""
        return {CLOCK_FILE_VARIABLE: str(self.path)}

    def set_to(self, second: float) -> None:
        """Move both clocks to a second after the start."""
        self.second = second
        following = self.path.with_suffix(".next")
        following.write_text(f"{self._wall + second} {self._boot + second} {self._name}")
        following.replace(self.path)

    def set_wall_back(self, seconds: float) -> None:
        """Set the clock on the wall back, which nobody can do with the time since boot."""
        self._wall -= seconds
        self.set_to(self.second)

    def restart_machine(self) -> None:
        """Begin another boot: the seconds since boot start at 0."""
        self._boot, self._name = -self.second, "another-boot"
        self.set_to(self.second)


@dataclass(frozen=True)
class Evening:
    """A file with one session of today that can be started, and the clock that it runs by."""

    path: Path
    workout: Workout
    clock: MovedClock

    @property
    def book(self) -> Planbook:
        """The planbook."""
        return Planbook(self.path, Clock(TODAY))

    @property
    def stored(self) -> session.RunningSession | None:
        """The running session as it is in the file."""
        return session.read_running(self.book)

    @property
    def recorded(self) -> Workout:
        """The session as it is in the calendar now."""
        return quick.read_workout(self.path, self.workout.id)


def write_evening(path: Path, kind: StrengthKind = StrengthKind.LIGHT, *sets: ExerciseSet) -> None:
    """A season with a session today, of two rounds and two short holds, and every health question answered."""
    write_season(path)
    book = Planbook(path, Clock(TODAY))
    screening.answer_questions(book, {question.name: question.choices[0] for question in QUESTIONS})
    planned = Effort(duration_s=1_500, rpe=3.0, sets=sets or (SLED, SIT))
    with edit(path, "add", now=NOON) as repository:
        repository.add_workouts([Workout(TODAY, Sport.STRENGTH, kind, TITLE, Slot.PM, "18:00", planned=planned)])


def open_evening(original: Path, directory: Path) -> Evening:
    """An evening of one's own to change."""
    path = directory / "evening.db"
    shutil.copy(original, path)
    (workout,) = (one for one in quick.read_days(path, TODAY, TODAY) if one.title == TITLE)
    return Evening(path, workout, MovedClock(directory / "clock"))


LIGHT_BELLS = (
    *(7, 8, 9, 10),  # getting ready
    *(60, 67, 68, 69, 70),  # the rest after the first round, which ends at 40
    *(210, 217, 218, 219, 220),  # the rest after the second, which ends at 100
    *(240, 247, 248, 249, 250),  # the first hold
    *(360, 367, 368, 369, 370),  # the rest after it
    *(390, 397, 398, 399, 400),  # the second hold
)
"""The seconds at which the bell rings in the session of `write_evening`, when its rounds end at 40 and 100."""
ROUND_ENDS = (40, 100)


def watch(evening: Evening, terminal: Terminal, first: float, last: float) -> None:
    """Let the clock go on from one second to another, with space at the end of each round; hold every bell to it."""
    heard = terminal.bells
    for second in sorted({*LIGHT_BELLS, *ROUND_ENDS}):
        if not first < second <= last:
            continue
        if second in ROUND_ENDS:
            terminal.settle(0.05)  # whatever rings now has no bell to ring
            assert terminal.bells == heard
            press_until(evening, terminal, b" ", second, ROUND_ENDS.index(second) + 1)
        else:
            evening.clock.set_to(second)
            heard += 1
            terminal.wait_until(lambda: terminal.bells >= heard)  # noqa: B023 - waited for before it changes
    evening.clock.set_to(last)
    terminal.settle(0.1)
    assert terminal.bells == heard


def press_until(evening: Evening, terminal: Terminal, key: bytes, second: float, performed: int) -> None:
    """Press a key at a second, and wait until so much is stored as done."""
    evening.clock.set_to(second)
    terminal.press(key)
    terminal.wait_until(lambda: evening.stored is not None and len(evening.stored.run.performed) == performed)
