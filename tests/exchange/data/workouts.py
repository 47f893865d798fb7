"""Workouts with every figure and any text, to write out."""

from __future__ import annotations

import datetime as dt

from hypothesis import strategies as st

from planner.training.workouts import (
    AS_PLANNED,
    ENTERED,
    RECORDED,
    Effort,
    Exercise,
    ExerciseSet,
    LegLoad,
    Outcome,
    RunKind,
    Slot,
    Sport,
    StoredStatus,
    StrengthKind,
    Workout,
)

TODAY = dt.date(2027, 1, 20)
FIRST = dt.date(2027, 1, 4)
HOSTILE = (
    "=cmd|' /C calc'!A0",
    "+1",
    "-2+3",
    "@SUM(A1)",
    "'=1+1",
    "''@x",
    "'quoted",
    'say "go", now',
    "a;b,c",
    "semi; =1",
    "Done: not yet",
    "<script>alert(1)</script>",
    "</style><img src=x onerror=alert(1)>",
    "a | b || c",
    "[link](javascript:alert(1))",
    "`code` *bold* _under_ \\ back",
    "\N{HEBREW LETTER ALEF}\N{COMBINING ACUTE ACCENT} 跑步 🏃",
    "// comment",
    "BEGIN:VCALENDAR",
)
"""Titles and notes that could be taken for something else."""

METRES = st.none() | st.integers(1, 500_000_000).map(lambda millimetres: millimetres / 1000)
SECONDS = st.none() | st.integers(1, 48 * 3600)
RPE = st.none() | st.integers(0, 20).map(lambda halves: halves / 2)
TEXT = st.sampled_from(HOSTILE) | st.text(max_size=30)
SETS = st.lists(
    st.builds(
        ExerciseSet,
        st.just(Exercise.REVERSE_SLED_PUSH),
        st.integers(1, 100),
        distance_m=st.sampled_from([10.0, 20.0, 22.5]),
        load_kg=st.sampled_from([None, 0.0, 56.0, 61.125]),
    )
    | st.builds(
        ExerciseSet,
        st.just(Exercise.WALL_SIT),
        st.integers(1, 20),
        hold_s=st.integers(1, 3600),
        knee_angle_deg=st.sampled_from([None, 120]),
        squeeze=st.booleans(),
    )
    | st.builds(
        ExerciseSet,
        st.just("farmers_carry"),
        st.integers(1, 20),
        repetitions=st.none() | st.integers(1, 50),
        leg_load=st.sampled_from(LegLoad),
    ),
    max_size=3,
).map(tuple)


@st.composite
def workouts(draw: st.DrawFn, *, with_outcome: bool = True) -> Workout:
    """One workout as the store may hold it."""
    sport = draw(st.sampled_from(Sport))
    kinds = {Sport.RUN: RunKind, Sport.STRENGTH: StrengthKind}.get(sport)
    sets = SETS if sport is Sport.STRENGTH else st.just(())
    effort = st.builds(Effort, METRES, SECONDS, RPE, sets)
    planned = draw(effort)
    status = draw(st.sampled_from(StoredStatus)) if with_outcome else StoredStatus.PLANNED
    outcome = st.builds(
        Outcome,
        effort,
        TEXT,
        st.sampled_from([AS_PLANNED, ENTERED, RECORDED]),
        st.none() | st.integers(0, 10),
        st.none() | st.integers(0, 10),
    )
    is_done = status in (StoredStatus.DONE, StoredStatus.UNPLANNED)
    known = [name for name in ("distance_m", "duration_s") if getattr(planned, name) is not None]
    return Workout(
        date=FIRST + dt.timedelta(draw(st.integers(0, 40))),
        sport=sport,
        kind=draw(st.none() | st.sampled_from(kinds)) if kinds else None,
        title=draw(TEXT),
        slot=draw(st.none() | st.sampled_from(Slot)),
        start=draw(st.none() | st.times().map(lambda time: f"{time:%H:%M}")),
        planned=Effort() if status is StoredStatus.UNPLANNED else planned,
        estimated=() if not known or status is StoredStatus.UNPLANNED else draw(st.sampled_from([(), (known[0],)])),
        actual=draw(outcome) if is_done else None,
        status=status,
        skip_reason=draw(TEXT) if status is StoredStatus.SKIPPED else None,
        original_date=draw(st.none() | st.just(FIRST)),
        note=draw(TEXT | st.lists(TEXT, max_size=4).map("\n".join)),
        block_id=draw(st.none() | st.integers(1, 3)),
        id=draw(st.integers(1, 10**6)),
    )
