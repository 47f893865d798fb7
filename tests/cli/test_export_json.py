"""Everything as one JSON document, written and restored, as typed."""

from __future__ import annotations

import json
from pathlib import Path

from planner.store.backups.backup_names import list_backup_names
from tests.cli.said import Planner
from tests.dump import canonical


def test_everything_goes_to_a_file_of_ones_own_or_to_standard_output(
    block: Planner, database: Path, tmp_path: Path
) -> None:
    file = tmp_path / "plan.json"
    said = block("export", "json", "-o", str(file))
    assert (said.code, said.err) == (0, "")
    assert said.out == f'Everything is in {file}; "planner restore {file}" takes it back.\n'
    assert file.stat().st_mode & 0o777 == 0o600
    assert block("export", "json").out == block("export", "json", "--json").out == file.read_text()
    assert len(json.loads(file.read_text())["block"]) == 1
    again = block("export", "json", "-o", str(file))
    assert (again.code, again.err) == (1, f"planner: {file} exists already; --force replaces it.\n")
    assert block("export", "json", "-o", str(file), "--force", "--json").document == {"file": str(file)}
    onto = block("export", "json", "-o", str(database), "--force")
    assert (onto.code, "no output may replace it" in onto.err) == (1, True)


def test_an_unchanged_database_gives_the_same_bytes(block: Planner, program: Planner) -> None:
    block("add", "2027-01-06", "easy", "--title", "L\u00e4uft \x1b[31m\u202e \u009b2J", "--note", "caf\u00e9")
    first = program("export", "json")
    assert (first.code, first.err) == (0, "")
    assert first.out.isascii()
    assert not set(first.out) & {chr(code) for code in range(32)} - {"\n"}
    assert program("export", "json").out == first.out


def test_a_document_becomes_the_database_and_what_was_there_is_kept(
    block: Planner, database: Path, tmp_path: Path
) -> None:
    file = tmp_path / "plan.json"
    block("export", "json", "-o", str(file))
    wanted = canonical(database)
    block("delete", "2027-01-04..2027-03-28")
    said = block("restore", str(file))
    kept = list_backup_names(database)[0]
    assert said.code == 0
    assert said.out.startswith(f"Restored from {file}: ")
    assert said.out.endswith(f"What was there before is kept as {kept.path}.\nTo go back to it: planner restore 2\n")
    assert canonical(database) == wanted
    assert block("check").code == 0
    assert block("undo").code == 0
    answer = block("restore", str(file), "--json").document
    assert (answer["restored"]["path"], answer["kept"]["number"]) == (str(file), 3)


def test_a_document_begins_a_database_where_there_is_none(block: Planner, database: Path, tmp_path: Path) -> None:
    file = tmp_path / "plan.json"
    block("export", "json", "-o", str(file))
    wanted = file.read_text()
    database.unlink()
    said = block("restore", str(file))
    assert (said.code, said.err) == (0, f"planner: made a new database, {database}.\n")
    assert block("export", "json").out == wanted


def test_what_is_no_document_changes_nothing_and_makes_nothing(block: Planner, database: Path, tmp_path: Path) -> None:
    file = tmp_path / "plan.json"
    sound = block("export", "json").out
    before = database.read_bytes()
    for text, said in (
        (sound[:-20], "is not complete: it ends in line"),
        (sound.replace('"schema": ', '"schema": 9'), "was written by a newer planner"),
        (sound.replace('"kind": "easy"', '"kind": "slow"', 1), '.kind must fit the sport, not "slow".'),
        ('{"weeks": []}', 'is no data of the planner: format must be "planner", not null.'),
        ("[]", "not a planner database"),
    ):
        file.write_text(text)
        refused = block("restore", str(file))
        assert (refused.code, refused.out) == (1, "")
        assert said in refused.err
        assert str(file) in refused.err
        assert refused.err.count("\n") == 1
    assert database.read_bytes() == before
    assert list_backup_names(database) == []
    database.unlink()
    assert block("restore", str(file)).code == 1
    assert not database.exists()


def test_a_name_that_no_file_can_have_is_refused(block: Planner) -> None:
    for name in ("a\0b.json", "\udcff\udc00.json", "x" * 5000):
        refused = block("restore", name)
        assert (refused.code, refused.out, refused.err.count("\n")) == (1, "", 1)
