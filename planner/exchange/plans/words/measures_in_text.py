"""How long a workout is by its words: ``Tempo 8 km incl. 5 km at threshold``, ``Run 1km, walk 4km``, ``3.5-4h run``.

Each figure has a part to play: the whole run, one of several parts that add up to it, a part within it, a repetition, a
recovery. Where the words leave a doubt, nothing is found; `planner.exchange.plans.figure_check` then lists the figure.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from planner.exchange.plans.words.figure_roles import FigurePart, Role, read_parts
from planner.exchange.plans.words.figures_in_words import Dimension, Length, Mark
from planner.exchange.plans.words.short_forms import without_pictures
from planner.training.workouts import Effort

_DASHES = str.maketrans({"–": "-", "—": "-", "−": "-", "‐": "-", "‑": "-", "×": "x", "\N{NO-BREAK SPACE}": " "})
_MAX_CHARACTERS = 2000
_KINDS = frozenset({Mark.EASY, Mark.WORD})
_SAME_SHARE = 0.06
"""Two figures that differ by less than this share say the same: ``8K/5 Mile``, ``10 km (6 mi)``."""
_PACES_S_PER_KM = (150, 900)
"""A distance and a time next to each other are of one run where its pace lies in this range."""
_LEAST_WHOLE_S = 15 * 60
"""A time in parentheses after repetitions is that of the whole run from here on, else of a recovery."""
_MOST_HOURS_OF_CLOCK = 5
"""``1:15`` for a whole run is hours and minutes up to so many hours; ``45:00`` is minutes and seconds."""


class MeasureRange(NamedTuple):
    """A figure or a range in a plan's words, in metres or seconds; both ends of a figure are equal."""

    low: float
    high: float


class Measures(NamedTuple):
    """How long a workout is by its words: its distance in metres, its time in seconds, or both."""

    distance: MeasureRange | None
    duration: MeasureRange | None


def normalize_text(text: str) -> str:
    """Return words for matching: lower case, no pictures, one kind of dash, ``x`` for ``×``, single spaces.

    At most 2,000 characters are kept, so that the patterns stay fast on hostile text.
    """
    return " ".join(without_pictures(text[:_MAX_CHARACTERS]).lower().translate(_DASHES).split())


def effort_in_text(text: str) -> Effort:
    """Return the distance that words give for the whole workout, else the duration; of a range the upper end.

    Args:
        text: Words from `normalize_text`.
    """
    measures = find_measures(text)
    if measures.distance is not None:
        return Effort(distance_m=round(measures.distance.high, 3))
    return Effort(duration_s=None if measures.duration is None else round(measures.duration.high))


def find_distance(text: str) -> MeasureRange | None:
    """Return the distance in metres that words give for the whole workout, or None.

    ``14k, 4x 1.6k`` begins with it, ``2 mi easy, 4 mi at HMP`` and ``run 1km, walk 4km`` add up to it, ``marathon
    (26.2 mi)`` has it in parentheses.

    Args:
        text: Words from `normalize_text`.
    """
    return find_measures(text).distance


@lru_cache(maxsize=8192)  # classification, title and steps ask for the measures of the same words
def find_measures(text: str) -> Measures:
    """Return the distance and the time that words give for the whole workout, each None where they do not.

    ``5 minute walk, 25 minute jog, 5 minute walk`` adds up to 35 minutes, ``run 90 seconds, walk 90 seconds. repeat 8
    times`` to 24.

    Args:
        text: Words in English from `normalize_text` or `planner.exchange.plans.words.plain_words.plain_words`.
    """
    parts, times_of_all = read_parts(text)
    totals = [part for part in parts if part.role is Role.TOTAL]
    if totals:
        return _measures_of([part.length for part in totals])
    main = [part for part in parts if part.role is Role.MAIN]
    asides = [part for part in parts if part.role is Role.ASIDE]
    whole = _whole_with_parts(parts, main) if times_of_all == 1 else None
    if whole is None:
        whole = _sum_of_parts(parts, main, times_of_all)
    return _with_asides(whole, asides, parts)


def sum_ranges(ranges: Sequence[MeasureRange]) -> MeasureRange:
    """Return the range from the sum of the lower ends to that of the upper ends."""
    return MeasureRange(sum(span.low for span in ranges), sum(span.high for span in ranges))


def _whole_with_parts(parts: list[FigurePart], main: list[FigurePart]) -> Measures | None:
    """Return the length of the figures that are the whole run whatever else there is; None where none is."""
    if not main:
        return None
    first = main[0]
    others = [part for part in parts if part is not first and part.role in (Role.MAIN, Role.END, Role.REPEATED)]
    if not others or _is_sum_of(first, main[1:]):
        return _measures_of([first.length], alone=True)
    is_first = first is next((part for part in parts if part.role is not Role.STRIDES), None)
    describes = first.clause.is_heading or Mark.INCLUDING in first.marks_after
    is_with_parts = Mark.WITH in first.marks_after and len(main) == 1
    is_plain = all(part.role is Role.MAIN for part in others) and len(main) == 2 and len(_of_one_run(main)) == 2
    is_explained = not first.clause.is_aside and all(part.clause.is_aside for part in others)  # 45 min (8 x 1 min)
    is_whole = is_first and (describes or is_with_parts or is_explained or _is_bare_before_repeats(first, others))
    return _measures_of(_of_one_run(main)) if is_whole or is_plain else None


def _is_sum_of(first: FigurePart, others: list[FigurePart]) -> bool:
    """Return whether a figure is what the others add up to: ``90 min: 60 min easy, 30 min hard``."""
    rest = [part.length.high for part in others if part.length.dimension is first.length.dimension]
    return len(rest) > 1 and sum(rest) == first.length.high


def _is_bare_before_repeats(first: FigurePart, others: list[FigurePart]) -> bool:
    """Return whether a distance without further words comes before repetitions: ``14k, 4x 1.6k``."""
    is_bare = not (first.marks_after - {Mark.RUN, Mark.TOTAL, Mark.PACE})
    is_distance = first.length.dimension is Dimension.DISTANCE
    return is_bare and is_distance and all(part.role is Role.REPEATED for part in others)


def _of_one_run(main: list[FigurePart]) -> list[Length]:
    """Return the first figure, with the second one where it is the other dimension of the same run."""
    first = main[0]
    second = main[1] if len(main) > 1 else None
    if second is None or second.length.dimension is first.length.dimension:
        return [first.length]
    if second.clause is not first.clause and second.clause.joint in (Mark.PLUS, Mark.THEN, Mark.STOP):
        return [first.length]
    pair = (first.length, second.length)
    metres = next(length for length in pair if length.dimension is Dimension.DISTANCE).high
    seconds = next(length for length in pair if length.dimension is Dimension.TIME).high
    fast, slow = _PACES_S_PER_KM
    return [*pair] if metres and fast <= seconds / metres * 1000 <= slow else [first.length]


def _sum_of_parts(parts: list[FigurePart], main: list[FigurePart], times_of_all: int) -> Measures:
    """Return what the figures add up to; nothing where some are distances and some times, or one is repeated."""
    if any(part.role is Role.REPEATED for part in parts) or not main:
        return Measures(None, None)
    counted: list[FigurePart] = []
    for part in parts:
        if part.role not in (Role.MAIN, Role.END):
            continue
        before = counted[-1] if counted else None
        if before is None or not _says_the_same(before, part):
            counted.append(part)
    if len({part.length.dimension for part in counted}) > 1:
        return Measures(None, None)
    low = sum(part.length.low * (times_of_all if part.role is Role.MAIN else 1) for part in counted)
    high = sum(part.length.high * (times_of_all if part.role is Role.MAIN else 1) for part in counted)
    is_alone = len(counted) == 1 and times_of_all == 1
    first = counted[0].length
    return _measures_of([Length(first.dimension, low, high, is_clock=first.is_clock and is_alone)], alone=is_alone)


def _says_the_same(before: FigurePart, part: FigurePart) -> bool:
    """Return whether a figure only repeats the one before, in the same words or in the other unit."""
    if before.length.dimension is not part.length.dimension:
        return False
    is_apart = part.clause is not before.clause and part.clause.joint is not Mark.OR
    if before.length == part.length and _KINDS & before.marks_after and _KINDS & part.marks_after:
        return False  # 5 km easy / 5 km tempo: each has words of its own
    ends = (before.length.low, before.length.high)
    return not is_apart and any(abs(part.length.high - end) <= _SAME_SHARE * end for end in ends)


def _with_asides(whole: Measures, asides: list[FigurePart], parts: list[FigurePart]) -> Measures:
    """Return the measures with the figures in parentheses that are of the whole workout."""
    for aside in asides:
        length = aside.length
        span = MeasureRange(length.low, length.high)
        same = [part.length for part in parts if part is not aside and part.length.dimension is length.dimension]
        longest = max((other.high for other in same), default=0.0)
        if length.dimension is Dimension.DISTANCE:
            known = whole.distance
            if (known is None and length.high > longest * (1 - _SAME_SHARE)) or (
                known is not None and length.high > known.high * (1 + _SAME_SHARE)
            ):
                whole = whole._replace(distance=span)
        elif whole.duration is None and length.high > longest:
            is_repeated = any(part.role is Role.REPEATED for part in parts)
            if not is_repeated or length.high >= _LEAST_WHOLE_S:
                whole = whole._replace(duration=_clock_of_whole(length) if length.is_clock else span)
    return whole


def _measures_of(lengths: Sequence[Length], *, alone: bool = False) -> Measures:
    spans: dict[Dimension, MeasureRange] = {}
    for length in lengths:
        span = MeasureRange(length.low, length.high)
        spans.setdefault(length.dimension, _clock_of_whole(length) if length.is_clock and alone else span)
    distance, duration = spans.get(Dimension.DISTANCE), spans.get(Dimension.TIME)
    return Measures(distance, duration if duration is not None and duration.high > 0 else None)


def _clock_of_whole(length: Length) -> MeasureRange:
    """Return what ``1:15`` or ``45:00`` means for a whole run."""
    is_hours = length.high < (_MOST_HOURS_OF_CLOCK + 1) * 60
    factor = 60 if is_hours else 1
    return MeasureRange(length.low * factor, length.high * factor)
