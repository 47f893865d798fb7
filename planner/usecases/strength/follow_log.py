"""Doses that follow the log while a block runs: what is logged changes the coming sessions, in the same operation.

The table and the log are walked through once as they were and once as they will be. A coming session whose sled or wall
sit is what table and log gave gets what they give now; any other figure is the runner's own and stays.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from planner.store import quick
from planner.text import capitalize_first
from planner.training.blocks import Block
from planner.training.doses import TARGET_RPE, Dose
from planner.training.formatting import format_day, format_hold, format_number
from planner.training.ladder_weeks import LadderSession, LadderWeek, LadderWeeks
from planner.training.leg_load import is_of_own_exercises
from planner.training.workout_names import session_name, with_title_of_sets
from planner.training.workouts import (
    DEMANDING_KINDS,
    SESSION_MINUTES,
    Exercise,
    ExerciseSet,
    Sport,
    StoredStatus,
    StrengthKind,
    Workout,
    first_set,
)
from planner.usecases.changes import Change
from planner.usecases.planbook import Planbook
from planner.usecases.strength.block_ladder import LadderTable, is_same_load, read_ladder_table, sled_of


@dataclass(frozen=True, slots=True)
class FollowedLog:
    """What the log changes in the coming sessions of a block.

    Attributes:
        changes: Each coming session as it is, and with its new dose.
        remarks: What changes and why, in a sentence; and which sessions keep the runner's own figures.
        days_off: The days without the sled before the first of them, where these cost a rung; else 0.
    """

    changes: tuple[tuple[Workout, Workout], ...] = ()
    remarks: tuple[str, ...] = ()
    days_off: int = 0


def follow_log(book: Planbook, change: Change) -> Change:
    """Return a change with the doses of the coming sessions that follow from what it does to the log.

    A change that leaves the log as it is comes back as it is.
    """
    with quick.read_snapshot(book.path):
        return follow_all(book, change) if _changes_log(book, change) else change


def follow_all(book: Planbook, change: Change) -> Change:
    """Return a change with the doses that the log gives the coming sessions of all blocks, those it adds included.

    Weeks may have passed without the sled since the doses were planned, and new sessions have those of the table.
    """
    with quick.read_snapshot(book.path):
        blocks = change.apply_to_blocks(quick.read_blocks(book.path))
        followed = [follow_block(book, block, change) for block in blocks if block.last_day >= book.today]
    doses = {id(before): after for one in followed for before, after in one.changes}
    changed, added = (
        tuple(doses.pop(id(workout), workout) for workout in workouts) for workouts in (change.changed, change.added)
    )
    remarks = (remark for one in followed for remark in one.remarks)
    return replace(change, changed=(*changed, *doses.values()), added=added, remarks=(*change.remarks, *remarks))


def _changes_log(book: Planbook, change: Change) -> bool:
    """Return whether a change touches a session that was done, or that is done now."""
    if any(map(_is_logged, (*change.changed, *change.removed, *change.added))):
        return True
    sessions = [one.id for one in change.changed if one.sport is Sport.STRENGTH and one.id]
    return any(map(_is_logged, quick.read_workouts(book.path, sessions)))


def _is_logged(workout: Workout) -> bool:
    return workout.sport is Sport.STRENGTH and workout.actual is not None


def follow_block(book: Planbook, block: Block, change: Change, was: Block | None = None) -> FollowedLog:
    """Return what the log changes in the coming sessions of one block.

    Args:
        book: The runner's file and clock.
        block: The block, as it will be.
        change: A change that is not stored yet; an empty one for the file as it is.
        was: The block as it was when its doses were worked out, where its body mass, sled or floor was another.
    """
    table = read_ladder_table(book, block, is_slotted_again=block.id in dict(change.slotting_problems))
    earlier = table if was is None else read_ladder_table(book, was)
    if table is None or earlier is None:
        return FollowedLog()
    stored = quick.read_days(book.path, block.start, block.last_day, Sport.STRENGTH)
    after = change.apply_to_workouts(stored, block.start, block.last_day)
    log = earlier.sessions(after, book.today)  # the rungs do not depend on the body mass, the sled and the floor
    weeks = earlier.weeks(log)
    planned = _Planned(earlier, earlier.weeks(earlier.sessions(stored, book.today)), stored, after)
    changed: list[tuple[Workout, Workout]] = []
    own: list[Workout] = []
    for session in after:
        if not _is_coming(session, book.today):
            continue
        place = table.place(session)
        week, before = weeks.get(place), planned.weeks.get(place)
        if week is None:
            continue
        updated = _with_dose(session, place, table.dose(week), week, planned)
        if updated != session:
            changed.append((session, updated))
        elif before is not None and _dose_of(earlier, before) != _dose_of(table, week):
            own.append(session)
    changed = _allowed(book, changed)
    lightest = _lightest_sled_text(table, after, weeks, planned.weeks, book.today)
    remarks = (lightest,) if lightest else _remarks(table, changed, weeks, log, book.today)
    if own and changed:
        days = format_day(own[0].date)
        what = f"The session of {days} keeps" if len(own) == 1 else f"{len(own)} sessions from {days} on keep"
        remarks = (*remarks, f"{what} what you set by hand.")
    days_off = weeks[table.place(changed[0][0])].days_off if changed else 0
    return FollowedLog(tuple(changed), remarks, days_off)


def _is_coming(workout: Workout, today: dt.date) -> bool:
    is_ours = workout.sport is Sport.STRENGTH and workout.kind in DEMANDING_KINDS and not is_of_own_exercises(workout)
    return is_ours and workout.status is StoredStatus.PLANNED and workout.date >= today


@dataclass(slots=True)
class _Planned:
    """The doses that table and log gave the coming sessions, now or after an earlier state of the log.

    Attributes:
        table: The block's table, as the doses were worked out with it.
        weeks: Its weeks after the stored log.
        stored: Its stored workouts.
        after: Its workouts as they will be.
    """

    table: LadderTable
    weeks: LadderWeeks
    stored: Sequence[Workout]
    after: Sequence[Workout]
    _earlier: list[LadderWeeks] | None = None

    def gave(self, part: ExerciseSet, place: tuple[int, StrengthKind]) -> bool:
        """Return whether a set is what table and log gave, so that no person has changed it."""
        return any(
            _is_same(part, first_set(self.table.dose(week).effort.sets, part.exercise))
            for weeks in self._all_weeks()
            if (week := weeks.get(place)) is not None
        )

    def _all_weeks(self) -> Iterator[LadderWeeks]:
        """Yield the weeks as they are, then as they were when less was logged; the last are those of the table."""
        yield self.weeks
        if self._earlier is None:
            sessions = sorted(self.table.sessions(self.stored, dt.date.min), key=lambda one: one.date)
            done = sum(one.logged is not None for one in sessions)
            self._earlier = [self.table.weeks(_before(sessions, count)) for count in reversed(range(done + 1))]
            new = self.table.sessions(self.after, dt.date.min)  # a session that is new was planned by the table
            self._earlier.append(self.table.weeks(_before(new, 0)))
        yield from self._earlier


def _before(sessions: Sequence[LadderSession], logged: int) -> Iterator[LadderSession]:
    """Yield all sessions as they were when so many of them were logged."""
    for session in sessions:
        if session.logged is not None and logged == 0:
            yield replace(session, logged=None)
        else:
            logged -= session.logged is not None
            yield session


def _is_same(one: ExerciseSet, other: ExerciseSet | None) -> bool:
    if other is None or (one.rounds, one.hold_s) != (other.rounds, other.hold_s):
        return False
    return is_same_load(one.load_kg, other.load_kg)


def _dose_of(table: LadderTable, week: LadderWeek) -> tuple[ExerciseSet, ...]:
    return table.dose(week).effort.sets


def _with_dose(
    session: Workout, place: tuple[int, StrengthKind], dose: Dose, week: LadderWeek, planned: _Planned
) -> Workout:
    """Return a coming session with the dose that table and log give it; the parts that a person has changed stay."""

    def followed(part: ExerciseSet) -> ExerciseSet:
        is_only_one = sum(other.exercise == part.exercise for other in session.planned.sets) == 1
        new = first_set(dose.effort.sets, part.exercise) if is_only_one else None  # the table has one set of each
        if new is None or _is_same(part, new) or not planned.gave(part, place):
            return part
        return replace(part, rounds=new.rounds, load_kg=new.load_kg, hold_s=new.hold_s)

    sets = tuple(map(followed, session.planned.sets))
    if sets == session.planned.sets:
        return session
    updated = with_title_of_sets(replace(session, planned=replace(session.planned, sets=sets)))
    before = planned.weeks.get(place)
    if before is not None and session.note == " ".join(planned.table.dose(before).remarks):
        updated = replace(updated, note=" ".join(dose.remarks))
    is_sled_ours = sled_of(session.planned.sets) != sled_of(updated.planned.sets)
    if session.kind == week.dose_kind or not is_sled_ours:
        return updated
    return _as_kind(updated, week)


def _as_kind(session: Workout, week: LadderWeek) -> Workout:
    """Return a session as the kind that its new load makes it."""
    before, kind = StrengthKind(session.kind or ""), week.dose_kind
    planned = session.planned
    if planned.duration_s == SESSION_MINUTES[before] * 60:
        planned = replace(planned, duration_s=SESSION_MINUTES[kind] * 60)
    name = capitalize_first(session_name(kind, planned.sets))
    why = f". {week.why}." if week.why else ": its load follows the log."
    reason = f"{name}, in the place of the {before} one{why}"
    changed = replace(session, kind=kind, planned=replace(planned, rpe=TARGET_RPE[kind]), reason=reason)
    return with_title_of_sets(changed)


def _allowed(book: Planbook, changed: list[tuple[Workout, Workout]]) -> list[tuple[Workout, Workout]]:
    """Return the changes without those that make a session heavy where the runner's health keeps heavy ones out."""
    if not any(after.kind != before.kind for before, after in changed):
        return changed
    from planner.usecases import screening  # late: a load seldom turns a moderate session into a heavy one

    gates = screening.active_gates(book)
    return [
        (before, after)
        for before, after in changed
        if after.kind == before.kind
        or not any(gate.applies_on(after.date) and after.kind in gate.kinds for gate in gates)
    ]


def _remarks(
    table: LadderTable,
    changed: Sequence[tuple[Workout, Workout]],
    weeks: LadderWeeks,
    log: Sequence[LadderSession],
    today: dt.date,
) -> tuple[str, ...]:
    """Return one sentence that says what changes first, and why; none when nothing changes."""
    if not changed:
        return ()
    before, after = changed[0]
    week = weeks[table.place(before)]  # its kind may be another afterwards
    why = week.why or "Doses follow your log"
    whose = _whose(week.number - table.block.week_index(today), week.number)
    old, new = sled_of(before.planned.sets), sled_of(after.planned.sets)
    if old is None or new is None or old == new:
        was, now = (_wall_sit_text(session) for session in (before, after))
        is_shorter = after.planned.wall_sit_s < before.planned.wall_sit_s
        if not week.is_down and is_shorter and _is_load_raised(table, week.rung):
            why = "Only one thing is raised at a time, and that is the load of the sled"
        return (f"{why}, so {whose('wall sit')} is {now} and not {was}.",)
    done = [one for one in log if one.logged is not None and one.kind is week.kind and one.has_sled]
    start_kg = (_done_kg(table, weeks, done[-1]) if done and week.why else None) or old.load_kg or 0
    new_kg = new.load_kg or 0
    from_to = f"from {format_number(start_kg)} to {format_number(new_kg)} kg"
    if new_kg < start_kg and week.is_down:
        kind = ", as moderate sessions" if after.kind != before.kind else ""
        return (f"{why}: the sled goes one rung down, {from_to}{kind}, until two feel easy.",)
    if new_kg != start_kg:
        return (f"{why}, so {whose('sled')} goes {from_to}.",)
    if new.rounds > old.rounds:
        return (f"{why}, so {whose('sled')} goes from {old.rounds} to {new.rounds} rounds.",)
    rounds = f" and {new.rounds} rounds" if new.rounds != old.rounds else ""
    return (f"{why}, so {whose('sled')} stays at {format_number(new_kg)} kg{rounds}.",)


def _is_load_raised(table: LadderTable, rung: int) -> bool:
    """Return whether a rung is heavier than the one below it; an empty sled may be the load of both."""
    return rung > 0 and table.load_kg(rung) != table.load_kg(rung - 1)


def _lightest_sled_text(
    table: LadderTable, workouts: Sequence[Workout], weeks: LadderWeeks, before: LadderWeeks, today: dt.date
) -> str:
    """Return what to do where the log takes a rung off an empty sled, which gets no lighter; empty where it does not.

    It is said once for each reason, not again with every session until two feel easy.
    """
    coming = next((one for one in workouts if _is_coming(one, today) and sled_of(one.planned.sets)), None)
    week = None if coming is None else weeks.get(table.place(coming))
    if coming is None or week is None or not week.is_down:
        return ""
    was = before.get(table.place(coming))
    sled = sled_of(_dose_of(table, week))
    is_said = was is not None and was.is_down and was.why == week.why
    if is_said or sled is None or not is_same_load(sled.load_kg, table.equipment.sled_kg):
        return ""
    return (
        f"{week.why}, and the empty sled gets no lighter: push a round less until two sessions feel easy, or use a "
        "lighter sled or a smoother floor."
    )


def _done_kg(table: LadderTable, weeks: LadderWeeks, session: LadderSession) -> float | None:
    week = weeks.get((session.week, session.kind))
    return None if week is None or week.done_rung is None else table.load_kg(week.done_rung)


def _wall_sit_text(session: Workout) -> str:
    sit = first_set(session.planned.sets, Exercise.WALL_SIT)
    return "" if sit is None else f"{sit.rounds} × {format_hold(sit.hold_s or 0)}"


def _whose(weeks_ahead: int, number: int) -> Callable[[str], str]:
    """Return what puts a week before a word: ``next week's sled``, ``the sled of week 5``."""
    owner = {0: "this week's", 1: "next week's"}.get(weeks_ahead)
    return lambda word: f"{owner} {word}" if owner else f"the {word} of week {number + 1}"
