"""Divide a strength session into what the timer walks through: warm-up, rounds, holds and the rests between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from planner.training import session_rests
from planner.training.workouts import Exercise, ExerciseSet, StrengthKind


class SegmentKind(StrEnum):
    """What a part of a running session is."""

    WARM_UP = "warm-up"
    """Easy walking or jogging, for a time."""
    WARM_UP_ROUND = "warm-up round"
    """A round over the sled's distance without it, or with half of the load; not recorded."""
    READY = "get ready"
    """The seconds before a round or hold that follows no rest."""
    ROUND = "round"
    """A round over a distance or of repetitions: the runner says when it is over."""
    HOLD = "hold"
    """A hold of so many seconds."""
    REST = "rest"
    """The time until the next round or hold; its last seconds are for getting ready."""


WORK = frozenset({SegmentKind.ROUND, SegmentKind.HOLD})
"""The segments that are recorded."""
WARM_UPS = frozenset({SegmentKind.WARM_UP, SegmentKind.WARM_UP_ROUND})
"""The segments of the warm-up."""


@dataclass(frozen=True, slots=True)
class Segment:
    """One part of a running session.

    Attributes:
        kind: What it is.
        part: The index of its set in the session; of a rest or of getting ready, that of the work that follows.
        number: The number of the round or hold in its set, from 1; of a rest, that of the work that follows.
        seconds: How long it lasts; None where the runner says when it is over.
        load_share: The share of the planned load that is pulled; only less than 1 in a warm-up round. See `load_kg`.
    """

    kind: SegmentKind
    part: int
    number: int = 1
    seconds: int | None = None
    load_share: float = 1.0

    @property
    def is_work(self) -> bool:
        """Whether what is done in it is recorded."""
        return self.kind in WORK

    def load_kg(self, planned_kg: float | None, sled_kg: float) -> float | None:
        """Return the load in kilograms: the sled with its plates; 0 without the sled, None where no load is known.

        Args:
            planned_kg: The load of the set in kilograms.
            sled_kg: The mass of the empty sled in kilograms, which no share of the load goes below; 0 where unknown.
        """
        if not self.load_share:
            return 0.0
        if planned_kg is None or self.load_share == 1:
            return planned_kg
        return min(max(planned_kg * self.load_share, sled_kg), planned_kg)


def session_segments(
    kind: StrengthKind | None,
    sets: Sequence[ExerciseSet],
    *,
    sled_kg: float = 0.0,
    done: Sequence[int] = (),
    warm_up: bool = True,
) -> tuple[Segment, ...]:
    """Return the segments of a session, or of what is left of it.

    Args:
        kind: The kind of the session; None for one of the runner's own.
        sets: Its sets, in order.
        sled_kg: The mass of the empty sled in kilograms; 0 where unknown.
        done: How many rounds of each set are over already; none where it is empty.
        warm_up: Whether a session with a sled begins with its warm-up.
    """
    work = [
        _work_segment(part, index, number)
        for index, part in enumerate(sets)
        for number in range((done[index] if done else 0) + 1, part.rounds + 1)
    ]
    if not work:
        return ()
    warm_up_segments = tuple(_warm_up(kind, sets, work[0].part, sled_kg)) if warm_up else ()
    ready = Segment(SegmentKind.READY, work[0].part, work[0].number, session_rests.READY_S)
    return (*warm_up_segments, ready, *_with_rests(kind, sets, work))


def _work_segment(part: ExerciseSet, index: int, number: int) -> Segment:
    if part.hold_s:
        return Segment(SegmentKind.HOLD, index, number, part.hold_s)
    return Segment(SegmentKind.ROUND, index, number)


def _warm_up(
    kind: StrengthKind | None, sets: Sequence[ExerciseSet], first_part: int, sled_kg: float
) -> Iterator[Segment]:
    if kind not in (StrengthKind.HEAVY, StrengthKind.MODERATE):
        return
    sleds = [index for index, part in enumerate(sets) if part.exercise == Exercise.REVERSE_SLED_PUSH and part.rounds]
    yield Segment(SegmentKind.WARM_UP, sleds[0] if sleds else first_part, seconds=session_rests.WARM_UP_S)
    if sleds:
        yield Segment(SegmentKind.WARM_UP_ROUND, sleds[0], load_share=0.0)
        if (sets[sleds[0]].load_kg or 0.0) > sled_kg:  # the empty sled has no half
            yield Segment(SegmentKind.WARM_UP_ROUND, sleds[0], number=2, load_share=0.5)


def _with_rests(kind: StrengthKind | None, sets: Sequence[ExerciseSet], work: Sequence[Segment]) -> Iterator[Segment]:
    for before, after in pairwise(work):
        yield before
        exercise = sets[before.part].exercise
        if after.kind is SegmentKind.HOLD or sets[after.part].exercise != exercise:
            seconds = session_rests.REST_BETWEEN_HOLDS_S
        else:
            is_sled = exercise == Exercise.REVERSE_SLED_PUSH
            earlier = sum(part.rounds for part in sets[: before.part] if part.exercise == exercise)
            seconds = session_rests.rest_after_round_s(kind, earlier + before.number, is_sled=is_sled)
        yield Segment(SegmentKind.REST, after.part, after.number, seconds)
    yield work[-1]
