"""Files that a command reads because they were named: only regular ones, up to a limit, and never a wait."""

from pathlib import Path

import pytest

from tests.cli.said import Planner
from tests.cli.test_bad_settings import FILES, working_in

READERS = {
    "match": ["match"],
    "slot": ["slot"],
    "new": ["new", "--start", "2027-01-04", "--from"],
    "busy": ["busy"],
    "import": ["import"],
    "rewrite": ["rewrite"],
}
NAMES = {"match": ["case.json"], "slot": ["case", "case.json"], "new": ["plan.csv"], "busy": ["busy.ics"]}
READS_FOLDERS = {"busy", "import"}


@pytest.mark.parametrize(
    ("reader", "name"), [(reader, name) for reader in READERS for name in NAMES.get(reader, ["x"])]
)
@pytest.mark.parametrize("kind", FILES)
def test_what_is_no_file_is_named_and_never_waited_for(
    block: Planner, tmp_path: Path, reader: str, kind: str, name: str
) -> None:
    if reader in READS_FOLDERS and kind == "a directory":
        pytest.skip("it reads the files of a folder")
    make, sentence = FILES[kind]
    folder = tmp_path / "named"
    folder.mkdir()
    with working_in(folder):
        make(Path("planner.toml"))
        Path("planner.toml").rename(name)
        if kind == "a link to itself":
            Path(name).unlink()
            Path(name).symlink_to(name)
    said = block(*READERS[reader], str(folder / name))
    answer = " ".join((said.err + said.out).split())
    assert said.code == 1
    assert name in answer
    assert sentence in answer or kind == "2 GB of nothing"
    assert len(answer) < 600


@pytest.mark.parametrize("reader", ["match", "import"])
def test_standard_input_is_read_up_to_a_limit(program: Planner, reader: str) -> None:
    with Path("/dev/zero").open("rb") as endless:
        said = program(*READERS[reader], "-", given=endless)
    assert said.code == 1
    assert "standard input" in said.err + said.out
