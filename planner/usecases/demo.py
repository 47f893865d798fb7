"""A believable runner to look around with: 26 weeks of history and a half-marathon block in its fifth week.

Everything is made by the same use cases a person drives, from today's date and a fixed seed, so that the same day shows
the same demo. The database lives in a temporary directory and goes with it.
"""

from __future__ import annotations

import datetime as dt
import random
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from planner import store
from planner.training.blocks import Athlete, Block
from planner.training.doses import Equipment, Floor
from planner.training.goals import Wish
from planner.training.load import USUAL_CROSS_RPE, USUAL_RPE
from planner.training.paces import estimated_duration
from planner.training.runplans import generate
from planner.training.screening import harmless
from planner.training.templates import template, wish_of
from planner.training.weeks import first_day_of_week
from planner.training.wording import asks_for_work
from planner.training.workouts import (
    TYPED,
    Effort,
    Level,
    Outcome,
    RunKind,
    Slot,
    Sport,
    State,
    Workout,
)
from planner.usecases.blocks import commit
from planner.usecases.blocks.draft_model import Draft
from planner.usecases.blocks.options import Choices, Unavailable
from planner.usecases.calendar import mark
from planner.usecases.planbook import Planbook
from planner.usecases.queries import read_days

_SEED = 20_26
_EASY_PACE = 345.0
_RUNNER = Athlete(
    body_mass_kg=68.0,
    sled_kg=12.0,
    floor=Floor.GYM_TURF,
    level=Level.EXPERIENCED,
    easy_pace_s_per_km=_EASY_PACE,
    screening=harmless().to_text(),
)
_CHOICES = Choices(
    level=Level.EXPERIENCED,
    unavailable=(Unavailable(2, Slot.PM),),
    easy_pace=_EASY_PACE,
    equipment=Equipment(_RUNNER.body_mass_kg, _RUNNER.sled_kg, Floor.GYM_TURF),
)
_WEEKS_IN = 4
_REASONS = ("cold", "work trip", "ice on the roads", "slept badly")
_NOTES = ("Legs heavy at first, then fine.", "Windy along the river.", "Felt easy.", "Quads noticed the sled.", "")


@dataclass(frozen=True, slots=True)
class Demo:
    """The demo's planbook, and the block that runs in it."""

    book: Planbook
    block: Block


@contextmanager
def demo_book(book: Planbook) -> Iterator[Demo]:
    """A filled throw-away database; ``book`` gives the clock and the settings."""
    with tempfile.TemporaryDirectory(prefix="planner-demo-", ignore_cleanup_errors=True) as directory:
        yield fill(replace(book, path=Path(directory) / "demo.db", athlete=""))


def fill(book: Planbook) -> Demo:
    """Fill a new database: a marathon block and a 10 km block behind the runner, a half marathon ahead."""
    store.prepare(book.path)
    monday = first_day_of_week(book.today)
    start = monday - dt.timedelta(weeks=_WEEKS_IN)
    rng = random.Random(_SEED)  # noqa: S311 - a demo, not a secret
    for name, title, weeks_ago, peak_m in (
        ("marathon", "Marathon", 26, 58_000.0),
        ("10k", "10 km, fast", 10, 48_000.0),
        ("half", "Half marathon", 0, 60_000.0),
    ):
        first = start - dt.timedelta(weeks=weeks_ago)
        choices = replace(_CHOICES, start=first, name=title)
        wish = wish_of(template(name), peak_m)
        block = _live(book, commit.draft(book, generate(wish), choices), wish, monday, rng)
    for item in read_days(book, monday, book.today - dt.timedelta(days=1)):
        if asks_for_work(item):
            effort = _effort(item, rng)
            mark.mark_done(book, item.id, distance_m=effort.distance_m, duration_s=effort.duration_s, rpe=effort.rpe)
    return Demo(book, block)


def _live(book: Planbook, drafted: Draft, wish: Wish, until: dt.date, rng: random.Random) -> Block:
    """Store a draft with everything before ``until`` lived through."""
    items = tuple(_lived(item, rng) if item.date < until else item for item in drafted.items)
    return commit.commit(book, replace(drafted, items=items), _RUNNER, wish=wish)


def _lived(item: Workout, rng: random.Random) -> Workout:
    """What became of a past workout: mostly done, now and then moved, skipped or forgotten."""
    if not asks_for_work(item):
        return item
    chance = rng.random()
    if item.kind != RunKind.RACE:
        if chance < 0.04:
            return replace(item, state=State.SKIPPED, skip_reason=rng.choice(_REASONS))
        if chance < 0.07:
            return item
    outcome = Outcome(_effort(item, rng), rng.choice(_NOTES) if chance > 0.8 else "", TYPED)
    done = replace(item, state=State.DONE, actual=outcome)
    before_a_rest_day = item.date.weekday() in (3, 6)
    if chance < 0.3 and item.sport is Sport.RUN and item.kind != RunKind.RACE and before_a_rest_day:
        return replace(done, date=item.date + dt.timedelta(days=1), original_date=item.date)
    return done


def _effort(item: Workout, rng: random.Random) -> Effort:
    if item.sport is Sport.STRENGTH:
        return replace(item.planned, rpe=(item.planned.rpe or 6.0) + rng.choice((-1.0, 0.0, 0.0, 1.0)))
    kind = RunKind(item.kind) if item.sport is Sport.RUN and item.kind else RunKind.EASY
    metres = round((item.planned.distance_m or 5_000.0) * rng.uniform(0.96, 1.04), -1)
    if kind is RunKind.RACE:
        metres = item.planned.distance_m or metres
    seconds = round(estimated_duration(kind, metres, _EASY_PACE) * rng.uniform(0.97, 1.03))
    usual = USUAL_RPE[kind] if item.sport is Sport.RUN else USUAL_CROSS_RPE
    return Effort(metres, seconds, usual + rng.choice((-1.0, 0.0, 0.0, 0.0, 1.0)))
