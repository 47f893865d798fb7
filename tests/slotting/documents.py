"""Problem documents for tests: small ones for hypothesis, and realistic blocks of several months."""

from __future__ import annotations

import random
import re
from typing import Any

from hypothesis import strategies as st

from tests.slotting.oracle import KINDS, Document

SHORT = {"e": "easy", "rec": "recovery", "int": "intervals", "pace": "race_pace"}
TYPES = ["easy", "recovery", "cross", "long", "tempo", "intervals", "hills", "race_pace", "time_trial", "race"]
MINUTES = [45, 0, 20, 30, 31, 60, 60, 75, 89, 90, 90, 135, 210, 645]
SLOTS = ["am", "pm"]
WHY = ["away", "pain", "busy", "time", "gym", "health", "forbidden"]


def week(runs: str, **more: Any) -> Document:
    """Return a week from its short form, all runs in the morning: ``0e70 1int85 6race210(A,marathon)``."""
    table = []
    for word in runs.split():
        match = re.fullmatch(r"(\d)([a-z]+)(\d+)(?:\(([ABC]),(\w+)\))?", word)
        assert match, word
        day, kind, minutes, priority, distance = match.groups()
        run: Document = {"day": int(day), "slot": "am", "type": SHORT.get(kind, kind), "minutes": int(minutes)}
        if priority:
            run |= {"priority": priority, "distance": distance}
        table.append(run)
    return {"days": 7, "level": "experienced", "runs": table, **more}


def fortnight(first: str, second: str, **more: Any) -> Document:
    """Return two weeks from their short forms."""
    runs = week(first)["runs"] + [{**run, "day": run["day"] + 7} for run in week(second)["runs"]]
    return {"days": 14, "level": "experienced", "runs": runs, **more}


def wanted(*counts: tuple[int, int, int]) -> list[Document]:
    """Return the targets of consecutive weeks, each as heavy, moderate and light."""
    return [{"week": number, **dict(zip(KINDS, each, strict=True))} for number, each in enumerate(counts)]


def _sessions(first: int, last: int, most: int) -> st.SearchStrategy[list[Document]]:
    one = {"day": st.integers(first, last), "slot": st.sampled_from(SLOTS), "kind": st.sampled_from(KINDS)}
    return st.lists(st.fixed_dictionaries(one), max_size=most)


@st.composite
def _run(draw: st.DrawFn, day: int) -> Document:
    run: Document = {
        "day": day,
        "slot": draw(st.sampled_from(["am", "am", "am", "pm"])),
        "type": draw(st.sampled_from([*TYPES, "easy", "easy", "easy", "long", "tempo", "recovery"])),
        "minutes": draw(st.sampled_from(MINUTES)),
    }
    if run["type"] == "race":
        run["priority"] = draw(st.sampled_from("CCBA"))
        run["distance"] = draw(st.sampled_from(["10k", "10k", "half", "marathon"]))
    return run


@st.composite
def _runs(draw: st.DrawFn, first: int, last: int) -> list[Document]:
    """Draw runs: one on most days, none or two on some."""
    counts = draw(st.lists(st.sampled_from([1, 1, 1, 0, 2]), min_size=last - first + 1, max_size=last - first + 1))
    return [draw(_run(first + place)) for place, count in enumerate(counts) for _ in range(count)]


@st.composite
def documents(draw: st.DrawFn, days: tuple[int, ...] = (7, 7, 9, 14, 14, 16)) -> Document:
    """Draw a small problem that may use every part of the format."""
    length = draw(st.sampled_from(days))
    weeks = -(-length // 7)
    wrap = length == 7 and draw(st.booleans())
    level = st.sampled_from(["experienced", "experienced", "experienced", "novice"])
    counts = st.fixed_dictionaries({kind: st.sampled_from([1, 0, 2]) for kind in KINDS})
    closed = st.fixed_dictionaries(
        {"day": st.integers(0, length - 1)},
        optional={"slot": st.sampled_from(SLOTS), "kind": st.sampled_from(KINDS), "why": st.sampled_from(WHY)},
    )
    document: Document = {
        "days": length,
        "wrap": wrap,
        "level": draw(st.one_of(level, st.lists(level, min_size=weeks, max_size=weeks))),
        "stack": draw(st.booleans()),
        "active_rest": draw(st.booleans()),
        "runs": draw(_runs(0, 6) if wrap else _runs(-3, length + 2)),
        "targets": [{"week": number, **draw(counts)} for number in range(weeks)],
        "unavailable": draw(st.lists(closed, max_size=3)),
        "preferred_weekdays": draw(st.lists(st.integers(0, 6), max_size=3, unique=True)),
        "history": draw(_sessions(-8, -1, 3)),
        "locked": draw(_sessions(0, length - 1, 2)),
    }
    if draw(st.booleans()):
        document["start"] = f"2027-03-{draw(st.integers(1, 31)):02d}"
    if draw(st.booleans()):
        times = [st.sampled_from(["05:30", "07:00", "11:45"]), st.sampled_from(["12:00", "18:00", "23:30"])]
        document["anchors"] = dict(zip(SLOTS, (draw(time) for time in times), strict=True))
    return document


def months(seed: int, weeks: int) -> Document:
    """Return a realistic block: morning runs, some double days, a few races, history and locked sessions."""
    rng = random.Random(seed)
    days = 7 * weeks - rng.choice((0, 0, 3))
    shape = ["easy", "intervals", "easy", rng.choice(("tempo", "easy")), "easy", "recovery", "long"]
    runs: list[Document] = []
    for day in range(-10, days + 8):
        if rng.random() < 0.85:
            kind = shape[day % 7] if rng.random() < 0.8 else rng.choice(TYPES[:-1])
            runs.append({"day": day, "slot": "am", "type": kind, "minutes": rng.randint(25, 120)})
        if rng.random() < 0.1:
            runs.append({"day": day, "slot": "pm", "type": "easy", "minutes": rng.randint(20, 60)})
        if rng.random() < 0.02:
            race = {"priority": rng.choice("ABC"), "distance": rng.choice(("10k", "half", "marathon"))}
            runs.append({"day": day, "slot": "am", "type": "race", "minutes": rng.randint(35, 240), **race})

    def session(low: int, high: int) -> Document:
        return {"day": rng.randrange(low, high), "slot": rng.choice(SLOTS), "kind": rng.choice(KINDS)}

    return {
        "days": days,
        "level": rng.choice(("experienced", "experienced", "novice")),
        "stack": rng.random() < 0.3,
        "active_rest": rng.random() < 0.3,
        "runs": runs,
        "targets": [{"week": number, **{kind: rng.choice((0, 1, 1, 2)) for kind in KINDS}} for number in range(weeks)],
        "unavailable": [{"day": rng.randrange(days), "slot": "pm"} for _ in range(weeks)],
        "preferred_weekdays": rng.choice(([], [1, 3])),
        "history": [session(-8, 0) for _ in range(rng.randint(0, 4))],
        "locked": [session(0, days) for _ in range(rng.randint(0, weeks // 2))],
    }
