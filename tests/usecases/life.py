"""A runner who plans at random: two hundred operations from one seed, whatever is refused left out."""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter
from dataclasses import dataclass, field, replace

from planner.store import journal, quick
from planner.training.absences import NO_TRAINING_KINDS
from planner.training.exercises.examples import ExerciseMeasure
from planner.training.kinds import kind_word
from planner.training.outcomes import TypedOutcome
from planner.training.own_exercises import parse_own_sets
from planner.training.races import Unit
from planner.training.refusal import RefusedError
from planner.training.weeks import DAY
from planner.training.workout_fields import parse_workout
from planner.training.workouts import Effort, LegLoad, Outcome, RunKind, Slot, Sport, StrengthKind, Workout
from planner.usecases.calendar import absences, ease, edit, mark, move, ramp, shift, taper
from planner.usecases.calendar import absences as feelings
from planner.usecases.calendar import move as copying
from planner.usecases.calendar import move as swapping
from planner.usecases.calendar import shift as resting
from planner.usecases.changes import Change, apply_change
from planner.usecases.date_words import date_reader
from planner.usecases.planbook import Planbook
from planner.usecases.strength import exercises
from planner.usecases.strength.reslot import Offer, evaluate

KINDS = (
    (Sport.RUN, RunKind.EASY),
    (Sport.RUN, RunKind.INTERVALS),
    (Sport.STRENGTH, StrengthKind.HEAVY),
    (Sport.STRENGTH, StrengthKind.LIGHT),
    (Sport.CROSS, None),
)
_AMOUNTS = {
    ExerciseMeasure.DISTANCE: "4x50 24kg",
    ExerciseMeasure.HOLD: "3x45 s",
    ExerciseMeasure.ROUNDS: "3 rounds 12kg",
    ExerciseMeasure.REPETITIONS: "3x20 6kg",
}


@dataclass
class Life:
    """One file and one seed.

    Attributes:
        book: The file.
        random: Where everything is drawn from.
        done: How often each operation was carried out.
        refusals: The sentences of those that were refused.
    """

    book: Planbook
    random: random.Random
    done: Counter[str] = field(default_factory=Counter)
    refusals: list[str] = field(default_factory=list)

    def live(self, operations: int) -> None:
        """Carry so many operations out."""
        ways = [getattr(self, name) for name in sorted(dir(type(self))) if name.startswith("do_")]
        while (before := self.count()) < operations:
            way = self.random.choice(ways)
            try:
                way()
            except RefusedError as refusal:
                self.refusals.append(f"{way.__name__}: {refusal}")
                assert self.count() == before
                assert len(self.refusals) < 10 * operations, self.refusals[-20:]
            else:
                self.done[way.__name__] += 1

    def count(self) -> int:
        """The operations that stand."""
        return sum(one.state == "done" for one in journal.read_operations(self.book.path, 10_000)) - self._before

    def __post_init__(self) -> None:
        self._before = 0
        self._before = self.count()

    def day(self) -> dt.date:
        return self.book.today + DAY * self.random.randint(-10, 40)

    def few(self) -> int:
        return self.random.choice((-9, -3, -2, -1, 1, 2, 3, 7))

    def any_item(self) -> Workout:
        day = self.day()
        near = quick.read_days(self.book.path, day - 7 * DAY, day + 7 * DAY)
        return self.random.choice(near or quick.read_all_workouts(self.book.path))

    def make(self, change: Change) -> None:
        """As the screen does: weighed, carried out, and the offer taken now and then."""
        if change.is_empty:
            return
        whole, offer, *_ = evaluate(self.book, change)
        apply_change(self.book, whole)
        self.take(offer)

    def take(self, offer: Offer) -> None:
        if offer.moves and self.random.random() < 0.5:
            apply_change(self.book, offer.change)
            self.done["accepted"] += 1

    def do_move(self) -> None:
        mode = self.random.choice(tuple(move.MoveMode))
        self.make(move.plan_move(self.book, [self.any_item().id], self.few(), mode))

    def do_move_several(self) -> None:
        self.make(move.plan_move(self.book, [self.any_item().id for _ in range(3)], self.few()))

    def do_swap(self) -> None:
        self.make(swapping.plan_swap(self.book, self.day(), self.day()))

    def do_swap_weekdays(self) -> None:
        self.make(swapping.plan_swap_weekdays(self.book, self.day(), self.day()))

    def do_copy(self) -> None:
        day = self.day()
        held = self.random.choice((quick.read_days(self.book.path, day, day), copying.workouts_of_week(self.book, day)))
        self.make(copying.plan_copy(self.book, held, 7 * self.random.choice((1, 2, 12))))

    def do_rest(self) -> None:
        self.make(resting.plan_rest(self.book, self.day()))

    def do_deload(self) -> None:
        self.make(ease.plan_deload(self.book, self.day()))

    def do_ramp(self) -> None:
        first = self.day()
        last = first + DAY * self.random.randint(0, 20)
        self.make(ramp.plan_ramp(self.book, first, last, self.random.choice((5, 10, 30))))

    def do_taper(self) -> None:
        self.make(taper.plan_taper(self.book, taper.find_race(self.book, self.day())))

    def do_shift(self) -> None:
        block = shift.find_block(self.book)
        race = (block.race_date or self.book.today) + DAY * self.random.choice((-7, -3, 4, 7, 14))
        self.make(shift.plan_shift(self.book, block, race))

    def do_absence(self) -> None:
        first = self.day()
        kind = self.random.choice(NO_TRAINING_KINDS)
        last = first + DAY * self.random.randint(0, 6)
        self.make(absences.plan_absence(self.book, first, last, kind, self.random.choice(("", "flu"))))

    def do_return(self) -> None:
        held = [one for one in quick.read_absences(self.book.path) if one.stops_training]
        if held:
            absence = self.random.choice(held)
            span = (absence.last - absence.first).days
            self.make(absences.plan_return(self.book, absence.first + DAY * self.random.randint(0, span)))

    def do_feel(self) -> None:
        said = self.random.choice(("sore 3", "sore 6", "sore 8", "slept badly", "well"))
        self.make(feelings.plan_feeling(self.book, min(self.day(), self.book.today), said))

    def do_add(self) -> None:
        sport, kind = self.random.choice(KINDS)
        slot = self.random.choice(tuple(Slot))
        effort = Effort(duration_s=60 * self.random.randint(10, 150))
        new = Workout(self.day(), sport, kind, "Added", slot, "07:00" if slot is Slot.AM else "18:00", effort)
        if new.date <= self.book.today and self.random.random() < 0.5:
            new = replace(new, planned=Effort(), actual=Outcome(effort, "well", pain=2))
        self.make(edit.plan_add(self.book, new))

    def do_edit(self) -> None:
        before = self.any_item()
        ways: list[dict[str, object]] = [
            {"title": f"Edited {self.random.random():.3f}"},
            {"date": before.date + DAY * self.few()},
            {"planned": replace(before.planned, duration_s=60 * self.random.randint(10, 150))},
        ]
        more = self.random.choice(ways)
        self.make(edit.plan_edit(self.book, before, replace(before, **more)))  # type: ignore[arg-type]

    def do_change_kind(self) -> None:
        """A workout as another kind, as it is typed; sometimes at once the kind that it had before."""
        before = self.any_item()
        former = before.former_kind
        sport, kind = self.random.choice([*KINDS, *([(former.sport, former.kind)] if former is not None else ())])
        typed = {"what": kind_word(sport, kind), "time": self.random.choice(("", "40"))}
        known = exercises.known_exercises(self.book)
        after = parse_workout({name: text for name, text in typed.items() if text}, before, Unit.KM,
                              date_reader(self.book), known)  # fmt: skip
        self.make(edit.plan_edit(self.book, before, after))

    def do_exercise(self) -> None:
        name = self.random.choice(("farmers carry", "step up", "plank"))
        measure = self.random.choice((None, *ExerciseMeasure))
        self.make(exercises.plan_exercise(self.book, name, measure, self.random.choice((None, *LegLoad))))

    def do_remove_exercise(self) -> None:
        name = self.random.choice(("farmers carry", "step up", "plank"))
        self.make(exercises.plan_remove_exercise(self.book, name))

    def do_own_sets(self) -> None:
        """A session of the runner's own exercises, or a few of them in a session that is planned already."""
        known = exercises.known_exercises(self.book)
        texts = [f"{name} {_AMOUNTS[exercise.measure]}" for name, exercise in known.items()]
        sets = parse_own_sets("; ".join(self.random.sample(texts, self.random.randint(1, 3))), known)
        before = self.any_item()
        if before.sport is Sport.STRENGTH and before.is_open:
            planned = replace(before.planned, sets=(*before.planned.sets, *sets))
            self.make(edit.plan_edit(self.book, before, replace(before, planned=planned)))
        else:
            kind = self.random.choice((None, StrengthKind.MODERATE))
            new = Workout(self.day(), Sport.STRENGTH, kind, "Circuit", Slot.PM, "18:00", Effort(sets=sets))
            self.make(edit.plan_add(self.book, new))

    def do_delete(self) -> None:
        self.make(edit.plan_delete(self.book, [self.any_item()]))

    def do_lock(self) -> None:
        self.make(edit.plan_lock([self.any_item()], locked=self.random.random() < 0.5))

    def do_skip(self) -> None:
        self.make(edit.plan_skip([self.any_item()], "ice"))

    def do_skip_one(self) -> None:
        mark.mark_skipped(self.book, self.any_item().id, "tired")

    def do_done(self) -> None:
        on = self.random.choice((None, self.book.today - DAY))
        mark.mark_done(
            self.book, self.any_item().id, TypedOutcome(rpe=6.0, pain=self.random.choice((None, 3))), done_on=on
        )

    def do_replace(self) -> None:
        mark.mark_done(
            self.book, self.any_item().id, TypedOutcome(duration_s=1800), replacement=self.random.choice(KINDS)
        )
