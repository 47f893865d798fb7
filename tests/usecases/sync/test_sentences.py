"""All that a sync says reads well, is one line, and names its workout; texts from a calendar are cleaned."""

from __future__ import annotations

from collections.abc import Iterator

from planner.store import quick
from planner.text import NOTE_LIMIT
from planner.usecases.planbook import Planbook
from planner.usecases.sync.decisions import Place, Remark
from planner.usecases.sync.questions import answer_gone_event
from planner.usecases.sync.sentences import conflict_of, describe, event_name, gone_question, many_gone_sentence
from tests.tui.season import MONDAY, TODAY
from tests.usecases.test_plain_words import check, refusal_of

HERE, THERE = Place(TODAY, "18:00"), Place(MONDAY, "06:30")


def all_sentences(book: Planbook) -> Iterator[str]:
    """Everything that is said of any workout."""
    for workout in quick.read_all_workouts(book.path)[:60]:
        name = event_name(workout.id, workout)
        for remark in Remark:
            if remark is Remark.CONFLICT:
                yield conflict_of(workout, HERE, THERE).sentence
                yield conflict_of(workout, HERE, Place(MONDAY)).sentence
            else:
                yield describe(remark, name, THERE, "Long run with Ann", "it is empty")
        yield gone_question(workout)
    yield describe(Remark.CAME_BACK, event_name(41, None), None, "")
    yield many_gone_sentence(1, 4, "/home/ann/calendars", is_mark_gone=True)
    yield many_gone_sentence(12, 40, "/home/ann/calendars", is_mark_gone=False)


def test_all_that_is_said_of_events_reads_well(season: Planbook) -> None:
    assert check(all_sentences(season)) > 100


def test_the_answer_to_a_question_that_is_gone_is_one_sentence(season: Planbook) -> None:
    assert refusal_of(answer_gone_event, season, 41, "skip") == "There is no question about workout 41."


def test_a_text_of_a_calendar_drives_no_terminal() -> None:
    said = describe(Remark.TEXT_LEFT, "The long run", None, "\x1b[31mred\r\nBCC: x\u202e")
    assert said.isprintable()


def test_a_text_that_is_written_over_is_said_to_its_end() -> None:
    text = f"Long run with Ann {'x' * NOTE_LIMIT} end"
    assert text in describe(Remark.TEXT_REPLACED, "The long run", None, text)
