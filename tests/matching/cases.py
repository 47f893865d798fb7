"""Workouts and recordings of a few days, for the tests of matching."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st

from planner.matching import MatchAnswer, match_recordings
from planner.training.recordings import LinkMaker, Recording, RecordingLink
from planner.training.workouts import Effort, Outcome, RunKind, Slot, Sport, StoredStatus, StrengthKind, Workout

DAY = dt.date(2027, 1, 6)
NAMES = "abcdefghijklmnopqrstuvwxyz"


def run(number: int, km: float | None = 8, *, day: int = 0, kind: str | None = "easy", **more: Any) -> Workout:
    """A planned run, its time estimated at 6 min/km, so many days after Wednesday 6 January."""
    planned = Effort(km * 1000, round(km * 360)) if km is not None else Effort()
    settings = {"planned": planned, "estimated": ("duration_s",), "title": "", **more}
    return Workout(date=DAY + dt.timedelta(days=day), sport=Sport.RUN, kind=kind, id=number, **settings)


def strength(number: int, minutes: int | None = 45, *, day: int = 0, **more: Any) -> Workout:
    """A planned strength session."""
    planned = Effort(duration_s=None if minutes is None else minutes * 60)
    date = DAY + dt.timedelta(days=day)
    return Workout(date, Sport.STRENGTH, StrengthKind.HEAVY, "", planned=planned, id=number, **more)


def done_by_hand(workout: Workout, km: float | None = None, minutes: int | None = None) -> Workout:
    """The workout marked done with typed figures."""
    effort = Effort(None if km is None else km * 1000, None if minutes is None else minutes * 60)
    return Workout(
        workout.date, workout.sport, workout.kind, "", planned=workout.planned, estimated=workout.estimated,
        actual=Outcome(effort), status=StoredStatus.DONE, id=workout.id,
    )  # fmt: skip


def recorded(
    name: str, km: float | None, clock: str, *, day: int = 0, minutes: float | None = None, **more: Any
) -> Recording:
    """A recording in UTC, named by a letter; its timer says 6 min/km where no minutes are given."""
    hour, minute = map(int, clock.split(":"))
    start = dt.datetime.combine(DAY + dt.timedelta(days=day), dt.time(hour, minute))
    seconds = minutes * 60 if minutes is not None else km * 360 if km is not None else None
    metres = None if km is None else km * 1000
    settings = {"sport": Sport.RUN, "distance_m": metres, "duration_s": seconds, "elapsed_s": seconds, **more}
    return Recording(start_utc=start.replace(tzinfo=dt.UTC), local_start=start, id=1 + NAMES.index(name), **settings)


def link(item: int, names: str, maker: LinkMaker = LinkMaker.AUTO) -> list[RecordingLink]:
    """Links of recordings, named by letters, to a workout."""
    return [RecordingLink(item, 1 + NAMES.index(name), maker) for name in names]


def name_of(number: int) -> str:
    """The letter of a recording."""
    return NAMES[number - 1]


def matched(
    workouts: Sequence[Workout],
    recordings: Sequence[Recording],
    links: Sequence[RecordingLink] = (),
    refused: Sequence[tuple[int, str]] = (),
) -> dict[str, Any]:
    """The answer as a document, with recordings named by letters."""
    pairs = [(item, 1 + NAMES.index(name)) for item, name in refused]
    return match_recordings(workouts, recordings, links, pairs).to_json(name_of)


def links_of(answer: MatchAnswer, links: Sequence[RecordingLink]) -> list[RecordingLink]:
    """The links there are after an answer was taken: the runner's own, and all that are sure or kept."""
    own = [each for each in links if each.made_by is not LinkMaker.AUTO]
    locked = {each.recording_id for each in own}
    auto = [
        RecordingLink(pair.item, part, LinkMaker.AUTO)
        for pair in answer.pairs
        for part in pair.activities
        if part not in locked
    ]
    return own + auto


def crowded_days(seed: int) -> tuple[list[Workout], list[Recording]]:
    """A few crowded days: amounts and times are coarse, so that ties, neighbours and doubts are common."""
    random_ = random.Random(seed)
    workouts: list[Workout] = []
    for number in range(1, random_.randint(1, 6)):
        kind = random_.choice([RunKind.EASY, RunKind.EASY, RunKind.TEMPO, RunKind.RACE])
        slot = random_.choice([None, None, Slot.AM, Slot.PM])
        start = random_.choice([None, None, "07:00", "18:30"])
        day = random_.randint(0, 3) if random_.random() < 0.4 else 0
        workout = run(number, random_.choice([5, 8, 8.05, 10, 16]), day=day, kind=kind, slot=slot, start=start)
        if random_.random() < 0.15:
            workout = done_by_hand(workout, km=random_.choice([5, 8, 9]))
        elif random_.random() < 0.1:
            workout = strength(number, day=day)
        workouts.append(workout)
    recordings = []
    for name in NAMES[: random_.randint(1, 7)]:
        clock = random_.choice(["00:30", "03:10", "07:00", "07:30", "08:00", "08:20", "12:00", "18:00", "18:40"])
        sport = random_.choice([Sport.RUN] * 7 + [Sport.STRENGTH])
        km = random_.choice([0.4, 3, 5, 5.1, 8, 8.1, 9, 10, 16.2, None])
        day = random_.randint(0, 4) if random_.random() < 0.4 else 0
        minutes = 30 if km is None else None
        recordings.append(
            recorded(
                name, km, clock, day=day, minutes=minutes, sport=sport, is_race=random_.random() < 0.1,
                sport_said=random_.random() < 0.95,
            )
        )  # fmt: skip
    return workouts, recordings


def days() -> st.SearchStrategy[tuple[list[Workout], list[Recording]]]:
    """Any crowded days."""
    return st.integers(0, 2**32).map(crowded_days)
