"""A running session as a value: where it is, since when, and what was done so far.

All times are session seconds: seconds since the session was started, by a clock that goes on while a laptop sleeps.
Nothing here reads a clock; the same keys at the same seconds always give the same session.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from planner.training import session_rests
from planner.training.session_timer.segments import WARM_UPS, Segment, SegmentKind, session_segments
from planner.training.workouts import Exercise, ExerciseSet, StrengthKind

LATE_S = 60
"""An end that passed so many seconds ago, while nobody looked, is asked about."""
LONG_ROUND_S = 300
"""A round that nobody saw for so many seconds is asked about."""
LOAD_STEP_KG = 2.5
"""Kilograms that one key puts on the sled or takes off: the smallest pair of plates of most gyms."""
BELLS_S = (10, 3, 2, 1, 0)
"""Seconds before the end of a countdown at which the bell rings."""


class Variant(StrEnum):
    """Where the session is done, and so with what."""

    GYM = "gym"
    """With the sled."""
    WALL_SIT_ALONE = "wall sit alone"
    """At home: the wall sit without the sled."""
    BACKWARD_WALK = "backward walk"
    """Without a sled but with a free lane: walking backward without a load, and the wall sit."""


@dataclass(frozen=True, slots=True)
class Performed:
    """One round or hold that was done.

    Attributes:
        part: The index of its set.
        number: Its number in the set, from 1.
        load_kg: The load in kilograms; None where the set has none.
        hold_s: Seconds held; None for a round.
        ended: The session second at which it ended.
    """

    part: int
    number: int
    load_kg: float | None
    hold_s: int | None
    ended: float


@dataclass(frozen=True, slots=True)
class Away:
    """A question: a segment ended, or a round went on, while nobody looked.

    Attributes:
        since: The session second from which nothing is known.
        asked: The session second at which somebody came back.
    """

    since: float
    asked: float


@dataclass(frozen=True, slots=True)
class SessionRun:
    """A session with the clock running.

    Attributes:
        kind: The kind of the session; None for one of the runner's own.
        sets: Its sets, with the loads of now.
        segments: All segments, those that are over included.
        position: The index of the segment that runs; `len(segments)` when the session is over.
        began: The session second at which that segment began, later by what it was paused for.
        paused: The session second at which it was paused; None while it runs.
        away: What is asked of the runner before the session goes on; None where nothing is.
        performed: What was done, in order.
        idle_s: Seconds that were no training: pauses, and time away.
        variant: With or without the sled.
        planned: The sets as they were planned, with the loads of now, for the way back to the sled.
        least_kg: The lightest load of the sled in kilograms: its own mass.
        most_kg: The heaviest load in kilograms: the hard cap of the body mass.
        pulled_kg: The load of the round that runs, in kilograms, once the load of the next one was changed; else None.
    """

    kind: StrengthKind | None
    sets: tuple[ExerciseSet, ...]
    segments: tuple[Segment, ...]
    position: int = 0
    began: float = 0.0
    paused: float | None = None
    away: Away | None = None
    performed: tuple[Performed, ...] = ()
    idle_s: float = 0.0
    variant: Variant = Variant.GYM
    planned: tuple[ExerciseSet, ...] = ()
    least_kg: float = 0.0
    most_kg: float | None = None
    pulled_kg: float | None = None

    @property
    def segment(self) -> Segment | None:
        """The segment that runs; None when the session is over."""
        return self.segments[self.position] if self.position < len(self.segments) else None

    @property
    def is_over(self) -> bool:
        """Whether nothing is left to do."""
        return self.position >= len(self.segments)

    @property
    def part(self) -> ExerciseSet | None:
        """The set that the running segment belongs to, or leads to."""
        return None if self.segment is None else self.sets[self.segment.part]

    @property
    def load_kg(self) -> float | None:
        """The load of the running segment in kilograms, or of the work that it leads to; None where there is none."""
        if self.part is None or self.segment is None:
            return None
        return self.pulled_kg if self.pulled_kg is not None else self.segment.load_kg(self.part.load_kg, self.least_kg)

    @property
    def end(self) -> float | None:
        """The session second at which the running segment ends; None where the runner says so, or when it is over."""
        segment = self.segment
        return None if segment is None or segment.seconds is None else self.began + segment.seconds

    @property
    def next_work(self) -> Segment | None:
        """The round or hold that comes after the running segment; None after the last."""
        return next((segment for segment in self.segments[self.position + 1 :] if segment.is_work), None)

    @property
    def is_waiting(self) -> bool:
        """Whether the clock is stopped: paused, or something is asked."""
        return self.paused is not None or self.away is not None

    def elapsed_s(self, at: float) -> float:
        """Return the seconds that the running segment has lasted, pauses left out; never negative."""
        stopped = self.paused if self.paused is not None else self.away.since if self.away is not None else at
        return max(min(at, stopped) - self.began, 0.0)

    def left_s(self, at: float) -> float | None:
        """Return the seconds that are left of the running segment, at least 0; None where the runner ends it."""
        segment = self.segment
        if segment is None or segment.seconds is None:
            return None
        return max(segment.seconds - self.elapsed_s(at), 0.0)

    def is_getting_ready(self, at: float) -> bool:
        """Whether a round or hold begins within the seconds for getting ready."""
        segment, left = self.segment, self.left_s(at)
        if segment is None or left is None or segment.kind not in (SegmentKind.READY, SegmentKind.REST):
            return False
        return left <= session_rests.READY_S

    def active_s(self, at: float) -> int:
        """Return the seconds of training so far: since the start, without pauses and time away."""
        stopped = self.paused if self.paused is not None else self.away.since if self.away is not None else at
        if self.is_over:
            stopped = self.began
        return max(round(min(at, stopped) - self.idle_s), 0)


def start_run(
    kind: StrengthKind | None,
    sets: Sequence[ExerciseSet],
    *,
    variant: Variant = Variant.GYM,
    least_kg: float = 0.0,
    most_kg: float | None = None,
) -> SessionRun:
    """Return a session that starts now, at second 0.

    Args:
        kind: The kind of the session; None for one of the runner's own.
        sets: Its planned sets, in order.
        variant: With or without the sled.
        least_kg: The lightest load of the sled in kilograms.
        most_kg: The heaviest load in kilograms; None where no body mass is known.
    """
    planned = tuple(sets)
    run = SessionRun(kind, planned, (), planned=planned, variant=variant, least_kg=least_kg, most_kg=most_kg)
    used = _sets_of_variant(run, variant)
    return replace(run, sets=used, segments=session_segments(kind, used, sled_kg=least_kg))


# What time does


def observe(run: SessionRun, at: float, seen: float | None = None) -> SessionRun:
    """Return the session at a later second: segments whose time is over are followed by the next.

    An end that passed long ago while nobody looked is asked about instead, because nobody knows what was done.

    Args:
        run: The session.
        at: The session second of now.
        seen: The session second at which somebody last looked; None after the program was started again.
    """
    while not (run.is_over or run.is_waiting):
        last = max(run.began, run.began if seen is None else seen)
        end = run.end
        if end is None:
            is_long = at - last > LONG_ROUND_S
            return replace(run, away=Away(last, at)) if is_long else run
        if end > at:
            return run
        if at - end > LATE_S and at - last > LATE_S:
            return replace(run, away=Away(end, at))
        run = _after_segment(run, end)
    return run


def bell_between(run: SessionRun, before: float, at: float) -> int | None:
    """Return the second of the countdown for which the bell rings now: 10, 3, 2, 1 or 0; None for none.

    Bells that are more than a second late are left out: coming back is not greeted by a row of them.

    Args:
        run: The session as it was at ``before``, not yet moved on by `observe`.
        before: The session second of the last look.
        at: The session second of now.
    """
    end = run.end
    if end is None or run.is_waiting or run.segment is None:
        return None
    before = max(before, at - 1.0)
    rung = [left for left in BELLS_S if before < end - left <= at and left < (run.segment.seconds or 0)]
    return min(rung, default=None)


# What keys do


def press_next(run: SessionRun, at: float) -> SessionRun:
    """Go on: the round is done, the hold or rest ends now, a pause is over, or what is asked is answered with yes."""
    segment = run.segment
    if segment is None:
        return run
    if run.away is not None:
        return _answered(run, at, was_done=True)
    if run.paused is not None:
        return resume(run, at)
    return _after_segment(run, at)


def press_pause(run: SessionRun, at: float) -> SessionRun:
    """Pause the session, or let it go on."""
    if run.is_over or run.away is not None:
        return run
    return resume(run, at) if run.paused is not None else replace(run, paused=max(at, run.began))


def resume(run: SessionRun, at: float) -> SessionRun:
    """Let a paused session go on at the second at which it was paused."""
    if run.paused is None:
        return run
    pause = max(at - run.paused, 0.0)
    return replace(run, paused=None, began=run.began + pause, idle_s=run.idle_s + pause)


def press_skip(run: SessionRun, at: float) -> SessionRun:
    """Skip the round or hold with the rest after it, or only the rest; what is asked is answered with no."""
    segment = run.segment
    if segment is None:
        return run
    if run.away is not None:
        return _answered(run, at, was_done=False)
    run = resume(run, at)
    position = run.position + 1
    if segment.is_work and position < len(run.segments) and run.segments[position].kind is SegmentKind.REST:
        return _with_ready(_at_segment(run, position + 1, at))
    return _at_segment(run, position, at)


def press_redo(run: SessionRun, at: float) -> SessionRun:
    """Do a round or hold again: the one that runs, else the one before; its record is taken away."""
    stopped = run.away.since if run.away is not None else run.began if run.is_over else at
    run = resume(replace(run, away=None, idle_s=run.idle_s + max(at - stopped, 0.0)), at)
    index = next((index for index in range(run.position, -1, -1) if _is_work(run, index)), None)
    if index is None:
        return replace(run, began=at)
    again = run.segments[index]
    performed = tuple(one for one in run.performed if (one.part, one.number) != (again.part, again.number))
    return _with_ready(_at_segment(replace(run, performed=performed), index, at))


def change_load(run: SessionRun, steps: int) -> SessionRun:
    """Return the session with more or less load from the next round on; a round that runs keeps its load.

    More than the hard cap and less than the sled's own mass are not reached; at a limit nothing changes.

    Args:
        run: The session.
        steps: How many times `LOAD_STEP_KG` is put on, or taken off when negative.
    """
    segment, coming, part = run.segment, _coming_work(run), coming_load(run)
    if segment is None or coming is None or part is None:
        return run
    before = part.load_kg or 0.0
    load = round(before + steps * LOAD_STEP_KG, 3)
    is_sled = part.exercise == Exercise.REVERSE_SLED_PUSH
    least, most = (run.least_kg, run.most_kg) if is_sled else (0.0, None)
    if load <= 0 or (load < min(least, before)) or (most is not None and load > max(most, before)):
        return run
    is_pulled = segment.is_work and segment.part == coming.part and run.pulled_kg is None
    return replace(
        run,
        sets=_with_load(run.sets, coming.part, load),
        planned=_with_load(run.planned, coming.part, load),
        pulled_kg=before if is_pulled else run.pulled_kg,
    )


def _with_load(sets: tuple[ExerciseSet, ...], index: int, load_kg: float) -> tuple[ExerciseSet, ...]:
    return (*sets[:index], replace(sets[index], load_kg=load_kg), *sets[index + 1 :])


def coming_load(run: SessionRun) -> ExerciseSet | None:
    """Return the set whose load a key changes: that of the next round; None where that has no load."""
    coming = _coming_work(run)
    part = None if coming is None else run.sets[coming.part]
    return part if part is not None and part.load_kg else None


def _coming_work(run: SessionRun) -> Segment | None:
    segment = run.segment
    return segment if segment is not None and not segment.is_work else run.next_work


def press_variant(run: SessionRun, at: float) -> SessionRun:
    """Change to the next variant in which something is left to do: gym, wall sit alone, backward walk, gym."""
    order = list(Variant)
    after = order.index(run.variant) + 1
    for variant in (*order[after:], *order[:after]):
        changed = change_variant(run, variant, at)
        if changed != run:
            return changed
    return run


def change_variant(run: SessionRun, variant: Variant, at: float) -> SessionRun:
    """Return the session with or without the sled from here on; what was done stays recorded, a rest goes on.

    Nothing changes where nothing would be left to do, where no round of the sled is left, or while something is asked.
    """
    if run.is_over or run.away is not None or variant is run.variant:
        return run
    passed = [_passed_rounds(run, index) for index in range(len(run.sets))]
    if not any(
        part.exercise == Exercise.REVERSE_SLED_PUSH and part.rounds > number
        for part, number in zip(run.planned, passed, strict=True)
    ):
        return run
    sets = _sets_of_variant(run, variant)
    head = run.segments[: run.position]
    has_begun = any(one.is_work for one in head)
    tail = session_segments(run.kind, sets, sled_kg=run.least_kg, done=passed, warm_up=not has_begun)
    passed_warm_up = {(one.kind, one.number) for one in head}
    tail = tuple(one for one in tail if one.kind not in WARM_UPS or (one.kind, one.number) not in passed_warm_up)
    if not tail:
        return run
    run = resume(run, at)
    running = run.segment
    assert running is not None
    if running.kind is SegmentKind.REST and tail[0].kind is SegmentKind.READY:
        tail = (replace(running, part=tail[0].part, number=tail[0].number), *tail[1:])
    is_same = running.kind is tail[0].kind and running.kind in (SegmentKind.WARM_UP, SegmentKind.REST)
    run = replace(run, variant=variant, sets=sets, segments=(*head, *tail))
    return run if is_same else _at_segment(run, run.position, at)


def end_run(run: SessionRun, at: float) -> SessionRun:
    """End the session here: what was done is what is recorded."""
    if run.is_over:
        return run
    if run.away is not None:
        at = run.away.since
    run = replace(resume(run, at), away=None)
    return _at_segment(run, len(run.segments), at)


# What was done


def performed_sets(run: SessionRun) -> tuple[ExerciseSet, ...]:
    """Return what was done as sets: rounds of the same load, or holds of the same length, that follow each other."""
    sets: list[ExerciseSet] = []
    for one in sorted(run.performed, key=lambda one: (one.part, one.number)):
        base = run.sets[one.part]
        done = replace(base, rounds=1, load_kg=one.load_kg, hold_s=one.hold_s)
        if sets and replace(sets[-1], rounds=1) == done:
            sets[-1] = replace(sets[-1], rounds=sets[-1].rounds + 1)
        else:
            sets.append(done)
    return tuple(sets)


def rounds_done(run: SessionRun, part: int) -> int:
    """Return how many rounds or holds of a set were done."""
    return sum(one.part == part for one in run.performed)


def _after_segment(run: SessionRun, at: float) -> SessionRun:
    """End the running segment at a second, record it where it is work, and begin the next."""
    segment = run.segment
    assert segment is not None
    performed = run.performed
    if segment.is_work:
        held = round(min(run.elapsed_s(at), segment.seconds)) if segment.seconds is not None else None
        if held is None or held > 0:
            performed = (*performed, Performed(segment.part, segment.number, run.load_kg, held, at))
    return _at_segment(replace(run, performed=performed), run.position + 1, at)


def _at_segment(run: SessionRun, position: int, at: float) -> SessionRun:
    """Return the session with another segment that begins at a second, or over."""
    return replace(run, position=position, began=at, pulled_kg=None)


def _answered(run: SessionRun, at: float, *, was_done: bool) -> SessionRun:
    """Go on after a question; the time away is no training, and there is time to get ready."""
    assert run.away is not None
    assert run.segment is not None
    segment, since = run.segment, run.away.since
    run = replace(run, away=None, idle_s=run.idle_s + max(at - since, 0.0))
    is_left_out = segment.is_work and not was_done
    run = _at_segment(run, run.position + 1, at) if is_left_out else _after_segment(run, since)
    after = run.segment
    if segment.is_work and after is not None and after.kind is SegmentKind.REST:
        run = _at_segment(run, run.position + 1, at)  # the time away was rest enough
    return _with_ready(replace(run, began=at))


def _with_ready(run: SessionRun) -> SessionRun:
    """Put the seconds for getting ready in front of work that would begin at once."""
    segment = run.segment
    if segment is None or not segment.is_work:
        return run
    ready = Segment(SegmentKind.READY, segment.part, segment.number, session_rests.READY_S)
    return replace(run, segments=(*run.segments[: run.position], ready, *run.segments[run.position :]))


def _last_number(run: SessionRun, part: int) -> int:
    return max((one.number for one in run.performed if one.part == part), default=0)


def _passed_rounds(run: SessionRun, part: int) -> int:
    """Return the number of the last round of a set that is over, done or skipped; 0 before the first."""
    head = run.segments[: run.position]
    return max((one.number for one in head if one.part == part and one.is_work), default=0)


def _is_work(run: SessionRun, index: int) -> bool:
    return index < len(run.segments) and run.segments[index].is_work


def _sets_of_variant(run: SessionRun, variant: Variant) -> tuple[ExerciseSet, ...]:
    """Return the sets of a variant: rounds of the sled that were done stay, the others change."""
    changed = []
    for index, (part, planned) in enumerate(zip(run.sets, run.planned, strict=True)):
        if part.exercise != Exercise.REVERSE_SLED_PUSH:
            changed.append(part)
            continue
        done = _last_number(run, index)
        if variant is Variant.WALL_SIT_ALONE:
            changed.append(replace(part, rounds=done))
        elif variant is Variant.BACKWARD_WALK:
            changed.append(replace(part, rounds=planned.rounds, load_kg=0.0))
        else:
            changed.append(replace(part, rounds=planned.rounds, load_kg=planned.load_kg))
    return tuple(changed)
