"""The part that each figure plays in the words of a workout: the whole run, a part of it, a repetition, a recovery."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from planner.exchange.plans.words.figures_in_words import (
    Dimension,
    FigureToken,
    Length,
    Mark,
    Number,
    Times,
    read_tokens,
)

_SHORT = {Dimension.DISTANCE: 120.0, Dimension.TIME: 30.0}
"""Repetitions up to this length after a run are strides, which change its length by nothing."""


_JOINTS = (Mark.COMMA, Mark.STOP, Mark.PLUS, Mark.THEN, Mark.OR)


class Role(StrEnum):
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
class Clause:
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
class FigurePart:
    """A figure with its role."""

    length: Length
    role: Role
    clause: Clause
    marks_before: frozenset[Mark]
    marks_after: set[Mark] = field(default_factory=set)
    times: int = 1


def read_parts(text: str) -> tuple[list[FigurePart], int]:
    """Return the figures of a workout with their roles, and how often ``repeat 8 times`` says that all is done."""
    reader = _PartsReader()
    for token in read_tokens(text):
        reader.add(token)
    return reader.finish(), reader.times_of_all


class _PartsReader:
    """Gives each figure its role, token by token."""

    def __init__(self) -> None:
        self.times_of_all = 1
        self._parts: list[FigurePart] = []
        self._clause = Clause(is_aside=False, is_repeated=False, joint=Mark.STOP)
        self._stack: list[Clause] = []
        self._before: set[Mark] = set()  # the marks since the last figure or separator
        self._times = 0
        self._last: FigurePart | None = None  # the last figure of this clause
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

    def finish(self) -> list[FigurePart]:
        """Return all figures, now that the words after each are known too."""
        self._end_repetition()
        earlier: set[Role] = set()
        last_plain = max((at for at, part in enumerate(self._parts) if _is_plain_distance(part)), default=-1)
        for at, part in enumerate(self._parts):
            part.role = self._role_by_words(part, at, earlier, before_main=at < last_plain)
            earlier.add(part.role)
        return self._parts

    def _add_mark(self, mark: Mark) -> None:
        if mark is Mark.OPEN:
            self._stack.append(self._clause)
            is_repeated = self._times > 0 or self._clause.is_repeated
            is_aside = not is_repeated or self._clause.is_aside
            self._start_clause(Mark.OPEN, is_aside=is_aside, is_repeated=is_repeated)
        elif mark is Mark.CLOSE:
            self._close()
        elif mark is Mark.COLON:
            if self._last is not None:
                self._clause.is_heading = True
                self._start_clause(Mark.COMMA)
        elif mark not in _JOINTS:
            self._add_word(mark)
        elif not (
            self._previous in (Mark.WITH, Mark.INCLUDING) and mark in (Mark.STOP, Mark.OR)
        ):  # "w.", "w/", "incl."
            self._end_repetition()
            self._start_clause(mark)

    def _close(self) -> None:
        """Go on with the clause around the parenthesis that ends."""
        if self._stack:
            self._end_repetition()
            self._clause = self._stack.pop()
            self._last = next((part for part in reversed(self._parts) if part.clause is self._clause), None)
            self._times, self._before = 0, set()

    def _add_word(self, mark: Mark) -> None:
        self._before.add(mark)
        self._clause.marks.add(mark)
        if self._last is not None:
            self._last.marks_after.add(mark)
        elif mark is Mark.INCLUDING and self._parts:  # 10 miles, consisting of: ...
            self._parts[-1].marks_after.add(mark)
        if mark in (Mark.WITH, Mark.INCLUDING):  # what follows is said of something else
            self._last = None

    def _end_repetition(self) -> None:
        """Note repetitions of something that has no length: ``2 x (8 x 30-30)``."""
        if self._times and Mark.STRIDES not in self._clause.marks:
            nothing = Length(Dimension.DISTANCE, 0.0, 0.0)
            self._parts.append(FigurePart(nothing, Role.REPEATED, self._clause, frozenset(), times=self._times))
        self._times = 0

    def _start_clause(self, joint: Mark, *, is_aside: bool | None = None, is_repeated: bool | None = None) -> None:
        self._clause = Clause(
            is_aside=self._clause.is_aside if is_aside is None else is_aside,
            is_repeated=self._clause.is_repeated if is_repeated is None else is_repeated,
            joint=joint,
        )
        keeps = {Mark.WITH, Mark.INCLUDING} & self._before if joint is Mark.OPEN else set()
        self._before, self._times, self._last = keeps, 0, None

    def _add_length(self, length: Length) -> None:
        role = Role.REPEATED if self._times or self._clause.is_repeated or length.is_ladder else Role.MAIN
        part = FigurePart(length, role, self._clause, frozenset(self._before), times=max(self._times, 1))
        self._parts.append(part)
        self._last = part
        self._before, self._times = set(), 0

    def _role_by_words(self, part: FigurePart, at: int, earlier: set[Role], *, before_main: bool) -> Role:
        """Return the role of a figure, the surest sign first.

        Args:
            part: The figure.
            at: Which of the figures it is, from 0.
            earlier: The roles of the figures before it.
            before_main: Whether a distance of its own comes after it.
        """
        before, clause = part.marks_before, part.clause
        around = before | part.marks_after
        is_repeated = part.role is Role.REPEATED
        follows_repeated = at > 0 and self._parts[at - 1].role in (Role.REPEATED, Role.RECOVERY)
        is_short = is_repeated and 0 < part.length.high <= _SHORT[part.length.dimension] and not clause.is_repeated
        is_sprint = is_short and part.length.dimension is Dimension.TIME and before_main  # hill sprints 8 x 10 s + 5 mi
        says_rest = bool({Mark.RECOVERY, Mark.WALK} & around) or Mark.WITH in before
        says_part = bool({Mark.PART, Mark.INCLUDING} & before) or (Mark.WITH in before and at > 0)
        signs = (
            (Mark.STRIDES in part.marks_after or (Mark.STRIDES in clause.marks and is_repeated), Role.STRIDES),
            ((is_short and Role.MAIN in earlier) or is_sprint, Role.STRIDES),
            (is_repeated, Role.REPEATED),
            (Mark.TOTAL in around, Role.TOTAL),
            (follows_repeated and says_rest, Role.RECOVERY),
            (bool({Mark.WARM_UP, Mark.COOL_DOWN} & around), Role.END),
            (says_part, Role.PART),
            (clause.is_aside, Role.ASIDE),
        )
        return next((role for is_so, role in signs if is_so), Role.MAIN)


def _is_plain_distance(part: FigurePart) -> bool:
    """Return whether a figure that has no role yet is a distance of its own, of which no word says another thing."""
    said = part.marks_before | part.marks_after
    is_end = bool({Mark.WARM_UP, Mark.COOL_DOWN, Mark.RECOVERY, Mark.WALK, Mark.WITH} & said)
    return part.role is Role.MAIN and part.length.dimension is Dimension.DISTANCE and not is_end
