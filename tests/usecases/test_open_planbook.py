"""What happens behind the first picture."""

from pathlib import Path

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
