"""Loads and times that follow the runner's settings: body mass, sled, floor, easy pace and, outside of blocks, level.

A block remembers what its loads and its times were worked out from. Where the runner's settings say something else by
now, what would change with them is offered; taking the offer changes the coming sessions and runs, and what the block
remembers, in one operation. What the runner has typed, and what is over, stays.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from planner.store import quick
from planner.store.journal import read_earlier_runners
from planner.text import format_count, join_words
from planner.training.blocks import Block, Runner, block_on
from planner.training.doses import equipment_of
from planner.training.formatting import format_amounts, format_day, format_number
from planner.training.measures import format_pace
from planner.training.refusal import RefusedError
from planner.training.run_estimates import renew_estimates
from planner.training.safety_gates import restrict_session
from planner.training.workout_names import workout_name
from planner.training.workouts import Sport, StoredStatus, StrengthKind, StrengthLevel, Workout
from planner.usecases import screening
from planner.usecases.blocks.draft_sessions import with_dose
from planner.usecases.blocks.options import BlockOptions
from planner.usecases.blocks.provenance import read_runner_paces
from planner.usecases.blocks.stored_doses import dose_weeks_of
from planner.usecases.blocks.stored_options import Provenance, provenance_from_json, provenance_to_json
from planner.usecases.changes import Change
from planner.usecases.planbook import Planbook
from planner.usecases.strength.block_ladder import is_same_load, sled_of
from planner.usecases.strength.dose_of_week import options_outside_blocks, with_followed_dose, with_sets_of_dose
from planner.usecases.strength.follow_log import follow_block

FOLLOWED_SETTINGS = ("body-mass", "sled", "floor", "easy-pace")
"""The settings that coming loads and times can follow."""


_OF_LOADS = frozenset(("body-mass", "sled", "floor", "level"))


@dataclass(frozen=True, slots=True)
class FollowedSettings:
    """What follows from the runner's settings in the coming sessions and runs.

    Attributes:
        change: The change; empty where nothing follows.
        sentences: What it changes, a sentence for the loads and one for the times.
    """

    change: Change
    sentences: tuple[str, ...] = ()


def follow_settings(book: Planbook, names: Iterable[str], runner: Runner | None = None) -> FollowedSettings:
    """Work out what coming loads and times become with the runner's settings. Nothing is stored.

    Args:
        book: The runner's file and clock.
        names: The settings that are followed: some of `FOLLOWED_SETTINGS`, or ``level``, which only sessions outside of
            blocks follow here.
        runner: The runner as they will be; as stored when None.

    Raises:
        RefusedError: A load cannot be worked out for such a body mass, sled or floor; the sentence names it.
    """
    with quick.read_snapshot(book.path):
        stored, blocks, _ = quick.read_runner_context(book.path)
        known = stored if runner is None else runner
        followed = frozenset(names)
        changed_blocks: list[Block] = []
        loads: list[tuple[Workout, Workout]] = []
        for block in blocks:
            after = _following_block(block, known, followed, book.today)
            if after is not None and block.last_day >= book.today:
                changed_blocks.append(after)
                loads += _sessions_with_new_loads(book, block, after)
        loads += _sessions_outside_blocks(book, stored, known, followed, blocks)
        times = list(_runs_with_new_times(book, known, blocks, changed_blocks)) if "easy-pace" in followed else []
    changed = tuple(after for _, after in (*loads, *times))
    if not changed:
        return FollowedSettings(Change(""))
    what = join_words(name for name, pairs in (("loads", loads), ("times", times)) if pairs)
    change = Change(f"{what} follow the runner's settings", changed=changed, blocks=tuple(changed_blocks))
    sentences = (*_load_sentence(loads), *_time_sentence(times, known))
    return FollowedSettings(change, sentences)


def plan_follow_settings(book: Planbook) -> Change:
    """Let the coming loads and times follow all of the runner's settings.

    Raises:
        RefusedError: They do already, or a load cannot be worked out for what is set.
    """
    followed = follow_settings(book, FOLLOWED_SETTINGS)
    if followed.change.is_empty:
        raise RefusedError("Coming loads and times are what your body mass, sled, floor and easy pace give.")
    return replace(followed.change, remarks=followed.sentences)


def _following_block(block: Block, runner: Runner, followed: frozenset[str], today: dt.date) -> Block | None:
    """Return a block that remembers the runner's settings; None where it has them already, or remembers none."""
    provenance = provenance_from_json(block.provenance)
    if provenance.options is None:
        return None
    options = _following_options(provenance.options, runner, followed, max(today, block.start))
    if options == provenance.options:
        return None
    request = provenance.plan_request
    if request is not None:
        request = replace(request, easy_pace=options.easy_pace)
    new = Provenance(provenance.plan_name, request, options, provenance.dose_weeks)
    return replace(block, provenance={**(block.provenance or {}), **provenance_to_json(new)})


def _following_options(options: BlockOptions, runner: Runner, followed: frozenset[str], since: dt.date) -> BlockOptions:
    """Return what a block remembers, with the runner's settings from a day on; what is not set stays as it is."""
    equipment, known = options.equipment, equipment_of(runner)
    if "body-mass" in followed and known.body_mass_kg is not None:
        equipment = replace(equipment, body_mass_kg=known.body_mass_kg)
    if "sled" in followed and known.sled_kg is not None:
        equipment = replace(equipment, sled_kg=known.sled_kg)
    if "floor" in followed and runner.floor is not None:
        equipment = replace(equipment, floor=known.floor)
    if equipment != options.equipment:
        earlier = tuple(one for one in options.earlier_equipment if one[0] < since)
        options = replace(options, equipment=equipment, earlier_equipment=(*earlier, (since, options.equipment)))
    if "easy-pace" in followed and runner.easy_pace_s_per_km is not None:
        options = replace(options, easy_pace=runner.easy_pace_s_per_km)
    return options


def _sessions_with_new_loads(book: Planbook, before: Block, after: Block) -> list[tuple[Workout, Workout]]:
    """Return the coming sessions of a block with their new loads; what the runner has typed stays."""
    change = Change("", blocks=(after,))
    demanding = list(follow_block(book, after, change, before).changes)
    workouts = quick.read_days(book.path, before.start, before.last_day)
    light = [
        one
        for one in workouts
        if one.strength_kind is StrengthKind.LIGHT and one.status is StoredStatus.PLANNED and one.date >= book.today
    ]
    if not light:
        return demanding
    runs = tuple(one for one in workouts if one.sport is Sport.RUN)
    gates = screening.active_gates(book)
    old, new = (provenance_from_json(block.provenance).options for block in (before, after))
    assert old is not None
    assert new is not None
    weeks = dose_weeks_of(after)
    followed = []
    for session in light:
        week = after.week_index(session.plan_day)
        if session.slot is None or not 0 <= week < len(weeks):
            continue
        (was, dose_then), (now, dose_now) = (with_dose(session, weeks, week, options, runs) for options in (old, new))
        updated = restrict_session(now, gates)
        if _is_sled_of(session, was) and not _is_sled_of(session, updated):
            followed.append((session, with_sets_of_dose(session, updated.planned.sets, dose_then, dose_now)))
    return sorted([*demanding, *followed], key=lambda pair: (pair[0].date, pair[0].start or "", pair[0].id))


def _sessions_outside_blocks(
    book: Planbook, stored: Runner, runner: Runner, followed: frozenset[str], blocks: Sequence[Block]
) -> Iterator[tuple[Workout, Workout]]:
    """Yield the coming sessions outside of blocks with their new sets.

    No block remembers what their dose was worked out from. So one whose sets are the dose of what the runner is, or was
    before some change, was given that dose; all others were typed, and stay.
    """
    sessions = [
        one
        for one in quick.read_days(book.path, book.today, dt.date.max, Sport.STRENGTH)
        if one.is_open and one.strength_kind is not None and one.slot is not None and block_on(blocks, one.date) is None
    ]
    if not sessions or not followed & _OF_LOADS:
        return
    now = options_outside_blocks(book, runner)
    earlier = [options_outside_blocks(book, one) for one in (stored, *read_earlier_runners(book.path))]
    levels = dict.fromkeys((now.level, *StrengthLevel))
    at_each_level = (replace(one, level=level) for one in (*earlier, now) for level in levels)
    pairs = []
    for old in dict.fromkeys((now, *at_each_level)):
        new = _following_options(old, runner, followed, book.today)
        pairs.append((old, replace(new, level=now.level) if "level" in followed else new))
    for session in sessions:
        updated = with_followed_dose(book, session, pairs)
        if updated != session:
            yield session, updated


def _is_sled_of(session: Workout, dosed: Workout) -> bool:
    """Return whether a session has the sled of a dose: as many rounds with the same load."""
    one, other = sled_of(session.planned.sets), sled_of(dosed.planned.sets)
    if one is None or other is None:
        return one is other
    return one.rounds == other.rounds and is_same_load(one.load_kg, other.load_kg)


def _runs_with_new_times(
    book: Planbook, runner: Runner, blocks: Sequence[Block], changed_blocks: Sequence[Block]
) -> Iterator[tuple[Workout, Workout]]:
    """Yield the coming runs whose estimate is another with the runner's easy pace, those outside of blocks included."""
    after = {block.id: block for block in (*blocks, *changed_blocks)}
    paces = {
        number: replace(read_runner_paces(book, block), own_easy=runner.easy_pace_s_per_km)
        if runner.easy_pace_s_per_km is not None
        else read_runner_paces(book, block)
        for number, block in (*after.items(), (None, None))
    }
    for run in quick.read_days(book.path, book.today, dt.date.max, Sport.RUN):
        if run.is_open and run.estimated:
            known = paces.get(run.block_id, paces[None])
            renewed = renew_estimates(run, known, runner.unit)
            if renewed.planned != run.planned:
                yield run, renewed


def _load_sentence(pairs: Sequence[tuple[Workout, Workout]]) -> Iterator[str]:
    """Yield what changes in the coming sessions, the first of them in figures."""
    if pairs:
        before, after = next((pair for pair in pairs if _sled_text(pair[0]) != _sled_text(pair[1])), pairs[0])
        count = format_count(len(pairs), "coming session")
        verb = "gets" if len(pairs) == 1 else "get"
        if _sled_text(before) == _sled_text(after):
            yield f"{count} {verb} other wall sits."
            return
        yield (
            f"{count} {verb} other loads: the {workout_name(before)} of {format_day(before.date)} goes from "
            f"{_sled_text(before)} to {_sled_text(after)}."
        )


def _sled_text(session: Workout) -> str:
    sled = sled_of(session.planned.sets)
    if sled is None:
        return "the wall sit alone"
    rounds = format_count(sled.rounds, "round")
    return f"{rounds} with {format_number(sled.load_kg)} kg" if sled.load_kg else f"{rounds} without the sled"


def _time_sentence(pairs: Sequence[tuple[Workout, Workout]], runner: Runner) -> Iterator[str]:
    """Yield what changes in the coming runs, the first of them in figures."""
    if pairs and runner.easy_pace_s_per_km is not None:
        before, after = pairs[0]
        figure = "another time or distance"
        pace = format_pace(runner.easy_pace_s_per_km, runner.unit)
        yield (
            f"{format_count(len(pairs), 'coming run')} {'gets' if len(pairs) == 1 else 'get'} {figure} from your easy "
            f"pace of {pace}: the {workout_name(before)} of {format_day(before.date)} goes from "
            f"{format_amounts(before.planned, runner.unit, before.estimated)} to "
            f"{format_amounts(after.planned, runner.unit, after.estimated)}."
        )
