"""A file as a runner has after some weeks, and the command line called on copies of it in this process."""

from __future__ import annotations

import datetime as dt
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

from planner.cli import main
from planner.store import quick
from planner.training.workouts import Sport, Workout
from tests.cli.said import Said

TODAY = dt.date(2027, 2, 3)
_BLOCK = "new --template half --start 2027-01-04 --level experienced --body-mass 75"


def call(path: Path, *words: str, today: dt.date = TODAY) -> Said:
    """Run a command of the command line on a file."""
    out, err = StringIO(), StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        try:
            code = main(["--db", str(path), "--today", str(today), *words])
        except SystemExit as leaving:
            code = int(leaving.code or 0)
    return Said(code, out.getvalue(), err.getvalue())


def write_lived_in(path: Path) -> None:
    """Write a block with a month that was done."""
    for words in (
        _BLOCK,
        "add 2027-02-05 easy --distance 8 --title Club",
        "add 2027-06-09 long --distance 20 --title x",
    ):
        assert call(path, *words.split(), today=dt.date(2027, 1, 4)).code == 0
    for workout in quick.read_days(path, dt.date(2027, 1, 4), dt.date(2027, 1, 31)):
        if workout.is_training:
            assert call(path, "done", str(workout.id)).code == 0


def todays_run(path: Path) -> Workout:
    """Return the run of today."""
    return next(one for one in quick.read_days(path, TODAY, TODAY) if one.sport is Sport.RUN)
