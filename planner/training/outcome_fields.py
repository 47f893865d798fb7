"""Parse what was done of a workout from the fields of the done sheet and the options of ``planner done``."""

from __future__ import annotations

from collections.abc import Mapping

from planner.training.measures import parse_distance, parse_duration, parse_pain, parse_rpe, quoted
from planner.training.outcomes import TypedOutcome
from planner.training.races import Unit
from planner.training.refusal import RefusedError
from planner.training.workouts import ExerciseSet, Sport

TYPE_CHECKING = False  # `typing` itself costs 5 ms of the first frame
if TYPE_CHECKING:
    from planner.training.own_exercises import KnownExercises

_FIGURES = {
    "distance": "distance_m",
    "time": "duration_s",
    "rpe": "rpe",
    "pain": "pain",
    "pain_next": "pain_next",
    "note": "note",
}
"""The fields that take a recorded figure away when they are empty, with its name in `TypedOutcome`."""


def parse_outcome(
    given: Mapping[str, str],
    sets: tuple[ExerciseSet, ...],
    sport: Sport,
    unit: Unit,
    labels: Mapping[str, str],
    *,
    known: KnownExercises | None = None,
    as_planned: bool = False,
) -> TypedOutcome:
    """Return what fields say of a workout that was done; an empty one takes the figure away that was recorded.

    Args:
        given: Texts by the names ``distance``, ``time``, ``rpe``, ``pain``, ``pain_next``, ``note``, ``sled``, ``sit``,
            ``exercises``.
        sets: The sets before; the exercise whose field is not given keeps its own.
        sport: The sport that was done.
        unit: The unit of a distance written without one.
        labels: What a refusal calls a field whose name is another one.
        known: The exercises of the runner's own that are defined; the examples when None.
        as_planned: Whether the plan's figures are recorded where no other is given.

    Raises:
        RefusedError: A text cannot be read, or does not fit the sport; the sentence names the field and the value.
    """
    typed = {name: text.strip() for name, text in given.items() if text.strip()}
    set_texts = {name: given[name].strip() for name in ("sled", "sit", "exercises") if name in given}
    new_sets = None
    if set_texts:  # late: most workouts are runs
        from planner.training.own_exercises import EXAMPLES
        from planner.training.set_fields import parse_sets

        new_sets = parse_sets(set_texts, sets, sport, EXAMPLES if known is None else known)
    distance, time, rpe = (typed.get(name) for name in ("distance", "time", "rpe"))
    if distance and sport is Sport.STRENGTH:
        raise RefusedError(f"distance {quoted(distance)}: write a strength session's metres under sled.")
    pain, pain_next = typed.get("pain"), typed.get("pain_next")
    return TypedOutcome(
        distance_m=parse_distance(distance, "distance", unit) if distance else None,
        duration_s=parse_duration(time, "time") if time else None,
        rpe=parse_rpe(rpe, labels.get("rpe", "rpe")) if rpe else None,
        sets=new_sets,
        pain=parse_pain(pain, "pain") if pain else None,
        pain_next=parse_pain(pain_next, labels.get("pain_next", "pain-next")) if pain_next else None,
        note=typed.get("note"),
        cleared=frozenset(_FIGURES[name] for name in given.keys() & _FIGURES.keys() if name not in typed),
        as_planned=as_planned,
    )
