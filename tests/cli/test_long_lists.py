"""`agenda` and `find` over any years: printed as they are read, with little memory, and nobody who writes waits."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
from collections.abc import Mapping
from io import StringIO
from pathlib import Path

import pytest

from planner.cli.json_documents import listing_document, workout_documents
from planner.cli.text_lines import dated_workout_lines, listing_lines
from planner.clock import Clock
from planner.store import quick
from planner.training.races import Unit
from planner.usecases import queries
from planner.usecases.calendar import long_lists
from planner.usecases.planbook import Planbook
from tests.cli.said import Planner
from tests.many_runs import add_many_runs
from tests.trust.lived_in import TODAY, write_lived_in

_MEASURED = """
import sys
from planner.cli import main
status = main()
sys.stdout.flush()
with open("/proc/self/status") as file:
    sys.stderr.write(next(line for line in file if line.startswith("VmHWM")).split()[1])
sys.exit(status)
"""
"""Runs a command and says on standard error how many KB of memory it had at most."""
FEW, MANY = 1_000, 20_000


@pytest.fixture(scope="module")
def lived_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("lived") / "book.db"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PLANNER_CONFIG", str(path.with_name("planner.toml")))
        write_lived_in(path)
    return path


@pytest.fixture(params=[3, 500])
def at_once(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """So few are read together that days are divided, or so many that all are read at once."""
    monkeypatch.setattr(long_lists, "AT_ONCE", request.param)
    return int(request.param)


def say(planner: Planner, path: Path, *words: str) -> str:
    said = planner("--db", str(path), *words, today=f"{TODAY}")
    assert (said.code, said.err) == (0, "")
    return said.out


def as_document(document: Mapping[str, object]) -> str:
    written = StringIO()
    json.dump(document, written, indent=2)
    return f"{written.getvalue()}\n"


@pytest.mark.usefixtures("at_once")
def test_an_agenda_is_the_same_as_one_that_is_read_at_once(planner: Planner, lived_in: Path) -> None:
    book = Planbook(lived_in, Clock(TODAY))
    listing = queries.list_workouts(book, *queries.calendar_span(book))
    recorded = queries.read_recorded(book, listing.workouts)
    assert recorded
    lines = listing_lines(listing, TODAY, Unit.KM, recorded)
    assert say(planner, lived_in, "agenda") == "".join(f"{line}\n" for line in lines)
    assert say(planner, lived_in, "agenda", "--json") == as_document(listing_document(listing, TODAY, recorded))


@pytest.mark.usefixtures("at_once")
@pytest.mark.parametrize("words", [("easy",), ("run", "done"), ("february",)])
def test_what_is_found_is_the_same_as_when_it_is_read_at_once(
    planner: Planner, lived_in: Path, words: tuple[str, ...]
) -> None:
    from planner.usecases.search import build_search_index

    book = Planbook(lived_in, Clock(TODAY))
    hits = build_search_index(book).search(" ".join(words))
    found = quick.read_workouts(lived_in, [hit.id for hit in hits])
    assert len(found) > 3
    lines = dated_workout_lines(found, TODAY, Unit.KM, with_notes=True)
    assert say(planner, lived_in, "find", *words) == "".join(f"{line}\n" for line in lines)
    document = {"items": workout_documents(found, TODAY, queries.read_recorded(book, found))}
    assert say(planner, lived_in, "find", *words, "--json") == as_document(document)


@pytest.mark.usefixtures("at_once")
def test_an_agenda_of_nothing_is_one_document_with_nothing_in_it(planner: Planner, lived_in: Path) -> None:
    document = json.loads(say(planner, lived_in, "agenda", "--from", "2027-07-01", "--to", "2027-07-31", "--json"))
    assert (document["from"], document["to"], document["items"]) == ("2027-07-01", "2027-07-31", [])
    assert list(document) == ["from", "to", "items", "totals"]
    said = say(planner, lived_in, "agenda", "--from", "2027-07-01", "--to", "2027-07-31")
    assert said == "Nothing is planned from Thu 1 Jul 2027 to Sat 31 Jul 2027.\n"


@pytest.mark.parametrize("format_words", [(), ("--json",)])
def test_where_nothing_is_found_nothing_is_printed(
    planner: Planner, lived_in: Path, format_words: tuple[str, ...]
) -> None:
    said = planner("--db", str(lived_in), "find", "zeppelin", *format_words)
    assert (said.code, said.out, said.err) == (1, "", 'planner: No workout fits "zeppelin".\n')


LONG = [("agenda",), ("agenda", "--json"), ("find", "river"), ("export", "csv")]


def most_memory(path: Path, *words: str) -> int:
    """Return the most KB of memory that a command had in a process of its own."""
    command = [sys.executable, "-c", _MEASURED, "--db", str(path), "--today", "2027-01-06", *words]
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=True, timeout=300)
    return int(done.stderr)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the peak of memory is read from /proc")
@pytest.mark.parametrize("words", LONG)
def test_a_long_list_needs_no_more_memory_than_a_short_one(
    database: Path, tmp_path: Path, words: tuple[str, ...]
) -> None:
    few = tmp_path / "few.db"
    few.write_bytes(database.read_bytes())
    add_many_runs(few, FEW, days=180)
    add_many_runs(database, MANY, days=3_600)
    assert most_memory(database, *words) < 1.2 * most_memory(few, *words)


@pytest.mark.parametrize("words", LONG)
def test_another_session_can_write_while_nobody_reads_on(
    planner: Planner, database: Path, words: tuple[str, ...]
) -> None:
    """As under `less`: the pipe is full, and the list waits in the middle of its printing."""
    add_many_runs(database, FEW * 2, days=360)
    command = [sys.executable, "-m", "planner", "--db", str(database), "--today", "2027-01-06", *words]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, bufsize=0) as listing:
        assert listing.stdout is not None
        beginning = listing.stdout.read(1)  # it has begun, and soon fills the pipe
        last = quick.read_days(database, dt.date(2028, 12, 20), dt.date(2028, 12, 31))[-1]
        assert planner("delete", f"{last.id}").code == 0
        rest, said = listing.communicate(timeout=120)
    out = (beginning + rest).decode()
    assert listing.returncode == 0
    assert said.decode().count("The calendar was changed while this was printed") == 1
    assert out.count("Along the river") == FEW * 2 - 1
    if "--json" in words:
        document = json.loads(out)
        assert last.id not in {item["id"] for item in document["items"]}
        assert document["totals"]["run"]["planned_m"] == sum(i["planned"]["distance_m"] for i in document["items"])
