"""A map of prices: every half day of a block's weeks, with what strength costs there or what forbids it.

All of it is what the slotter says of the places (`planner.usecases.strength.explain`); nothing is worked out again.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from enum import Enum
from itertools import groupby
from typing import NamedTuple

from planner.training.blocks import Block
from planner.training.leg_load import counted_kind
from planner.training.weeks import WEEK
from planner.training.workouts import Slot, Sport, StoredStatus, StrengthKind, Workout
from planner.usecases.blocks.draft_model import Draft
from planner.usecases.blocks.slotting_problem import is_movable
from planner.usecases.planbook import Planbook
from planner.usecases.strength.explain import CandidateReason, DayReasons, explain_calendar_week, explain_draft_days

_CLOSING_RULES = frozenset({"HC1", "HC2"})
"""The rules of a half day that is closed or has no runs: there is no place at all, at any price."""


class PlaceMark(Enum):
    """What a map shows of a half day, for one kind of session."""

    HERE = "the plan has the session here"
    BEST = "the slotter would have one here, the plan has none"
    OPEN = "a session here costs some points more, or is as good"
    FORBIDDEN = "a rule forbids it"
    CLOSED = "there is no place, or none is asked for"


class MapPlace(NamedTuple):
    """A half day of a map, for one kind of session.

    Attributes:
        day: Its date.
        slot: The half of the day.
        kind: The kind of session.
        mark: What the map shows.
        reason: What the slotter says of it; None where the week asks for nothing of the kind, or the day is past.
        session: The session of the kind that the plan has there.
    """

    day: dt.date
    slot: Slot
    kind: StrengthKind
    mark: PlaceMark
    reason: CandidateReason | None
    session: Workout | None

    @property
    def extra(self) -> int | None:
        """How many points more the best plan with a session here costs; None where it cannot be, or is past."""
        return self.reason.regret if self.reason is not None else None

    @property
    def words(self) -> str:
        """What forbids it in a word or two: ``24 h``, ``long``; else empty."""
        return self.reason.words if self.reason is not None else ""


class PricedWeek(NamedTuple):
    """A week of a block on a map.

    Attributes:
        block: The block; None where the only day is in none, or its strength is not slotted.
        days: Its days, in order.
        kinds: The kinds of session that it asks for or has, heavy first.
        places: Every half day for each of the kinds.
        workouts: Its workouts, in calendar order.
        notes: What else is to say of a day, for some days.
        as_of: The day that the prices are of; nothing is weighed for a day before it.
    """

    block: Block | None
    days: tuple[dt.date, ...]
    kinds: tuple[StrengthKind, ...]
    places: Mapping[tuple[dt.date, Slot, StrengthKind], MapPlace]
    workouts: tuple[Workout, ...]
    notes: Mapping[dt.date, str]
    as_of: dt.date

    def runs_on(self, day: dt.date) -> tuple[Workout, ...]:
        """Return the workouts of a day without its strength."""
        return tuple(one for one in self.workouts if one.date == day and one.sport is not Sport.STRENGTH)

    def sessions_of(self, kind: StrengthKind) -> list[Workout]:
        """Return the sessions of a kind that are planned, in calendar order."""
        return [one for one in self.workouts if counted_kind(one) is kind and one.is_open]

    def session_to_move(self, kind: StrengthKind, day: dt.date) -> Workout | None:
        """Return the session of a kind that a move to a day would take: the nearest that may move, else the nearest."""
        if self.block is None:
            return None
        sessions = self.sessions_of(kind)
        free = [one for one in sessions if is_movable(one, self.block, self.as_of)]
        return min(free or sessions, key=lambda one: (abs(one.date - day), one.date), default=None)


def price_week(book: Planbook, day: dt.date) -> PricedWeek:
    """Return the map of the block's week that a day is in, as the calendar has it.

    Raises:
        RefusedError: The settings name an unknown slotting rule, or a value it cannot have.
    """
    week = explain_calendar_week(book, day)
    return _price(week.block, week.days, week.workouts, min(day, book.today))


def price_draft(draft: Draft) -> tuple[PricedWeek, ...]:
    """Return the map of a draft, a week after the other."""
    block = draft.block
    weeks = groupby(explain_draft_days(draft), key=lambda reasons: block.week_index(reasons.day))
    by_week = {
        index: tuple(workouts)
        for index, workouts in groupby(draft.workouts, key=lambda workout: (workout.date - block.start) // WEEK)
    }
    return tuple(_price(block, tuple(days), by_week.get(index, ()), block.start) for index, days in weeks)


def _price(block: Block | None, days: Sequence[DayReasons], workouts: Sequence[Workout], as_of: dt.date) -> PricedWeek:
    reasons = {(each.day, one.slot, one.kind): one for each in days for one in each.candidates}
    sessions = {
        (one.date, one.slot, kind): one
        for one in workouts
        if one.status is not StoredStatus.SKIPPED and (kind := counted_kind(one)) is not None
    }
    kinds = _kinds_of((*reasons, *sessions))
    places = {}
    for each in days:
        for slot in Slot:
            for kind in kinds:
                key = each.day, slot, kind
                reason = reasons.get(key) if each.day >= as_of else None
                session = sessions.get(key)
                places[key] = MapPlace(*key, _mark(reason, session), reason, session)
    notes = {each.day: each.note for each in days if each.note}
    return PricedWeek(block, tuple(each.day for each in days), kinds, places, tuple(workouts), notes, as_of)


def _kinds_of(places: Iterable[tuple[dt.date, Slot | None, StrengthKind]]) -> tuple[StrengthKind, ...]:
    found = {kind for _, _, kind in places}
    return tuple(kind for kind in StrengthKind if kind in found)


def _mark(reason: CandidateReason | None, session: Workout | None) -> PlaceMark:
    if session is not None:
        return PlaceMark.HERE
    if reason is None or reason.rule in _CLOSING_RULES:
        return PlaceMark.CLOSED
    if reason.rule is not None:
        return PlaceMark.FORBIDDEN
    return PlaceMark.BEST if reason.status in ("best", "chosen") else PlaceMark.OPEN
