"""A session of today, and the app over it with a clock that a test moves."""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot

from planner import store
from planner.clock import Clock
from planner.config import Settings
from planner.session_clock import Moment
from planner.training.screening import QUESTIONS, Question
from planner.training.workouts import ExerciseSet, StrengthKind, Workout
from planner.tui.app import PlannerApp
from planner.tui.session.screen import SessionScreen
from planner.usecases import screening
from planner.usecases.planbook import Planbook
from tests.tui.season import NOON, SIT, SLED, TODAY, strength

OpenSession = Callable[..., AbstractAsyncContextManager[Pilot[None]]]
"""``async with open_session(book, width, height) as pilot``: the app on the session screen."""
Keep = Callable[..., Planbook]
"""``keep(workout, ...)``: a planbook with these workouts, all health questions answered well."""


class MovedClock:
    """A clock that only a test moves; looked at every few milliseconds."""

    poll_s = 0.004

    def __init__(self) -> None:
        self.wall_s = NOON.timestamp()
        self.boot_s = 1000.0
        self.boot = "first"

    def now(self) -> Moment:
        return Moment(self.wall_s, self.boot_s, self.boot)

    def advance(self, seconds: float) -> None:
        self.wall_s += seconds
        self.boot_s += seconds


@pytest.fixture
def clock() -> MovedClock:
    """The clock of the session."""
    return MovedClock()


@pytest.fixture
def open_session(clock: MovedClock) -> OpenSession:
    """The app on the session screen, with the clock that the test moves."""

    @asynccontextmanager
    async def opened(
        book: Planbook, width: int = 80, height: int = 24, keys: tuple[str, ...] = ("4",)
    ) -> AsyncIterator[Pilot[None]]:
        app = PlannerApp(book, clock=clock)
        app.begins_with_first_screen = False
        async with app.run_test(size=(width, height)) as pilot:
            await pilot.pause()
            await pilot.press(*keys)
            await pilot.pause()
            yield pilot

    return opened


def heavy(day: dt.date = TODAY, *sets: ExerciseSet, **more: object) -> Workout:
    """A heavy session, with five rounds and two wall sits where no sets are given."""
    session = strength(day, StrengthKind.HEAVY, **more)
    return replace(session, planned=replace(session.planned, sets=sets or (SLED, SIT)))


@pytest.fixture
def keep(tmp_path: Path) -> Keep:
    """Returns a planbook with given workouts, and all health questions answered so that nothing is kept out."""

    def kept(*workouts: Workout, is_screened: bool = True) -> Planbook:
        path = tmp_path / "session.db"
        store.prepare(path)
        with store.edit(path, "add", now=NOON) as plan:
            plan.add_workouts(list(workouts))
        book = Planbook(path, Clock(TODAY), Settings())
        if is_screened:
            screening.answer_questions(book, {question.name: good_answer(question) for question in QUESTIONS})
        return book

    return kept


def good_answer(question: Question) -> str:
    """The answer to a health question that keeps nothing out."""
    return next(choice for choice in question.choices if choice != question.alarm_answer)


def session_screen(pilot: Pilot[None]) -> SessionScreen:
    """The session screen, under whatever sheet."""
    screen = pilot.app.screen_stack[0]
    assert isinstance(screen, SessionScreen)
    return screen
