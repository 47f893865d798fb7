"""The numbers of events over a life of edits: higher with each change of what one says, and only then."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from planner.clock import Clock
from planner.exchange.calendars.event_files import ReadEvent, read_event
from planner.exchange.calendars.workout_events import EventStatus
from planner.store import check_file, edit, quick
from planner.store.backups.manual_backups import back_up
from planner.store.backups.restoring import restore
from planner.store.published_events import read_published_events
from planner.training.refusal import RefusedError
from planner.training.workouts import StoredStatus, Workout
from planner.usecases import history
from planner.usecases.exports.calendar_file import export_calendar
from planner.usecases.exports.scope import Scope
from planner.usecases.planbook import Planbook
from tests.examples import seeds

STEPS = 25


class Subscriber:
    """A calendar that reads the file again and again, and takes an event only by a higher number."""

    def __init__(self) -> None:
        self.events: dict[str, ReadEvent] = {}
        self.stamps: dict[str, str] = {}
        self.changes = 0

    def read(self, text: str) -> None:
        """Take the events of the file, and check that none of them is missed."""
        head, *parts = text.split("BEGIN:VEVENT\r\n")
        seen: set[str] = set()
        for part in parts:
            event = read_event(f"{head}BEGIN:VEVENT\r\n{part}", "plan.ics")
            stamp = next(line for line in part.splitlines() if line.startswith("DTSTAMP"))
            seen.add(event.uid)
            if (known := self.events.get(event.uid)) is not None:
                is_other = event.digest != known.digest
                assert (event.sequence > known.sequence) is is_other
                assert is_other or (event.sequence, stamp) == (known.sequence, self.stamps[event.uid])
                self.changes += is_other
            assert event.revision == event.sequence
            self.events[event.uid], self.stamps[event.uid] = event, stamp
        assert self.events.keys() == seen

    def standing(self) -> set[str]:
        """Return the UIDs of the events that take place."""
        return {uid for uid, event in self.events.items() if event.status is EventStatus.CONFIRMED}


def change_one(book: Planbook, chance: Random, how: Callable[[Workout], Workout]) -> None:
    planned = [one for one in quick.read_all_workouts(book.path) if one.is_open]
    if planned:
        with edit(book.path, "Change", now=book.clock.now()) as repository:
            repository.replace_workout(how(repository.workout(chance.choice(planned).id)))


def delete_one(book: Planbook, chance: Random) -> None:
    workouts = quick.read_all_workouts(book.path)
    if len(workouts) > 5:
        with edit(book.path, "Delete", now=book.clock.now()) as repository:
            repository.remove_workout(chance.choice(workouts).id)


def add_one(book: Planbook, chance: Random) -> None:
    workouts = quick.read_all_workouts(book.path)
    if workouts:  # undo may have taken the whole season back
        with edit(book.path, "Add", now=book.clock.now()) as repository:
            repository.add_workouts([replace(chance.choice(workouts), block_id=None, replaced_by_id=None)])


def live_a_day(book: Planbook, chance: Random, kept: list[Path]) -> None:
    """Do something to the plan, as a runner may."""
    later = dt.timedelta(days=chance.randrange(1, 5))
    match chance.randrange(9):
        case 0:
            change_one(book, chance, lambda one: replace(one, date=one.date + later))
        case 1:
            change_one(book, chance, lambda one: replace(one, note=f"note {chance.randrange(3)}"))
        case 2:
            change_one(book, chance, lambda one: replace(one, status=StoredStatus.SKIPPED, skip_reason="rain"))
        case 3:
            delete_one(book, chance)
        case 4:
            add_one(book, chance)
        case 5 | 6:
            history.undo(book)
        case 7:
            history.redo(book)
        case _ if kept and chance.random() < 0.6:
            restore(book.path, chance.choice(kept))
        case _:
            kept.append(back_up(book.path, book.path.with_name(f"kept-{len(kept)}.db")))


@pytest.mark.parametrize("seed", seeds(3, 60))
def test_a_calendar_that_reads_again_and_again_is_never_left_behind(season: Planbook, seed: int) -> None:
    chance, kept, calendar = Random(seed), list[Path](), Subscriber()
    calendar.read(export_calendar(season, Scope()).text)
    for day in range(STEPS):
        book = replace(season, clock=Clock(season.today + dt.timedelta(days=day)))
        try:
            live_a_day(book, chance, kept)
        except RefusedError:  # there is nothing to undo, or a workout has moved past the end
            continue
        calendar.read(export_calendar(book, Scope()).text)
        training = [one for one in quick.read_all_workouts(book.path) if one.is_training]
        there = {one.id for one in training if one.status is not StoredStatus.SKIPPED}
        assert {int(uid.rpartition("-")[2]) for uid in calendar.standing()} == there
    assert calendar.changes > 5
    assert check_file.check_database(season.path) == []


def test_two_exports_of_one_state_say_the_same(season: Planbook) -> None:
    first = export_calendar(season, Scope())
    tomorrow = replace(season, clock=Clock(season.today + dt.timedelta(days=1)))
    assert export_calendar(tomorrow, Scope()) == first
    assert {event.sequence for event in read_published_events(season.path).values()} == {0}
