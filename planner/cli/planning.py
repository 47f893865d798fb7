"""The commands that rearrange a plan: one use case each, printed as it was made, and undone with ``planner undo``."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace

from planner.cli.documents import workout_document
from planner.cli.output import print_document, print_lines
from planner.cli.tables import workout_line
from planner.cli.which import find_workout, find_workouts
from planner.text import clean_line
from planner.training.dates import read_weekday
from planner.training.entry import FIELDS, read_workout
from planner.training.kinds import read_kind
from planner.training.measures import quoted, read_pain
from planner.training.refusal import RefusedError
from planner.training.weeks import first_day_of_week, next_weekday
from planner.training.wording import asks_for_work, day_name
from planner.training.workouts import TYPED, Effort, Outcome, RunKind, Sport, State, Workout
from planner.usecases import queries
from planner.usecases.changes import Change, carry_out
from planner.usecases.planbook import Planbook
from planner.usecases.read_day import find_day
from planner.usecases.strength.reslot import Offer, weigh, weigh_week


def move(book: Planbook, options: argparse.Namespace) -> int:
    """Move workouts."""
    from planner.usecases.calendar.move import MoveMode, plan_move

    found = find_workouts(book, options.which, "move")
    begin, span, _ = options.which.partition("..")
    first = find_day(book, begin) if span else found[0].date  # a span of days moves as a whole, free days and all
    days = (find_day(book, options.to) - first).days
    return make(book, options, plan_move(book, [workout.id for workout in found], days, MoveMode(options.mode)))


def add(book: Planbook, options: argparse.Namespace) -> int:
    """Add a workout, planned or done."""
    from planner.usecases.calendar.items import plan_add

    read_kind(options.what)
    empty = Workout(find_day(book, options.day), Sport.RUN, RunKind.EASY, "")
    unit = queries.read_athlete(book).unit
    workout = read_workout({"what": options.what, **_typed(options)}, empty, unit, book.today)
    if options.done:
        if not asks_for_work(workout):
            raise RefusedError(f"A {workout.sport} day asks for nothing, so it cannot be done.")
        pain = read_pain(options.pain, "pain") if options.pain is not None else None
        outcome = Outcome(workout.planned, workout.note, TYPED, pain)
        workout = replace(workout, planned=Effort(), actual=outcome, note="")
    elif options.pain is not None:
        raise RefusedError("Pain belongs to what was done: say --done with it.")
    return make(book, options, plan_add(book, workout))


def edit(book: Planbook, options: argparse.Namespace) -> int:
    """Change a workout."""
    from planner.usecases.calendar.items import plan_edit

    typed = _typed(options)
    if not typed:
        raise RefusedError("Say what to change, as: planner edit 12 --distance 10km --start 18:00.")
    before = queries.read_item(book, find_workout(book, options.which, "change"))
    after = read_workout(typed, before, queries.read_athlete(book).unit, book.today)
    return make(book, options, plan_edit(book, before, after))


def delete(book: Planbook, options: argparse.Namespace) -> int:
    """Delete workouts."""
    from planner.usecases.calendar.items import plan_delete

    return make(book, options, plan_delete(find_workouts(book, options.which, "delete", every=True)))


def lock(book: Planbook, options: argparse.Namespace) -> int:
    """Lock workouts where they stand, or let them go."""
    from planner.usecases.calendar.items import plan_lock

    return make(book, options, plan_lock(find_workouts(book, options.which, "lock"), locked=not options.off))


def swap(book: Planbook, options: argparse.Namespace) -> int:
    """Swap two days, or two weekdays in every week to come."""
    from planner.usecases.calendar.move import plan_swap, plan_swap_weekdays
    from planner.usecases.calendar.shift import find_block

    if not options.every:
        one, other = find_day(book, options.one), find_day(book, options.other)
        return make(book, options, plan_swap(book, one, other))
    block = find_block(book, block_number(options.block))
    begin = max(block.start, book.today)
    days = []
    for word in (options.one, options.other):
        weekday = read_weekday(word)
        if weekday is None:
            raise RefusedError(f"{quoted(word)} is no weekday; with --every two weekdays are swapped, as tue wed.")
        days.append(next_weekday(begin, weekday))
    return make(book, options, plan_swap_weekdays(book, days[0], days[1]))


def copy(book: Planbook, options: argparse.Namespace) -> int:
    """Copy a day, or a week, to another."""
    from planner.usecases.calendar.move import plan_copy, week_of

    source, to = find_day(book, options.source), find_day(book, options.to)
    if options.week:
        held = week_of(book, source)
        start = queries.read_athlete(book).week_start
        source, to = (first_day_of_week(day, start) for day in (source, to))
    else:
        held = queries.read_days(book, source, source)
    return make(book, options, plan_copy(book, held, (to - source).days))


def rest(book: Planbook, options: argparse.Namespace) -> int:
    """Put a rest day in, or take one out."""
    from planner.usecases.calendar.shift import plan_rest

    return make(book, options, plan_rest(book, find_day(book, options.day)))


def deload(book: Planbook, options: argparse.Namespace) -> int:
    """Make a week lighter."""
    from planner.usecases.calendar.ease import plan_deload

    return make(book, options, plan_deload(book, find_day(book, options.day)))


def ease(book: Planbook, options: argparse.Namespace) -> int:
    """Make sessions easier that may not stay as they are."""
    from planner.usecases.calendar.ease import plan_ease

    return make(book, options, plan_ease(book))


def shift(book: Planbook, options: argparse.Namespace) -> int:
    """Shift a block to a new race day."""
    from planner.usecases.calendar.shift import find_block, plan_shift

    block = find_block(book, block_number(options.block))
    return make(book, options, plan_shift(book, block, find_day(book, options.race, "race")))


def refit(book: Planbook, options: argparse.Namespace) -> int:
    """Make a block's weeks to come anew for a new race day."""
    from planner.usecases.blocks.refit import plan_refit
    from planner.usecases.calendar.shift import find_block

    block = find_block(book, block_number(options.block))
    return make(book, options, plan_refit(book, block, find_day(book, options.race, "race")))


def away(book: Planbook, options: argparse.Namespace) -> int:
    """Be sick, injured or away for some days."""
    from planner.training.absences import AbsenceKind
    from planner.usecases.calendar.absences import plan_absence

    first = find_day(book, options.first)
    last = find_day(book, options.last) if options.last is not None else first
    return make(book, options, plan_absence(book, first, last, AbsenceKind(options.kind), options.note))


def back(book: Planbook, options: argparse.Namespace) -> int:
    """Train again from a day on."""
    from planner.usecases.calendar.absences import plan_return

    return make(book, options, plan_return(book, find_day(book, options.day)))


def feel(book: Planbook, options: argparse.Namespace) -> int:
    """Say how a day feels."""
    from planner.usecases.calendar.feelings import plan_feeling

    return make(book, options, plan_feeling(book, find_day(book, options.day), " ".join(options.how), options.note))


def reslot(book: Planbook, options: argparse.Namespace) -> int:
    """Weigh the strength of a week again, and move what stands better elsewhere."""
    offer = weigh_week(book, find_day(book, options.day))
    if not offer.follows:
        if options.json:
            return _print(book, options, Change(""), offer)
        print_lines(offer.homeless or ["Strength stands where it stands best in that week."])
        return 0
    return make(book, options, offer.accept)


def _typed(options: argparse.Namespace) -> dict[str, str]:
    """The fields that were given as options."""
    given = {name: getattr(options, name, None) for name in FIELDS if name != "day"}
    given["day"] = getattr(options, "to", None)
    return {name: text for name, text in given.items() if text is not None}


def block_number(text: str | None) -> int | None:
    """The number of a block as it was typed; None when it was not.

    Raises:
        RefusedError: It is no number.
    """
    return None if text is None else read_number(text, "block")


def read_number(text: str, what: str) -> int:
    """A number people call a block by: ``3``, ``#3``.

    Raises:
        RefusedError: It is no number.
    """
    digits = text.removeprefix("#")
    if not digits.isdecimal() or len(digits) > 9:
        raise RefusedError(f"{what} {quoted(text)} is not a number.")
    return int(digits)


def make(book: Planbook, options: argparse.Namespace, change: Change, told: Sequence[str] = ()) -> int:
    """Carry a change out, or only show it, and say what strength would do about it.

    Args:
        book: Where.
        options: ``dry_run``, ``follow`` and ``json``.
        change: What.
        told: What is different, a line each; the workouts themselves are listed when it is empty.
    """
    offer = Offer()
    if not change.is_empty:
        whole, offer = weigh(book, change)
        if not options.dry_run:
            made = carry_out(book, whole)
            own = {workout.id for workout in change.changed}
            changed = tuple(workout for workout in made.changed if workout.id in own)
            change = replace(change, changed=changed, added=made.added)
            if options.follow and offer.follows:
                followed = carry_out(book, offer.accept)
                told = [*told, *(follow.line() for follow in offer.follows)] if told else told
                change, offer = replace(change, changed=(*changed, *followed.changed)), Offer()
    return _print(book, options, change, offer, told)


def _print(book: Planbook, options: argparse.Namespace, change: Change, offer: Offer, told: Sequence[str] = ()) -> int:
    if options.json:
        print_document(
            {
                "operation": change.name,
                "items": [workout_document(one, book.today) for one in (*change.changed, *change.added)],
                "removed": [workout.id for workout in change.removed],
                "remarks": list(change.remarks),
                "offer": [follow.line() for follow in offer.follows],
                "homeless": list(offer.homeless),
                **({"differences": list(told)} if told else {}),
            },
        )
        return 0
    if change.is_empty:
        print_lines(["Nothing would change, so nothing has."])
        return 0
    unit = queries.read_athlete(book).unit
    gone = [replace(workout, state=State.SKIPPED, skip_reason="deleted") for workout in change.removed]
    if options.dry_run:
        print_lines([f"{clean_line(change.name, 1000)} - nothing was changed, this is what would be:"])
    elif told or not (change.changed or change.added or gone):
        print_lines([clean_line(change.name, 1000)])
    print_lines(
        (f"  {clean_line(line, 1000)}" for line in told)
        if told
        else (
            f"{workout.date:%a} {workout.date}  {workout_line(workout, book.today, unit)}"
            for workout in (*change.changed, *change.added, *gone)
        )
    )
    print_lines(clean_line(remark, 400) for remark in change.remarks)
    if offer.follows:
        day = min(workout.date for workout in offer.sessions)
        print_lines(["Strength could follow:", *(f"  {clean_line(follow.line(), 400)}" for follow in offer.follows)])
        print_lines([f'"planner reslot {day}" moves what stands in that week ({day_name(day)}).'])
    print_lines(offer.homeless)
    return 0
