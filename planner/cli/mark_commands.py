"""The commands that record what became of a workout: done, skip."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from textwrap import wrap

from planner.cli.arg_values import find_workout_id, find_workouts, is_open, parse_optional
from planner.cli.json_documents import operation_document
from planner.cli.output import WIDTH, print_lines, show
from planner.cli.plain_output import offer_lines
from planner.cli.text_lines import dated_workout_lines
from planner.invocation import program
from planner.training.date_context import Look
from planner.training.kinds import WorkoutKind, parse_kind
from planner.training.outcome_fields import parse_outcome
from planner.training.outcomes import TypedOutcome
from planner.training.refusal import RefusedError
from planner.training.workouts import KEY_RUNS, ExerciseSet, Sport, Workout
from planner.usecases import queries
from planner.usecases.calendar import mark
from planner.usecases.date_words import date_reader
from planner.usecases.planbook import Planbook


def run_done(book: Planbook, args: argparse.Namespace) -> None:
    """Mark a workout done, add to what is recorded of one, or say that it was not done after all."""
    dates = date_reader(book, Look.BACK)
    workout_id = find_workout_id(
        book,
        dates,
        args.which,
        "take back" if args.off else "mark done",
        is_eligible=(_is_recorded,) if args.off else (is_open, _is_recorded),
        may_lie_ahead=False,
    )
    if args.off:
        _check_alone(args, "--off")
        marked = mark.mark_not_done(book, workout_id)
    else:
        done_on = None
        if args.done_on is not None:
            done_on = dates.of_workout(queries.read_workout(book, workout_id).date).read(args.done_on, "at")
        done_kind = parse_optional(parse_kind, args.done_kind, "as")
        typed = _typed_outcome(book, workout_id, args, done_kind)
        marked = mark.mark_done(book, workout_id, typed, done_on=done_on, replacement=done_kind)
    show_done(book, args, marked)


def show_done(book: Planbook, args: argparse.Namespace, marked: mark.Marked) -> None:
    """Print a workout that was done, and what follows from it."""
    workouts = (marked.workout, *marked.followed)
    remarks = (*marked.remarks, *_pain_advice(book, marked.workout))
    offer = (*_offered_paces(marked.workout), *(_offered_session(book, marked) if marked.is_first_record else ()))
    _show_marked(book, args, marked.name, workouts, remarks=remarks, offer=offer)


def _is_recorded(workout: Workout) -> bool:
    return workout.actual is not None


_FIELDS = ("distance", "time", "rpe", "pain", "pain_next", "note", "sled", "sit", "exercises")
"""The options that say what was done, by the names of the fields that `parse_outcome` reads."""


def _typed_outcome(
    book: Planbook, workout_id: int, args: argparse.Namespace, done_kind: WorkoutKind | None
) -> TypedOutcome:
    """Return what the options say of a workout; an exercise that is not given is as recorded, or as planned."""
    texts = {name: given for name in _FIELDS if (given := getattr(args, name)) is not None}
    given = {name: text if isinstance(text, str) else "; ".join(text) for name, text in texts.items()}
    known = None
    if "exercises" in given:  # late: most workouts are runs
        from planner.usecases.strength.exercises import known_exercises

        known = known_exercises(book)
    sets: tuple[ExerciseSet, ...] = ()
    sport = done_kind[0] if done_kind is not None else Sport.RUN
    if given.keys() & {"sled", "sit", "exercises", "distance"}:
        workout = queries.read_workout(book, workout_id)
        if done_kind is None or done_kind == (workout.sport, workout.kind):
            recorded, sport = None if args.as_planned else workout.actual, workout.sport
            sets = workout.planned.sets if recorded is None else recorded.effort.sets
    unit = queries.read_unit(book)
    return parse_outcome(given, sets, sport, unit, {}, known=known, as_planned=args.as_planned)


def _check_alone(args: argparse.Namespace, option: str) -> None:
    """Refuse an option that says the opposite of the others.

    Raises:
        RefusedError: Another option that says what was done is given, too.
    """
    if args.as_planned or any(getattr(args, name) is not None for name in (*_FIELDS, "done_on", "done_kind")):
        raise RefusedError(f"{option} says that it was not done, so no other option can say what was done.")


def _show_marked(
    book: Planbook,
    args: argparse.Namespace,
    name: str,
    workouts: Sequence[Workout],
    *,
    remarks: Sequence[str] = (),
    offer: Sequence[str] = (),
) -> None:
    """Print marked workouts and the coming sessions that follow from them, why they do, and what is offered."""
    show(
        args,
        lambda: operation_document(
            name, workouts, book.today, queries.read_recorded(book, workouts), remarks=remarks, offer=offer
        ),
        lambda: dated_workout_lines(workouts, book.today, queries.read_unit(book)),
    )
    if not args.json:
        print_lines(*(line for sentence in remarks for line in wrap(sentence, WIDTH)))
        print_lines(*(line for text in offer for line in offer_lines(text)))


def _offered_paces(workout: Workout) -> tuple[str, ...]:
    """Return the offer to take the paces of the next block from a race that was run."""
    if not workout.is_race:
        return ()
    from planner.training.runner_paces import recent_race_text

    race = recent_race_text(workout)
    return (f'The next block can take its paces from it: {program()} new --recent "{race}".',) if race else ()


def _offered_session(book: Planbook, marked: mark.Marked) -> tuple[str, ...]:
    """Return the offer of a light session after a demanding run that was just recorded."""
    if marked.workout.sport is not Sport.RUN or marked.workout.kind not in KEY_RUNS:
        return ()
    from planner.usecases.strength.recovery_offer import find_recovery_offer

    offer = find_recovery_offer(book, [marked.workout])
    return () if offer is None else (offer.text_with_command,)


def _pain_advice(book: Planbook, workout: Workout) -> tuple[str, ...]:
    """Return what the recorded pain means for the next sessions."""
    outcome = workout.actual
    if outcome is None or (outcome.pain is None and outcome.pain_next is None):
        return ()
    from planner.usecases.screening import pain_advice, pain_gate_end

    ease = f'"{program()} ease" changes the sessions ahead to what is still allowed.'
    return (*pain_advice(book, workout), *([ease] if pain_gate_end(book, workout) is not None else []))


def run_skip(book: Planbook, args: argparse.Namespace) -> None:
    """Mark a workout skipped, or several at once."""
    dates = date_reader(book, Look.BACK)
    if "," in args.which or ".." in args.which:
        from planner.usecases.calendar.edit import plan_skip
        from planner.usecases.calendar.mark_remarks import newly_broken_rules
        from planner.usecases.changes import apply_change

        workouts = {workout.id: workout for workout in find_workouts(book, dates, args.which, "skip")}
        change = plan_skip(list(workouts.values()), args.reason)
        before = [workouts[workout.id] for workout in change.changed]
        broken = newly_broken_rules(book, before, change.changed)
        applied = apply_change(book, change)
        _show_marked(book, args, applied.name, applied.changed, remarks=broken)
    else:
        workout_id = find_workout_id(book, dates, args.which, "skip")
        marked = mark.mark_skipped(book, workout_id, args.reason)
        _show_marked(book, args, marked.name, [marked.workout], remarks=marked.remarks)
