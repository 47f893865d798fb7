"""In and out is nothing: whatever is done and taken back by its opposite leaves every figure as it was."""

from __future__ import annotations

import datetime as dt
import json
import random
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from planner.cli import main
from planner.clock import Clock
from planner.store import check_file, quick
from planner.training.absences import NO_TRAINING_KINDS, feelings_on
from planner.training.outcomes import TypedOutcome
from planner.training.refusal import RefusedError
from planner.training.weeks import DAY
from planner.training.workouts import Effort, RunKind, Slot, Sport, StoredStatus, StrengthKind, Workout
from planner.usecases import demo
from planner.usecases.calendar import absences, busy, edit, mark, move, shift
from planner.usecases.changes import Change, apply_change
from planner.usecases.planbook import Planbook
from planner.usecases.strength import decided_places
from planner.usecases.strength.reslot import apply_and_offer, evaluate
from tests.dump import canonical
from tests.tui.season import TODAY
from tests.usecases.books import on, plan, refused
from tests.usecases.life import Life

HARD_DATES = {
    "year change": (dt.date(2027, 12, 30), 0),
    "leap day": (dt.date(2028, 2, 27), 0),
    "clocks go forward": (dt.date(2027, 3, 27), 0),
    "clocks go back": (dt.date(2027, 10, 30), 0),
    "last week of a block": (dt.date(2027, 2, 24), 49),
}
"""Today, and how many days ago the demo's block was in its fifth week."""
FEW, MANY = 4, 60
NEW = (
    (Sport.RUN, RunKind.EASY),
    (Sport.RUN, RunKind.RACE),
    (Sport.STRENGTH, StrengthKind.HEAVY),
    (Sport.CROSS, None),
)


def shown(book: Planbook, capsys: pytest.CaptureFixture[str]) -> list[Any]:
    """All workouts, this week and the progress, as JSON tells them."""
    first, last = quick.read_date_range(book.path) or (book.today, book.today)
    documents = []
    for words in (["agenda", "--from", str(first), "--to", str(last)], ["week"], ["progress"]):
        capsys.readouterr()
        assert main(["--db", str(book.path), "--today", book.today.isoformat(), *words, "--json"]) == 0
        documents.append(json.loads(capsys.readouterr().out))
    return documents


@dataclass
class InAndOut:
    """Operations with an opposite. Each way carries one out as the screen does, and returns what takes it back."""

    life: Life

    @property
    def book(self) -> Planbook:
        return self.life.book

    def make(self, change: Change) -> Change:
        return apply_and_offer(self.book, change).change

    def stored(self, workouts: tuple[Workout, ...]) -> list[Workout]:
        return [quick.read_workout(self.book.path, one.id) for one in workouts]

    def not_skipped(self) -> Workout:
        """What was skipped is planned again where it is moved, and stays so on the way back."""
        workout = self.life.any_item()
        if workout.status is StoredStatus.SKIPPED:
            raise RefusedError(f"Workout {workout.id} is skipped.")
        return workout

    def to_rest(self) -> Callable[[], object]:
        day = self.life.day()
        self.make(shift.plan_rest(self.book, day))
        return lambda: self.make(shift.plan_rest(self.book, day))

    def to_lock(self) -> Callable[[], object]:
        workout = self.life.any_item()
        self.make(edit.plan_lock([workout], locked=not workout.locked))
        return lambda: self.make(edit.plan_lock(self.stored((workout,)), locked=workout.locked))

    def to_swap(self) -> Callable[[], object]:
        one, other = self.life.day(), self.life.day()
        self.make(move.plan_swap(self.book, one, other))
        return lambda: self.make(move.plan_swap(self.book, one, other))

    def to_swap_weekdays(self) -> Callable[[], object]:
        one, other = self.life.day(), self.life.day()
        self.make(move.plan_swap_weekdays(self.book, one, other))
        return lambda: self.make(move.plan_swap_weekdays(self.book, one, other))

    def to_copy(self) -> Callable[[], object]:
        day = self.life.day()
        week = move.workouts_of_week(self.book, day)
        held = self.life.random.choice((quick.read_days(self.book.path, day, day), week))
        made = self.make(move.plan_copy(self.book, held, self.life.random.choice((1, 2, 7, 14))))
        return lambda: self.make(edit.plan_delete(self.book, self.stored(made.added)) if made.added else made)

    def to_add(self) -> Callable[[], object]:
        sport, kind = self.life.random.choice(NEW)
        effort = Effort(10_000.0) if kind is RunKind.RACE else Effort(duration_s=3000)
        made = self.make(
            edit.plan_add(self.book, Workout(self.life.day(), sport, kind, "Added", Slot.AM, "07:00", effort))
        )
        return lambda: self.make(edit.plan_delete(self.book, self.stored(made.added)))

    def to_move(self) -> Callable[[], object]:
        numbers = [self.not_skipped().id for _ in range(self.life.random.choice((1, 1, 3)))]
        days = self.life.few()
        self.make(move.plan_move(self.book, numbers, days))
        return lambda: self.make(move.plan_move(self.book, numbers, -days))

    def to_move_race(self) -> Callable[[], object]:
        races = [one for one in quick.read_all_workouts(self.book.path) if one.is_race and one.is_open]
        race, days = self.life.random.choice(races), self.life.few()
        self.make(move.plan_move(self.book, [race.id], days))
        return lambda: self.make(move.plan_move(self.book, [race.id], -days))

    def to_shift_rest(self) -> Callable[[], object]:
        numbers, days = [self.not_skipped().id], abs(self.life.few())
        self.make(move.plan_move(self.book, numbers, days, move.MoveMode.SHIFT))
        return lambda: self.make(move.plan_move(self.book, numbers, -days, move.MoveMode.SHIFT))

    def to_edit_day(self) -> Callable[[], object]:
        workout = self.not_skipped()
        day = workout.date + DAY * self.life.few()
        self.make(edit.plan_edit(self.book, workout, replace(workout, date=day)))

        def back() -> None:
            (stored,) = self.stored((workout,))
            self.make(edit.plan_edit(self.book, stored, replace(stored, date=workout.date)))

        return back

    def to_shift(self) -> Callable[[], object]:
        block = shift.find_block(self.book)
        race = block.race_date or self.book.today
        self.make(shift.plan_shift(self.book, block, race + DAY * self.life.random.choice((-7, -3, 4, 7, 14))))
        return lambda: self.make(shift.plan_shift(self.book, shift.find_block(self.book, block.id), race))

    def to_away(self) -> Callable[[], object]:
        first, kind = self.life.day(), self.life.random.choice(NO_TRAINING_KINDS)
        last = first + DAY * self.life.random.randint(0, 6)
        self.make(absences.plan_absence(self.book, first, last, kind))
        return lambda: self.make(absences.plan_return(self.book, first))

    def to_feel(self) -> Callable[[], object]:
        day = min(self.life.day(), self.book.today)
        if feelings_on(quick.read_absences(self.book.path), day):
            raise RefusedError("It would be changed, not said for the first time.")
        said = self.life.random.choice(("sore 3", "sore 6", "sore 8", "slept badly"))
        self.make(absences.plan_feeling(self.book, day, said))
        return lambda: self.make(absences.plan_feeling(self.book, day, "well"))

    def to_force(self) -> Callable[[], object]:
        day = max(self.life.day(), self.book.today)
        slot, kind = self.life.random.choice(tuple(Slot)), self.life.random.choice(tuple(StrengthKind))
        self.make(decided_places.plan_force(self.book, day, slot, kind))
        return lambda: self.make(decided_places.plan_force(self.book, day, slot, kind, off=True))

    def to_forbid(self) -> Callable[[], object]:
        day, slot = max(self.life.day(), self.book.today), self.life.random.choice(tuple(Slot))
        self.make(decided_places.plan_forbid(self.book, day, slot))
        return lambda: self.make(decided_places.plan_forbid(self.book, day, slot, off=True))

    def to_read_another_calendar(self) -> Callable[[], object]:
        calendar = self.book.path.with_name("work.ics")
        times = "".join(_busy_evening(self.life.day()) for _ in range(5))
        calendar.write_bytes(f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{times}END:VCALENDAR\r\n".encode())
        self.make(busy.plan_busy(self.book, str(calendar)).change)
        return lambda: self.make(busy.plan_clear_busy(self.book))

    def to_done(self) -> Callable[[], object]:
        due = [one for one in quick.read_days(self.book.path, dt.date.min, self.book.today) if one.is_open]
        workout = self.life.random.choice(due[-20:])
        mark.mark_done(self.book, workout.id, TypedOutcome(rpe=self.life.random.choice((None, 6.0, 9.0))))
        return lambda: mark.mark_not_done(self.book, workout.id)

    def to_rest_around_a_swap(self) -> Callable[[], object]:
        """One in and out within another."""
        out = self.to_rest()
        with suppress(RefusedError):  # nothing to swap there
            self.to_swap()()
        return out


def _busy_evening(day: dt.date) -> str:
    stamp = f"{day:%Y%m%d}"
    return (
        f"BEGIN:VEVENT\r\nUID:{stamp}@work\r\nDTSTAMP:{stamp}T000000Z\r\nSUMMARY:Meeting\r\n"
        f"DTSTART:{stamp}T173000\r\nDTEND:{stamp}T190000\r\nEND:VEVENT\r\n"
    )


def lived_in(path: Path, name: str, seed: int) -> Life:
    """A demo's calendar at a hard date, with some operations behind it."""
    today, days = HARD_DATES[name]
    demo.fill_demo(Planbook(path, Clock(today - DAY * days)))
    return Life(Planbook(path, Clock(today)), random.Random(seed))


@pytest.mark.parametrize("count", [FEW, pytest.param(MANY, marks=pytest.mark.soak)])
@pytest.mark.parametrize("name", HARD_DATES)
def test_in_and_out_is_nothing(tmp_path: Path, name: str, count: int, capsys: pytest.CaptureFixture[str]) -> None:
    seed = list(HARD_DATES).index(name)
    life = lived_in(tmp_path / "planner.db", name, seed)
    ways = [one for one in sorted(dir(InAndOut)) if one.startswith("to_")]
    tried = 0
    while tried < count:
        life.live(1)
        kept = shutil.copy(life.book.path, tmp_path / "kept.db")
        as_shown = shown(life.book, capsys)
        way = life.random.choice(ways)
        try:
            out = getattr(InAndOut(life), way)()
        except RefusedError:
            assert shown(life.book, capsys) == as_shown
            continue
        try:
            out()
        except RefusedError:  # where its opposite is refused, as of what would move before today, undo is the way back
            shutil.copy(kept, life.book.path)
            continue
        assert shown(life.book, capsys) == as_shown, way
        tried += 1
    assert check_file.check_database(life.book.path) == []


TUESDAY, FRIDAY = TODAY + 5 * DAY, TODAY + DAY


def test_a_rest_day_taken_out_again_moves_only_what_it_had_moved(season: Planbook) -> None:
    """Thursday's tempo uses the free Friday up; Saturday's run, right behind it, was never moved."""
    apply_and_offer(season, edit.plan_delete(season, on(season, FRIDAY)))
    before = canonical(season.path)
    apply_and_offer(season, shift.plan_rest(season, TODAY))
    change = shift.plan_rest(season, TODAY)
    assert change.remarks == ("The days up to Fri 8 Jan come closer.",)
    plan(season, lambda: change)
    assert canonical(season.path) == before


def test_a_rest_day_that_gave_way_comes_back_and_is_named(season: Planbook) -> None:
    before = canonical(season.path)
    (tempo,) = on(season, TODAY)
    apply_and_offer(season, move.plan_move(season, [tempo.id], 1))
    assert [one.id for one in on(season, FRIDAY)] == [tempo.id]
    back = evaluate(season, move.plan_move(season, [tempo.id], -1)).change
    assert "The rest day of Fri 8 Jan is back." in back.remarks
    plan(season, lambda: back)
    assert canonical(season.path) == before


def test_the_long_run_that_a_race_took_out_comes_back_with_its_end(season: Planbook) -> None:
    before = canonical(season.path)
    race = Workout(TODAY + 10 * DAY, Sport.RUN, RunKind.RACE, "Park run", Slot.AM, "09:00", Effort(5_000.0))
    (added,) = [one for one in apply_and_offer(season, edit.plan_add(season, race)).change.added if one.is_race]
    assert canonical(season.path) != before
    apply_and_offer(season, edit.plan_delete(season, [added]))
    assert canonical(season.path) == before


def test_what_was_marked_since_does_not_matter(season: Planbook) -> None:
    (tempo,) = on(season, TUESDAY + DAY, Sport.RUN)
    apply_and_offer(season, move.plan_move(season, [tempo.id], 2))
    mark.mark_done(season, on(season, TODAY)[0].id)
    apply_and_offer(season, move.plan_move(season, [tempo.id], -2))
    assert [one.sport for one in on(season, TUESDAY + 3 * DAY)] == [Sport.REST]


def test_what_was_planned_since_stays(season: Planbook) -> None:
    """Something else came to the day: its rest day does not come back under it."""
    (tempo,) = on(season, TODAY)
    apply_and_offer(season, move.plan_move(season, [tempo.id], 1))
    ride = Workout(FRIDAY, Sport.CROSS, None, "Ride", Slot.PM, "18:00", Effort(duration_s=3600))
    apply_and_offer(season, edit.plan_add(season, ride))
    apply_and_offer(season, move.plan_move(season, [tempo.id], -1))
    assert [one.title for one in on(season, FRIDAY)] == ["Ride"]


def test_a_title_that_was_typed_stays_on_the_way_back(season: Planbook) -> None:
    (tempo,) = on(season, TODAY)
    apply_and_offer(season, edit.plan_edit(season, tempo, replace(tempo, title="Fartlek", date=FRIDAY)))
    apply_and_offer(season, move.plan_move(season, [tempo.id], -1))
    assert [one.title for one in on(season, TODAY)] == ["Fartlek"]


def test_another_session_that_was_faster_is_not_overridden(season: Planbook) -> None:
    (tempo,) = on(season, TODAY)
    apply_and_offer(season, move.plan_move(season, [tempo.id], 1))
    back = evaluate(season, move.plan_move(season, [tempo.id], -1)).change
    (moved,) = on(season, FRIDAY)
    apply_change(season, edit.plan_edit(season, moved, replace(moved, title="Fartlek")))
    assert "changed by another session" in refused(season, lambda: apply_change(season, back))
