"""The commands that change the plan: each plans a `Change`, carries it out and prints it, for ``undo`` to take back."""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from planner.cli.arg_values import (
    block_from_args,
    find_workout_id,
    find_workouts,
    is_by_number,
    parse_optional,
    read_span,
)
from planner.cli.json_documents import operation_document
from planner.cli.output import MAX_SENTENCE, print_document, print_lines, show
from planner.cli.plain_output import offer_lines
from planner.cli.row_count import counted_on_terminal
from planner.cli.text_lines import dated_workout_lines
from planner.invocation import program
from planner.text import capitalize_first, clean_line
from planner.training.absences import AbsenceKind
from planner.training.blocks import Block
from planner.training.date_context import Look
from planner.training.formatting import format_day, format_day_and_year
from planner.training.kinds import parse_kind
from planner.training.measures import parse_pain, quoted
from planner.training.outcome_fields import parse_outcome
from planner.training.recurrence import parse_recurrence
from planner.training.refusal import RefusedError
from planner.training.set_fields import SET_FIELDS
from planner.training.weeks import first_day_of_week, next_weekday, parse_weekday
from planner.training.workout_fields import WORKOUT_FIELDS, parse_workout
from planner.training.workout_names import workout_name
from planner.training.workouts import ENTERED, Effort, Outcome, RunKind, Sport, Workout
from planner.usecases import queries
from planner.usecases.calendar.absences import plan_absence, plan_feeling, plan_return
from planner.usecases.calendar.ease import plan_deload, plan_ease
from planner.usecases.calendar.edit import plan_add, plan_delete, plan_edit, plan_lock
from planner.usecases.calendar.edit_done import FIELDS_OF_WHAT_WAS_DONE, plan_edit_done
from planner.usecases.calendar.move import (
    MoveMode,
    plan_copy,
    plan_move,
    plan_swap,
    plan_swap_weekdays,
    workouts_of_week,
)
from planner.usecases.calendar.shift import plan_rest, plan_shift
from planner.usecases.changes import Change
from planner.usecases.date_words import date_reader
from planner.usecases.planbook import Planbook
from planner.usecases.screening import needs_health_answers
from planner.usecases.strength.exercises import known_exercises
from planner.usecases.strength.follow_log import follow_all, follow_log
from planner.usecases.strength.reslot import EvaluatedChange, Offer, apply_evaluated, evaluate, evaluate_week

if TYPE_CHECKING:  # types alone; the readers of calendars are loaded for `busy`
    from planner.training.dates import DateReader
    from planner.usecases.calendar.closed_halves import ClosedHalf

_MOST_LISTED = 200
"""So many workouts of a change are listed; the JSON document has all of them."""


def run_move(book: Planbook, args: argparse.Namespace) -> None:
    """Move workouts to another day."""
    dates = date_reader(book)
    workouts = find_workouts(book, dates, args.which, "move")
    # A span moves as a whole: its first day comes to the new date, even when no workout is on that day.
    span = read_span(dates, args.which)
    first = span[0] if span else workouts[0].date
    after = dates.of_workout(first) if is_by_number(args.which) else dates.counting_from(first)
    day = after.read(args.to)
    change = plan_move(book, [workout.id for workout in workouts], (day - first).days, MoveMode(args.mode))
    apply_and_print(book, args, _or_why_nothing(change, f"{format_day_and_year(day)} is the day it has."))


def _or_why_nothing(change: Change, why: str) -> Change:
    """Return the change; where it is empty, with a remark that names the day that was meant."""
    return replace(change, remarks=(why,)) if change.is_empty else change


def run_add(book: Planbook, args: argparse.Namespace) -> None:
    """Add a workout, planned or done."""
    parse_kind(args.what)
    dates = date_reader(book, Look.BACK if args.done else Look.AHEAD)
    empty = Workout(dates.read(args.day), Sport.RUN, RunKind.EASY, "")
    unit = queries.read_unit(book)
    workout = parse_workout({"what": args.what, **_typed_fields(args)}, empty, unit, dates, known_exercises(book))
    if args.done:
        if not workout.is_training:
            raise RefusedError(f"A {workout.sport} day asks for nothing, so it cannot be done.")
        outcome = Outcome(workout.planned, workout.note, ENTERED, parse_optional(parse_pain, args.pain, "pain"))
        workout = replace(workout, planned=Effort(), actual=outcome, note="")
    elif args.pain is not None:
        raise RefusedError("Pain belongs to a workout that was done: give --done with it.")
    if args.every is None:
        if args.until is not None:
            raise RefusedError(f"until {quoted(args.until)} needs how often: give --every with it.")
        day = format_day_and_year(workout.date)
        why = f'{day} is not empty; "{program()} rest {workout.date}" makes room for a rest day on it.'
        apply_and_print(book, args, _with_health_hint(book, _or_why_nothing(plan_add(book, workout), why)))
        return
    from planner.usecases.calendar.recurring import plan_recurring

    change = _with_health_hint(book, plan_recurring(book, workout, parse_recurrence(args.every), args.until or ""))
    again = "the same" if args.dry_run else f'"{program()} undo" and then the same'
    hint = f"{capitalize_first(again)} with --follow makes these moves."
    stored = apply_and_print(book, args, change, follow_hint=hint)
    numbers = [str(one.id) for one in stored.added if one.id]
    if len(numbers) > 1 and not args.json:
        some = ",".join(numbers[:2])
        print_lines(
            f'"{program()} undo" takes all of them back; "{program()} delete {some}" deletes some, by their numbers.'
        )


def _with_health_hint(book: Planbook, change: Change) -> Change:
    """Return a change with a remark that the health questions come before its first heavy session or wall sit."""
    if not needs_health_answers(book, (*change.added, *change.changed)):
        return change
    why = "The health questions come before the first heavy session or wall sit"
    hint = f'{why}: answer them with "{program()} screening".'
    return replace(change, remarks=(*change.remarks, hint))


def run_edit(book: Planbook, args: argparse.Namespace) -> None:
    """Change a workout."""
    typed = _typed_fields(args)
    if not typed:
        raise RefusedError(f"Give what to change, as: {program()} edit 12 --distance 10km --start 18:00.")
    dates = date_reader(book)
    before = queries.read_workout(book, find_workout_id(book, dates, args.which, "change"))
    if before.actual is not None:
        change = _edit_done(book, dates, before, typed)
    else:
        unit = queries.read_unit(book)
        after = parse_workout(typed, before, unit, dates, known_exercises(book), is_form=False)
        change = plan_edit(book, before, after)
    why = f"It is on {format_day_and_year(before.date)}, and is as you say."
    change = _or_why_nothing(change, why)
    is_other_kind = any(one.id == before.id and one.kind != before.kind for one in change.changed)
    apply_and_print(book, args, _with_health_hint(book, change) if is_other_kind else change)


def _edit_done(book: Planbook, dates: DateReader, before: Workout, typed: Mapping[str, str]) -> Change:
    """Return the change of a workout that was done, whose typed figures and note are those of what was done."""
    assert before.actual is not None
    unit, known = queries.read_unit(book), known_exercises(book)
    given = {name: typed[name] for name in FIELDS_OF_WHAT_WAS_DONE if name in typed}
    rest = {name: text for name, text in typed.items() if name not in given}
    after = parse_workout(rest, before, unit, dates, known, is_form=False)
    outcome = parse_outcome(given, before.actual.effort.sets, after.sport, unit, {}, known=known)
    if "note" in given:  # an edit replaces the note, while "done" adds to it
        outcome = replace(outcome, cleared=outcome.cleared | {"note"})
    return plan_edit_done(book, before, after, outcome)


def _typed_fields(args: argparse.Namespace) -> dict[str, str]:
    """Return the fields of a workout that were given as options; ``--to`` is its day, those of sets may repeat."""
    typed = {name: getattr(args, "to" if name == "day" else name, None) for name in WORKOUT_FIELDS}
    typed |= {name: "; ".join(given) for name in SET_FIELDS if (given := typed[name]) is not None}
    return {name: text for name, text in typed.items() if text is not None}


def run_delete(book: Planbook, args: argparse.Namespace) -> None:
    """Delete workouts."""
    workouts = find_workouts(book, date_reader(book), args.which, "delete", include_closed=True)
    apply_and_print(book, args, plan_delete(book, workouts))


def run_lock(book: Planbook, args: argparse.Namespace) -> None:
    """Lock workouts, so that nothing moves them, or unlock them."""
    workouts = find_workouts(book, date_reader(book), args.which, "lock")
    change = plan_lock(workouts, locked=not args.off)
    state = "not locked" if args.off else "locked"
    if change.is_empty:
        remark = f"What is on {format_day_and_year(workouts[0].date)} is {state} already."
    else:
        remark = f"{'It is' if len(change.changed) == 1 else 'They are'} {state} now."
    change = replace(change, remarks=(remark,))
    apply_and_print(book, args, change)


def run_swap(book: Planbook, args: argparse.Namespace) -> None:
    """Swap two days, or two weekdays in all remaining weeks of a block."""
    if not args.every:
        first, second = date_reader(book).read_pair(args.first, args.second)
        change = plan_swap(book, first, second)
        apply_and_print(book, args, _or_why_nothing(change, f"Both days are {format_day_and_year(first)}."))
        return
    block = block_from_args(book, args)
    begin = max(block.start, book.today)
    days = []
    for word in (args.first, args.second):
        weekday = parse_weekday(word)
        if weekday is None:
            raise RefusedError(f"{quoted(word)} is no weekday; with --every two weekdays are swapped, as tue wed.")
        days.append(next_weekday(begin, weekday))
    apply_and_print(book, args, plan_swap_weekdays(book, days[0], days[1]))


def run_copy(book: Planbook, args: argparse.Namespace) -> None:
    """Copy a day, or a week, to another."""
    source, to = date_reader(book).read_pair(args.source, args.to)
    if args.week:
        workouts = workouts_of_week(book, source)
        start = queries.read_runner(book).week_start
        source, to = (first_day_of_week(day, start) for day in (source, to))
    else:
        workouts = queries.read_workouts(book, source, source)
    if source == to:
        what = "weeks begin on" if args.week else "days are"
        raise RefusedError(f"Both {what} {format_day_and_year(to)}, so there is nothing to copy to.")
    day = format_day_and_year(source)
    if not workouts:
        raise RefusedError(f"There is nothing to copy {'in the week of' if args.week else 'on'} {day}.")
    why = f"{day} holds only a rest day, and a rest day goes only onto an empty day."
    apply_and_print(book, args, _or_why_nothing(plan_copy(book, workouts, (to - source).days), why))


def run_rest(book: Planbook, args: argparse.Namespace) -> None:
    """Insert a rest day, or remove one."""
    apply_and_print(book, args, plan_rest(book, date_reader(book).read(args.day)))


def run_deload(book: Planbook, args: argparse.Namespace) -> None:
    """Make a week lighter."""
    apply_and_print(book, args, plan_deload(book, date_reader(book).read(args.day)))


def run_ease(book: Planbook, args: argparse.Namespace) -> None:
    """Make the sessions easier that a gate forbids as they are."""
    apply_and_print(book, args, plan_ease(book))


def run_shift(book: Planbook, args: argparse.Namespace) -> None:
    """Shift a block to a new race day."""
    block = block_from_args(book, args)
    race = _read_race_day(book, block, args.race)
    change = _or_why_nothing(plan_shift(book, block, race), f"The race is on {format_day_and_year(race)}.")
    apply_and_print(book, args, change)


def run_refit(book: Planbook, args: argparse.Namespace) -> None:
    """Plan a block's remaining weeks again for a new race day."""
    from planner.usecases.blocks.refit import plan_refit

    block = block_from_args(book, args)
    race = _read_race_day(book, block, args.race)
    change = _or_why_nothing(plan_refit(book, block, race), f"The race is on {format_day_and_year(race)}.")
    apply_and_print(book, args, change)


def _read_race_day(book: Planbook, block: Block, text: str) -> dt.date:
    """Return the new race day of a block: ``+1w`` counts from its race, a weekday is that of the race's week."""
    dates = date_reader(book)
    return (dates if block.race_date is None else dates.of_workout(block.race_date)).read(text, "race")


def run_away(book: Planbook, args: argparse.Namespace) -> None:
    """Enter days on which the runner is sick, injured or away."""
    dates = date_reader(book)
    if args.last is None:
        first = last = dates.read(args.first)
    else:
        first, last = dates.read_span(args.first, args.last, ("first", "last"))
    apply_and_print(book, args, plan_absence(book, first, last, AbsenceKind(args.kind), args.note))


def run_back(book: Planbook, args: argparse.Namespace) -> None:
    """End an absence: the runner trains again from a day on."""
    apply_and_print(book, args, plan_return(book, date_reader(book).read(args.day)))


def run_feel(book: Planbook, args: argparse.Namespace) -> None:
    """Enter how a day feels."""
    day = date_reader(book, Look.BACK).read(args.day, "day")
    change = plan_feeling(book, day, " ".join(args.feeling_words), args.note)
    apply_and_print(book, args, _or_why_nothing(change, f"{format_day_and_year(day)} has it already."))


def run_busy(book: Planbook, args: argparse.Namespace) -> None:
    """Read other calendars and close the half-days that they fill; list or remove these busy times."""
    from planner.usecases.calendar import busy
    from planner.usecases.calendar.closed_halves import closed_halves

    if args.clear and args.file is not None:
        raise RefusedError(f"--clear removes all busy times: leave {quoted(args.file)} out, or leave --clear out.")
    if args.runs and args.file is None:
        raise RefusedError("--runs says what a calendar closes: name the calendar with it.")
    if args.clear:
        apply_and_print(book, args, busy.plan_clear_busy(book))
        return
    if args.file is None:
        _show_busy_times(args, tuple(closed_halves(book, queries.read_busy_days(book, book.today, dt.date.max))))
        return
    planned = busy.plan_busy(book, args.file, closes_runs=args.runs)
    if planned.change.is_empty and not args.json:
        print_lines("Nothing would change.", *planned.change.remarks)
    else:
        hint = "The same again with --follow makes these moves."
        apply_and_print(book, args, planned.change, planned.week_lines, follow_hint=hint)


def _show_busy_times(args: argparse.Namespace, closed: Sequence[ClosedHalf]) -> None:
    show(
        args,
        lambda: {
            "busy": [
                {
                    "date": half.day.isoformat(),
                    "slot": half.slot.value,
                    "time": half.time.text,
                    "runs": half.time.closes_runs,
                }
                for half in closed
            ]
        },
        lambda: (
            [
                f"{half.day:%a} {half.day}  {half.slot}  {half.time.text}{'  runs too' * half.time.closes_runs}"
                for half in closed
            ]
            or [f'No busy times are stored. "{program()} busy FILE.ics" reads a calendar.']
        ),
    )


def run_reslot(book: Planbook, args: argparse.Namespace) -> None:
    """Move the strength sessions of a week to better places."""
    dates = date_reader(book)
    day = dates.read(args.day)
    offer = evaluate_week(book, day)
    change = follow_all(book, offer.change)
    if not change.is_empty:
        apply_and_print(book, args, change if offer.moves else replace(change, name="doses follow the log"))
    elif args.json:
        print_document(_change_document(book, Change(""), offer))
    else:
        no_better = f"No better place for strength in the week of {format_day_and_year(dates.week_of(day))}."
        print_lines(*(offer.unplaced_text or [no_better]))


def apply_and_print(
    book: Planbook,
    args: argparse.Namespace,
    change: Change,
    detail_lines: Sequence[str] = (),
    *,
    follow_hint: str = "",
) -> Change:
    """Carry a change out, or only show it with ``--dry-run``, and offer better places for strength.

    Args:
        book: Where to apply it.
        args: ``dry_run``, ``follow`` and ``json``.
        change: The change.
        detail_lines: What is different, a line each; when empty, the changed workouts are listed.
        follow_hint: How the offered moves of several weeks are made, where that is not one week after the other.

    Returns:
        The change as stored, or as it would be.
    """
    offer, places = Offer(), tuple[tuple[str, str], ...]()
    if not change.is_empty:
        change = follow_log(book, change)
        evaluated = evaluate(book, change, follow=args.follow)
        if not args.dry_run:
            with counted_on_terminal(evaluated.change.workout_count):
                evaluated = apply_evaluated(book, evaluated)
        offer, places = evaluated.offer, (*_better_places(evaluated), *_light_sessions(book, evaluated.change))
        # The full change also corrects the reasons of other sessions; they are not worth a line.
        own_ids = {workout.id for workout in change.changed} | {move.session.id for move in evaluated.followed}
        changed = tuple(workout for workout in evaluated.change.changed if workout.id in own_ids)
        change = replace(evaluated.change, changed=changed)
        if detail_lines:
            detail_lines = [*detail_lines, *(move.line() for move in evaluated.followed)]
    if args.json:
        print_document(_change_document(book, change, offer, detail_lines, places))
    else:
        _print_change(book, change, offer, detail_lines, places, dry_run=args.dry_run, follow_hint=follow_hint)
    return change


def _better_places(evaluated: EvaluatedChange) -> Iterator[tuple[str, str]]:
    """Yield the better place of each session that breaks a rule now, and the command that puts it there."""
    for broken in evaluated.broken_beyond_offer:
        better = broken.better
        assert better is not None
        number = better.id if better.id > 0 else evaluated.change.added[-better.id - 1].id
        if not number:
            command = f"add {better.date} {better.kind or better.sport} --start {better.start}"
        elif broken.session is not None and better.start == broken.session.start:
            command = f"move {number} {better.date}"
        else:
            command = f"edit {number} --to {better.date} --start {better.start}"
        name = workout_name(better)
        yield f"{name} to {broken.place_text}", f'"{program()} {command}" puts the {name} on {broken.place_text}.'


def _light_sessions(book: Planbook, change: Change) -> Iterator[tuple[str, str]]:
    """Yield the light session that is offered after a demanding run that a change adds as done."""
    if any(workout.actual is not None and workout.id for workout in change.added):
        from planner.usecases.strength.recovery_offer import find_recovery_offer

        offer = find_recovery_offer(book, change.added)
        if offer is not None:
            yield offer.text_with_command, offer.text_with_command


def _change_document(
    book: Planbook,
    change: Change,
    offer: Offer,
    detail_lines: Sequence[str] = (),
    places: Sequence[tuple[str, str]] = (),
) -> dict[str, object]:
    workouts = (*change.changed, *change.added)
    document = operation_document(
        change.name,
        workouts,
        book.today,
        queries.read_recorded(book, workouts),
        removed=(workout.id for workout in change.removed),
        remarks=change.remarks,
        offer=(*(move.line() for move in offer.moves), *(place for place, _ in places)),
        unplaced=offer.unplaced_text,
    )
    return {**document, **({"differences": list(detail_lines)} if detail_lines else {})}


def _print_change(
    book: Planbook,
    change: Change,
    offer: Offer,
    detail_lines: Sequence[str],
    places: Sequence[tuple[str, str]],
    *,
    dry_run: bool,
    follow_hint: str = "",
) -> None:
    if change.is_empty:
        print_lines(" ".join(("Nothing would change.", *change.remarks)))
        return
    workouts, unit = [*change.changed, *change.added], queries.read_unit(book)
    name = clean_line(change.name, MAX_SENTENCE)
    if dry_run:
        print_lines(f"{name} - nothing was changed, this is what would be:")
    elif detail_lines or change.absences or change.ended_absences or not (workouts or change.removed):
        print_lines(name)  # which has the days of an absence: the workouts below are not on all of them
    if detail_lines:
        print_lines(*(f"  {clean_line(line, MAX_SENTENCE)}" for line in detail_lines))
    else:
        print_lines(*dated_workout_lines(workouts[:_MOST_LISTED], book.today, unit))
        removed = change.removed[: max(_MOST_LISTED - len(workouts), 0)]
        print_lines(*dated_workout_lines(removed, book.today, unit, status="deleted"))
        if change.workout_count > _MOST_LISTED:
            print_lines(f"and {change.workout_count - _MOST_LISTED:,} more.")
    print_lines(*(clean_line(remark, MAX_SENTENCE) for remark in change.remarks))
    if offer.moves:
        day = min(workout.date for workout in offer.sessions)
        print_lines("Strength could follow:", *(f"  {clean_line(move.line(), MAX_SENTENCE)}" for move in offer.moves))
        print_lines(follow_hint or f'"{program()} reslot {day}" makes these moves in that week ({format_day(day)}).')
    if not dry_run:  # the session is still where it was
        print_lines(*(line for _, text in places for line in offer_lines(text)))
    print_lines(*offer.unplaced_text)
