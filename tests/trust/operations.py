"""The operations that the sweeps interrupt: commands of the planner, the files they begin with, and what they leave."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from functools import cache
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

from planner.cli import main
from planner.store import check_file, connections, journal, prepare
from planner.store.backups.backup_names import is_sound, list_backup_names
from tests.dump import Dump, canonical
from tests.exchange.recordings.csv_lists import strava_row, strava_text
from tests.many_runs import FIRST_DAY, add_many_runs
from tests.store.test_upgrades import old_file
from tests.tui.season import TODAY, write_season

Look = Callable[[Path], object]


def database_in(directory: Path) -> Path:
    """The path of the database that the operations work on."""
    return directory / "planner.db"


def arguments(directory: Path, *words: str) -> list[str]:
    """The words of a command on that database, on the day of the season."""
    return ["--db", str(database_in(directory)), "--today", TODAY.isoformat(), *words]


def run_here(directory: Path, *words: str) -> str:
    """Run a command in this process, which must succeed; return what it said."""
    with redirect_stdout(StringIO()) as said, redirect_stderr(said):
        assert main(arguments(directory, *words)) == 0, said.getvalue()
    return said.getvalue()


def look_at_database(directory: Path) -> object:
    """Everything the runner has; a sentence where there is no database."""
    path = database_in(directory)
    return canonical(path) if path.exists() else "no database"


def look_at_upgraded(directory: Path) -> object:
    """Everything the runner has once the file is upgraded, which it must still allow."""
    copy = directory / "copy" / "planner.db"
    shutil.rmtree(copy.parent, ignore_errors=True)
    copy.parent.mkdir()
    for each in (database_in(directory), database_in(directory).with_name("planner.db-journal")):
        if each.exists():
            shutil.copy(each, copy.parent)
    prepare(copy)
    found = canonical(copy)
    shutil.rmtree(copy.parent)
    return found


def look_at_text(directory: Path) -> object:
    """The exported text; None where there is none."""
    path = directory / "plan.txt"
    return path.read_text(encoding="utf-8") if path.exists() else None


def look_at_backups(directory: Path) -> object:
    """What is in the backups."""
    return [canonical(each.path) for each in list_backup_names(database_in(directory))]


def look_at_first_start(directory: Path) -> object:
    """Everything the runner has; where there is no database yet, what an empty one holds."""
    path = database_in(directory)
    return canonical(path) if path.exists() else _what_an_empty_database_holds()


@cache
def _what_an_empty_database_holds() -> Dump:
    with TemporaryDirectory() as directory:
        path = Path(directory) / "planner.db"
        prepare(path)
        return canonical(path)


def problems_in(directory: Path) -> list[str]:
    """What is wrong with the database and its backups, but for unfinished files, which the next start clears away."""
    path = database_in(directory)
    if not path.exists():
        return []
    found = [problem for problem in check_file.check_database(path) if "was interrupted" not in problem]
    return [*found, *(f"{each.path} is unsound" for each in list_backup_names(path) if not is_sound(each.path))]


@dataclass(frozen=True)
class Operation:
    """A command that a sweep interrupts.

    Attributes:
        name: What it is called in the figures.
        words: The words of the command, given the directory.
        set_up: Writes the files that it begins with.
        look: What is compared: as before, or as after.
    """

    name: str
    words: Callable[[Path], list[str]]
    set_up: Callable[[Path], None]
    look: Look = look_at_database

    def prepare(self, directory: Path) -> tuple[object, object]:
        """Write the files that the operation begins with, and return how it looks before and after it.

        The operation is tried here once, so that a child has imported all it needs and its calls are always the same.
        """
        directory.mkdir()
        self.set_up(directory)
        before = self.look(directory)
        shutil.copytree(directory, tried := directory.with_name(f"{directory.name}-tried"))
        run_here(tried, *self.words(tried)[4:])
        after = self.look(tried)
        shutil.rmtree(tried)
        return before, after


def _season(directory: Path) -> None:
    write_season(database_in(directory))


def _season_and_forty_recordings(directory: Path) -> None:
    """The season, and a list of forty runs, most of which are its own."""
    _season(directory)
    rows = []
    for number in range(40):
        day = TODAY - dt.timedelta(days=number)
        date = f"{day:%b} {day.day}, {day.year}, 6:{number:02}:12 AM"
        rows.append(strava_row(str(9000 + number), date, f"Run {number}", metres=f"{6000 + 250 * (number % 9)}.0"))
    (directory / "activities.csv").write_text(strava_text(*rows), encoding="utf-8")


def _season_and_edited_text(directory: Path) -> None:
    _season(directory)
    text = run_here(directory, "export", "plan").replace("easy 8 km 46:00\n", "easy 9 km 51:45\n")
    (directory / "plan.txt").write_text(text, encoding="utf-8")


def _season_and_a_mark(directory: Path) -> None:
    _season(directory)
    run_here(directory, "skip", TODAY.isoformat(), "--reason", "ice")


def _season_and_text(directory: Path) -> None:
    """The season, and the text of its block before a workout was moved."""
    _season(directory)
    run_here(directory, "export", "plan", "-o", str(directory / "plan.txt"))
    run_here(directory, "move", "2027-01-14", "2027-01-15")


def _season_and_its_backup(directory: Path) -> None:
    """The season without a workout that its only backup has."""
    _season(directory)
    run_here(directory, "backup")
    run_here(directory, "move", "2027-01-14", "2027-01-15")


def _season_and_its_document(directory: Path) -> None:
    """The season without a workout that the document of its data has."""
    _season(directory)
    run_here(directory, "export", "json", "-o", str(directory / "plan.json"))
    run_here(directory, "move", "2027-01-14", "2027-01-15")


def _nothing(_directory: Path) -> None:
    pass


def _season_in_a_file_half_empty(directory: Path) -> None:
    """The season, in a file that most of was deleted from, so that the next operation makes it shorter."""
    _season(directory)
    path = database_in(directory)
    add_many_runs(path, 8_000, days=2_000)
    with connections.write_transaction(path) as connection, journal.unrecorded(connection):
        connection.execute("DELETE FROM item WHERE date >= ?", (FIRST_DAY.isoformat(),))


def _first_version(directory: Path) -> None:
    old_file(database_in(directory), 1)
    database_in(directory).chmod(0o600)


OPERATIONS = (
    Operation("first start", lambda here: arguments(here, "set", "body-mass", "70"), _nothing, look_at_first_start),
    Operation("done", lambda here: arguments(here, "done", "--as-planned"), _season),
    Operation(
        "done, in a file that gets shorter",
        lambda here: arguments(here, "done", "--as-planned"),
        _season_in_a_file_half_empty,
    ),
    Operation("shift", lambda here: arguments(here, "shift", "--race", "2027-02-21"), _season),
    Operation("undo", lambda here: arguments(here, "undo"), _season_and_a_mark),
    Operation(
        "import of 40 recordings",
        lambda here: arguments(here, "import", str(here / "activities.csv")),
        _season_and_forty_recordings,
    ),
    Operation("rewrite", lambda here: arguments(here, "rewrite", str(here / "plan.txt")), _season_and_edited_text),
    Operation("migration", lambda here: arguments(here, "today"), _first_version, look_at_upgraded),
    Operation(
        "export over an older one",
        lambda here: arguments(here, "export", "plan", "-o", str(here / "plan.txt"), "--force"),
        _season_and_text,
        look_at_text,
    ),
    Operation("backup", lambda here: arguments(here, "backup"), _season, look_at_backups),
    Operation("restore", lambda here: arguments(here, "restore", "1"), _season_and_its_backup),
    Operation(
        "restore of a document",
        lambda here: arguments(here, "restore", str(here / "plan.json")),
        _season_and_its_document,
    ),
)
BY_NAME = {each.name: each for each in OPERATIONS}
