"""Recordings that no workout of their day took: far from the plan, of another day, of a skipped workout, or unplanned.

None of them is ever linked unasked. A workout is the first choice of one question only: each doubt is asked once.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence

from planner.matching.answer import Doubt, Question
from planner.matching.certainty import Candidate
from planner.matching.components import workouts_near
from planner.matching.cost import Costs, is_same_day
from planner.matching.figures import MatchFigures
from planner.matching.recording_sets import RecordingSet
from planner.training.workouts import StoredStatus, Workout


def ask_about_leftovers(
    sets: Iterable[RecordingSet], days: Mapping[dt.date, Sequence[Workout]], costs: Costs, figures: MatchFigures
) -> list[Question]:
    """Return the questions about what is left over, the cheapest first.

    Args:
        sets: Sets of recordings that are in no pair and no question.
        days: Workouts in no pair and no question, and skipped ones, by date.
        costs: What pairs cost.
        figures: The figures of matching.
    """
    candidates = sorted(_offered(sets, days, costs, figures), key=_order)
    by_set: dict[tuple[int, ...], list[Candidate]] = {}
    for candidate in candidates:
        by_set.setdefault(candidate.recordings.ids, []).append(candidate)
    asked: list[Question] = []
    used: set[int] = set()
    taken: set[int] = set()
    for candidate in candidates:
        parts = candidate.recordings.ids
        if candidate.workout.id not in taken and not used.intersection(parts):
            asked.append(_ask([each for each in by_set[parts] if each.workout.id not in taken], figures))
            used.update(parts)
            taken.add(candidate.workout.id)
    return asked


def _offered(
    sets: Iterable[RecordingSet], days: Mapping[dt.date, Sequence[Workout]], costs: Costs, figures: MatchFigures
) -> Iterator[Candidate]:
    """Yield the pairs that may be asked about."""
    for recordings in sets:
        for workout in workouts_near(recordings.date, days, figures):
            cost = costs.cost(workout, recordings)
            if cost is not None and _may_be_asked(workout, recordings, cost, figures):
                yield Candidate(workout, recordings, cost)


def _may_be_asked(workout: Workout, recordings: RecordingSet, cost: int, figures: MatchFigures) -> bool:
    if workout.status is StoredStatus.SKIPPED:
        return workout.date == recordings.date and cost <= figures.sure
    return cost <= figures.far


def _order(candidate: Candidate) -> tuple[object, ...]:
    """Return the order of candidates: the cheapest first, then by workout, then the fewer recordings, the earlier."""
    recordings = candidate.recordings
    start = recordings.recordings[0].start_utc
    return candidate.cost, candidate.workout.id, len(recordings.recordings), start, recordings.ids


def _ask(choices: Sequence[Candidate], figures: MatchFigures) -> Question:
    """Return the question about one set, with its choices in order of cost; the limit is the next of a choice alone."""
    best = choices[0]
    margin = (choices[1].cost if len(choices) > 1 else figures.far) - best.cost
    if best.workout.status is StoredStatus.SKIPPED:
        why = Doubt.SKIPPED
    else:
        why = Doubt.FAR if is_same_day(best.workout, best.recordings, figures) else Doubt.OTHER_DAY
    return Question(
        activities=best.recordings.ids,
        why=why,
        proposed=best.workout.id if margin >= figures.clear else None,
        choices=tuple(choice.workout.id for choice in choices),
        cost=best.cost,
        margin=margin,
        sets=(best.recordings.ids,),
    )
