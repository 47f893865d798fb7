"""Questions about recordings, their answers, and links made by hand: each one operation, and never changed later."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from planner.cli import main
from planner.store import journal, recording_table
from planner.training.outcomes import TypedOutcome
from planner.training.recordings import RecordingFormat, RecordingSource
from planner.training.refusal import RefusedError
from planner.training.workouts import Sport, StoredStatus
from planner.usecases import history
from planner.usecases.calendar.mark import mark_done, mark_not_done, mark_skipped
from planner.usecases.planbook import Planbook
from planner.usecases.recordings.inbox import answer_question, read_inbox
from planner.usecases.recordings.link_by_hand import link_recordings, unlink_workout
from tests.matching.cases import DAY, recorded, run, strength
from tests.usecases.books import changed_by
from tests.usecases.recordings.books import all_links, links, new_book, put_in, the, workouts


def far_off(path: Path) -> Planbook:
    """A run of 10 km in the plan and one of 4 km recorded on its day, which is asked about."""
    book = new_book(path, [run(1, 10)])
    put_in(book, recorded("a", 4, "18:02", minutes=25))
    return book


def a_day_later(path: Path) -> Planbook:
    """A long run recorded on the day after the planned one."""
    book = new_book(path, [run(1, 20, kind="long"), run(2, 5, day=1)])
    put_in(book, recorded("a", 20.3, "18:02", day=1))
    return book


def test_a_run_far_from_the_plan_counts_and_is_asked_about(tmp_path: Path) -> None:
    book = far_off(tmp_path / "book.db")
    (question,) = read_inbox(book)
    assert (question.id, question.workouts, question.proposed, question.why) == (1, (1,), 1, "far from the plan")
    assert [choice.answer for choice in question.choices] == ["1", "unplanned", "skip"]
    assert [one.status for one in workouts(book) if one.actual is not None] == [StoredStatus.UNPLANNED]


def test_an_answer_with_a_workout_links_it_and_stays(tmp_path: Path) -> None:
    book = far_off(tmp_path / "book.db")
    answer_question(book, 1, "1")
    assert links(book) == {1: [1]}
    assert the(book, 1).status is StoredStatus.DONE
    assert read_inbox(book) == []
    put_in(book, recorded("b", 10, "07:00"))
    assert links(book)[1] == [1]
    history.undo(book)
    history.undo(book)
    assert len(read_inbox(book)) == 1
    assert the(book, 1).status is StoredStatus.PLANNED


def test_an_accepted_run_goes_to_the_day_it_was_run_and_keeps_its_first_date(tmp_path: Path) -> None:
    book = a_day_later(tmp_path / "book.db")
    (question,) = read_inbox(book)
    assert (question.workouts, question.why) == ((1,), "another day")
    answer_question(book, 1, "1")
    done = the(book, 1)
    assert (done.date, done.original_date, done.is_moved) == (DAY + dt.timedelta(days=1), DAY, True)
    unlink_workout(book, 1)
    back = the(book, 1)
    assert (back.date, back.original_date, back.status) == (DAY, None, StoredStatus.PLANNED)


def test_after_midnight_a_workout_stays_on_its_day(tmp_path: Path) -> None:
    book = new_book(tmp_path / "book.db", [run(1, 10)])
    put_in(book, recorded("a", 10, "00:30", day=1))
    assert (the(book, 1).date, the(book, 1).status) == (DAY, StoredStatus.DONE)


def test_unplanned_is_remembered_and_never_asked_again(tmp_path: Path) -> None:
    book = far_off(tmp_path / "book.db")
    answer_question(book, 1, "unplanned")
    assert read_inbox(book) == []
    put_in(book, recorded("b", 3, "07:00"))
    assert [one for question in read_inbox(book) for one in question.recordings] == [2]
    assert the(book, 1).status is StoredStatus.PLANNED


def test_what_is_left_out_counts_nowhere(tmp_path: Path) -> None:
    book = far_off(tmp_path / "book.db")
    answer_question(book, 1, "skip")
    assert read_inbox(book) == []
    assert links(book) == {}
    assert [one.id for one in workouts(book)] == [1]


def test_a_skipped_workout_that_was_done_after_all_comes_back_when_its_recording_goes(tmp_path: Path) -> None:
    book = new_book(tmp_path / "book.db", [run(1, 10)])
    mark_skipped(book, 1, "cold")
    put_in(book, recorded("a", 10.1, "18:02"))
    (question,) = read_inbox(book)
    assert question.why == "skipped"
    answer_question(book, 1, "1")
    assert (the(book, 1).status, the(book, 1).skip_reason) == (StoredStatus.DONE, None)
    unlink_workout(book, 1)
    assert (the(book, 1).status, the(book, 1).skip_reason) == (StoredStatus.SKIPPED, "cold")


def test_an_unknown_sport_counts_nowhere_until_it_is_said(tmp_path: Path) -> None:
    book = new_book(tmp_path / "book.db", [run(1, 10)])
    put_in(book, recorded("a", 10.1, "18:02", sport=Sport.CROSS, sport_said=False))
    assert [one.id for one in workouts(book)] == [1]
    (question,) = read_inbox(book)
    assert question.why == "unknown sport"
    with pytest.raises(RefusedError, match="run, strength or cross"):
        answer_question(book, 1, "rest")
    answer_question(book, 1, "run")
    assert links(book) == {1: [1]}


def possible_double(path: Path) -> Planbook:
    """A run in two files, an hour apart, which may be one."""
    book = new_book(path, [run(1, 10)])
    source = RecordingSource("watch.gpx", RecordingFormat.GPX, "a" * 64)
    put_in(book, recorded("a", 10, "18:00", sources=(source,)))
    richer = RecordingSource("watch.fit", RecordingFormat.FIT, "b" * 64)
    put_in(book, recorded("b", 10, "19:00", double_of=1, sources=(richer,), avg_hr=150))
    return book


def test_a_possible_double_counts_once_it_is_answered(tmp_path: Path) -> None:
    book = possible_double(tmp_path / "book.db")
    assert len(workouts(book)) == 1
    (question,) = read_inbox(book)
    assert (question.id, question.recordings, question.why) == (2, (2, 1), "possible double")
    answer_question(book, 2, "different")
    assert read_inbox(book) == []
    assert len(workouts(book)) == 2


def test_the_same_activity_is_kept_once_with_both_sources(tmp_path: Path) -> None:
    book = possible_double(tmp_path / "book.db")
    answer_question(book, 2, "same")
    assert read_inbox(book) == []
    assert links(book) == {1: [1]}
    with journal.record_operation(book.path, "look", book.clock.now()) as connection:
        (kept,) = recording_table.read_recordings(connection, [1])
    assert kept.avg_hr == 150
    assert {source.name for source in kept.sources} == {"watch.gpx", "watch.fit"}
    history.undo(book)
    assert len(read_inbox(book)) == 1


def test_a_link_by_hand_takes_a_recording_from_where_it_was(tmp_path: Path) -> None:
    book = new_book(tmp_path / "book.db", [run(1, 10), run(2, 10, day=2)])
    put_in(book, recorded("a", 10, "18:02"))
    mark_done(book, 1, TypedOutcome(rpe=7))
    assert links(book) == {1: [1]}
    edit = link_recordings(book, 2, [1])
    assert links(book) == {2: [1]}
    first, second = the(book, 1), the(book, 2)
    assert (first.status, first.actual) == (StoredStatus.PLANNED, None)
    assert (second.status, second.date, second.original_date) == (StoredStatus.DONE, DAY, DAY + dt.timedelta(days=2))
    assert second.actual is not None
    assert second.actual.effort.rpe == 7
    assert {one.id for one in edit.workouts} == {1, 2}
    assert {link.made_by for link in all_links(book)} == {"person"}


def test_two_recordings_linked_by_hand_add_up(tmp_path: Path) -> None:
    book = new_book(tmp_path / "book.db", [run(1, 20, kind="long")])
    put_in(book, recorded("a", 8, "07:00", minutes=48), recorded("b", 11, "18:00", minutes=66))
    link_recordings(book, 1, [2, 1])
    done = the(book, 1)
    assert done.actual is not None
    assert (done.actual.effort.distance_m, done.actual.effort.duration_s) == (19_000, 114 * 60)
    assert len(workouts(book)) == 1
    link_recordings(book, 1, [1])
    done = the(book, 1)
    assert done.actual is not None
    assert done.actual.effort.distance_m == 8000
    assert len(workouts(book)) == 2


def test_what_was_unlinked_is_not_linked_again(tmp_path: Path) -> None:
    book = new_book(tmp_path / "book.db", [run(1, 10)])
    put_in(book, recorded("a", 10, "18:02"))
    unlink_workout(book, 1)
    assert (the(book, 1).status, the(book, 1).actual) == (StoredStatus.PLANNED, None)
    put_in(book, recorded("b", 2, "12:00"))
    assert 1 not in links(book)
    link_recordings(book, 1, [1])
    assert links(book)[1] == [1]


def test_not_done_after_all_takes_the_recording_away(tmp_path: Path) -> None:
    book = new_book(tmp_path / "book.db", [run(1, 10)])
    put_in(book, recorded("a", 10, "18:02"))
    assert mark_not_done(book, 1).workout.status is StoredStatus.PLANNED
    assert 1 not in links(book)
    assert [one.status for one in workouts(book) if one.actual is not None] == [StoredStatus.UNPLANNED]


@pytest.mark.parametrize(
    ("workout", "recording", "sentence"),
    [
        (2, 1, "Workout 2 is a strength session and recording 1 a run"),
        (3, 1, "Workout 3 is there only because of recording 2"),
        (1, 9, "There is no recording 9"),
        (9, 1, "There is no workout 9"),
    ],
)
def test_what_cannot_be_linked_is_refused(tmp_path: Path, workout: int, recording: int, sentence: str) -> None:
    book = new_book(tmp_path / "book.db", [run(1, 10), strength(2, 45)])
    put_in(book, recorded("a", 10, "18:02"), recorded("b", 3, "07:00"))
    with pytest.raises(RefusedError, match=sentence):
        link_recordings(book, workout, [recording])


def test_what_is_no_answer_is_refused(tmp_path: Path) -> None:
    book = far_off(tmp_path / "book.db")
    with pytest.raises(RefusedError, match="The answer must be 1, unplanned, keep or skip"):
        answer_question(book, 1, "perhaps")
    with pytest.raises(RefusedError, match="There is no question about recording 7"):
        answer_question(book, 7, "1")


def said(book: Planbook, capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    """The JSON that a command prints."""
    capsys.readouterr()
    assert main(["--db", str(book.path), "--today", book.today.isoformat(), *words, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_the_commands_say_what_is_asked_and_linked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = far_off(tmp_path / "book.db")
    (question,) = said(book, capsys, "inbox")["questions"]
    assert question["words"].startswith("The run of Wed 6 Jan 18:02, 4.0 km")
    assert {name: question[name] for name in ("id", "activities", "items", "proposed", "why")} == {
        "id": 1, "activities": [1], "items": [1], "proposed": 1, "why": "far from the plan",
    }  # fmt: skip
    answered = said(book, capsys, "inbox", "1", "1")
    assert answered["items"][0]["recordings"] == [1]
    assert answered["items"][0]["actual"]["source"] == "file"
    assert answered["removed"] == [2]
    agenda = said(book, capsys, "agenda")
    assert [item["recordings"] for item in agenda["items"]] == [[1]]
    main(["--db", str(book.path), "--today", book.today.isoformat(), "agenda"])
    assert "recorded, as you answered: 4.0 of 10 km, same day" in capsys.readouterr().out
    assert [item["recordings"] for item in said(book, capsys, "unlink", "1")["items"]] == [[], [1]]
    assert said(book, capsys, "link", "1", "1")["items"][0]["recordings"] == [1]


def test_the_history_says_what_happened_to_recordings(tmp_path: Path) -> None:
    book = possible_double(tmp_path / "book.db")
    lines = changed_by(book, history.list_operations(book)[-2].id)
    assert "recording 1 of Wed 6 Jan 18:00: added, run, 10 km, 1:00:00, from watch.gpx" in lines
    assert any("done, 10 km, 1:00:00, from file, recording 1 linked (10.0 of 10 km, same day" in line for line in lines)
    answer_question(book, 2, "different")
    assert "recordings 1 and 2 are different" in changed_by(book, history.list_operations(book)[0].id)
