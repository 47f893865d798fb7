"""The commands that rearrange a plan: one use case each, printed as it was made, and undone with ``planner undo``."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace

from planner.cli.json_documents import workout_document
from planner.cli.output import print_document, print_lines
from planner.cli.text_lines import workout_line
from planner.cli.workout_arg import find_workout_id, find_workouts
from planner.text import clean_line
from planner.training.dates import parse_weekday
from planner.training.formatting import format_day, is_training
from planner.training.kinds import parse_kind
from planner.training.measures import parse_pain, quoted
from planner.training.refusal import RefusedError
from planner.training.weeks import first_day_of_week, next_weekday
from planner.training.workout_fields import WORKOUT_FIELDS, parse_workout
from planner.training.workouts import ENTERED, Effort, Outcome, RunKind, Sport, StoredStatus, Workout
from planner.usecases import queries, text_files
from planner.usecases.blocks.rewrite import plan_rewrite
from planner.usecases.calendar.shift import find_block
from planner.usecases.changes import Change, apply_change
from planner.usecases.parse_day import parse_calendar_day
from planner.usecases.planbook import Planbook
from planner.usecases.strength.reslot import Offer, evaluate, evaluate_week


def run_move(book: Planbook, args: argparse.Namespace) -> int:
    """Move workouts."""
    from planner.usecases.calendar.move import MoveMode, plan_move

    found = find_workouts(book, args.which, "move")
    begin, span, _ = args.which.partition("..")
    first = (
        parse_calendar_day(book, begin) if span else found[0].date
    )  # a span of days moves as a whole, free days and all
    days = (parse_calendar_day(book, args.to) - first).days
    return apply_and_print(book, args, plan_move(book, [workout.id for workout in found], days, MoveMode(args.mode)))


def run_add(book: Planbook, args: argparse.Namespace) -> int:
    """Add a workout, planned or done."""
    from planner.usecases.calendar.edit import plan_add

    parse_kind(args.what)
    empty = Workout(parse_calendar_day(book, args.day), Sport.RUN, RunKind.EASY, "")
    unit = queries.read_runner(book).unit
    workout = parse_workout({"what": args.what, **_typed_fields(args)}, empty, unit, book.today)
    if args.done:
        if not is_training(workout):
            raise RefusedError(f"A {workout.sport} day asks for nothing, so it cannot be done.")
        pain = parse_pain(args.pain, "pain") if args.pain is not None else None
        outcome = Outcome(workout.planned, workout.note, ENTERED, pain)
        workout = replace(workout, planned=Effort(), actual=outcome, note="")
    elif args.pain is not None:
        raise RefusedError("Pain belongs to what was done: say --done with it.")
    return apply_and_print(book, args, plan_add(book, workout))


def run_edit(book: Planbook, args: argparse.Namespace) -> int:
    """Change a workout."""
    from planner.usecases.calendar.edit import plan_edit

    typed = _typed_fields(args)
    if not typed:
        raise RefusedError("Say what to change, as: planner edit 12 --distance 10km --start 18:00.")
    before = queries.read_workout(book, find_workout_id(book, args.which, "change"))
    after = parse_workout(typed, before, queries.read_runner(book).unit, book.today)
    return apply_and_print(book, args, plan_edit(book, before, after))


def run_delete(book: Planbook, args: argparse.Namespace) -> int:
    """Delete workouts."""
    from planner.usecases.calendar.edit import plan_delete

    return apply_and_print(book, args, plan_delete(find_workouts(book, args.which, "delete", include_closed=True)))


def run_lock(book: Planbook, args: argparse.Namespace) -> int:
    """Lock workouts where they stand, or let them go."""
    from planner.usecases.calendar.edit import plan_lock

    return apply_and_print(book, args, plan_lock(find_workouts(book, args.which, "lock"), locked=not args.off))


def run_swap(book: Planbook, args: argparse.Namespace) -> int:
    """Swap two days, or two weekdays in every week to come."""
    from planner.usecases.calendar.move import plan_swap, plan_swap_weekdays
    from planner.usecases.calendar.shift import find_block

    if not args.every:
        one, other = parse_calendar_day(book, args.one), parse_calendar_day(book, args.other)
        return apply_and_print(book, args, plan_swap(book, one, other))
    block = find_block(book, parse_block_number(args.block))
    begin = max(block.start, book.today)
    days = []
    for word in (args.one, args.other):
        weekday = parse_weekday(word)
        if weekday is None:
            raise RefusedError(f"{quoted(word)} is no weekday; with --every two weekdays are swapped, as tue wed.")
        days.append(next_weekday(begin, weekday))
    return apply_and_print(book, args, plan_swap_weekdays(book, days[0], days[1]))


def run_copy(book: Planbook, args: argparse.Namespace) -> int:
    """Copy a day, or a week, to another."""
    from planner.usecases.calendar.move import plan_copy, workouts_of_week

    source, to = parse_calendar_day(book, args.source), parse_calendar_day(book, args.to)
    if args.week:
        workouts = workouts_of_week(book, source)
        start = queries.read_runner(book).week_start
        source, to = (first_day_of_week(day, start) for day in (source, to))
    else:
        workouts = queries.read_workouts(book, source, source)
    return apply_and_print(book, args, plan_copy(book, workouts, (to - source).days))


def run_rest(book: Planbook, args: argparse.Namespace) -> int:
    """Put a rest day in, or take one out."""
    from planner.usecases.calendar.shift import plan_rest

    return apply_and_print(book, args, plan_rest(book, parse_calendar_day(book, args.day)))


def run_deload(book: Planbook, args: argparse.Namespace) -> int:
    """Make a week lighter."""
    from planner.usecases.calendar.ease import plan_deload

    return apply_and_print(book, args, plan_deload(book, parse_calendar_day(book, args.day)))


def run_ease(book: Planbook, args: argparse.Namespace) -> int:
    """Make sessions easier that may not stay as they are."""
    from planner.usecases.calendar.ease import plan_ease

    return apply_and_print(book, args, plan_ease(book))


def run_shift(book: Planbook, args: argparse.Namespace) -> int:
    """Shift a block to a new race day."""
    from planner.usecases.calendar.shift import find_block, plan_shift

    block = find_block(book, parse_block_number(args.block))
    return apply_and_print(book, args, plan_shift(book, block, parse_calendar_day(book, args.race, "race")))


def run_refit(book: Planbook, args: argparse.Namespace) -> int:
    """Make a block's weeks to come anew for a new race day."""
    from planner.usecases.blocks.refit import plan_refit
    from planner.usecases.calendar.shift import find_block

    block = find_block(book, parse_block_number(args.block))
    return apply_and_print(book, args, plan_refit(book, block, parse_calendar_day(book, args.race, "race")))


def run_away(book: Planbook, args: argparse.Namespace) -> int:
    """Be sick, injured or away for some days."""
    from planner.training.absences import AbsenceKind
    from planner.usecases.calendar.absences import plan_absence

    first = parse_calendar_day(book, args.first)
    last = parse_calendar_day(book, args.last) if args.last is not None else first
    return apply_and_print(book, args, plan_absence(book, first, last, AbsenceKind(args.kind), args.note))


def run_back(book: Planbook, args: argparse.Namespace) -> int:
    """Train again from a day on."""
    from planner.usecases.calendar.absences import plan_return

    return apply_and_print(book, args, plan_return(book, parse_calendar_day(book, args.day)))


def run_feel(book: Planbook, args: argparse.Namespace) -> int:
    """Say how a day feels."""
    from planner.usecases.calendar.absences import plan_feeling

    return apply_and_print(
        book, args, plan_feeling(book, parse_calendar_day(book, args.day), " ".join(args.how), args.note)
    )


def run_reslot(book: Planbook, args: argparse.Namespace) -> int:
    """Weigh the strength of a week again, and move what stands better elsewhere."""
    offer = evaluate_week(book, parse_calendar_day(book, args.day))
    if not offer.moves:
        if args.json:
            return _print_change(book, args, Change(""), offer)
        print_lines(offer.unplaced_text or ["Strength stands where it stands best in that week."])
        return 0
    return apply_and_print(book, args, offer.change)


def _typed_fields(args: argparse.Namespace) -> dict[str, str]:
    """The fields that were given as options."""
    given = {name: getattr(args, name, None) for name in WORKOUT_FIELDS if name != "day"}
    given["day"] = getattr(args, "to", None)
    return {name: text for name, text in given.items() if text is not None}


def parse_block_number(text: str | None) -> int | None:
    """The number of a block as it was typed; None when it was not.

    Raises:
        RefusedError: It is no number.
    """
    return None if text is None else parse_number(text, "block")


def parse_number(text: str, what: str) -> int:
    """A number people call a block by: ``3``, ``#3``.

    Raises:
        RefusedError: It is no number.
    """
    digits = text.removeprefix("#")
    if not digits.isdecimal() or len(digits) > 9:
        raise RefusedError(f"{what} {quoted(text)} is not a number.")
    return int(digits)


def apply_and_print(book: Planbook, args: argparse.Namespace, change: Change, detail_lines: Sequence[str] = ()) -> int:
    """Carry a change out, or only show it, and say what strength would do about it.

    Args:
        book: Where.
        args: ``dry_run``, ``follow`` and ``json``.
        change: What.
        detail_lines: What is different, a line each; the workouts themselves are listed when it is empty.
    """
    offer = Offer()
    if not change.is_empty:
        full_change, offer = evaluate(book, change)
        if not args.dry_run:
            applied = apply_change(book, full_change)
            own_ids = {workout.id for workout in change.changed}
            changed = tuple(workout for workout in applied.changed if workout.id in own_ids)
            change = replace(change, changed=changed, added=applied.added)
            if args.follow and offer.moves:
                followed = apply_change(book, offer.change)
                detail_lines = (
                    [*detail_lines, *(follow.line() for follow in offer.moves)] if detail_lines else detail_lines
                )
                change, offer = replace(change, changed=(*changed, *followed.changed)), Offer()
    return _print_change(book, args, change, offer, detail_lines)


def _print_change(
    book: Planbook, args: argparse.Namespace, change: Change, offer: Offer, detail_lines: Sequence[str] = ()
) -> int:
    if args.json:
        print_document(
            {
                "operation": change.name,
                "items": [workout_document(one, book.today) for one in (*change.changed, *change.added)],
                "removed": [workout.id for workout in change.removed],
                "remarks": list(change.remarks),
                "offer": [follow.line() for follow in offer.moves],
                "homeless": list(offer.unplaced_text),
                **({"differences": list(detail_lines)} if detail_lines else {}),
            },
        )
        return 0
    if change.is_empty:
        print_lines(["Nothing would change, so nothing has."])
        return 0
    unit = queries.read_runner(book).unit
    deleted = [replace(workout, status=StoredStatus.SKIPPED, skip_reason="deleted") for workout in change.removed]
    if args.dry_run:
        print_lines([f"{clean_line(change.name, 1000)} - nothing was changed, this is what would be:"])
    elif detail_lines or not (change.changed or change.added or deleted):
        print_lines([clean_line(change.name, 1000)])
    print_lines(
        (f"  {clean_line(line, 1000)}" for line in detail_lines)
        if detail_lines
        else (
            f"{workout.date:%a} {workout.date}  {workout_line(workout, book.today, unit)}"
            for workout in (*change.changed, *change.added, *deleted)
        )
    )
    print_lines(clean_line(remark, 400) for remark in change.remarks)
    if offer.moves:
        day = min(workout.date for workout in offer.sessions)
        print_lines(["Strength could follow:", *(f"  {clean_line(follow.line(), 400)}" for follow in offer.moves)])
        print_lines([f'"planner reslot {day}" moves what stands in that week ({format_day(day)}).'])
    print_lines(offer.unplaced_text)
    return 0


def run_rewrite(book: Planbook, args: argparse.Namespace) -> int:
    """Change a block to what an edited text says."""
    block = find_block(book, parse_block_number(args.block))
    text, file = text_files.read_text_file(args.file)
    found = plan_rewrite(book, block, text, file)
    lines = [difference.line() for difference in found.differences]
    return apply_and_print(book, args, found.change, lines)
