"""What is recorded of a workout when the runner says what was done, the first time and every time after it.

What is typed replaces the figure it is typed for and nothing else: a rating in the evening leaves the distance of the
morning as it is. The plan's figures are only recorded where nothing was typed, or where they are asked for.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

from planner.text import NOTE_LIMIT, clean_note
from planner.training.refusal import check_length
from planner.training.workouts import AS_PLANNED, ENTERED, RECORDED, Effort, ExerciseSet, Outcome, Sport, Workout

TYPE_CHECKING = False  # `typing` itself costs 5 ms of the first frame
if TYPE_CHECKING:
    from typing import Any

_LENGTHS = frozenset({"distance_m", "duration_s"})


@dataclass(frozen=True, slots=True)
class TypedOutcome:
    """What the runner says of a workout that was done; None is not said.

    Attributes:
        distance_m: Metres covered.
        duration_s: Seconds taken.
        rpe: Perceived exertion, 0 to 10 (CR10).
        sets: Sled rounds and wall sits done.
        pain: The worst pain, 0 to 10.
        pain_next: The pain of the next morning, 0 to 10.
        note: The runner's words.
        cleared: Names of those above that were recorded wrongly and are taken away.
        as_planned: Whether the plan's figures are recorded where no other is typed.
    """

    distance_m: float | None = None
    duration_s: int | None = None
    rpe: float | None = None
    sets: tuple[ExerciseSet, ...] | None = None
    pain: int | None = None
    pain_next: int | None = None
    note: str | None = None
    cleared: frozenset[str] = frozenset()
    as_planned: bool = False

    @property
    def names(self) -> frozenset[str]:
        """The names of what is said, and of what is taken away."""
        typed = (field.name for field in fields(self) if field.name not in ("cleared", "as_planned"))
        return self.cleared | {name for name in typed if getattr(self, name) is not None}


NOTHING_TYPED = TypedOutcome()
"""The runner only says "done"."""


def record_outcome(workout: Workout, typed: TypedOutcome) -> Outcome:
    """Return what is recorded of a workout after the runner has typed something.

    A workout of which nothing is recorded, and nothing typed but a rating, pain or note, was done as planned. With a
    distance or a time, what is not typed of the two is unknown; the sets are the planned ones unless others are typed.
    Once something is recorded, only what is typed changes, and a note is added as a line of its own.

    A figure that was merely estimated from the plan is dropped once another one is typed.

    Raises:
        RefusedError: The notes together are too long.
    """
    planned, recorded, rating = workout.planned, workout.actual, workout.typed_rpe
    has_other_sets = typed.sets is not None and typed.sets != planned.sets
    has_length = typed.distance_m is not None or typed.duration_s is not None
    if typed.as_planned or (recorded is None and not has_length and not has_other_sets):
        effort = planned if rating is None else replace(planned, rpe=rating)
        outcome = replace(recorded or Outcome(effort), effort=effort, source=_source_as_planned(workout, rating))
    else:
        outcome = recorded or Outcome(Effort(duration_s=None if has_length else planned.duration_s, sets=planned.sets))
    outcome = _with_figures(workout, outcome, typed)
    return replace(
        outcome,
        note=add_note("" if "note" in typed.cleared else outcome.note, typed.note or ""),
        pain=_typed_or(typed, "pain", outcome.pain),
        pain_next=_typed_or(typed, "pain_next", outcome.pain_next),
    )


def add_note(before: str, words: str) -> str:
    """Return a note with words added as a line of their own, unless it has that line already.

    Raises:
        RefusedError: The note is too long with them.
    """
    added = clean_note(check_length(words, NOTE_LIMIT, "note"))
    if not added or added in (before, *before.split("\n")):
        return before
    return check_length(f"{before}\n{added}" if before else added, NOTE_LIMIT, "note")


def has_planned_sets(workout: Workout) -> bool:
    """Return whether the sets of a recorded session are only the planned ones, because no others were typed."""
    outcome = workout.actual
    if outcome is None or outcome.source != RECORDED or not outcome.effort.sets:
        return False
    return outcome.effort.sets == workout.planned.sets


def outcome_of_other_kind(workout: Workout, sport: Sport) -> Outcome | None:
    """Return what was recorded of a workout, as far as it is true of one of another kind that was done in its place.

    Figures that were only copied from the plan are left out, and those that the sport does not have.
    """
    recorded = workout.actual
    if recorded is None:
        return None
    effort = recorded.effort if recorded.source != AS_PLANNED else Effort()
    is_strength = sport is Sport.STRENGTH
    metres, sets = (None, effort.sets) if is_strength else (effort.distance_m, ())
    kept = replace(effort, distance_m=metres, sets=sets, rpe=workout.typed_rpe)
    return replace(recorded, effort=kept if sport is workout.sport else replace(kept, steps=()), source=ENTERED)


def _with_figures(workout: Workout, outcome: Outcome, typed: TypedOutcome) -> Outcome:
    """Return an outcome with the typed distance, time, sets and rating."""
    before, effort, source = outcome.effort, outcome.effort, outcome.source
    has_other_sets = typed.sets is not None and typed.sets != before.sets
    if source == AS_PLANNED and (has_other_sets or typed.names & _LENGTHS):  # what follows was measured, no copy is
        unmeasured: dict[str, Any] = dict.fromkeys(_LENGTHS.intersection(workout.estimated))
        effort, source = replace(effort, rpe=workout.typed_rpe, **unmeasured), ENTERED
    effort = replace(effort, **{name: _typed_or(typed, name, getattr(effort, name)) for name in (*_LENGTHS, "sets")})
    if (effort.distance_m, effort.duration_s) != (before.distance_m, before.duration_s):
        effort = replace(effort, steps=())
    if effort != before:
        source = ENTERED
    elif source == AS_PLANNED:
        source = _source_as_planned(workout, typed.rpe)
    return replace(outcome, effort=replace(effort, rpe=_typed_or(typed, "rpe", effort.rpe)), source=source)


def _source_as_planned(workout: Workout, rating: float | None) -> str:
    """Return the source of figures that are the plan's: a typed rating that is the planned one is no copy of it."""
    return AS_PLANNED if rating is None or rating != workout.planned.rpe else ENTERED


def _typed_or(typed: TypedOutcome, name: str, before: Any) -> Any:  # noqa: ANN401 - of whatever type the figure is
    """Return what was typed of a figure; None where it was taken away, the figure as it was where it was neither."""
    value = getattr(typed, name)
    return before if value is None and name not in typed.cleared else value
