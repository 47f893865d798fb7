"""How long a whole workout is by its words: ``Tempo 8 km incl. 5 km at threshold``, ``Run 1km, walk 4km``, ``3.5-4h run``.

Each figure has a part to play: the whole run, one of several parts that add up to it, a part within it, a repetition, a
recovery. Where the words leave a doubt, nothing is found; `planner.exchange.plans.figure_check` then lists the figure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from planner.exchange.plans.figures_in_words import Dimension, FigureToken, Length, Mark, Number, Times, read_tokens
from planner.training.workouts import Effort

_DASHES = str.maketrans({"–": "-", "—": "-", "−": "-", "‐": "-", "‑": "-", "×": "x", "\N{NO-BREAK SPACE}": " "})
_MAX_CHARACTERS = 2000
_SAME_SHARE = 0.06
"""Two figures that differ by less than this share say the same: ``8K/5 Mile``, ``10 km (6 mi)``."""
_PACES_S_PER_KM = (150, 900)
"""A distance and a time next to each other are of one run where its pace lies in this range."""
_SHORT = {Dimension.DISTANCE: 120.0, Dimension.TIME: 30.0}
"""Repetitions up to this length after a run are strides, which change its length by nothing."""
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


class _Role(StrEnum):
    """What a figure is within its workout."""

    MAIN = "main"
    END = "warm-up or cool-down"
    TOTAL = "total"
    ASIDE = "in parentheses"
    PART = "part"
    REPEATED = "repeated"
    RECOVERY = "recovery"
    STRIDES = "strides"


@dataclass(slots=True)
class _Clause:
    """Words between two separators.

    Attributes:
        marks: What its words say.
        is_aside: Whether it lies in parentheses.
        is_repeated: Whether it lies in the parentheses of repetitions.
        is_heading: Whether a colon or an opening of a list ends it, so that what follows describes it.
        joint: What separates it from the clause before.
    """

    is_aside: bool
    is_repeated: bool
    joint: Mark
    marks: set[Mark] = field(default_factory=set)
    is_heading: bool = False


@dataclass(slots=True)
class _Part:
    """A figure with its role."""

    length: Length
    role: _Role
    clause: _Clause
    marks_before: frozenset[Mark]
    marks_after: set[Mark] = field(default_factory=set)
    times: int = 1


def normalize_text(text: str) -> str:
    """Return words for matching: lower case, one kind of dash, ``x`` for ``×``, single spaces.

    At most 2,000 characters are kept, so that the patterns stay fast on hostile text.
    """
    return " ".join(text[:_MAX_CHARACTERS].lower().translate(_DASHES).split())


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


def find_duration(text: str) -> MeasureRange | None:
    """Return the duration in seconds that words give for the whole workout, or None.

    ``5 minute walk, 25 minute jog, 5 minute walk`` adds up to 35 minutes, ``run 90 seconds, walk 90 seconds. repeat 8
    times`` to 24.

    Args:
        text: Words from `normalize_text`.
    """
    return find_measures(text).duration


def find_measures(text: str) -> Measures:
    """Return the distance and the time that words give for the whole workout, each None where they do not.

    Args:
        text: Words in English from `normalize_text` or `planner.exchange.plans.plain_words.plain_words`.
    """
    parts, times_of_all = _read_parts(text)
    totals = [part for part in parts if part.role is _Role.TOTAL]
    if totals:
        return _measures_of([part.length for part in totals])
    main = [part for part in parts if part.role is _Role.MAIN]
    asides = [part for part in parts if part.role is _Role.ASIDE]
    whole = _whole_with_parts(parts, main)
    if whole is None:
        whole = _sum_of_parts(parts, main, times_of_all)
    return _with_asides(whole, asides, parts)


def sum_ranges(ranges: Sequence[MeasureRange]) -> MeasureRange:
    """Return the range from the sum of the lower ends to that of the upper ends."""
    return MeasureRange(sum(span.low for span in ranges), sum(span.high for span in ranges))


def _whole_with_parts(parts: list[_Part], main: list[_Part]) -> Measures | None:
    """Return the length of the figures that are the whole run whatever else there is; None where none is."""
    if not main:
        return None
    first = main[0]
    rest = [part.length for part in main[1:] if part.length.dimension is first.length.dimension]
    if len(rest) > 1 and sum(length.high for length in rest) == first.length.high:  # 90 min: 60 min easy, 30 min hard
        return _measures_of([first.length], alone=True)
    is_first = first is next((part for part in parts if part.role is not _Role.STRIDES), None)
    describes = first.clause.is_heading or Mark.INCLUDING in first.marks_after
    with_parts = Mark.WITH in first.marks_after and len(main) == 1
    others = [part for part in parts if part is not first and part.role in (_Role.MAIN, _Role.END, _Role.REPEATED)]
    if not others:
        return _measures_of([first.length], alone=True)
    if is_first and (describes or with_parts):
        return _measures_of(_of_one_run(main))
    repeated = any(part.role is _Role.REPEATED for part in others)
    ended = any(part.role is _Role.END for part in others)
    is_bare = not (first.marks_after - {Mark.RUN, Mark.TOTAL, Mark.PACE})
    if (
        is_first
        and repeated
        and not ended
        and len(main) == 1
        and is_bare
        and first.length.dimension is Dimension.DISTANCE
    ):
        return _measures_of([first.length])
    if not repeated and not ended and len(_of_one_run(main)) > 1 and len(main) == 2:
        return _measures_of(_of_one_run(main))
    return None


def _of_one_run(main: list[_Part]) -> list[Length]:
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


def _sum_of_parts(parts: list[_Part], main: list[_Part], times_of_all: int) -> Measures:
    """Return what the figures add up to; nothing where some are distances and some times, or one is repeated."""
    if any(part.role is _Role.REPEATED for part in parts) or not main:
        return Measures(None, None)
    counted: list[_Part] = []
    for part in parts:
        if part.role not in (_Role.MAIN, _Role.END):
            continue
        before = counted[-1] if counted else None
        if before is None or not _says_the_same(before, part):
            counted.append(part)
    if len({part.length.dimension for part in counted}) > 1:
        return Measures(None, None)
    low = sum(part.length.low * (times_of_all if part.role is _Role.MAIN else 1) for part in counted)
    high = sum(part.length.high * (times_of_all if part.role is _Role.MAIN else 1) for part in counted)
    is_alone = len(counted) == 1 and times_of_all == 1
    first = counted[0].length
    return _measures_of([Length(first.dimension, low, high, is_clock=first.is_clock and is_alone)], alone=is_alone)


def _says_the_same(before: _Part, part: _Part) -> bool:
    """Return whether a figure only repeats the one before, in the same words or in the other unit."""
    if before.length.dimension is not part.length.dimension:
        return False
    is_apart = part.clause is not before.clause and part.clause.joint is not Mark.OR
    ends = (before.length.low, before.length.high)
    return not is_apart and any(abs(part.length.high - end) <= _SAME_SHARE * end for end in ends)


def _with_asides(whole: Measures, asides: list[_Part], parts: list[_Part]) -> Measures:
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
            is_repeated = any(part.role is _Role.REPEATED for part in parts)
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


def _read_parts(text: str) -> tuple[list[_Part], int]:
    """Return the figures of a workout with their roles, and how often ``repeat 8 times`` says that all is done."""
    reader = _PartsReader()
    for token in read_tokens(text):
        reader.add(token)
    return reader.finish(), reader.times_of_all


class _PartsReader:
    """Gives each figure its role, token by token."""

    def __init__(self) -> None:
        self.times_of_all = 1
        self._parts: list[_Part] = []
        self._clause = _Clause(is_aside=False, is_repeated=False, joint=Mark.STOP)
        self._stack: list[tuple[_Clause, bool]] = []
        self._before: set[Mark] = set()  # the marks since the last figure or separator
        self._times = 0
        self._last: _Part | None = None  # the last figure of this clause
        self._previous: Mark | None = None

    def add(self, token: FigureToken) -> None:
        meaning = token.meaning
        if isinstance(meaning, Length):
            self._add_length(meaning)
        elif isinstance(meaning, Times):
            if meaning.is_of_before:
                self.times_of_all *= meaning.count
            else:
                self._times = meaning.count
        elif isinstance(meaning, Mark):
            self._add_mark(meaning)
        elif isinstance(meaning, Number):
            self._last = None  # 5 km w/ 4 strides
        self._previous = meaning if isinstance(meaning, Mark) else None

    def finish(self) -> list[_Part]:
        """Return all figures, now that the words after each are known too."""
        for part in self._parts:
            part.role = self._role_by_words(part)
        return self._parts

    def _add_mark(self, mark: Mark) -> None:
        if mark is Mark.OPEN:
            self._stack.append((self._clause, self._times > 0))
            is_repeated = self._times > 0 or self._clause.is_repeated
            self._start_clause(Mark.OPEN, is_aside=not is_repeated, is_repeated=is_repeated)
        elif mark is Mark.CLOSE:
            if self._stack:
                outer, _ = self._stack.pop()
                self._clause = outer
                self._last = next((part for part in reversed(self._parts) if part.clause is outer), None)
                self._times = 0
                self._before = set()
        elif mark is Mark.COLON and self._last is not None:
            self._clause.is_heading = True
            self._start_clause(Mark.COMMA)
        elif mark in (Mark.COMMA, Mark.STOP, Mark.PLUS, Mark.THEN, Mark.OR):
            is_after_short_word = self._previous in (Mark.WITH, Mark.INCLUDING)  # "w.", "w/", "incl."
            if not (is_after_short_word and mark in (Mark.STOP, Mark.OR)):
                self._start_clause(mark)
        elif mark is not Mark.COLON:
            self._before.add(mark)
            self._clause.marks.add(mark)
            if self._last is not None:
                self._last.marks_after.add(mark)
            elif mark is Mark.INCLUDING and self._parts:  # 10 miles, consisting of: ...
                self._parts[-1].marks_after.add(mark)
            if mark in (Mark.WITH, Mark.INCLUDING):  # what follows is said of something else
                self._last = None

    def _start_clause(self, joint: Mark, *, is_aside: bool | None = None, is_repeated: bool | None = None) -> None:
        self._clause = _Clause(
            is_aside=self._clause.is_aside if is_aside is None else is_aside,
            is_repeated=self._clause.is_repeated if is_repeated is None else is_repeated,
            joint=joint,
        )
        keeps = {Mark.WITH, Mark.INCLUDING} & self._before if joint is Mark.OPEN else set()
        self._before, self._times, self._last = keeps, 0, None

    def _add_length(self, length: Length) -> None:
        role = _Role.REPEATED if self._times or self._clause.is_repeated or length.is_ladder else _Role.MAIN
        part = _Part(length, role, self._clause, frozenset(self._before), times=max(self._times, 1))
        self._parts.append(part)
        self._last = part
        self._before, self._times = set(), 0

    def _role_by_words(self, part: _Part) -> _Role:
        before, after, clause = part.marks_before, part.marks_after, part.clause
        around = before | after
        if Mark.STRIDES in after or (Mark.STRIDES in clause.marks and part.role is _Role.REPEATED):
            return _Role.STRIDES
        if part.role is _Role.REPEATED:
            is_short = part.length.high <= _SHORT[part.length.dimension]
            after_main = any(other.role is _Role.MAIN for other in self._parts[: self._parts.index(part)])
            return _Role.STRIDES if is_short and after_main and not clause.is_repeated else _Role.REPEATED
        if Mark.TOTAL in around:
            return _Role.TOTAL
        place = self._parts.index(part)
        after_repeated = place > 0 and self._parts[place - 1].role in (_Role.REPEATED, _Role.RECOVERY)
        if after_repeated and (Mark.RECOVERY in around or Mark.WALK in around or Mark.WITH in before):
            return _Role.RECOVERY
        if Mark.WARM_UP in around or Mark.COOL_DOWN in around:
            return _Role.END
        if Mark.PART in before or Mark.INCLUDING in before or (Mark.WITH in before and place > 0):
            return _Role.PART
        if clause.is_aside:
            return _Role.ASIDE
        return _Role.MAIN
