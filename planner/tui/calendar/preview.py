"""An operation being tried out: the arrows say where, ``tab`` how, the calendar shows ghosts, ``enter`` makes it so.

All planning operations that need a place work this way, so that one set of keys serves them all and nothing is changed
before it was seen.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from planner.training.absences import WITHOUT_TRAINING, AbsenceKind
from planner.training.blocks import Block
from planner.training.refusal import RefusedError
from planner.training.weeks import DAY, days_between, first_day_of_week
from planner.training.wording import counted, day_name
from planner.training.workouts import Workout
from planner.tui import labels
from planner.usecases.changes import Change
from planner.usecases.planbook import Planbook

_LONGEST_REMARK = 60
"""Characters that the line at the bottom has room for beside the place and the keys."""


class Way(NamedTuple):
    """One way to carry an operation out: its name in the use case, and in words."""

    name: str
    words: str


Plan = Callable[[dt.date, str], Change]
"""Works the change out for a place and a way's name; raises `RefusedError` where it cannot be."""


def _only(day: dt.date) -> frozenset[dt.date]:
    return frozenset({day})


@dataclass(frozen=True, slots=True)
class Trial:
    """One operation that is being tried out.

    Attributes:
        verb: What it does, to begin its sentence: ``Move to``.
        origin: The day the cursor returns to when it is left.
        to: The place it is tried out at.
        plan: Works the change out.
        done: What is said once it is made, the place aside: ``Moved Tempo``; the change's own name when empty.
        ways: How it can be carried out, the usual way first.
        way: The one that is tried out, by its place in `ways`.
        days: The days that are meant by a place.
        whole_weeks: Whether a place means its week.
        change: What would change.
        refusal: Why it cannot be, or empty.
    """

    verb: str
    origin: dt.date
    to: dt.date
    plan: Plan
    done: str = ""
    ways: tuple[Way, ...] = (Way("", ""),)
    way: int = 0
    days: Callable[[dt.date], frozenset[dt.date]] = _only
    whole_weeks: bool = False
    change: Change = Change("")  # noqa: RUF009 - frozen
    refusal: str = ""

    def at(self, to: dt.date) -> Trial:
        """The same, tried out at another place."""
        return replace(self, to=to).worked_out()

    def another_way(self) -> Trial:
        """The same, tried out in the next way."""
        return replace(self, way=(self.way + 1) % len(self.ways)).worked_out()

    def worked_out(self) -> Trial:
        """The same, with the change worked out anew."""
        try:
            return replace(self, change=self.plan(self.to, self.ways[self.way].name), refusal="")
        except RefusedError as error:
            return replace(self, change=Change(""), refusal=str(error))

    def over(self, workouts: Iterable[Workout], first: dt.date, last: dt.date) -> list[Workout]:
        """The workouts of some days as they would then be."""
        return self.change.over(workouts, first, last)

    @property
    def marked(self) -> frozenset[dt.date]:
        """The days that are meant."""
        return self.days(self.to)

    @property
    def remarks(self) -> tuple[str, ...]:
        """What should be known of it and is too long for the line at the bottom: it stands where the day's words do."""
        long = sum(len(remark) for remark in self.change.remarks) > _LONGEST_REMARK
        return self.change.remarks if long else ()

    def sentence(self, key_of: Callable[[str], str]) -> tuple[str, tuple[str, ...]]:
        """What the line at the bottom says meanwhile, and the keys that go on: in so many words, and alone."""
        if self.refusal:
            return self.refusal, ()
        touched = [*self.change.changed, *self.change.added, *self.change.removed]
        counts = counted(touched) if len(touched) > 1 and not self.remarks else ""
        parts = [self.ways[self.way].words, *(() if self.remarks else self.change.remarks), counts]
        what = ", ".join(part.rstrip(".") for part in parts if part)
        ends = f"{key_of('open')} · {key_of('cancel')}"
        way = key_of("mode")
        keys = (f"{way} changes that · {ends}", f"{way} · {ends}") if len(self.ways) > 1 else (ends,)
        place = min(self.marked) if self.whole_weeks else self.to
        return f"{self.verb} {day_name(place)}{': ' * bool(what)}{what}", keys

    def said(self) -> str:
        """What is said once it is made."""
        if not self.done:
            return f"{self.change.name[:1].upper()}{self.change.name[1:]}."
        others = len(self.change.changed) - 1
        more = f", and {others} more" if others > 0 and len(self.ways) > 1 else ""
        return f"{self.done} to {day_name(self.to)}{more}."


def move(book: Planbook, workouts: Sequence[Workout], origin: dt.date) -> Trial:
    """Move workouts with the arrows; ``origin`` goes to the place."""
    from planner.usecases.calendar.move import MoveMode, plan_move
    from planner.usecases.queries import read_item

    numbers = [workout.id for workout in workouts]

    def plan(to: dt.date, way: str) -> Change:
        begin = read_item(book, numbers[0]).date if single else origin  # another session may have moved it
        return plan_move(book, numbers, (to - begin).days, MoveMode(way))

    single = len(workouts) == 1
    ways = [Way(MoveMode.ONLY, "only this" if single else "only these")]
    if single:
        ways += [Way(MoveMode.PUSH, "push until a gap"), Way(MoveMode.SHIFT, "shift the rest")]
    what = labels.short_title(workouts[0], 40) if single else counted(workouts)
    return Trial("Move to", origin, origin, plan, done=f"Moved {what}", ways=tuple(ways))


def swap(book: Planbook, day: dt.date) -> Trial:
    """Swap a day with another, or its weekday with another in all the weeks left of the block."""
    from planner.usecases.calendar.move import plan_swap, plan_swap_weekdays

    def plan(to: dt.date, way: str) -> Change:
        return plan_swap(book, day, to) if way == "days" else plan_swap_weekdays(book, day, to)

    ways = (Way("days", "only these two days"), Way("weekdays", "every week to come"))
    return Trial(f"Swap {day_name(day)} with", day, day, plan, ways=ways, days=lambda to: frozenset({day, to}))


def paste(book: Planbook, workouts: Sequence[Workout], day: dt.date, week_start: int, *, whole_week: bool) -> Trial:
    """Put copies of workouts on a day, or of a week into a week; the first of them sets the distance."""
    from planner.usecases.calendar.move import plan_copy

    first = workouts[0].date
    begin = first_day_of_week(first, week_start) if whole_week else first

    def plan(to: dt.date, _way: str) -> Change:
        return plan_copy(book, workouts, ((first_day_of_week(to, week_start) if whole_week else to) - begin).days)

    if whole_week:
        return Trial("Paste into the week of", day, day, plan, days=_week_days(week_start), whole_weeks=True)
    return Trial("Paste on", day, day, plan)


def rest(book: Planbook, day: dt.date) -> Trial:
    """Put a rest day in, or take one out."""
    from planner.usecases.calendar.shift import plan_rest

    return Trial("Rest day", day, day, lambda to, _: plan_rest(book, to))


def deload(book: Planbook, day: dt.date, week_start: int) -> Trial:
    """Make a week lighter."""
    from planner.usecases.calendar.ease import plan_deload

    return Trial(
        "Lighter week of", day, day, lambda to, _: plan_deload(book, to), days=_week_days(week_start), whole_weeks=True
    )


def shift(book: Planbook, block: Block, cursor: dt.date) -> Trial:
    """Give a block another race day: what is ahead goes along as it is, or the weeks to come are made anew."""

    def plan(to: dt.date, way: str) -> Change:
        from planner.usecases.calendar.shift import find_block, plan_shift

        now = find_block(book, block.id)  # another session may have changed it
        if way == "shift":
            return plan_shift(book, now, to)
        from planner.usecases.blocks.refit import plan_refit

        return plan_refit(book, now, to)

    race = block.race_date or cursor
    ways = (Way("shift", "shift everything"), Way("refit", "re-fit the weeks to come"))
    return Trial("Race day on", cursor, race, plan, ways=ways)


def absence(book: Planbook, day: dt.date) -> Trial:
    """Be sick, injured or away from a day on."""
    from planner.usecases.calendar.absences import plan_absence

    def plan(to: dt.date, way: str) -> Change:
        return plan_absence(book, day, to, AbsenceKind(way))

    def days(to: dt.date) -> frozenset[dt.date]:
        return frozenset(days_between(day, to))

    ways = tuple(Way(kind.value, kind.value) for kind in WITHOUT_TRAINING)
    return Trial(f"No training {day_name(day)} to", day, day, plan, ways=ways, days=days)


def _week_days(week_start: int) -> Callable[[dt.date], frozenset[dt.date]]:
    return lambda day: frozenset(first_day_of_week(day, week_start) + DAY * step for step in range(7))
