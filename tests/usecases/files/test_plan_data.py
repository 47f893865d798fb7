"""All data as a document and back: nothing is lost, numbers and history go on, and what is wrong with one is named."""

from __future__ import annotations

import datetime as dt
import json
import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from planner.store import check_file, journal, pragmas, prepare, quick
from planner.training.refusal import RefusedError
from planner.training.workouts import RunKind, Sport, Workout
from planner.usecases.calendar import edit
from planner.usecases.changes import apply_change
from planner.usecases.files import backups, plan_data
from planner.usecases.planbook import Planbook
from tests.dump import canonical
from tests.store.test_upgrades import old_file
from tests.trust.damage import VALUES
from tests.trust.lived_in import write_lived_in
from tests.usecases.books import on
from tests.usecases.life import Life

NOON = dt.datetime(2027, 2, 3, 12, tzinfo=dt.UTC)
LIVES = [("season", seed, 8) for seed in range(8)] + [("slotted", seed, 2) for seed in (8, 9)]
"""Calendar, seed, and operations: fewer where each is weighed by the slotter."""
NEWEST = pragmas.SCHEMA_VERSION
Document = dict[str, Any]


def text_of(book: Planbook) -> str:
    return "".join(plan_data.document_parts(book))


def document_of(book: Planbook) -> Document:
    document: Document = json.loads(text_of(book))
    return document


def write(directory: Path, document: Document | str | bytes) -> str:
    """Write a document to a file and return its name."""
    path = directory / "plan.json"
    text = json.dumps(document) if isinstance(document, dict) else document
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return str(path)


def restored(book: Planbook, directory: Path, document: Document | str) -> Planbook:
    """Restore a document into a file that does not exist yet."""
    new = Planbook(directory / "new" / "planner.db", book.clock)
    backups.restore(new, write(directory, document))
    return new


@pytest.fixture(scope="module")
def lived_original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("lived") / "planner.db"
    write_lived_in(path)
    return path


@pytest.fixture
def lived(lived_original: Path, tmp_path: Path, season: Planbook) -> Planbook:
    """A file with a row in every table."""
    path = tmp_path / "lived.db"
    path.write_bytes(lived_original.read_bytes())
    return Planbook(path, season.clock)


@pytest.mark.parametrize(("calendar", "seed", "operations"), LIVES)
def test_a_restored_document_is_equal_and_so_is_what_undo_leads_back_to(
    calendar: str, seed: int, operations: int, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    book: Planbook = request.getfixturevalue(calendar)
    life = Life(book, random.Random(seed))
    life.live(operations)
    before = text_of(book)
    new = restored(book, tmp_path, before)
    assert text_of(new) == before
    assert check_file.check_database(new.path) == []
    for _ in range(life.random.randint(1, life.count())):
        for each in (book, new):
            assert journal.undo(each.path, now=NOON) is not None
    assert text_of(new) == text_of(book) != before
    for each in (book, new):
        assert journal.redo(each.path, now=NOON) is not None
    assert text_of(new) == text_of(book)


def test_every_table_of_the_plan_comes_back(lived: Planbook, tmp_path: Path) -> None:
    before = text_of(lived)
    document = json.loads(before)
    empty = {key for key, value in document.items() if value == []}
    assert empty <= {"acceptance", "refused_link", "distinct_recording"}
    new = restored(lived, tmp_path, before)
    assert text_of(new) == before
    assert canonical(new.path) == canonical(lived.path)
    assert check_file.check_database(new.path) == []
    while journal.undo(new.path, now=NOON) is not None:
        pass
    assert quick.read_all_workouts(new.path) == []


def test_a_document_says_what_it_is_and_puts_rows_and_columns_in_order(slotted: Planbook) -> None:
    text = text_of(slotted)
    document = json.loads(text)
    assert list(document)[:4] == ["format", "version", "schema", "database"]
    assert (list(document)[-1], document["end"]) == ("end", True)
    assert text.isascii()
    for table, rows in document.items():
        if isinstance(rows, list):
            assert all(list(row) == sorted(row) for row in rows), table
    assert [row["id"] for row in document["item"]] == sorted(row["id"] for row in document["item"])
    assert "session_timer" not in document


def test_numbers_go_on_behind_those_that_were_ever_given(season: Planbook, tmp_path: Path) -> None:
    def add(book: Planbook) -> int:
        apply_change(book, edit.plan_add(book, Workout(book.today, Sport.RUN, RunKind.EASY, "Added")))
        return max(one.id for one in on(book, book.today))

    gone = add(season)
    journal.undo(season.path, now=NOON)
    connection = sqlite3.connect(season.path)
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("DELETE FROM operation")  # as the history forgets its oldest entries
    connection.commit()
    connection.close()
    new = restored(season, tmp_path, text_of(season))
    assert add(new) == add(season) == gone + 1


def test_the_order_of_keys_and_the_form_of_the_text_do_not_matter(season: Planbook, tmp_path: Path) -> None:
    before = text_of(season)
    document = json.loads(before)
    again = json.dumps({**document, "item": document["item"][::-1]}, sort_keys=True, indent=3, ensure_ascii=False)
    assert text_of(restored(season, tmp_path, f"\ufeff{again}")) == before


def test_a_restore_keeps_what_was_there_before(season: Planbook, slotted: Planbook, tmp_path: Path) -> None:
    before, wanted = canonical(season.path), canonical(slotted.path)
    said = backups.restore(season, write(tmp_path, text_of(slotted)))
    assert canonical(season.path) == wanted
    assert said.kept is not None
    assert canonical(said.kept) == before
    assert check_file.check_database(season.path) == []
    assert journal.undo(season.path, now=NOON) is not None
    backups.restore(season, str(said.kept_number))
    assert canonical(season.path) == before


@pytest.mark.parametrize("version", range(1, NEWEST))
def test_a_document_of_an_earlier_schema_is_brought_up_to_date(season: Planbook, tmp_path: Path, version: int) -> None:
    """Its rows are those of a file of that version, which an upgrade makes what the restored document is."""
    old = tmp_path / "old.db"
    old_file(old, version)
    connection = sqlite3.connect(old)
    connection.row_factory = sqlite3.Row
    wanted = [key for key in document_of(season) if key not in ("format", "version", "schema", "database", "end")]
    known = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema")}
    tables = {
        name: [dict(row) for row in connection.execute(f"SELECT * FROM {name}")] for name in wanted if name in known
    }
    connection.close()
    head = {"format": "planner", "version": 1, "schema": version, "database": None}
    name = write(tmp_path, {**head, **tables, "end": True})
    new = Planbook(tmp_path / "new.db", season.clock)
    said = backups.restore(new, name)
    assert (said.from_version, check_file.check_database(new.path)) == (version, [])
    prepare(old)
    assert canonical(new.path) == canonical(old)
    while journal.undo(new.path, now=NOON) is not None:
        pass
    assert quick.read_all_workouts(new.path) == []


def with_row(table: str, index: int = 0, **values: object) -> Callable[[Document], None]:
    return lambda document: document[table][index].update(values)


def without(table: str, *keys: str) -> Callable[[Document], None]:
    def change(document: Document) -> None:
        for key in keys:
            del document[table][0][key]
        if not keys:
            del document[table]

    return change


def with_key(**values: object) -> Callable[[Document], None]:
    return lambda document: document.update(values)


REFUSALS: list[tuple[Callable[[Document], object], str]] = [
    (with_key(format="other"), ' is no data of the planner: format must be "planner", not "other".'),
    (without("format"), ' is no data of the planner: format must be "planner", not null.'),
    (with_key(version=2), ": version must be 1, not 2."),
    (with_key(version=True), ": version must be 1, not true."),
    (without("end"), ": end must be true, not null: it is not complete."),
    (with_key(end="true"), ': end must be true, not "true": it is not complete.'),
    (with_key(schema="11"), ': schema must be a whole number, not "11".'),
    (with_key(schema=0), f": schema must be 1 to {NEWEST}, not 0."),
    (
        with_key(schema=99),
        f" was written by a newer planner (its schema is version 99, this one knows {NEWEST}); nothing was restored.",
    ),
    (with_key(database=5), ": database must be a text, not 5."),
    (with_key(database=None), ": database must be 12 hexadecimal digits, not null."),
    (with_key(database="0123456789AB"), ': database must be 12 hexadecimal digits, not "0123456789AB".'),
    (with_key(schema=11), ": database must be null before schema 12, not "),
    (with_key(shoe=[]), ' has an unknown table "shoe".'),
    (with_key(shoe="red"), ': shoe must be an array, as every table is, not "red".'),
    (with_key(item=None), ": item must be an array, as every table is, not null."),
    (without("item"), " is without its table item."),
    (with_key(athlete=[]), ": athlete must have one row, the runner's."),
    (with_key(item=[5]), ": item[0] must be an object, not 5."),
    (with_row("item", shoes=5), ': item[0] has an unknown key "shoes" with the value 5.'),
    (without("item", "title"), ": item[0].title is missing."),
    (with_row("item", title=5), ": item[0].title must be a text, not 5."),
    (with_row("item", title=["a"]), ': item[0].title must be a text, not ["a"].'),
    (with_row("item", title=None), ": item[0].title must not be null."),
    (
        with_row("item", title="half \ud83d"),
        ": item[0]: title contains half a character (U+D83D); nothing was changed.",
    ),
    (
        with_row("item", title="\0"),
        ": item[0]: title must not contain a NUL character; nothing was changed.",
    ),
    (with_row("item", locked=True), ": item[0].locked must be a whole number, not true."),
    (with_row("item", locked=0.5), ": item[0].locked must be a whole number, not 0.5."),
    (with_row("item", locked=2**60), f": item[0].locked must be a whole number, not {2**60}."),
    (with_row("item", planned_distance_m="far"), ': item[0].planned_distance_m must be a number, not "far".'),
    (with_row("item", planned_rpe=11.0), ": item[0].planned_rpe must be 0 to 10, not 11.0."),
    (with_row("item", date="2027-02-30"), ': item[0].date must be a real date from 1970 to 2199, not "2027-02-30".'),
    (with_row("operation", state="odd"), ': operation[0].state cannot be "odd".'),
    (with_row("change", before="{"), ': change[0].before cannot be "{".'),
    (with_row("change", table_name="shoe"), ': change[0].table_name must be a table of the plan, not "shoe".'),
    (with_row("change", row_id=-7), ": change[0].row_id must be at least 1, not -7."),
    (with_row("change", after="[]"), ': change[0].after must be a JSON object, not "[]".'),
    (with_row("item", id=0), ": item[0].id must be at least 1, not 0."),
    (with_row("item", id=None), ": item[0].id must be at least 1, not null."),
    (with_row("item", 1, id=1), ": item[1] has id 1, as another row has."),
    (
        with_row("item", block_id=77),
        ": the row of item with id 1 has block_id 77, but block has no such row.",
    ),
    (with_row("sqlite_sequence", name="shoe"), ': sqlite_sequence[0].name must be a table of the plan, not "shoe".'),
    (with_row("sqlite_sequence", seq=-1), ": sqlite_sequence[0].seq must be at least 0, not -1."),
    (with_row("sqlite_sequence", seq=None), ": sqlite_sequence[0].seq must be at least 0, not null."),
]
"""What is changed in a sound document, and the end of the sentence that refuses it."""


def test_what_is_wrong_with_a_document_is_named_in_one_sentence(season: Planbook, tmp_path: Path) -> None:
    sound = text_of(season)
    target = Planbook(tmp_path / "none" / "planner.db", season.clock)
    before = canonical(season.path)
    for number, (change, said) in enumerate(REFUSALS):
        document = json.loads(sound)
        change(document)
        name = write(tmp_path, document)
        with pytest.raises(RefusedError) as refusal:
            backups.restore((season, target)[number % 2], name)
        assert str(refusal.value).startswith(f"{name}{said}")
        assert not target.path.parent.exists()
        assert list(season.path.parent.glob("*.new")) == []
    assert canonical(season.path) == before


def test_a_text_that_is_no_whole_document_is_refused(season: Planbook, tmp_path: Path) -> None:
    sound = text_of(season)
    lines = sound.count("\n")
    for text, said in (
        (sound[: len(sound) // 2], " is not complete: it ends in line "),
        (sound.removesuffix("}\n"), f" is not complete: it ends in line {lines}."),
        (f"{sound}{{}}", f" is not valid JSON (line {lines + 1}): something follows its end."),
        (sound.replace('"end": true', '"item": []'), ' has "item" twice.'),
        (sound.replace('"end": true', '"schema": 5'), ' has "schema" twice.'),
        (sound.replace('"item": [', '"item": [' + "[" * 100_000), " it is nested too deeply."),
        (sound.replace('"item": [', '"item": [{"id": 1, "id": 2},'), ': the key "id" is twice in one object'),
        ("{}", " is not valid JSON (line 1): a key is missing."),
    ):
        name = write(tmp_path, text)
        with pytest.raises(RefusedError) as refusal:
            backups.restore(season, name)
        assert str(refusal.value).startswith(name)
        assert said in str(refusal.value)


def test_what_could_not_be_restored_is_not_written(lived: Planbook) -> None:
    sound = lived.path.read_bytes()
    for what in ("planned_distance_m 9e999", "title 'a' || char(0) || 'b'", "runner mass", "without the runner",
                 "orphan sets", "title CAST(x'52fe80c328ff' AS TEXT)"):  # fmt: skip
        lived.path.write_bytes(sound)
        VALUES[what](lived.path)
        with pytest.raises(RefusedError) as refusal:
            text_of(lived)
        assert str(refusal.value).startswith(str(lived.path)), what
        assert "\n" not in str(refusal.value)


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE change SET table_name = 'shoe' WHERE seq = 1",
        "UPDATE change SET before = '[]' WHERE seq = 1",
        "INSERT INTO item (id, date, sport, title) VALUES (0, '2027-02-03', 'rest', 'Rest')",
    ],
)
def test_what_a_restore_refuses_is_not_written(season: Planbook, damage: str) -> None:
    with closing(sqlite3.connect(season.path)) as connection, connection:
        connection.execute(damage)
    with pytest.raises(RefusedError, match="what the planner never stores"):
        text_of(season)


def test_reading_slowly_keeps_nobody_from_writing(season: Planbook) -> None:
    parts = plan_data.document_parts(season)
    begin = next(parts)
    name = text_of(season)
    apply_change(season, edit.plan_add(season, Workout(season.today, Sport.RUN, RunKind.EASY, "Meanwhile")))
    assert begin + "".join(parts) == name
