"""Say where a running session is: what is done now, what comes next, what to look at, and what is asked.

All words are plain text for one line; the screen and the lines of a terminal without one use them alike.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil, floor

from planner.text import format_count
from planner.training.formatting import format_clock, format_exercise, format_hold, format_number
from planner.training.session_instructions import SQUEEZE_EFFORT
from planner.training.session_timer.segments import WARM_UPS, Segment, SegmentKind
from planner.training.session_timer.session_run import SessionRun, Variant, coming_load
from planner.training.workouts import Exercise, ExerciseSet, StrengthKind

VARIANT_WORDS = {
    Variant.GYM: "in the gym, with the sled",
    Variant.WALL_SIT_ALONE: "at home: the wall sit alone",
    Variant.BACKWARD_WALK: "without a sled: walking backward, no load",
}
"""Where a session is done, and so with what."""
VARIANT_STAYS = "Nothing changes: no round of the sled is left to do."
"""What is said where a session has nothing to do in another variant."""
_SPEEDS_M_S = (0.8, 0.5)
"""The fastest and the slowest of a controlled round with the sled, in metres a second: a default, not evidence."""
_STRETCH_S = 5
"""Seconds that a round is said to take are whole fives."""
_ROUNDING_S = 1e-6
"""Seconds by which sums of seconds may be off."""


def round_seconds(metres: float) -> tuple[int, int]:
    """Return the shortest and the longest time in seconds that a controlled round of some metres takes, in fives."""
    fastest, slowest = (_STRETCH_S * round(metres / speed / _STRETCH_S) for speed in _SPEEDS_M_S)
    return fastest, slowest


def time_text(run: SessionRun, at: float) -> str:
    """Return the time in digits: what is left of a hold or rest, how long a round has lasted.

    It is empty while something is asked, and when the session is over.

    Args:
        run: The session.
        at: The session second of now.
    """
    if run.is_over or run.away is not None:
        return ""
    left = run.left_s(at)
    return format_clock(floor(run.elapsed_s(at)) if left is None else ceil(left - _ROUNDING_S))


def segment_words(run: SessionRun, at: float) -> tuple[str, str]:
    """Return what is done now, in a word or two and in a phrase: ``Round 3 of 5``, ``sled 20 m backward, 56 kg``.

    Args:
        run: The session.
        at: The session second of now; the last seconds of a rest are for getting ready.
    """
    segment = run.segment
    if segment is None:
        return "Over", done_words(run)
    part = run.sets[segment.part]
    if segment.kind is SegmentKind.WARM_UP:
        return "Warm up", "easy walking or jogging"
    if segment.kind is SegmentKind.WARM_UP_ROUND:
        return "Warm up", work_words(part, run.load_kg)
    if segment.is_work:
        return _count_words(segment, part).capitalize(), work_words(part, run.load_kg)
    return ("Get ready" if run.is_getting_ready(at) else "Rest"), f"before {_count_words(segment, part)}"


def work_words(part: ExerciseSet, load_kg: float | None) -> str:
    """Return one round or hold of a set: ``sled 20 m backward, 56 kg``, ``wall sit 1:30 with the ball``."""
    load = f", {format_number(load_kg)} kg" if load_kg else ""
    if part.exercise == Exercise.WALL_SIT:
        return f"wall sit {format_hold(part.hold_s or 0)}{' with the ball' if part.squeeze else ''}"
    if part.exercise == Exercise.REVERSE_SLED_PUSH:
        what = "walk" if 0 in (part.load_kg, load_kg) else "sled"
        return f"{what} {format_number(part.distance_m or 0)} m backward{load or (', no load' if load_kg == 0 else '')}"
    if part.distance_m:
        return f"{format_exercise(part.exercise)} {format_number(part.distance_m)} m{load}"
    if part.hold_s:
        return f"{format_exercise(part.exercise)} {format_hold(part.hold_s)}{load}"
    times = f" {format_count(part.repetitions, 'time')}" if part.repetitions else ""
    return f"{format_exercise(part.exercise)}{times}{load}"


def part_name(part: ExerciseSet) -> str:
    """Return what a set is called in the list of what is done and left: ``sled 20 m``, ``wall sit 1:30``."""
    return work_words(part, None).replace(" backward", "").replace(" with the ball", "")


def load_stays_words(run: SessionRun, steps: int) -> str:
    """Return why `change_load` changes nothing: what the limit is, or that nothing with a load is left.

    Args:
        run: The session.
        steps: What `change_load` was asked for; its sign decides.
    """
    part = coming_load(run)
    if part is None or part.load_kg is None:
        return "The load stays: no round with a load is left."
    head = f"The load stays at {format_number(part.load_kg)} kg"
    if steps > 0 and run.most_kg is not None:
        return f"{head}: the most for your body mass is {format_number(run.most_kg)} kg."
    if steps < 0 and part.exercise == Exercise.REVERSE_SLED_PUSH and run.least_kg:
        return f"{head}: the sled alone is {format_number(run.least_kg)} kg."
    return f"{head}: less would be none."


def place_words(run: SessionRun) -> str:
    """Return where in the session it is: ``set 2 of 2 · hold 1 of 2``; empty when it is over."""
    segment = run.segment
    if segment is None:
        return ""
    if segment.kind in WARM_UPS:
        return "warm-up"
    parts = [index for index, part in enumerate(run.sets) if part.rounds]
    place = parts.index(segment.part) + 1 if segment.part in parts else 1
    whole = [f"set {place} of {len(parts)}"] if len(parts) > 1 else []
    return " · ".join((*whole, _count_words(segment, run.sets[segment.part])))


def side_notes(run: SessionRun) -> tuple[str, ...]:
    """Return what to look at during the work that runs, or before the one that comes; a few words each."""
    segment = run.segment
    if segment is None:
        return ()
    if segment.kind is SegmentKind.WARM_UP:
        return ("easy, you can talk", "space when warm")
    part = run.sets[segment.part]
    if part.exercise == Exercise.WALL_SIT:
        return tuple(_wall_sit_notes(run.kind, part))
    if part.exercise == Exercise.REVERSE_SLED_PUSH:
        return tuple(_sled_notes(part, is_loaded=bool(run.load_kg)))
    return ("breathe", "stand tall")


def next_words(run: SessionRun, *, is_short: bool = False) -> str:
    """Return what comes after the running segment: ``rest 2:00, then hold 1 of 2: wall sit 1:30 with the ball``.

    Args:
        run: The session.
        is_short: Whether it is left out what the round or hold is: ``rest 2:00, then hold 1 of 2``; ``the end``.
    """
    if run.is_over:
        return ""
    words: list[str] = []
    for segment in run.segments[run.position + 1 :]:
        part = run.sets[segment.part]
        if segment.kind is SegmentKind.REST:
            words.append(f"rest {format_hold(segment.seconds or 0)}")
        elif segment.kind is SegmentKind.WARM_UP_ROUND:
            what = work_words(part, segment.load_kg(part.load_kg, run.least_kg))
            words.append(f"warm up: {what.replace(' backward', '') if is_short else what}")
            break
        elif segment.is_work:
            what = "" if is_short else f": {work_words(part, part.load_kg)}"
            words.append(f"{_count_words(segment, part)}{what}")
            break
    return ", then ".join(words) or ("the end" if is_short else "the end: what was done is recorded")


def question_words(run: SessionRun) -> str:
    """Return what is asked when the end of a segment, or a long round, was seen by nobody; empty where nothing is."""
    segment, away = run.segment, run.away
    if segment is None or away is None:
        return ""
    part = run.sets[segment.part]
    minutes = max(round((away.asked - away.since) / 60), 1)
    ago = format_count(minutes, "minute")
    if segment.kind is SegmentKind.HOLD:
        return f"The hold ended {ago} ago, and nobody looked. Was {_count_words(segment, part)} done?"
    if segment.kind is SegmentKind.ROUND:
        return f"Nobody looked for {ago}. Was {_count_words(segment, part)} done?"
    word = "warm-up" if segment.kind in WARM_UPS else "rest"
    return f"The {word} ended {ago} ago, and nobody looked. Go on with {_count_words(segment, part)}?"


def done_words(run: SessionRun) -> str:
    """Return how much was done: ``5 rounds and 2 holds done``; ``nothing done yet``."""
    rounds = sum(one.hold_s is None for one in run.performed)
    counts = ((rounds, "round"), (len(run.performed) - rounds, "hold"))
    words = " and ".join(format_count(count, noun) for count, noun in counts if count)
    return f"{words} done" if words else "nothing done yet"


def _count_words(segment: Segment, part: ExerciseSet) -> str:
    return f"{'hold' if part.hold_s else 'round'} {segment.number} of {max(part.rounds, segment.number)}"


def _wall_sit_notes(kind: StrengthKind | None, part: ExerciseSet) -> Iterator[str]:
    yield f"knees {part.knee_angle_deg}°, back flat" if part.knee_angle_deg else "back flat on the wall"
    if part.squeeze:
        yield f"squeeze {SQUEEZE_EFFORT[kind or StrengthKind.MODERATE]} of 10"
    yield "breathe, never hold it"


def _sled_notes(part: ExerciseSet, *, is_loaded: bool) -> Iterator[str]:
    if is_loaded:
        yield "bands on both handles"
    yield "chest tall, short steps"
    if part.distance_m:
        fastest_s, slowest_s = round_seconds(part.distance_m)
        yield f"about {fastest_s} to {slowest_s} s"
