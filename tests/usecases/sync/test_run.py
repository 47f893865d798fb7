"""Runs of ``sync`` on real folders: what a person changes in a calendar comes back, and what is planned goes out."""

from __future__ import annotations

import datetime as dt
import os
from dataclasses import replace
from pathlib import Path

import pytest

from planner.exchange.calendars import vdir
from planner.store import edit, quick
from planner.store.connections import write_transaction
from planner.training.refusal import RefusedError
from planner.training.weeks import DAY
from planner.training.workouts import DayStatus, Slot, StoredStatus
from planner.usecases import history
from planner.usecases.calendar.edit import plan_add, plan_delete, plan_skip
from planner.usecases.changes import apply_change
from planner.usecases.inbox import find_question, give_answer, name_question, read_all_questions
from planner.usecases.planbook import Planbook
from planner.usecases.recordings.zones import change_zone
from planner.usecases.sync.outcome import SyncOutcome
from tests.dump import canonical
from tests.tui.season import MONDAY, TODAY
from tests.usecases.books import move, put, the
from tests.usecases.sync.folders import ALARM, Calendar

TEMPO, LONG = 50, 53
"""Of Thursday 7 January, which is today, and of Sunday."""


@pytest.fixture
def calendar(season: Planbook, tmp_path: Path) -> Calendar:
    """The season with a folder that was synced once."""
    made = Calendar(season, tmp_path / "calendars" / "training")
    made.sync()
    return made


def nothing_but(outcome: SyncOutcome, **expected: object) -> None:
    """A run did what is given, and nothing else."""
    usual = SyncOutcome(outcome.folder, unchanged=outcome.unchanged, foreign=outcome.foreign)
    assert outcome == replace(usual, **expected)  # type: ignore[arg-type]


def test_a_first_run_writes_an_event_a_workout_and_a_second_run_nothing(calendar: Calendar) -> None:
    with_events = {
        one.id
        for one in quick.read_days(calendar.book.path, TODAY - 90 * DAY, dt.date.max)
        if one.is_training and one.status is not StoredStatus.SKIPPED
    }
    assert {file.name for file in calendar.folder.glob("*.ics")} == {calendar.file(one).name for one in with_events}
    assert calendar.folder.stat().st_mode & 0o777 == 0o700
    before = calendar.stamps
    outcome = calendar.sync()
    nothing_but(outcome, unchanged=len(with_events))
    assert outcome.is_nothing
    assert calendar.stamps == before
    assert {"displayname", "color", ".planner"} <= {file.name for file in calendar.folder.iterdir()}


def test_files_that_say_what_would_be_written_are_taken_as_written(calendar: Calendar) -> None:
    before = calendar.stamps
    with write_transaction(calendar.book.path) as connection:
        connection.execute("DELETE FROM synced")
        connection.execute("DELETE FROM published")
    nothing_but(calendar.sync())
    nothing_but(calendar.sync())
    assert calendar.stamps == before


def test_an_edit_rewrites_its_event_alone_and_keeps_what_is_the_persons(calendar: Calendar) -> None:
    own = f"LOCATION:Hall 3\r\nCOLOR:teal\r\n{ALARM}END:VEVENT"
    calendar.change(LONG, lambda text: text.replace("END:VEVENT", own))
    nothing_but(calendar.sync())
    before = calendar.stamps
    put(calendar.book, quick.read_workout(calendar.book.path, LONG), start="06:45", slot=Slot.AM)
    nothing_but(calendar.sync(), written=1, unchanged=len(before) - 1)
    changed = {name for name, stamp in calendar.stamps.items() if before[name] != stamp}
    assert changed == {calendar.file(LONG).name}
    text = calendar.file(LONG).read_bytes().decode()
    assert own in text
    event = calendar.event(LONG)
    assert (event["DTSTART"], event["SEQUENCE"], event["X-PLANNER-REV"]) == ("20270110T064500", "1", "1")


def test_an_event_that_was_moved_moves_its_workout_as_one_operation(calendar: Calendar) -> None:
    calendar.put(TEMPO, ":20270108T173000")
    calendar.put(LONG, ":20270109T083000")
    outcome = calendar.sync()
    assert outcome.operation == "Calendar: 2 moved"
    assert [(one.item, str(one.after)) for one in outcome.moved] == [
        (TEMPO, "2027-01-08T17:30"),
        (LONG, "2027-01-09T08:30"),
    ]
    tempo = quick.read_workout(calendar.book.path, TEMPO)
    assert (tempo.date, tempo.start, tempo.slot) == (TODAY + DAY, "17:30", Slot.PM)
    nothing_but(calendar.sync())
    history.undo(calendar.book)
    back = calendar.sync()
    assert back.operation == ""
    assert back.written >= 2
    assert int(calendar.event(TEMPO)["SEQUENCE"]) > 0
    assert quick.read_workout(calendar.book.path, TEMPO).date == TODAY
    nothing_but(calendar.sync())


def test_a_dry_run_says_the_same_and_changes_nothing(calendar: Calendar) -> None:
    calendar.put(TEMPO, ":20270108T173000")
    calendar.file(LONG).unlink()
    apply_change(calendar.book, plan_add(calendar.book, replace(the(calendar.book, MONDAY + 8 * DAY), id=0)))
    apply_change(calendar.book, plan_skip([the(calendar.book, MONDAY + 9 * DAY)], "ice"))
    before, files = canonical(calendar.book.path), calendar.stamps
    dry = calendar.sync(is_dry_run=True)
    assert (canonical(calendar.book.path), calendar.stamps) == (before, files)
    real = calendar.sync()
    assert dry == real


def test_an_event_of_the_whole_day_moves_the_day_and_an_end_alone_is_written_over(calendar: Calendar) -> None:
    before = quick.read_workout(calendar.book.path, LONG)
    calendar.put(LONG, ";VALUE=DATE:20270109")
    outcome = calendar.sync()
    after = quick.read_workout(calendar.book.path, LONG)
    assert (after.date, after.start, after.slot) == (before.date - DAY, before.start, before.slot)
    assert len(outcome.moved) == 1
    assert "T" in calendar.event(LONG)["DTSTART"]
    end = calendar.event(LONG)["DTEND"]
    calendar.say(LONG, "DTEND", ":20270109T235900")
    outcome = calendar.sync()
    assert (outcome.operation, outcome.written, outcome.said) == ("", 1, ())
    assert calendar.event(LONG)["DTEND"] == end


def test_a_time_of_a_zone_is_as_written_and_one_of_utc_comes_to_the_runners_clock(calendar: Calendar) -> None:
    change_zone(calendar.book, "Europe/Berlin")
    calendar.put(LONG, ";TZID=America/Denver:20270109T083000")
    calendar.put(TEMPO, ":20270108T163000Z")
    moved = {one.item: str(one.after) for one in calendar.sync().moved}
    assert moved == {LONG: "2027-01-09T08:30", TEMPO: "2027-01-08T17:30"}
    nothing_but(calendar.sync())


def test_moves_on_both_sides_leave_ours_and_name_the_command_that_takes_theirs(calendar: Calendar) -> None:
    calendar.put(LONG, ":20270109T070000")
    calendar.say(LONG, "SEQUENCE", ":7")
    move(calendar.book, LONG, TODAY + 4 * DAY)
    outcome = calendar.sync()
    (conflict,) = outcome.conflicts
    assert (conflict.item, str(conflict.here)[:10], str(conflict.there)) == (LONG, "2027-01-11", "2027-01-09T07:00")
    assert conflict.take == f"planner move {LONG} 2027-01-09"
    assert outcome.operation == ""
    assert calendar.event(LONG)["DTSTART"].startswith("20270111")
    assert int(calendar.event(LONG)["SEQUENCE"]) > 7
    nothing_but(calendar.sync())


def test_the_same_move_on_both_sides_is_agreed(calendar: Calendar) -> None:
    start = calendar.event(LONG)["DTSTART"].partition("T")[2]
    calendar.put(LONG, f":20270109T{start}")
    move(calendar.book, LONG, TODAY + 2 * DAY)
    outcome = calendar.sync()
    assert (outcome.operation, outcome.conflicts) == ("", ())
    nothing_but(calendar.sync())


def test_a_change_of_an_older_writing_counts_as_one_on_both_sides(calendar: Calendar) -> None:
    old = calendar.file(LONG).read_bytes()
    move(calendar.book, LONG, TODAY + 4 * DAY)
    calendar.sync()
    calendar.file(LONG).write_bytes(old.replace(b"DTSTART:20270110", b"DTSTART:20270109"))
    (conflict,) = calendar.sync().conflicts
    assert str(conflict.there).startswith("2027-01-09")
    assert calendar.event(LONG)["DTSTART"].startswith("20270111")


def test_a_text_of_the_person_is_left_and_said_once_until_ours_changes(calendar: Calendar) -> None:
    calendar.say(LONG, "SUMMARY", ":Long run with Ann")
    (said,) = calendar.sync().said
    assert "Long run with Ann" in said
    nothing_but(calendar.sync())
    os.utime(calendar.file(LONG))
    nothing_but(calendar.sync())
    assert calendar.event(LONG)["SUMMARY"] == "Long run with Ann"
    put(calendar.book, quick.read_workout(calendar.book.path, LONG), note="on the river")
    outcome = calendar.sync()
    assert outcome.written == 1
    assert "Long run with Ann" in " ".join(outcome.said)
    assert calendar.event(LONG)["SUMMARY"] != "Long run with Ann"


def test_a_deleted_event_is_asked_about_once_and_not_written_again(calendar: Calendar) -> None:
    calendar.file(LONG).unlink()
    first = calendar.sync()
    assert [(one.item, one.is_new) for one in first.pending] == [(LONG, True)]
    second = calendar.sync()
    assert [(one.item, one.is_new) for one in second.pending] == [(LONG, False)]
    assert second.is_nothing
    assert not calendar.file(LONG).exists()
    assert quick.read_workout(calendar.book.path, LONG).is_open


def test_keep_writes_the_event_again(calendar: Calendar) -> None:
    calendar.file(LONG).unlink()
    calendar.sync()
    (question,) = read_all_questions(calendar.book)
    assert question.words.endswith("was deleted in the calendar: skip it, or keep it?")
    give_answer(calendar.book, question, "keep")
    assert read_all_questions(calendar.book) == []
    nothing_but(calendar.sync(), written=1)
    assert calendar.file(LONG).exists()
    nothing_but(calendar.sync())


def test_keep_of_a_cancelled_event_keeps_what_is_the_persons(calendar: Calendar) -> None:
    calendar.change(LONG, lambda text: text.replace("STATUS:CONFIRMED", "STATUS:CANCELLED"))
    calendar.change(LONG, lambda text: text.replace("END:VEVENT", f"{ALARM}END:VEVENT"))
    calendar.sync()
    (question,) = read_all_questions(calendar.book)
    give_answer(calendar.book, question, "keep")
    nothing_but(calendar.sync(), written=1, unchanged=len(calendar.stamps) - 1)
    assert ALARM in calendar.file(LONG).read_bytes().decode()
    assert (calendar.event(LONG)["STATUS"], calendar.event(LONG)["SEQUENCE"]) == ("CONFIRMED", "1")
    nothing_but(calendar.sync())


def test_skip_skips_the_workout_and_undo_brings_the_question_back(calendar: Calendar) -> None:
    calendar.say(LONG, "STATUS", ":CANCELLED")
    calendar.sync()
    (question,) = read_all_questions(calendar.book)
    dry = give_answer(calendar.book, question, "skip", is_dry_run=True)
    assert [one.status for one in dry.workouts] == [StoredStatus.SKIPPED]
    assert quick.read_workout(calendar.book.path, LONG).is_open
    give_answer(calendar.book, question, "skip")
    assert quick.read_workout(calendar.book.path, LONG).skip_reason == "deleted in the calendar"
    history.undo(calendar.book)
    assert [one.id for one in read_all_questions(calendar.book)] == [LONG]
    history.redo(calendar.book)
    nothing_but(calendar.sync(), removed=1, unchanged=len(calendar.stamps))
    assert not calendar.file(LONG).exists()
    history.undo(calendar.book)
    nothing_but(calendar.sync(), written=1, unchanged=len(calendar.stamps) - 1)


def test_questions_refuse_other_answers_and_other_numbers(calendar: Calendar) -> None:
    calendar.file(LONG).unlink()
    calendar.sync()
    questions = read_all_questions(calendar.book)
    assert name_question(questions[0], questions) == str(LONG)
    assert find_question(questions, f"w{LONG}") == find_question(questions, str(LONG))
    with pytest.raises(RefusedError, match="The answer must be skip or keep, not"):
        give_answer(calendar.book, questions[0], "different")
    with pytest.raises(RefusedError, match="There is no question about workout 4"):
        find_question(questions, "w4")
    with pytest.raises(RefusedError, match="There is no question about recording 4"):
        find_question(questions, "4")


def test_a_change_here_answers_the_question(calendar: Calendar) -> None:
    calendar.file(LONG).unlink()
    calendar.sync()
    move(calendar.book, LONG, TODAY + 4 * DAY)
    outcome = calendar.sync()
    assert outcome.written >= 1
    assert "its event is written again" in " ".join(outcome.said)
    assert calendar.file(LONG).exists()
    assert read_all_questions(calendar.book) == []


def test_an_event_that_comes_back_answers_the_question(calendar: Calendar) -> None:
    kept = calendar.file(LONG).read_bytes()
    calendar.file(LONG).unlink()
    calendar.sync()
    calendar.file(LONG).write_bytes(kept)
    nothing_but(calendar.sync())
    assert read_all_questions(calendar.book) == []


def test_many_missing_events_are_an_accident_unless_one_insists(calendar: Calendar) -> None:
    for file in calendar.folder.glob("*.ics"):
        file.unlink()
    outcome = calendar.sync()
    (said,) = outcome.said
    assert "so none of them is taken as deleted; --force asks about each." in said
    assert (outcome.written, outcome.pending) == (0, ())
    assert calendar.sync().said == outcome.said
    forced = calendar.sync(force=True)
    assert len(forced.pending) > 20
    assert all(quick.read_workout(calendar.book.path, one.item).is_open for one in forced.pending)


def test_a_missing_event_in_a_folder_that_lost_its_sign_is_no_deletion(calendar: Calendar) -> None:
    (calendar.folder / ".planner").unlink()
    nothing_but(calendar.sync())  # nothing is missing
    assert (calendar.folder / ".planner").exists()
    (calendar.folder / ".planner").unlink()
    calendar.file(LONG).unlink()
    for _ in range(2):
        assert "1 event of" in calendar.sync().said[0]
    assert [one.item for one in calendar.sync(force=True).pending] == [LONG]


def test_a_folder_that_is_gone_is_not_made_again_by_itself(calendar: Calendar) -> None:
    aside = calendar.folder.with_name("aside")
    calendar.folder.rename(aside)
    with pytest.raises(RefusedError, match="is gone, and no event in it is taken as deleted"):
        calendar.sync()
    assert not calendar.folder.exists()
    renamed = Calendar(calendar.book, aside)
    nothing_but(renamed.sync())  # known by what is in it


def test_a_deleted_event_of_a_workout_that_was_done_is_left_out_for_good(calendar: Calendar) -> None:
    done = the(calendar.book, MONDAY + 2 * DAY).id
    calendar.file(done).unlink()
    for _ in range(2):
        outcome = calendar.sync()
        assert (outcome.written, outcome.pending, outcome.said) == (0, (), ())
    assert not calendar.file(done).exists()


def test_a_done_workout_stays_and_a_missed_one_moves_to_today_or_later(calendar: Calendar) -> None:
    done = the(calendar.book, MONDAY + 2 * DAY).id
    calendar.put(done, ":20270112T070000")
    outcome = calendar.sync()
    assert "is done, so it stays" in outcome.said[0]
    assert calendar.event(done)["DTSTART"].startswith("20270106")
    later = Planbook(calendar.book.path, replace(calendar.book.clock, fixed=TODAY + DAY))
    calendar = Calendar(later, calendar.folder)
    assert quick.read_workout(later.path, TEMPO).status_on(later.today) is DayStatus.MISSED
    calendar.put(TEMPO, ":20270105T070000")
    assert "was missed, and stays" in calendar.sync().said[0]
    calendar.put(TEMPO, ":20270108T070000")
    assert calendar.sync().operation == "Calendar: 1 moved"
    assert quick.read_workout(later.path, TEMPO).date == later.today


def test_skipped_and_deleted_workouts_lose_their_files_and_one_that_comes_back_goes_again(calendar: Calendar) -> None:
    kept = calendar.file(LONG).read_bytes()
    apply_change(calendar.book, plan_skip([quick.read_workout(calendar.book.path, TEMPO)], "ice"))
    apply_change(calendar.book, plan_delete(calendar.book, [quick.read_workout(calendar.book.path, LONG)]))
    outcome = calendar.sync()
    assert (outcome.removed, outcome.said) == (2, ())
    calendar.file(LONG).write_bytes(kept)
    outcome = calendar.sync()
    assert (outcome.removed, len(outcome.said)) == (1, 1)
    assert "removed again" in outcome.said[0]


def test_a_move_of_a_workout_that_is_skipped_here_is_said(calendar: Calendar) -> None:
    calendar.put(TEMPO, ":20270108T173000")
    apply_change(calendar.book, plan_skip([quick.read_workout(calendar.book.path, TEMPO)], "ice"))
    outcome = calendar.sync()
    assert outcome.removed == 1
    assert "the calendar had moved it to Fri 8 Jan 17:30" in outcome.said[0]


def test_an_empty_or_cut_file_is_written_again_and_never_read_as_a_change(calendar: Calendar) -> None:
    whole = calendar.file(LONG).read_bytes()
    for content in (b"", whole[:-9], b"\xff\xfe" + whole):
        calendar.file(LONG).write_bytes(content)
        outcome = calendar.sync()
        assert (outcome.written, outcome.operation, len(outcome.said)) == (1, "", 1)
        assert calendar.file(LONG).read_bytes() == whole


def test_events_of_others_are_counted_and_left_and_a_broken_one_is_named(calendar: Calendar) -> None:
    (calendar.folder / "dentist.ics").write_text(
        "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:d\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    (calendar.folder / "half.ics").write_text("BEGIN:VCALENDAR\r\n")
    outcome = calendar.sync()
    assert (outcome.foreign, outcome.said) == (2, ("half.ics is left as it is: it is cut off.",))
    assert (calendar.folder / "half.ics").read_bytes() == b"BEGIN:VCALENDAR\r\n"


def test_a_copy_of_an_event_is_foreign_and_a_second_file_of_a_uid_is_named(calendar: Calendar) -> None:
    text = calendar.file(LONG).read_bytes().decode()
    copy, double = calendar.folder / "copy.ics", calendar.folder / "double.ics"
    copy.write_bytes(text.replace("UID:planner-", "UID:another-", 1).replace("T070000", "T090000").encode())
    nothing_but(calendar.sync(), foreign=1)
    double.write_bytes(text.encode())
    (said,) = calendar.sync().said
    assert said.startswith(f"double.ics holds the event of workout {LONG} a second time and is left")
    assert (copy.exists(), double.exists()) == (True, True)


def test_a_moved_event_that_got_another_uid_is_the_same_event(calendar: Calendar) -> None:
    calendar.change(LONG, lambda text: text.replace("END:VEVENT", f"{ALARM}END:VEVENT"))
    calendar.sync()
    text = calendar.file(LONG).read_bytes().decode()
    start = calendar.event(LONG)["DTSTART"]
    moved = text.replace("UID:planner-", "UID:google-", 1).replace(f"DTSTART:{start}", "DTSTART:20270109T090000")
    stray = calendar.folder / "google.ics"
    stray.write_bytes(moved.encode())
    calendar.file(LONG).unlink()
    outcome = calendar.sync()
    assert [(one.item, str(one.after)) for one in outcome.moved] == [(LONG, "2027-01-09T09:00")]
    assert not stray.exists()
    event = calendar.event(LONG)
    assert (event["DTSTART"], event["UID"], event["X-PLANNER-ID"]) == (
        "20270109T090000",
        *[calendar.file(LONG).stem] * 2,
    )
    assert ALARM in calendar.file(LONG).read_bytes().decode()
    nothing_but(calendar.sync())


def test_days_before_the_first_one_are_left_as_they_are(calendar: Calendar) -> None:
    done = the(calendar.book, MONDAY + 2 * DAY).id
    before = calendar.stamps
    calendar.file(done).unlink()
    outcome = calendar.sync(first=TODAY)
    nothing_but(outcome)
    apply_change(calendar.book, plan_delete(calendar.book, [the(calendar.book, MONDAY + DAY)]))
    nothing_but(calendar.sync(first=TODAY))
    assert calendar.stamps.items() <= before.items()


def test_another_zone_writes_all_events_and_the_same_zone_none(calendar: Calendar) -> None:
    count = len(calendar.stamps)
    outcome = calendar.sync(zone="Europe/Berlin")
    assert outcome.written == count
    assert b"DTSTART;TZID=Europe/Berlin:" in calendar.file(LONG).read_bytes()
    assert calendar.event(LONG)["SEQUENCE"] == "0"
    nothing_but(calendar.sync(zone="Europe/Berlin"))
    calendar.change(LONG, lambda text: text.replace(":20270110T", ":20270109T"))
    assert calendar.sync(zone="Europe/Berlin").operation == "Calendar: 1 moved"
    assert calendar.sync().written == count


def test_a_repeated_event_counts_by_its_first_time_and_keeps_its_rule(calendar: Calendar) -> None:
    calendar.change(LONG, lambda text: text.replace("END:VEVENT", "RRULE:FREQ=WEEKLY\r\nEND:VEVENT"))
    (said,) = calendar.sync().said
    assert "the first event counts" in said
    nothing_but(calendar.sync())
    move(calendar.book, LONG, TODAY + 4 * DAY)
    assert calendar.sync().said == ()
    assert calendar.event(LONG)["RRULE"] == "FREQ=WEEKLY"


def test_a_file_that_changes_during_the_run_is_left_to_the_next(
    calendar: Calendar, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(calendar.book, quick.read_workout(calendar.book.path, LONG), note="on the river")
    look = vdir.stamp_of

    def change_first(folder: str, uid: str) -> vdir.FileStamp | None:
        monkeypatch.setattr(vdir, "stamp_of", look)
        calendar.say(LONG, "SUMMARY", ":Long run with Ann")
        return look(folder, uid)

    monkeypatch.setattr(vdir, "stamp_of", change_first)
    nothing_but(calendar.sync())
    assert calendar.event(LONG)["SUMMARY"] == "Long run with Ann"
    outcome = calendar.sync()
    assert outcome.written == 1
    assert "Long run with Ann" in outcome.said[0]


def test_a_race_that_cannot_move_stays_and_says_why(calendar: Calendar) -> None:
    race = next(one for one in quick.read_all_workouts(calendar.book.path) if one.is_race)
    calendar.put(race.id, ":20261102T100000")
    calendar.say(race.id, "SUMMARY", ":The big one")
    calendar.put(LONG, ":20270109T083000")
    outcome = calendar.sync()
    assert outcome.operation == "Calendar: 1 moved"
    assert any("its race cannot be before that" in sentence for sentence in outcome.said)
    assert any("The big one" in sentence for sentence in outcome.said)
    assert calendar.event(race.id)["DTSTART"].startswith("20270214")
    nothing_but(calendar.sync())


def test_a_race_that_moves_takes_the_long_run_of_its_weekend_out_though_that_moves_too(calendar: Calendar) -> None:
    race = next(one for one in quick.read_all_workouts(calendar.book.path) if one.is_race)
    calendar.put(race.id, ":20270117T100000")
    calendar.put(LONG, ":20270116T083000")
    outcome = calendar.sync()
    assert outcome.operation == "Calendar: 2 moved"
    assert any("is taken out" in sentence for sentence in outcome.said)
    for one in outcome.moved:
        assert str(one.after).startswith(str(quick.read_workout(calendar.book.path, one.item).date))
    nothing_but(calendar.sync())


def test_strength_is_offered_after_a_move(slotted: Planbook, tmp_path: Path) -> None:
    calendar = Calendar(slotted, tmp_path / "vdir")
    calendar.sync()
    run = next(
        one for one in quick.read_days(slotted.path, TODAY + 4 * DAY, TODAY + 9 * DAY) if one.kind == "intervals"
    )
    day = run.date + DAY
    calendar.put(run.id, f":{day:%Y%m%d}T180000")
    outcome = calendar.sync()
    assert outcome.operation == "Calendar: 1 moved"
    assert outcome.offer
    assert outcome.offer_command.startswith("planner reslot 2027-01-1")
    nothing_but(calendar.sync())


def test_folders_that_are_none_of_ours_are_refused(season: Planbook, slotted: Planbook, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "letter.txt").write_text("mine")
    with pytest.raises(RefusedError, match=r"holds a file that is no part of a calendar \(letter.txt\)"):
        Calendar(season, home).sync()
    assert [file.name for file in home.iterdir()] == ["letter.txt"]
    with pytest.raises(RefusedError, match="is a file, not a folder"):
        Calendar(season, home / "letter.txt").sync()
    Calendar(season, tmp_path / "vdir").sync()
    with pytest.raises(RefusedError, match="belongs to another planner database"):
        Calendar(slotted, tmp_path / "vdir").sync()


def test_a_folder_that_cannot_be_written_says_what_is_stored(
    calendar: Calendar, monkeypatch: pytest.MonkeyPatch
) -> None:
    calendar.put(LONG, ":20270109T083000")
    calendar.say(TEMPO, "DTEND", ":20270107T235900")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(vdir, "write_event_file", full)
    with pytest.raises(RefusedError, match=r"No space left on device\. What was moved is stored; planner undo"):
        calendar.sync()
    monkeypatch.undo()
    assert quick.read_workout(calendar.book.path, LONG).date == TODAY + 2 * DAY
    outcome = calendar.sync()
    assert (outcome.operation, outcome.conflicts) == ("", ())


def test_an_edit_between_two_runs_is_never_missed(calendar: Calendar) -> None:
    """What the folder was left as holds for the plan of that moment alone."""
    for note in ("one", "two", ""):
        with edit(calendar.book.path, "note", now=calendar.book.clock.now()) as repository:
            repository.replace_workouts([replace(repository.workout(LONG), note=note)], ())
        assert calendar.sync().written == 1
        nothing_but(calendar.sync())
