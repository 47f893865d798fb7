"""The dose that a session gets on its day: that of its week in its block, as the log has it by then.

Outside of blocks it is that of a first week, from the first rung of the runner's level. A kind that the runner's
health, the missing sled or the level keeps out gets no dose: the refusal says what to do instead.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from planner.store import quick
from planner.text import join_words
from planner.training.blocks import Block, Runner
from planner.training.dose_tables import DoseWeek, dose_weeks
from planner.training.doses import (
    FIRST_HEAVY_RUNG,
    LOAD_LADDER,
    Dose,
    SledUse,
    allows_heavy,
    equipment_of,
)
from planner.training.formatting import format_day
from planner.training.ladder_weeks import LadderSession, LadderWeek
from planner.training.light_doses import LOOKBACK_DAYS
from planner.training.load_words import unknown_loads_remark
from planner.training.precautions import NOT_ADVICE
from planner.training.refusal import RefusedError
from planner.training.safety_gates import Gate, restrict_session
from planner.training.strength_levels import levels_by_week
from planner.training.weeks import DAY, DAYS_A_WEEK
from planner.training.workout_names import with_title_of_sets
from planner.training.workouts import DEMANDING_KINDS, ExerciseSet, Sport, StrengthKind, StrengthLevel, Workout
from planner.usecases import screening
from planner.usecases.blocks.defaults import estimate_level
from planner.usecases.blocks.draft_sessions import with_dose
from planner.usecases.blocks.options import BlockOptions
from planner.usecases.blocks.stored_doses import dose_weeks_of
from planner.usecases.blocks.stored_options import provenance_from_json
from planner.usecases.planbook import Planbook
from planner.usecases.strength.block_ladder import is_same_load, read_ladder_table

_WEEKS_OUTSIDE = 4
"""Outside of blocks the first week of a block of so many counts."""


@dataclass(frozen=True, slots=True)
class _Week:
    """What the dose of a session follows from.

    Attributes:
        block: The block of its day, or None.
        options: What the runner asks for there.
        rows: The dose table's row for each week, that of its own week as the log has it.
        index: The index of its week.
        gates: What the runner's health keeps out on its day.
        runs: The runs of the days before it.
    """

    block: Block | None
    options: BlockOptions
    rows: tuple[DoseWeek, ...]
    index: int
    gates: tuple[Gate, ...]
    runs: Sequence[Workout]

    @property
    def level(self) -> StrengthLevel:
        """How used to leg strength work the runner is in that week."""
        if self.block is None:
            return self.options.level
        return levels_by_week(self.options.level, len(self.rows))[self.index]

    def dose(self, session: Workout) -> tuple[Workout, Dose]:
        """Return the session with the dose of this week, and the dose."""
        return with_dose(session, self.rows, self.index, self.options, self.runs)


def with_dose_of_week(book: Planbook, session: Workout, block: Block | None) -> tuple[Workout, tuple[str, ...]]:
    """Return a session with the sets, time and rating of its kind on its day, and remarks on them.

    Exercises of the runner's own stay in it, and a title of the runner's own too. Its note is followed by what is
    special about the dose.

    Args:
        book: The planbook.
        session: A planned session of a kind, with its half of the day.
        block: The block that its day is in, or None.

    Raises:
        RefusedError: Its kind is kept out on that day, or nothing would be left in it.
    """
    week = _read_week(book, session, block)
    _check_allowed(session, week)
    dosed, dose = week.dose(session)
    dosed = with_title_of_sets(replace(dosed, note=" ".join(filter(None, (session.note, dosed.note)))), session)
    restricted = restrict_session(dosed, week.gates)
    kept_out = [gate for gate in week.gates if gate.why in restricted.note and gate.why not in dosed.note]
    if not restricted.planned.sets:
        why = join_words(gate.short_reason for gate in kept_out or week.gates)
        raise RefusedError(f"{_kind(session)}: nothing is left of it on {format_day(session.date)}, for {why}.")
    remarks = [*dose.remarks, *(gate.full_text for gate in kept_out)]
    if dose.sled_use is SledUse.LOADED:
        remarks += filter(None, [unknown_loads_remark(week.options.equipment)])
    return restricted, tuple(remarks)


def with_dose_within_gates(book: Planbook, session: Workout, block: Block | None) -> Workout:
    """Return a session with the dose of its week, without what the runner's health keeps out, be it all of it."""
    week = _read_week(book, session, block)
    return restrict_session(week.dose(session)[0], week.gates)


def options_outside_blocks(book: Planbook, runner: Runner) -> BlockOptions:
    """Return what the dose of a session outside of blocks follows from: level, body mass, sled and floor."""
    return BlockOptions(level=runner.level or estimate_level(book), equipment=equipment_of(runner))


def with_followed_dose(
    book: Planbook, session: Workout, options: Iterable[tuple[BlockOptions, BlockOptions]]
) -> Workout:
    """Return a session outside of blocks with the sets of its dose by other options, where it has those of the old.

    Its time, its rating and what else its note says stay.

    Args:
        book: The planbook.
        session: The session. It is returned unchanged where its sets are no dose of the old options, so that the runner
            has typed them, or where the new options keep its kind out.
        options: What its dose may have followed from, each with what it follows from now; the first that fits counts.
    """
    gates, runs = _read_gates_and_runs(book, session)
    for old, new in options:
        was, dose_then = _week_outside(old, gates, runs).dose(session)
        if not _has_same_sets(session, restrict_session(was, gates)):
            continue
        week = _week_outside(new, gates, runs)
        now, dose_now = week.dose(session)
        sets = restrict_session(now, gates).planned.sets
        if not sets or sets == session.planned.sets or not _is_allowed(session, week):
            return session
        return with_sets_of_dose(session, sets, dose_then, dose_now)
    return session


def with_sets_of_dose(session: Workout, sets: tuple[ExerciseSet, ...], then: Dose, now: Dose) -> Workout:
    """Return a session with the sets of a dose in place of those of another; its note says what is special about it."""
    note = " ".join((_without_sentences(session.note, then.remarks), *now.remarks)).strip()
    return with_title_of_sets(replace(session, planned=replace(session.planned, sets=sets), note=note), session)


def _is_allowed(session: Workout, week: _Week) -> bool:
    return session.strength_kind is not StrengthKind.HEAVY or week.level is not StrengthLevel.NOVICE


def _has_same_sets(session: Workout, dosed: Workout) -> bool:
    """Return whether a session has the sets of a dose, but for how loads were rounded once."""
    one, other = session.planned.sets, dosed.planned.sets
    without_loads = [[replace(part, load_kg=None) for part in sets] for sets in (one, other)]
    return without_loads[0] == without_loads[1] and all(
        is_same_load(part.load_kg, dosed_part.load_kg) for part, dosed_part in zip(one, other, strict=True)
    )


def note_without_dose(book: Planbook, session: Workout, block: Block | None) -> str:
    """Return the note of a session without what its dose and the runner's health have added to it."""
    if not session.note or session.strength_kind is None or session.slot is None:
        return session.note
    week = _read_week(book, session, block)
    _, dose = week.dose(session)
    return _without_sentences(session.note, (*dose.remarks, *(gate.why for gate in week.gates), NOT_ADVICE))


def _without_sentences(note: str, sentences: Iterable[str]) -> str:
    for sentence in sentences:
        note = note.replace(f" {sentence}", "").replace(sentence, "").strip()
    return note


def _read_week(book: Planbook, session: Workout, block: Block | None) -> _Week:
    with quick.read_snapshot(book.path):
        gates, runs = _read_gates_and_runs(book, session)
        options = provenance_from_json(block.provenance).options if block is not None else None
        if options is None:
            options = options_outside_blocks(book, quick.read_runner(book.path))
            options = options if block is None else replace(options, level=block.level)
        if block is None:
            return _week_outside(options, gates, runs)
        options = _within_gates(options, gates)
        rows = list(dose_weeks_of(block))
        index = min(max(block.week_index(session.date), 0), len(rows) - 1)
        on_ladder = _ladder_week(book, session, block, index)
        if on_ladder is not None:
            rows[index] = replace(on_ladder.row, step=on_ladder.rung - options.start_rung)
        return _Week(block, options, tuple(rows), index, gates, runs)


def _read_gates_and_runs(book: Planbook, session: Workout) -> tuple[tuple[Gate, ...], list[Workout]]:
    gates = tuple(gate for gate in screening.active_gates(book) if gate.applies_on(session.date))
    return gates, quick.read_days(book.path, session.date - DAY * LOOKBACK_DAYS, session.date, Sport.RUN)


def _week_outside(options: BlockOptions, gates: tuple[Gate, ...], runs: Sequence[Workout]) -> _Week:
    return _Week(None, _within_gates(options, gates), dose_weeks(_WEEKS_OUTSIDE), 0, gates, runs)


def _within_gates(options: BlockOptions, gates: tuple[Gate, ...]) -> BlockOptions:
    if any(gate.novice_loads for gate in gates):
        return replace(options, level=StrengthLevel.NOVICE, background=None, logged_start=None)
    return options


def _ladder_week(book: Planbook, session: Workout, block: Block, index: int) -> LadderWeek | None:
    """Return what table and log give sessions of this kind in a week of a block; None where they say nothing."""
    kind = session.strength_kind
    table = read_ladder_table(book, block) if kind in DEMANDING_KINDS else None
    if table is None or kind is None:
        return None
    stored = quick.read_days(book.path, block.start, block.last_day, Sport.STRENGTH)
    others = table.sessions((one for one in stored if one.id != session.id or not session.id), book.today)
    return table.weeks([*others, LadderSession(session.date, index, kind)]).get((index, kind))


def _check_allowed(session: Workout, week: _Week) -> None:
    kind, day = session.strength_kind, format_day(session.date)
    for gate in week.gates:
        if kind in gate.kinds:
            raise RefusedError(f"{_kind(session)} is kept out on {day}: {gate.short_reason}. {gate.remedy}")
    if kind is not StrengthKind.HEAVY:
        return
    if week.options.sled_times == ():
        raise RefusedError(f"{_kind(session)} needs the sled, and this block is planned without one; make it moderate.")
    instead = "make it moderate, or give its sets with it, as sled 5 x 20 m, 56 kg."
    if week.level is StrengthLevel.NOVICE:
        raise RefusedError(f"{_kind(session)} is not for {_novice_text(week)}; {instead}")
    if week.block is not None and not allows_heavy(week.options.start_rung, week.rows[week.index]):
        zone = f"{LOAD_LADDER[FIRST_HEAVY_RUNG]:g} % of body mass"
        raise RefusedError(f"{_kind(session)} begins at {zone}, and the load of {day} is below that; {instead}")


def _novice_text(week: _Week) -> str:
    if week.block is None:
        return "a novice, who has done fewer than 3 sessions in the last 28 days"
    first = next(number for number, level in enumerate(_levels(week)) if level is not StrengthLevel.NOVICE)
    return f"the first weeks of a novice's block, before {format_day(_first_day(week.block, first))}"


def _levels(week: _Week) -> tuple[StrengthLevel, ...]:
    return (*levels_by_week(week.options.level, len(week.rows)), StrengthLevel.EXPERIENCED)


def _first_day(block: Block, week: int) -> dt.date:
    return block.start + DAY * DAYS_A_WEEK * week


def _kind(session: Workout) -> str:
    return f'kind "{session.kind}"'
