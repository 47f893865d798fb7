"""Previews of operations: arrows choose the day, ``tab`` the way, the calendar shows the result, ``enter`` applies it.

All planning operations that need a day work this way, so that the same keys serve them all, and nothing changes before
it was seen.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from planner.text import capitalize_first
from planner.training.absences import NO_TRAINING_KINDS, AbsenceKind
from planner.training.blocks import Block
from planner.training.formatting import count_workouts_text, format_day
from planner.training.refusal import RefusedError
from planner.training.weeks import DAY, days_between, first_day_of_week
from planner.training.workouts import Sport, Workout
from planner.tui import labels
from planner.usecases.changes import Change
from planner.usecases.planbook import Planbook

if TYPE_CHECKING:  # the slotter is loaded when the first change is previewed
    from planner.usecases.strength.newly_broken import BrokenSession

_MAX_REMARK = 60
"""Characters of remarks that the bottom line has room for, next to the day and the keys."""


_RAMP_PERCENTAGES = ("10", "5", "8", "12", "15")
"""The percentages that the weeks of a ramp can grow by on the screen, the usual one first."""


class Variant(NamedTuple):
    """One way to carry an operation out: its name in the use case, and in words for the runner."""

    name: str
    label: str


def _has_reason_of_old_place(workout: Workout, stored: Workout | None) -> bool:
    """Return whether a session has moved, perhaps from days that are not shown, but not its reason."""
    if workout.sport is not Sport.STRENGTH or stored is None:
        return workout.sport is Sport.STRENGTH
    return (workout.date, workout.slot) != (stored.date, stored.slot) and workout.reason == stored.reason


PlanChange = Callable[[dt.date, str], Change]
"""Works the change out for a day and a variant's name; raises `RefusedError` where it is refused."""


FindBroken = Callable[[Change], "tuple[BrokenSession, ...]"]
"""Finds the sessions that would break a hard rule only because of a change."""


def _find_none(_change: Change) -> tuple[BrokenSession, ...]:
    return ()


def _as_it_is(change: Change) -> Change:
    return change


def _single_day(day: dt.date) -> frozenset[dt.date]:
    return frozenset({day})


@dataclass(frozen=True, slots=True)
class Preview:
    """An operation that is previewed: what it would change at a day.

    Attributes:
        heading: The beginning of its sentence: ``Move to``.
        return_to: The day the cursor returns to when the preview is cancelled.
        target: The day it is previewed at.
        plan_change: Works the change out.
        done_text: The beginning of the sentence once it is applied: ``Moved Tempo``; the change's name when empty.
        variants: The ways to carry it out, the usual one first.
        variant_index: The index of the variant that is previewed.
        days_of: Returns the days that a target concerns.
        whole_weeks: Whether a target means its whole week.
        span_from: The day from which, or to which, a span lasts with the target; None where the target alone is meant.
        complete: Adds what comes back where the change takes an earlier operation back.
        find_broken: Finds what the change would break.
        change: What would change.
        broken: The sessions that would break a hard rule only because of it.
        refusal: Why it is refused, or empty.
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
    span_from: dt.date | None = None
    complete: Callable[[Change], Change] = _as_it_is
    find_broken: FindBroken = _find_none
    change: Change = Change("")  # noqa: RUF009 - frozen
    broken: tuple[BrokenSession, ...] = ()
    refusal: str = ""

    def moved_to(self, target: dt.date) -> Preview:
        """Return the same preview at another day."""
        return replace(self, target=target).recomputed()

    def next_variant(self) -> Preview:
        """Return the same preview with the next variant."""
        return replace(self, variant_index=(self.variant_index + 1) % len(self.variants)).recomputed()

    def recomputed(self) -> Preview:
        """Return the same preview with the change worked out again."""
        try:
            change = self.complete(self.plan_change(self.target, self.variants[self.variant_index].name))
            broken = self.find_broken(change)
        except RefusedError as error:
            return replace(self, change=Change(""), broken=(), refusal=str(error))
        return replace(self, change=change, broken=broken, refusal="")

    def applied_to(self, workouts: Iterable[Workout], first: dt.date, last: dt.date) -> list[Workout]:
        """Return the workouts from one day to another as the change would leave them.

        A session that it moves has lost the reason for its old place.
        """
        stored = {workout.id: workout for workout in workouts}
        changed = {workout.id for workout in self.change.changed}
        return [
            replace(workout, reason=None)
            if workout.id in changed and _has_reason_of_old_place(workout, stored.get(workout.id))
            else workout
            for workout in self.change.apply_to_workouts(stored.values(), first, last)
        ]

    @property
    def marked_days(self) -> frozenset[dt.date]:
        """The days that it concerns."""
        return self.days_of(self.target)

    @property
    def remarks(self) -> tuple[str, ...]:
        """The change's remarks that do not fit into the sentence of the bottom line, and the rules it would break."""
        return (*(self.change.remarks if self._has_own_remarks else ()), *(one.sentence for one in self.broken))

    @property
    def _has_own_remarks(self) -> bool:
        """Whether remarks are too long for the bottom line, or sentences of their own: ``The rest day ... goes.``."""
        remarks = self.change.remarks
        return sum(map(len, remarks)) > _MAX_REMARK or any(remark.startswith("The ") for remark in remarks)

    def status_text(self, key_of: Callable[[str], str]) -> tuple[str, tuple[str, ...]]:
        """Return what the bottom line says, and the keys that go on: in words, and shorter.

        Args:
            key_of: Returns the key of a calendar command.
        """
        if self.refusal:
            return self.refusal, ()
        removed = [
            workout for workout in self.change.removed if workout.sport is not Sport.REST
        ]  # a remark names those
        workouts = [*self.change.changed, *self.change.added, *removed]
        counts = count_workouts_text(workouts) if len(workouts) > 1 else ""
        short = () if self._has_own_remarks else self.change.remarks
        parts = [self.variants[self.variant_index].label, *short, counts]
        details = ", ".join(part.rstrip(".") for part in parts if part)
        if self.change.is_empty:  # to take it would do nothing
            cancel = key_of("cancel")
            return self._sentence(""), (f"arrows choose another day · {cancel}", f"arrows · {cancel}")
        apply_or_cancel, mode = f"{key_of('open')} · {key_of('cancel')}", key_of("mode")
        keys: tuple[str, ...] = (apply_or_cancel,)
        if len(self.variants) > 1:
            keys = (f"{mode} changes that · {apply_or_cancel}", f"{mode} · {apply_or_cancel}")
        return self._sentence(details), keys

    def _sentence(self, details: str) -> str:
        """Return what is previewed, at which day or days, and its details."""
        day = min(self.marked_days) if self.whole_weeks else self.target
        span = " to ".join(format_day(each) for each in sorted({self.span_from or day, day}))
        return f"{self.heading} {span}{': ' * bool(details)}{details}"

    def done_sentence(self) -> str:
        """Return the sentence that says it was applied."""
        if not self.done_text:
            return f"{capitalize_first(self.change.name)}."
        others = len(self.change.changed) - 1
        more = f", and {others} more" if others > 0 and len(self.variants) > 1 else ""
        return f"{self.done_text} to {format_day(self.target)}{more}."


def preview_move(book: Planbook, workouts: Sequence[Workout], origin: dt.date) -> Preview:
    """Preview a move of workouts.

    Args:
        book: The runner's file.
        workouts: What moves.
        origin: The day that moves to the target; the other workouts keep their distance from it.
    """
    from planner.usecases.calendar.move import MoveMode, plan_move
    from planner.usecases.queries import read_workout

    numbers = [workout.id for workout in workouts]

    def plan(to: dt.date, variant: str) -> Change:
        first = read_workout(book, numbers[0]).date if is_single else origin  # another session may have moved it
        return plan_move(book, numbers, (to - first).days, MoveMode(variant))

    is_single = len(workouts) == 1
    variants = [Variant(MoveMode.ONLY, "only this" if is_single else "only these")]
    if is_single:
        variants += [Variant(MoveMode.PUSH, "push until a gap"), Variant(MoveMode.SHIFT, "shift the rest")]
    what = labels.short_title(workouts[0], 40) if is_single else count_workouts_text(workouts)
    return Preview("Move to", origin, origin, plan, done_text=f"Moved {what}", variants=tuple(variants))


def preview_swap(book: Planbook, day: dt.date) -> Preview:
    """Preview a swap of a day with another, or of its weekday with another in all weeks to come of the block."""
    from planner.usecases.calendar.move import plan_swap, plan_swap_weekdays

    def plan(to: dt.date, variant: str) -> Change:
        return plan_swap(book, day, to) if variant == "days" else plan_swap_weekdays(book, day, to)

    variants = (Variant("days", "only these two days"), Variant("weekdays", "every week to come"))
    heading = f"Swap {format_day(day)} with"
    return Preview(heading, day, day, plan, variants=variants, days_of=lambda to: frozenset({day, to}))


def preview_paste(
    book: Planbook, workouts: Sequence[Workout], day: dt.date, week_start: int, *, whole_week: bool
) -> Preview:
    """Preview copies of workouts on a day, or of a week in another week."""
    from planner.usecases.calendar.move import plan_copy

    first = workouts[0].date
    if whole_week:
        first = first_day_of_week(first, week_start)

    def plan(to: dt.date, _variant: str) -> Change:
        return plan_copy(book, workouts, ((first_day_of_week(to, week_start) if whole_week else to) - first).days)

    if whole_week:
        return Preview("Paste into the week of", day, day, plan, days_of=_days_of_week(week_start), whole_weeks=True)
    return Preview("Paste on", day, day, plan)


def preview_rest(book: Planbook, day: dt.date) -> Preview:
    """Preview a rest day put in, or taken out where the day is one."""
    from planner.usecases.calendar.shift import plan_rest

    return Preview("Rest day", day, day, lambda to, _: plan_rest(book, to))


def preview_deload(book: Planbook, day: dt.date, week_start: int) -> Preview:
    """Preview a lighter week."""
    from planner.usecases.calendar.ease import plan_deload

    return Preview(
        "Lighter week of",
        day,
        day,
        lambda to, _: plan_deload(book, to),
        days_of=_days_of_week(week_start),
        whole_weeks=True,
    )


def preview_ramp(book: Planbook, day: dt.date, week_start: int) -> Preview:
    """Preview weeks that grow, from the week of a day to a later one, each by one of some percentages."""
    from planner.usecases.calendar.ramp import plan_ramp

    first = first_day_of_week(day, week_start)

    def plan(to: dt.date, percent: str) -> Change:
        return plan_ramp(book, first, to, int(percent))

    def days_of(to: dt.date) -> frozenset[dt.date]:
        return frozenset(days_between(first, first_day_of_week(to, week_start) + DAY * 6))

    variants = tuple(Variant(percent, f"{percent} % a week") for percent in _RAMP_PERCENTAGES)
    return Preview("Ramp up to the week of", day, day, plan, variants=variants, days_of=days_of)


def preview_taper(book: Planbook, cursor: dt.date) -> Preview:
    """Preview a taper before the first race from a day on.

    Raises:
        RefusedError: There is none.
    """
    from planner.usecases.calendar.taper import find_race, plan_taper, taper_before

    def days_of(to: dt.date) -> frozenset[dt.date]:
        try:
            race = find_race(book, to)
        except RefusedError:
            return frozenset({to})
        return frozenset(days_between(taper_before(book, race).first, race.date))

    target = find_race(book, cursor).date
    heading = "Taper for the first race from"
    return Preview(heading, cursor, target, lambda to, _: plan_taper(book, find_race(book, to)), days_of=days_of)


def preview_shift(book: Planbook, block: Block, cursor: dt.date) -> Preview:
    """Preview another race day for a block: the workouts ahead move along, or the weeks to come are planned again."""

    def plan(to: dt.date, variant: str) -> Change:
        from planner.usecases.calendar.shift import find_block, plan_shift

        current = find_block(book, block.id)  # another session may have changed it
        if variant == "shift":
            return plan_shift(book, current, to)
        from planner.usecases.blocks.refit import plan_refit

        return plan_refit(book, current, to)

    variants = (Variant("shift", "shift everything"), Variant("refit", "re-fit the weeks to come"))
    return Preview("Race day on", cursor, block.race_date or cursor, plan, variants=variants)


def preview_absence(book: Planbook, day: dt.date) -> Preview:
    """Preview days of being sick, injured or away, from a day on."""
    from planner.usecases.calendar.absences import plan_absence

    def plan(to: dt.date, variant: str) -> Change:
        return plan_absence(book, day, to, AbsenceKind(variant))

    def days_of(to: dt.date) -> frozenset[dt.date]:
        return frozenset(days_between(day, to))

    variants = tuple(Variant(kind.value, kind.value) for kind in NO_TRAINING_KINDS)
    return Preview("No training", day, day, plan, variants=variants, days_of=days_of, span_from=day)


def _days_of_week(week_start: int) -> Callable[[dt.date], frozenset[dt.date]]:
    return lambda day: frozenset(first_day_of_week(day, week_start) + DAY * step for step in range(7))
