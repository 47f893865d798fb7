"""When the pages of a file are checked before something is written into it."""

from __future__ import annotations

import datetime as dt
import os
import sqlite3
import stat
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from planner.store import edit, quick, soundness
from planner.training.refusal import RefusedError

Digest = Callable[[Path], str]


def write_note(path: Path, note: str, now: dt.datetime) -> None:
    quick.write_workout(path, replace(quick.read_workout(path, 1), note=note), name="Note", now=now)


def damage_unread_page(path: Path) -> None:
    """Zero a page that writing a note reads nothing of, and set the file's time back as if nobody had written."""
    before = path.stat()
    connection = sqlite3.connect(path)
    page = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'slotting'").fetchone()[0]
    connection.close()
    content = path.read_bytes()
    path.write_bytes(content[: (page - 1) * 4096] + bytes(4096) + content[page * 4096 :])
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def checked_file(path: Path) -> Path:
    return path.with_name(f"{path.name}-checked")


def test_a_file_that_was_damaged_after_the_last_edit_is_not_written_to(
    filled: Path, noon: dt.datetime, digest: Digest
) -> None:
    write_note(filled, "first", noon)
    damage_unread_page(filled)
    before = digest(filled)
    with pytest.raises(RefusedError, match=r"is damaged \(.*\); it was left unchanged"):
        write_note(filled, "second", noon)
    with pytest.raises(RefusedError, match="is damaged"), edit(filled, "Note", now=noon):
        pass
    assert digest(filled) == before


def test_every_page_is_checked_once_a_day(
    filled: Path, noon: dt.datetime, digest: Digest, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_note(filled, "first", noon)
    damage_unread_page(filled)
    soundness.note_commit(filled)  # the page decayed on the disk: nothing about the file tells it
    write_note(filled, "second", noon)
    before, tomorrow = digest(filled), time.time() + 86_400
    monkeypatch.setattr(time, "time", lambda: tomorrow)
    with pytest.raises(RefusedError, match="is damaged"):
        write_note(filled, "third", noon)
    assert digest(filled) == before


def test_a_damaged_file_gets_no_file_next_to_it(filled: Path, noon: dt.datetime) -> None:
    damage_unread_page(filled)
    names = {each.name for each in filled.parent.iterdir()}
    with pytest.raises(RefusedError, match="is damaged"):
        write_note(filled, "first", noon)
    assert {each.name for each in filled.parent.iterdir()} - {f"{filled.name}-journal"} == names


def test_only_its_owner_can_read_how_a_file_was_left(filled: Path, noon: dt.datetime) -> None:
    write_note(filled, "first", noon)
    assert stat.S_IMODE(checked_file(filled).stat().st_mode) == 0o600


def test_where_it_cannot_be_kept_edits_go_on(filled: Path, noon: dt.datetime, tmp_path: Path) -> None:
    write_note(filled, "first", noon)
    in_its_place: dict[str, Callable[[Path], object]] = {
        "a pipe": os.mkfifo,
        "a link": lambda path: path.symlink_to(tmp_path / "other"),
        "a folder": Path.mkdir,
    }
    for note, plant in in_its_place.items():
        checked_file(filled).unlink()
        plant(checked_file(filled))
        write_note(filled, note, noon)
        assert quick.read_workout(filled, 1).note == note
    assert not (tmp_path / "other").exists()
