from __future__ import annotations

from collections.abc import Callable

import pytest

HEAVY = ("sqlmodel", "sqlalchemy", "pydantic", "textual", "rich", "dateutil", "yaml")


@pytest.mark.parametrize(
    "module",
    ["planner.store", "planner.store.quick", "planner.store.journal", "planner.store.check_file",
     "planner.store.backups.restoring", "planner.store.compacting"],
)  # fmt: skip
def test_what_must_start_at_once_loads_neither_mapper_nor_screen(python: Callable[..., str], module: str) -> None:
    program = f"import sys, {module}; print([name for name in {HEAVY!r} if name in sys.modules])"
    assert python(program) == "[]\n"


def test_marking_done_and_undoing_load_no_mapper_either(python: Callable[..., str], filled: object) -> None:
    program = f"""
import datetime as dt, sys
from planner.store import journal, prepare, quick
from planner.training.workouts import Effort, Outcome
from planner.usecases.calendar.mark import with_outcome
path, at = sys.argv[1], dt.datetime(2027, 1, 4, tzinfo=dt.UTC)
prepare(path)
day = dt.date(2027, 1, 4)
done = with_outcome(quick.read_days(path, day, day)[0], Outcome(Effort()))
quick.write_workout(path, done, name="Done", now=at)
journal.undo(path, now=at)
print([name for name in {HEAVY!r} if name in sys.modules])
"""
    assert python(program, filled) == "[]\n"


def test_the_visible_days_need_no_json_and_no_typing(python: Callable[..., str], filled: object) -> None:
    program = """
import datetime as dt, sys
from planner.store import quick
quick.read_days(sys.argv[1], dt.date(2027, 1, 4), dt.date(2027, 2, 14))
print([name for name in ("json", "typing", "pathlib", "planner.store.migrations") if name in sys.modules])
"""
    assert python(program, filled) == "[]\n"
