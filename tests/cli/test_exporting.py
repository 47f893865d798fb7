"""A block out as text and back in, through the command line and the real program."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.said import Planner
from tests.dump import canonical

SATURDAY = "Sat am  "


def first_saturday(text: str) -> str:
    """Return what the text plans for the first Saturday, 9 January."""
    return next(line.split(SATURDAY)[1] for line in text.splitlines() if SATURDAY in line)


@pytest.fixture
def text(block: Planner) -> str:
    return block("export", "plan").out


def test_the_text_goes_to_standard_output_and_comes_back_unchanged(block: Planner, database: Path, text: str) -> None:
    before = canonical(database)
    assert text.startswith("# Half marathon, 12 weeks, Mon 4 Jan to Sun 28 Mar 2027\n")
    assert "\nweek 12  # Mon 22 Mar to Sun 28 Mar 2027\n" in text
    file = database.with_name("same.plan")
    file.write_text(text)
    assert block("rewrite", str(file)).out == "Nothing would change.\n"
    assert canonical(database) == before


def test_an_edited_text_is_one_operation_with_its_difference(block: Planner, database: Path, text: str) -> None:
    before = canonical(database)
    file = database.with_name("edited.plan")
    file.write_text(text.replace(f"{SATURDAY}{first_saturday(text)}", f"{SATURDAY}hills 6 km 40:00", 1))
    difference = f"changed: Sat 9 Jan am {first_saturday(text)} → hills 6 km 40:00"
    tried = block("rewrite", str(file), "1", "--dry-run")
    assert canonical(database) == before
    assert f"  {difference}\n" in tried.out
    assert "nothing was changed" in tried.out
    made = block("rewrite", str(file), "--json").document
    assert made["operation"] == "rewrite: Half marathon, 12 weeks (1 changed)"
    assert made["differences"] == [difference]
    assert [(item["date"], item["kind"]) for item in made["items"]] == [("2027-01-09", "hills")]
    assert block("undo").out == "Taken back: rewrite: Half marathon, 12 weeks (1 changed).\n"
    assert canonical(database) == before


def test_strength_follows_when_it_is_told_to(block: Planner, database: Path, text: str) -> None:
    file = database.with_name("edited.plan")
    file.write_text(text.replace("Thu am  ", "Fri am  "))
    assert "Strength could follow:" in block("rewrite", str(file), "--dry-run").out
    followed = block("rewrite", str(file), "--follow")
    assert "moderate sled Thu" in followed.out
    assert "Strength could follow:" not in followed.out


def test_a_file_is_written_once_and_replaced_only_by_force(block: Planner, database: Path, text: str) -> None:
    file = database.with_name("block.plan")
    assert block("export", "plan", "-o", str(file)).code == 0
    assert file.read_text() == text
    file.write_text("mine")
    refused = block("export", "plan", "1", "-o", str(file))
    assert (refused.code, file.read_text()) == (1, "mine")
    assert "exists already; --force replaces it." in refused.err
    assert block("export", "plan", "-o", str(file), "--force").code == 0
    assert file.read_text() == text
    assert block("export", "plan", "-o", str(database.parent), "--force").code == 1
    assert block("export", "plan", "-o", str(database.parent / "no" / "where")).code == 1
    assert sorted(path.name for path in database.parent.iterdir() if "plan" in path.name) == ["block.plan"]


def test_json_is_one_document(block: Planner, database: Path, text: str) -> None:
    assert block("export", "plan", "--json").document == {"block": 1, "name": "Half marathon, 12 weeks", "text": text}
    file = database.with_name("block.plan")
    written = block("export", "plan", "--json", "-o", str(file)).document
    assert written == {"block": 1, "name": "Half marathon, 12 weeks", "file": str(file)}


def test_an_exported_block_makes_a_new_one(block: Planner, database: Path, text: str) -> None:
    file = database.with_name("block.plan")
    file.write_text(text)
    made = block("new", "--from", str(file), "--start", "2027-05-03", "--dry-run")
    assert made.code == 0, made.err


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["export"], 2, "FORM"),
        (["export", "tattoo"], 2, "invalid choice"),
        (["export", "plan", "--forse"], 2, "planner export plan: there is no option --forse; did you mean --force?"),
        (["export", "plan", "9"], 1, "There is no block 9."),
        (["export", "plan", "nine"], 1, 'block must be a whole number, not "nine".'),
        (["rewrite", "no-such.plan"], 1, "no-such.plan: there is no such file."),
    ],
)
def test_wrong_words_are_refused(block: Planner, words: list[str], code: int, said: str) -> None:
    answer = block(*words)
    assert (answer.code, answer.out) == (code, "")
    assert said in answer.err


def test_the_real_program_takes_a_text_through_pipes(block: Planner, program: Planner) -> None:
    assert block("check").code == 0
    out = program("export", "plan")
    assert out.code == 0
    was = first_saturday(out.out)
    edited = out.out.replace(f"{SATURDAY}{was}", f"{SATURDAY}easy 8 km", 1)
    back = program("rewrite", "-", given=edited.encode())
    assert back.code == 0
    assert f"changed: Sat 9 Jan am {was} → easy 8 km" in back.out
    number = edited.splitlines().index(f"  {SATURDAY}easy 8 km") + 1
    wrong = program("rewrite", "-", given=edited.replace("easy 8 km", "esy 8 km").encode())
    assert wrong.code == 1
    assert wrong.err.startswith(f'planner: standard input: line {number}: "esy 8 km" is no kind of workout')
    binary = program("rewrite", "-", given=b"\x00\xff" * 100)
    assert (binary.code, binary.err) == (1, "planner: standard input is a binary file, not a plan.\n")
    assert program("export", "plan").out == edited


def test_a_restricted_account_stays_in_its_directory(
    block: Planner, program: Planner, database: Path, text: str
) -> None:
    outside = database.parent.parent / "outside.plan"
    assert block("check").code == 0
    assert program("--restricted", "rewrite", "-", given=text.encode()).code == 0
    for words in (["export", "plan", "-o", str(outside)], ["rewrite", str(outside)]):
        said = program("--restricted", *words)
        assert said.code == 1
        assert "this planner is restricted to" in said.err
    assert not outside.exists()


def test_a_text_that_was_cut_short_changes_nothing(block: Planner, database: Path, text: str) -> None:
    before = canonical(database)
    file = database.with_name("cut.plan")
    file.write_text(text[: text.index("\nweek 7 ")])
    said = 'planner: cut.plan ends before its last line, "# end of plan": it was cut short; nothing was changed.\n'
    for words in (["rewrite", str(file)], ["new", "--from", str(file), "--start", "2027-05-03"]):
        refused = block(*words)
        assert (refused.code, refused.err) == (1, said)
    assert canonical(database) == before


def test_json_that_was_cut_short_is_refused(block: Planner, database: Path) -> None:
    content = '[{"date": "2027-05-03", "workout": "easy", "km": 5}, {"date": "2027-05-05", "workout": "easy", "km": 6}]'
    file = database.with_name("plan.json")
    for place in range(1, len(content)):
        file.write_text(content[:place])
        assert block("new", "--from", str(file), "--dry-run").code == 1
