"""What happens behind the first picture."""

from pathlib import Path

import pytest

from planner.config import Settings
from planner.store import prepare
from planner.usecases.open_planbook import warm_up
from planner.usecases.planbook import Planbook


def test_a_sound_file_needs_no_word(tmp_path: Path) -> None:
    prepare(tmp_path / "book.db")
    assert warm_up(Planbook(tmp_path / "book.db")) == ""


def test_a_file_that_is_gone_is_said_and_not_made_again(tmp_path: Path) -> None:
    path = tmp_path / "book.db"
    assert str(path) in warm_up(Planbook(path))
    assert not path.exists()


def test_a_damaged_page_is_told_in_a_sentence_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "book.db"
    prepare(path)
    content = bytearray(path.read_bytes())
    content[-4096:] = bytes([0xA5]) * 4096
    path.write_bytes(content)
    told = warm_up(Planbook(path))
    assert str(path) in told
    assert "damaged" in told
    assert path.read_bytes() == bytes(content)


@pytest.mark.parametrize(
    "name",
    [
        "book (Ann's conflicted copy 2027-01-04).db",  # Dropbox
        "book (conflicted copy 2027-01-04 120000).db",  # Nextcloud
        "book.sync-conflict-20270104-120000-ABCDEFG.db",  # Syncthing
        "book (1).db",  # Google Drive
        "book 2.db",  # iCloud
    ],
)
def test_a_copy_that_a_synchroniser_made_is_said(tmp_path: Path, name: str) -> None:
    prepare(tmp_path / "book.db")
    for other in ("book2.db", "bookshelf.db", "book.db-checked", "book.txt", "other (1).db"):
        (tmp_path / other).touch()
    assert warm_up(Planbook(tmp_path / "book.db")) == ""
    (tmp_path / name).touch()
    assert warm_up(Planbook(tmp_path / "book.db")) == (
        f"{name} is a copy that a file synchroniser made, and not used here; planner doctor says more."
    )


def test_the_file_of_another_runner_is_no_copy(tmp_path: Path) -> None:
    prepare(tmp_path / "ann.db")
    (tmp_path / "ann 2.db").touch()
    settings = Settings(athletes={"ann": tmp_path / "ann.db", "the other": tmp_path / "ann 2.db"})
    assert warm_up(Planbook(tmp_path / "ann.db", settings=settings)) == ""


def test_many_copies_of_a_synchroniser_are_one_sentence(tmp_path: Path) -> None:
    prepare(tmp_path / "book.db")
    for number in range(1, 5):
        (tmp_path / f"book ({number}).db").touch()
    said = warm_up(Planbook(tmp_path / "book.db"))
    assert said.startswith("book (1).db, book (2).db and 2 more are copies that a file synchroniser made")
