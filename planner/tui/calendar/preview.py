"""An operation being tried out: the arrows say where, ``tab`` how, the calendar shows ghosts, ``enter`` makes it so.

All planning operations that need a place work this way, so that one set of keys serves them all and nothing is changed
before it was seen.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from planner.training.absences import NO_TRAINING_KINDS, AbsenceKind
from planner.training.blocks import Block
from planner.training.formatting import count_workouts_text, format_day
from planner.training.refusal import RefusedError
from planner.training.weeks import DAY, days_between, first_day_of_week
from planner.training.workouts import Workout
from planner.tui import labels
from planner.usecases.changes import Change
from planner.usecases.planbook import Planbook

_MAX_REMARK = 60
"""Characters that the line at the bottom has room for beside the place and the keys."""


class Variant(NamedTuple):
    """One way to carry an operation out: its name in the use case, and in words."""

    name: str
    label: str


PlanChange = Callable[[dt.date, str], Change]
"""Works the change out for a place and a way's name; raises `RefusedError` where it cannot be."""


def _single_day(day: dt.date) -> frozenset[dt.date]:
    return frozenset({day})


@dataclass(frozen=True, slots=True)
class Preview:
    """One operation that is being tried out.

    Attributes:
        heading: What it does, to begin its sentence: ``Move to``.
        return_to: The day the cursor returns to when it is left.
        target: The place it is tried out at.
        plan_change: Works the change out.
        done_text: What is said once it is made, the place aside: ``Moved Tempo``; the change's own name when empty.
        variants: How it can be carried out, the usual way first.
        variant_index: The one that is tried out, by its place in `variants`.
        days_of: The days that are meant by a place.
        whole_weeks: Whether a place means its week.
        change: What would change.
        refusal: Why it cannot be, or empty.
    """

    heading: str
    return_to: dt.date
    target: dt.date
    plan_change: PlanChange
    done_text: str = ""
    variants: tuple[Variant, ...] = (Variant("", ""),)
    variant_index: int = 0
    days_of: Callable[[dt.date], frozenset[dt.date]] = _single_day
    whole_weeks: bool = False
    change: Change = Change("")  # noqa: RUF009 - frozen
    refusal: str = ""

    def moved_to(self, target: dt.date) -> Preview:
        """The same, tried out at another place."""
        return replace(self, target=target).recomputed()

    def next_variant(self) -> Preview:
        """The same, tried out in the next way."""
        return replace(self, variant_index=(self.variant_index + 1) % len(self.variants)).recomputed()

    def recomputed(self) -> Preview:
        """The same, with the change worked out anew."""
        try:
            return replace(
                self, change=self.plan_change(self.target, self.variants[self.variant_index].name), refusal=""
            )
        except RefusedError as error:
            return replace(self, change=Change(""), refusal=str(error))

    def applied_to(self, workouts: Iterable[Workout], first: dt.date, last: dt.date) -> list[Workout]:
        """The workouts of some days as they would then be."""
        return self.change.apply_to_workouts(workouts, first, last)

    @property
    def marked_days(self) -> frozenset[dt.date]:
        """The days that are meant."""
        return self.days_of(self.target)

    @property
    def remarks(self) -> tuple[str, ...]:
        """What should be known of it and is too long for the line at the bottom: it stands where the day's words do."""
        long = sum(len(remark) for remark in self.change.remarks) > _MAX_REMARK
        return self.change.remarks if long else ()

    def status_text(self, key_of: Callable[[str], str]) -> tuple[str, tuple[str, ...]]:
        """What the line at the bottom says meanwhile, and the keys that go on: in so many words, and alone."""
        if self.refusal:
            return self.refusal, ()
        touched = [*self.change.changed, *self.change.added, *self.change.removed]
        counts = count_workouts_text(touched) if len(touched) > 1 and not self.remarks else ""
        parts = [self.variants[self.variant_index].label, *(() if self.remarks else self.change.remarks), counts]
        what = ", ".join(part.rstrip(".") for part in parts if part)
        ends = f"{key_of('open')} · {key_of('cancel')}"
        way = key_of("mode")
        keys = (f"{way} changes that · {ends}", f"{way} · {ends}") if len(self.variants) > 1 else (ends,)
        place = min(self.marked_days) if self.whole_weeks else self.target
        return f"{self.heading} {format_day(place)}{': ' * bool(what)}{what}", keys

    def done_sentence(self) -> str:
        """What is said once it is made."""
        if not self.done_text:
            return f"{self.change.name[:1].upper()}{self.change.name[1:]}."
        others = len(self.change.changed) - 1
        more = f", and {others} more" if others > 0 and len(self.variants) > 1 else ""
        return f"{self.done_text} to {format_day(self.target)}{more}."


def preview_move(book: Planbook, workouts: Sequence[Workout], origin: dt.date) -> Preview:
    """Move workouts with the arrows; ``origin`` goes to the place."""
    from planner.usecases.calendar.move import MoveMode, plan_move
    from planner.usecases.queries import read_workout

    numbers = [workout.id for workout in workouts]

    def plan(to: dt.date, way: str) -> Change:
        begin = read_workout(book, numbers[0]).date if single else origin  # another session may have moved it
        return plan_move(book, numbers, (to - begin).days, MoveMode(way))

    single = len(workouts) == 1
    ways = [Variant(MoveMode.ONLY, "only this" if single else "only these")]
    if single:
        ways += [Variant(MoveMode.PUSH, "push until a gap"), Variant(MoveMode.SHIFT, "shift the rest")]
    what = labels.short_title(workouts[0], 40) if single else count_workouts_text(workouts)
    return Preview("Move to", origin, origin, plan, done_text=f"Moved {what}", variants=tuple(ways))


def preview_swap(book: Planbook, day: dt.date) -> Preview:
    """Swap a day with another, or its weekday with another in all the weeks left of the block."""
    from planner.usecases.calendar.move import plan_swap, plan_swap_weekdays

    def plan(to: dt.date, way: str) -> Change:
        return plan_swap(book, day, to) if way == "days" else plan_swap_weekdays(book, day, to)

    ways = (Variant("days", "only these two days"), Variant("weekdays", "every week to come"))
    return Preview(
        f"Swap {format_day(day)} with", day, day, plan, variants=ways, days_of=lambda to: frozenset({day, to})
    )


def preview_paste(
    book: Planbook, workouts: Sequence[Workout], day: dt.date, week_start: int, *, whole_week: bool
) -> Preview:
    """Put copies of workouts on a day, or of a week into a week; the first of them sets the distance."""
    from planner.usecases.calendar.move import plan_copy

    first = workouts[0].date
    begin = first_day_of_week(first, week_start) if whole_week else first

    def plan(to: dt.date, _way: str) -> Change:
        return plan_copy(book, workouts, ((first_day_of_week(to, week_start) if whole_week else to) - begin).days)

    if whole_week:
        return Preview("Paste into the week of", day, day, plan, days_of=_days_of_week(week_start), whole_weeks=True)
    return Preview("Paste on", day, day, plan)


def preview_rest(book: Planbook, day: dt.date) -> Preview:
    """Put a rest day in, or take one out."""
    from planner.usecases.calendar.shift import plan_rest

    return Preview("Rest day", day, day, lambda to, _: plan_rest(book, to))


def preview_deload(book: Planbook, day: dt.date, week_start: int) -> Preview:
    """Make a week lighter."""
    from planner.usecases.calendar.ease import plan_deload

    return Preview(
        "Lighter week of",
        day,
        day,
        lambda to, _: plan_deload(book, to),
        days_of=_days_of_week(week_start),
        whole_weeks=True,
    )


def preview_shift(book: Planbook, block: Block, cursor: dt.date) -> Preview:
    """Give a block another race day: what is ahead goes along as it is, or the weeks to come are made anew."""

    def plan(to: dt.date, way: str) -> Change:
        from planner.usecases.calendar.shift import find_block, plan_shift

        now = find_block(book, block.id)  # another session may have changed it
        if way == "shift":
            return plan_shift(book, now, to)
        from planner.usecases.blocks.refit import plan_refit

        return plan_refit(book, now, to)

    race = block.race_date or cursor
    ways = (Variant("shift", "shift everything"), Variant("refit", "re-fit the weeks to come"))
    return Preview("Race day on", cursor, race, plan, variants=ways)


def preview_absence(book: Planbook, day: dt.date) -> Preview:
    """Be sick, injured or away from a day on."""
    from planner.usecases.calendar.absences import plan_absence

    def plan(to: dt.date, way: str) -> Change:
        return plan_absence(book, day, to, AbsenceKind(way))

    def days(to: dt.date) -> frozenset[dt.date]:
        return frozenset(days_between(day, to))

    ways = tuple(Variant(kind.value, kind.value) for kind in NO_TRAINING_KINDS)
    return Preview(f"No training {format_day(day)} to", day, day, plan, variants=ways, days_of=days)


def _days_of_week(week_start: int) -> Callable[[dt.date], frozenset[dt.date]]:
    return lambda day: frozenset(first_day_of_week(day, week_start) + DAY * step for step in range(7))
