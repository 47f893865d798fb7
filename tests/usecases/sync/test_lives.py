"""A runner and a calendar change things at random: each sync brings both together, and the next one finds nothing."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from planner.clock import Clock
from planner.store import check_file, quick
from planner.training.refusal import RefusedError
from planner.training.weeks import DAY
from planner.training.workouts import StoredStatus, Workout
from planner.usecases import history
from planner.usecases.calendar.edit import plan_add, plan_delete, plan_done, plan_skip
from planner.usecases.calendar.move import plan_move
from planner.usecases.changes import apply_change
from planner.usecases.exports.calendar_events import make_events
from planner.usecases.inbox import give_answer, read_all_questions
from planner.usecases.planbook import Planbook
from planner.usecases.sync.outcome import SyncOutcome
from tests.examples import seeds
from tests.tui.season import TODAY
from tests.usecases.sync.folders import ALARM, Calendar

ROUNDS = 12


class Life:
    """Some weeks in which both sides change."""

    def __init__(self, calendar: Calendar, seed: int) -> None:
        self.calendar, self.random = calendar, random.Random(seed)
        self.made = len(history.list_operations(calendar.book))

    @property
    def book(self) -> Planbook:
        return self.calendar.book

    def some(self) -> Workout:
        """A workout of the weeks around today."""
        day = self.book.today
        near = quick.read_days(self.book.path, day - 5 * DAY, day + 16 * DAY)
        return self.random.choice([one for one in near if one.is_training])

    def file(self) -> tuple[Workout, Path] | None:
        """A workout whose event is in the folder."""
        for _ in range(9):
            workout = self.some()
            if self.calendar.file(workout.id).exists():
                return workout, self.calendar.file(workout.id)
        return None

    def day(self) -> dt.date:
        return self.book.today + DAY * self.random.randint(-2, 14)

    def change_here(self) -> None:
        """Change the plan as the runner does; what is refused changes nothing."""
        workout = self.some()
        changes: list[Callable[[], object]] = [
            lambda: apply_change(self.book, plan_move(self.book, [workout.id], (self.day() - workout.date).days)),
            lambda: apply_change(self.book, plan_skip([workout], "ice")),
            lambda: apply_change(self.book, plan_delete(self.book, [workout])),
            lambda: apply_change(self.book, plan_done(self.book, [workout])),
            lambda: apply_change(self.book, plan_add(self.book, replace(workout, id=0, date=self.day()))),
            lambda: quick.write_workout(
                self.book.path,
                replace(workout, note=f"note {self.random.random()}"),
                name="n",
                now=self.book.clock.now(),
            ),
            self.undo,
            lambda: history.redo(self.book),
        ]
        try:
            self.random.choice(changes)()
        except RefusedError:
            return

    def undo(self) -> None:
        """Take an operation back, but not the making of the plan."""
        if len([one for one in history.list_operations(self.book) if one.state == "done"]) > self.made:
            history.undo(self.book)

    def change_there(self) -> None:
        """Change an event as a calendar program does."""
        found = self.file()
        if found is None:
            return
        workout, file = found
        start = f"{self.day():%Y%m%d}T{self.random.randint(5, 21):02d}3000"
        kind = self.random.randrange(11)
        if kind in (0, 1, 2):
            self.calendar.put(workout.id, f":{start}")
        elif kind == 3:
            self.calendar.put(workout.id, f";VALUE=DATE:{start[:6]}{self.random.randint(1, 27):02d}")
        elif kind == 4:
            file.unlink()
        elif kind == 5:
            self.calendar.say(workout.id, "SUMMARY", f":With Ann {self.random.random()}")
        elif kind == 6:
            self.calendar.change(workout.id, lambda text: text.replace("END:VEVENT", f"{ALARM}END:VEVENT", 1))
        elif kind == 7:
            file.write_bytes(file.read_bytes()[: self.random.choice((0, 40))])
        elif kind == 8:
            self.calendar.say(workout.id, "STATUS", ":CANCELLED")
        elif kind == 9:
            self.calendar.change(
                workout.id, lambda text: text.replace("END:VEVENT", "RRULE:FREQ=WEEKLY\r\nEND:VEVENT", 1)
            )
        else:  # moved by a server that gives it another name
            self.calendar.put(workout.id, f":{start}")
            text = file.read_bytes().replace(b"UID:planner-", b"UID:other-", 1)
            file.with_name(f"other-{self.random.random()}.ics").write_bytes(text)
            file.unlink()

    def answer(self) -> None:
        """Answer what is asked, now and then."""
        for question in read_all_questions(self.book):
            if self.random.random() < 0.5:
                give_answer(self.book, question, self.random.choice(("skip", "keep")))

    def sync(self) -> SyncOutcome:
        """One run, and then one that must find nothing."""
        outcome = self.calendar.sync()
        again = self.calendar.sync()
        assert (again.operation, again.written, again.removed, again.said, again.conflicts) == ("", 0, 0, (), ())
        assert {one.item for one in again.pending} == {one.item for one in outcome.pending}
        return outcome

    def differences(self) -> list[str]:
        """Where the folder is not as the plan, though nothing is asked and no text of a person is left."""
        asked = {question.id for question in read_all_questions(self.book)}
        first = self.book.today - 60 * DAY
        planned = {
            one.id: one
            for one in quick.read_days(self.book.path, first, dt.date.max)
            if one.is_training and one.status is not StoredStatus.SKIPPED
        }
        wrong = []
        for number, event in make_events(self.book, planned.values()).items():
            workout = planned[number]
            is_there = self.calendar.file(number).exists()
            if not is_there or self.calendar.event(number)["STATUS"] == "CANCELLED":
                is_explained = number in asked or workout.actual is not None or workout.date < self.book.today
                wrong += [] if is_explained else [f"{number} has no event"]
                continue
            start = self.calendar.event(number)["DTSTART"]
            there = f"{event.start:%Y%m%dT%H%M%S}" if isinstance(event.start, dt.datetime) else f"{event.start:%Y%m%d}"
            wrong += [] if start == there else [f"{number} is on {start}, planned {there}"]
        files = {int(file.stem.rpartition("-")[2]) for file in self.calendar.folder.glob("planner-*.ics")}
        return wrong + [f"{number} has an event" for number in files - planned.keys()]


@pytest.mark.parametrize("seed", seeds(3, 60))
def test_both_sides_come_together_whatever_they_did(season: Planbook, tmp_path: Path, seed: int) -> None:
    calendar = Calendar(season, tmp_path / "events")
    life = Life(calendar, seed)
    life.sync()
    for round_ in range(ROUNDS):
        book = Planbook(season.path, Clock(TODAY + DAY * (round_ // 3)))
        life.calendar = Calendar(book, calendar.folder)
        for _ in range(life.random.randint(1, 4)):
            life.random.choice((life.change_here, life.change_there))()
        life.answer()
        life.sync()
        assert life.differences() == []
    assert check_file.check_database(season.path) == []
