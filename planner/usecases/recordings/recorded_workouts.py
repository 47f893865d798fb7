"""What a workout is with its recordings, and without them again; and the workout of a recording that has no plan.

Plan, typed figures and recordings stay apart: a link writes the recorded figures into the outcome of a workout where
the runner has typed none, and remembers what was there, so that it can be taken back at any time.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from planner.matching import DEFAULT_FIGURES, RecordingSet
from planner.matching.cost import half_of_day, is_same_day
from planner.store.row_values import reading_value
from planner.text import TITLE_LIMIT, clean_line
from planner.training.formatting import workout_title
from planner.training.races import default_priority
from planner.training.recordings import LinkMaker, Recording
from planner.training.rescheduling import move_by_hand
from planner.training.workouts import (
    AS_PLANNED,
    ENTERED,
    RECORDED,
    Effort,
    Outcome,
    RunKind,
    Sport,
    StoredStatus,
    Workout,
)

_LENGTHS = ("distance_m", "duration_s")
_TITLES = {Sport.RUN: "Run", Sport.STRENGTH: "Strength", Sport.CROSS: "Cross-training"}


@dataclass(frozen=True, slots=True)
class Impression:
    """What only the runner can say of a workout; it goes with its recording from one workout to another.

    Attributes:
        rpe: Perceived exertion, 0 to 10 (CR10), or None.
        pain: The worst pain, 0 to 10, or None.
        pain_next: The pain of the next morning, 0 to 10, or None.
        note: The runner's words.
    """

    rpe: float | None = None
    pain: int | None = None
    pain_next: int | None = None
    note: str = ""


NO_IMPRESSION = Impression()


def impression_of(workout: Workout) -> Impression:
    """Return what the runner has said of a workout."""
    if workout.actual is None:
        return NO_IMPRESSION
    return Impression(workout.typed_rpe, workout.actual.pain, workout.actual.pain_next, workout.actual.note)


def with_impression(workout: Workout, said: Impression) -> Workout:
    """Return a workout that was done with what the runner has said of it; what it has already stays."""
    outcome = workout.actual
    if outcome is None or said == NO_IMPRESSION:
        return workout
    rpe = said.rpe if outcome.effort.rpe is None else outcome.effort.rpe
    actual = replace(
        outcome,
        effort=replace(outcome.effort, rpe=rpe),
        pain=said.pain if outcome.pain is None else outcome.pain,
        pain_next=said.pain_next if outcome.pain_next is None else outcome.pain_next,
        note=outcome.note or said.note,
    )
    return replace(workout, actual=actual)


def with_recordings(workout: Workout, recordings: RecordingSet, made_by: LinkMaker) -> Workout:
    """Return a workout as its recordings say that it was done.

    Distance and time that the runner has typed stay, and so do rating, pain, note and sets; the planned sets count
    where no others are typed. A workout that the runner linked to recordings of another day goes to that day; after
    midnight it stays.

    Args:
        workout: The workout without recordings.
        recordings: Its recordings.
        made_by: Who linked them.
    """
    typed = _typed_lengths(workout)
    is_strength = workout.sport is Sport.STRENGTH
    distance_m = None if is_strength else recordings.distance_m
    recorded = {
        "distance_m": None if distance_m is None else round(distance_m, 3),
        "duration_s": None if recordings.duration_s is None else round(recordings.duration_s),
    }
    is_all_typed = all(name in typed for name, value in recorded.items() if value is not None)
    before = workout.actual or Outcome(Effort(sets=workout.planned.sets))
    effort = Effort(**{**recorded, **typed}, rpe=workout.typed_rpe, sets=before.effort.sets)
    source = ENTERED if typed and is_all_typed else RECORDED
    is_unplanned = workout.status is StoredStatus.UNPLANNED
    if made_by is not LinkMaker.AUTO and not is_same_day(workout, recordings, DEFAULT_FIGURES):
        workout = move_by_hand(workout, recordings.date)
    return replace(
        workout,
        status=StoredStatus.UNPLANNED if is_unplanned else StoredStatus.DONE,
        skip_reason=None,
        replaced_by_id=None,
        actual=replace(before, effort=effort, source=source),
    )


def remember_before(before: Workout, after: Workout) -> str:
    """Return as JSON what `without_recordings` needs to take the recordings of a workout away again.

    Args:
        before: The workout without recordings.
        after: The workout with them.
    """
    return json.dumps({"was": _document(before), "written": _document(after)}, separators=(",", ":"))


def without_recordings(workout: Workout, remembered: str) -> Workout:
    """Return a workout as it is without its recordings; what the runner typed since they were linked stays.

    Args:
        workout: The workout as it is stored.
        remembered: What `remember_before` returned when the recordings were linked.

    Raises:
        DamagedRowError: It is something else.
    """
    with reading_value(f"The link of workout {workout.id}", "before", remembered):
        return _without_recordings(workout, json.loads(remembered))


def _without_recordings(workout: Workout, document: dict[str, Any]) -> Workout:
    was, written = document["was"], document["written"]
    now = _document(workout)
    # Where the runner, or a move, has changed something since, that counts.
    day = was if now["date"] == written["date"] else now
    status = was if now["state"] == written["state"] else now
    back = replace(
        workout,
        date=dt.date.fromisoformat(day["date"]),
        original_date=dt.date.fromisoformat(day["original_date"]) if day["original_date"] else None,
        plan_date=_remembered_plan_date(day),
        status=StoredStatus(status["state"]),
        skip_reason=status["skip_reason"],
        replaced_by_id=status["replaced_by"],
    )
    if workout.actual is None:
        return back
    return _with_outcome_without_recordings(back, workout.actual, was["actual"], written["actual"] or {})


def _with_outcome_without_recordings(
    back: Workout, outcome: Outcome, was: dict[str, Any] | None, written: dict[str, Any]
) -> Workout:
    effort = outcome.effort
    typed = {name: getattr(effort, name) for name in _LENGTHS if getattr(effort, name) != written.get(name)}
    has_other_sets = was is None and effort.sets != back.planned.sets
    if was is None and not typed and not has_other_sets:
        return replace(back, actual=None)
    figures = {**{name: (was or {}).get(name) for name in _LENGTHS}, **typed}
    rpe = (was or {}).get("rpe") if effort.rpe == written.get("rpe") else effort.rpe
    source = ENTERED if typed or has_other_sets or was is None else was["source"]
    planned = back.planned
    is_copy = (figures["distance_m"], figures["duration_s"]) == (planned.distance_m, planned.duration_s)
    steps = planned.steps if is_copy and source != RECORDED else ()
    status = StoredStatus.DONE if back.status is StoredStatus.PLANNED else back.status
    return replace(
        back,
        status=status,
        actual=replace(outcome, effort=Effort(**figures, rpe=rpe, sets=effort.sets, steps=steps), source=source),
    )


def workout_of_recording(recording: Recording, block_id: int | None, before: Workout | None = None) -> Workout:
    """Return the workout of a recording that belongs to no plan: it counts as done, but not for adherence.

    Args:
        recording: The recording.
        block_id: The block that its day is in, or None.
        before: The workout as it was stored before; its title and kind, and what was typed of it, stay.
    """
    start = recording.local_start
    figures = Effort(
        distance_m=None if recording.sport is Sport.STRENGTH else recording.distance_m or None,
        duration_s=round(recording.duration_s) if recording.duration_s else None,
    )
    if before is not None and before.sport is recording.sport:
        actual = before.actual
        if actual is not None and actual.source == RECORDED:
            actual = replace(actual, effort=replace(figures, rpe=actual.effort.rpe, sets=actual.effort.sets))
        return replace(before, date=recording.date, slot=half_of_day(start), start=f"{start:%H:%M}", actual=actual)
    is_race = recording.sport is Sport.RUN and recording.is_race
    run_kind = RunKind.RACE if is_race else RunKind.EASY
    fresh = Workout(
        date=recording.date,
        sport=recording.sport,
        kind=run_kind if recording.sport is Sport.RUN else None,
        title=clean_line(recording.title, TITLE_LIMIT) or _TITLES[recording.sport],
        slot=half_of_day(start),
        start=f"{start:%H:%M}",
        actual=Outcome(figures, source=RECORDED),
        status=StoredStatus.UNPLANNED,
        priority=default_priority(figures.distance_m) if is_race else None,
        block_id=block_id,
    )
    if before is None:
        return fresh
    changed = replace(fresh, id=before.id, version=before.version, title=before.title)
    return with_impression(changed, impression_of(before))


def _typed_lengths(workout: Workout) -> dict[str, Any]:
    """Return the distance and time that the runner typed; figures that are both the plan's were copied from it."""
    outcome, planned = workout.actual, workout.planned
    if outcome is None or outcome.source == AS_PLANNED:
        return {}
    effort = outcome.effort
    if (effort.distance_m, effort.duration_s) == (planned.distance_m, planned.duration_s):
        return {}
    return {name: value for name in _LENGTHS if (value := getattr(effort, name)) is not None}


def _remembered_plan_date(day: dict[str, Any]) -> dt.date | None:
    """Return the day of the plan; what was remembered before the plan's day had a name has only the first one."""
    text = day.get("plan_date", day["original_date"])
    return dt.date.fromisoformat(text) if text and text != day["date"] else None


def _document(workout: Workout) -> dict[str, Any]:
    outcome = workout.actual
    return {
        "date": workout.date.isoformat(),
        "original_date": workout.original_date.isoformat() if workout.original_date else None,
        "plan_date": workout.plan_date.isoformat() if workout.plan_date else None,
        "state": workout.status.value,
        "skip_reason": workout.skip_reason,
        "replaced_by": workout.replaced_by_id,
        "actual": None
        if outcome is None
        else {
            "distance_m": outcome.effort.distance_m,
            "duration_s": outcome.effort.duration_s,
            "rpe": outcome.effort.rpe,
            "source": outcome.source,
        },
    }


def label_of(workout: Workout) -> str:
    """Return what a sentence calls a workout: ``Thu 7 Jan Tempo, 3 × 10 min``."""
    from planner.training.formatting import format_day

    return f"{format_day(workout.date)} {workout_title(workout, 60)}"


def numbers_text(numbers: Sequence[int]) -> str:
    """Return the numbers of recordings as words: ``recording 4``, ``recordings 4 and 7``."""
    from planner.text import join_words

    return f"recording{'s' if len(numbers) > 1 else ''} {join_words(map(str, numbers))}"
