"""The formats that the planner reads: for each a few small files, and the door through which such a file comes in."""

from __future__ import annotations

import datetime as dt
import gzip
import json
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from planner.clock import Clock
from planner.config import read_settings
from planner.exchange.calendars.busy import read_busy_times
from planner.exchange.calendars.ics_events import read_events
from planner.exchange.plans.plan_files import read_plan_file_text
from planner.exchange.recordings.recording_files import read_recording
from planner.matching.parse_case import parse_cases
from planner.slotting.parse_problem import parse_problem, parse_problem_json
from planner.training.recordings import FileVerdict
from planner.usecases.files.plan_data import restore_document
from planner.usecases.planbook import Planbook
from tests.exchange.plans.hostile import TEXT_SAMPLES, read_or_refuse, workbook
from tests.exchange.plans.test_plan_csv import GRID, LIST
from tests.exchange.plans.test_plan_files import YAML
from tests.exchange.plans.test_plan_text import TEXT
from tests.exchange.recordings.csv_lists import strava_row, strava_text
from tests.exchange.recordings.fit_bytes import NOW
from tests.exchange.recordings.test_damaged_fit import samples as fit_samples
from tests.exchange.recordings.test_garmin_csv import COMMA, garmin_text
from tests.exchange.recordings.test_recording_files import GPX, PLAN, TCX, assert_it_is_an_answer, zip_of
from tests.slotting.documents import fortnight, wanted

FIRST, LAST = dt.date(2027, 1, 1), dt.date(2027, 3, 31)
SETTINGS = """athlete = "ann"
[screen]
theme = "calm"
glyphs = "ascii"
[athletes]
ann = "ann/planner.db"
[rules]
HC2 = 30
[keys]
done = "d"
undo = ["u", "ctrl+z"]
"""
CASE = {
    "id": "C1",
    "zone": "Europe/Berlin",
    "planned": [{"id": 1, "date": "2027-01-05", "sport": "run", "kind": "easy", "distance_m": 8000, "slot": "am"}],
    "activities": [
        {"id": "a", "local_start": "2027-01-05T07:02:00", "sport": "run", "distance_m": 8100.5, "duration_s": 2900},
        {"id": "b", "local_start": "2027-01-05T18:02:00+01:00", "sport": "unknown", "duration_s": 1800},
    ],
    "links": [{"item": 1, "activities": ["a"], "by": "auto"}],
    "refused": [[1, "b"]],
}
WORKOUT = {
    "id": 1, "block_id": 1, "date": "2027-01-05", "slot": "am", "start": "07:00", "sport": "run", "kind": "easy",
    "title": "L\u00e4uft", "note": "", "planned_distance_m": 8000.0, "planned_duration_s": 2700, "planned_rpe": None,
    "estimated": "", "state": "planned", "skip_reason": None, "original_date": None, "locked": 0, "reason": None,
    "actual_distance_m": None, "actual_duration_s": None, "actual_rpe": None, "actual_note": None,
    "actual_source": None, "version": 1,
}  # fmt: skip
DATA = {
    "format": "planner",
    "version": 1,
    "schema": 1,
    "database": None,
    "athlete": [
        {"id": 1, "body_mass_kg": 70.5, "sled_kg": None, "floor": None, "level": "novice", "easy_pace_s_per_km": None,
         "unit": "km", "week_start": 0, "version": 1},
    ],
    "block": [
        {"id": 1, "name": "Spring", "start": "2027-01-04", "days": 7, "race_date": None, "race_distance": None,
         "priority": "A", "level": "novice", "unit": "km", "source": "", "phases": "[]",
         "created": "2027-01-04T12:00:00Z", "version": 1},
    ],
    "item": [WORKOUT],
    "exercise_set": [],
    "slotting": [{"block_id": 1, "problem": "{}", "answer": "{}"}],
    "operation": [
        {"id": 3, "name": "Add", "at": "2027-01-04T12:00:00Z", "state": "done", "turned": None, "changes": 1,
         "size": 900},
    ],
    "change": [
        {"seq": 7, "operation_id": 3, "table_name": "item", "row_id": 1, "before": None, "after": json.dumps(WORKOUT)},
    ],
    "sqlite_sequence": [{"name": "item", "seq": 12}, {"name": "operation", "seq": 3}],
    "end": True,
}  # fmt: skip
"""All data of a small file of the first schema, whose columns never change."""
MARKDOWN = """| Week | Mon | Tue | Sun |
|---|---|:-:|---|
| **1** | Rest | 5 km easy | [10 km](x) |
| 2 | Rest | 6 x 400 m | 12 km |
"""


@dataclass(frozen=True, slots=True)
class Format:
    """A format and its door.

    Attributes:
        samples: Files that are read without a complaint.
        read: Takes a file as the planner does: it answers whether the file is used, or raises RefusedError.
    """

    samples: tuple[bytes, ...]
    read: Callable[[bytes], bool]


def _as_recording(content: bytes) -> bool:
    reading = read_recording("file", content, NOW)
    assert_it_is_an_answer(reading)
    return reading.verdict is not FileVerdict.SKIPPED


def _as_plan(name: str, content: bytes) -> bool:
    return read_or_refuse(content, name) is not None


def _as_busy_times(content: bytes) -> bool:
    found = read_events(content, "work.ics", FIRST, LAST)
    assert all("\n" not in problem for problem in found.problems)
    return bool(read_busy_times(found.events, FIRST, LAST).times)


def _as_file(read: Callable[[Path], object], content: bytes) -> bool:
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory) / "file"
        path.write_bytes(content)
        return read(path) is not None


def _read_problem(path: Path) -> object:
    return parse_problem(parse_problem_json(read_plan_file_text(path), source="file"), source="file")


def _plan(name: str, *samples: str) -> Format:
    return Format(tuple(sample.encode() for sample in samples), partial(_as_plan, name))


def _archive() -> bytes:
    rows = strava_text(strava_row(filename="activities/12.gpx.gz"), strava_row("9002", title="Typed in"))
    return zip_of(
        **{
            "activities_csv": rows.encode(),
            "activities/12_gpx_gz": gzip.compress(GPX, mtime=0),
            "run_fit": fit_samples()[0],
        }
    )


def _restore(path: Path) -> object:
    return restore_document(Planbook(path.with_name("planner.db"), Clock(FIRST)), path)


FORMATS = {
    "FIT": Format(tuple(fit_samples()), _as_recording),
    "GPX": Format((GPX,), _as_recording),
    "TCX": Format((TCX,), _as_recording),
    "compressed GPX and TCX": Format((gzip.compress(GPX, mtime=0), gzip.compress(TCX, mtime=0)), _as_recording),
    "Strava CSV": Format((strava_text(strava_row(), strava_row("9002", title="Typed in")).encode(),), _as_recording),
    "Garmin CSV": Format((garmin_text().encode(), garmin_text("german", COMMA).encode()), _as_recording),
    "ZIP": Format((_archive(),), _as_recording),
    "plan YAML": _plan("plan.yaml", YAML, TEXT_SAMPLES["tree.yaml"]),
    "plan JSON": _plan("plan.json", TEXT_SAMPLES["weeks.json"], TEXT_SAMPLES["dated.json"]),
    "plan CSV": _plan("plan.csv", PLAN.decode(), GRID, LIST),
    "plan Markdown": _plan("plan.md", MARKDOWN),
    "plan XLSX": Format((workbook(),), partial(_as_plan, "plan.xlsx")),
    "plan ICS": _plan("plan.ics", TEXT_SAMPLES["plan.ics"]),
    "plan text": _plan("plan.txt", TEXT),
    "busy times ICS": Format((TEXT_SAMPLES["plan.ics"].encode(),), _as_busy_times),
    "settings TOML": Format((SETTINGS.encode(),), partial(_as_file, read_settings)),
    "matching case JSON": Format(
        (json.dumps(CASE).encode(), json.dumps([CASE, CASE]).encode()),
        partial(_as_file, lambda path: parse_cases(read_plan_file_text(path), source="file")),
    ),
    "slotting problem JSON": Format(
        (
            json.dumps(
                fortnight("0easy60 1int85 6long120", "1tempo60 6race210(A,marathon)", targets=wanted((1, 0, 1)))
            ).encode(),
        ),
        partial(_as_file, _read_problem),
    ),
    "data JSON": Format((json.dumps(DATA, indent=1).encode(), json.dumps(DATA).encode()), partial(_as_file, _restore)),
}
