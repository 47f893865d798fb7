"""A folder of events: what is listed in it, what is refused, and that only whole files of ours are written."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from planner.exchange.calendars import vdir
from planner.exchange.calendars.vdir import list_vdir
from planner.named_files import UnreadableFileError
from planner.training.refusal import RefusedError

ID, OTHER_ID = "0123456789ab", "ba9876543210"
START = f"planner-{ID}-"
EVENT = "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"
NAMES = (("displayname", "Training"), ("color", "#336699"))


def begin(folder: Path) -> None:
    vdir.begin_vdir(str(folder), list_vdir(str(folder), START), NAMES)
    vdir.mark_vdir(str(folder), ID, "some state")


def refusal_of(folder: Path, database_id: str = ID, *, force: bool = False) -> str:
    with pytest.raises(RefusedError) as refusal:
        vdir.check_is_vdir(str(folder), list_vdir(str(folder), START), database_id, force=force)
    return str(refusal.value)


def test_our_files_are_listed_by_uid_with_their_stamps_and_all_others_by_name(tmp_path: Path) -> None:
    begin(tmp_path)
    stamp = vdir.write_event_file(str(tmp_path), f"{START}12", EVENT)
    for name in (f"{START}012.ics", f"{START}.ics", f"planner-{OTHER_ID}-12.ics", "dentist.ICS", "report.pdf"):
        (tmp_path / name).write_text(EVENT)
    listing = list_vdir(str(tmp_path), START)
    assert listing.own == {f"{START}12": stamp}
    assert stamp.size == len(EVENT)
    assert set(listing.foreign) == {"dentist.ICS", f"{START}.ics", f"{START}012.ics", f"planner-{OTHER_ID}-12.ics"}
    assert listing.others == ["report.pdf"]
    assert (listing.mark, listing.state, listing.names) == (ID, "some state", {"displayname", "color"})
    assert vdir.stamp_of(str(tmp_path), f"{START}12") == stamp
    assert vdir.stamp_of(str(tmp_path), f"{START}13") is None


def test_files_are_for_their_owner_only_and_no_unfinished_one_is_an_event(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        begin(tmp_path)
        vdir.write_event_file(str(tmp_path), f"{START}1", EVENT)
    finally:
        os.umask(before)
    modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in tmp_path.iterdir()}
    assert modes == dict.fromkeys((".planner", "displayname", "color", f"{START}1.ics"), 0o600)


def test_what_a_killed_run_has_left_is_removed(tmp_path: Path) -> None:
    (tmp_path / ".planner-1-2.tmp").write_text("BEGIN")
    (tmp_path / ".planner-notes").write_text("mine")
    begin(tmp_path)
    assert {file.name for file in tmp_path.iterdir()} == {".planner-notes", ".planner", "displayname", "color"}


def test_names_and_colours_that_a_person_has_chosen_stay(tmp_path: Path) -> None:
    (tmp_path / "color").write_text("#ff0000")
    begin(tmp_path)
    assert ((tmp_path / "color").read_text(), (tmp_path / "displayname").read_text()) == ("#ff0000", "Training")


def test_a_folder_of_something_else_is_refused_unless_one_insists(tmp_path: Path) -> None:
    for name in (".profile", "holiday.ics", "a.txt", "b.txt", "c.txt", "d.txt"):
        (tmp_path / name).write_text("")
    said = refusal_of(tmp_path)
    assert said.endswith(
        "holds files that are no part of a calendar (a.txt, b.txt, c.txt and 1 more); --force takes it all the same."
    )
    listing = list_vdir(str(tmp_path), START)
    vdir.check_is_vdir(str(tmp_path), listing, ID, force=True)
    begin(tmp_path)  # from now on it belongs to the database
    vdir.check_is_vdir(str(tmp_path), list_vdir(str(tmp_path), START), ID, force=False)


def test_the_folder_of_another_database_is_refused_even_to_those_who_insist(tmp_path: Path) -> None:
    begin(tmp_path)
    assert "belongs to another planner database" in refusal_of(tmp_path, OTHER_ID, force=True)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "it is empty"),
        (EVENT.encode()[:-6], "it is cut off"),
        (EVENT.encode("utf-16"), "it is not UTF-8"),
        (b"X" * 1_000_001, "it is larger than 1 MB"),
        (b"BEGIN:VCALENDAR\r\nSUMMARY:caf\xe9\r\nEND:VCALENDAR\r\n", "it is not UTF-8"),
    ],
)
def test_a_file_that_is_no_whole_event_says_why(tmp_path: Path, content: bytes, reason: str) -> None:
    (tmp_path / "x.ics").write_bytes(content)
    with pytest.raises(UnreadableFileError) as refusal:
        vdir.read_event_file(str(tmp_path), "x.ics")
    assert refusal.value.reason == reason


def test_a_whole_event_is_read_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "x.ics").write_bytes(b"\xef\xbb\xbf" + EVENT.encode() + b"\n\n")
    assert vdir.read_event_file(str(tmp_path), "x.ics") == EVENT + "\n\n"


def test_a_link_is_no_file_of_ours_and_is_replaced_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.write_text("mine")
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / f"{START}1.ics").symlink_to(outside)
    assert list_vdir(str(folder), START).own[f"{START}1"].size == -1
    stamp = vdir.write_event_file(str(folder), f"{START}1", EVENT)
    assert (outside.read_text(), stamp) == ("mine", list_vdir(str(folder), START).own[f"{START}1"])


def test_a_file_that_cannot_be_written_leaves_what_was_there(tmp_path: Path) -> None:
    (tmp_path / f"{START}1.ics").mkdir()
    with pytest.raises(OSError, match="directory"):
        vdir.write_event_file(str(tmp_path), f"{START}1", EVENT)
    assert [file.name for file in tmp_path.iterdir()] == [f"{START}1.ics"]


def test_a_folder_that_is_gone_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match=r"nowhere cannot be read: No such file or directory\.$"):
        list_vdir(str(tmp_path / "nowhere"), START)


def test_two_runs_keep_out_of_each_others_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vdir, "_PATIENCE_S", 0.0)
    first, second = vdir.locked_vdir(str(tmp_path)), vdir.locked_vdir(str(tmp_path))
    with first, pytest.raises(RefusedError, match="Another planner is at work"), second:
        pass
    with vdir.locked_vdir(str(tmp_path)):
        assert list_vdir(str(tmp_path), START).own == {}
