"""The inbox: questions about recordings that only the runner can answer, and what each answer does.

Questions are not stored: they follow from what is linked, so an answer, a move or an undo changes them at once.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from planner.matching import (
    Doubt,
    Question,
    days_to_read,
    describe_choice,
    describe_question,
    make_set,
    name_recordings,
)
from planner.matching.cost import MATCHED_SPORTS
from planner.store import connections, journal, quick, recording_table, workout_table
from planner.text import clean_line, join_words
from planner.training.kinds import parse_kind
from planner.training.measures import quoted
from planner.training.races import Unit
from planner.training.recordings import LinkMaker, Recording
from planner.training.refusal import RefusedError
from planner.usecases.planbook import Planbook
from planner.usecases.recordings.duplicates import merge_recordings
from planner.usecases.recordings.link_by_hand import LinkEdit, link_within, with_recorded
from planner.usecases.recordings.links import LinkState, WantedLink, read_link_state
from planner.usecases.recordings.match_days import match_after
from planner.usecases.recordings.rematch import match_state

POSSIBLE_DOUBLE = "possible double"
"""Why it is asked whether two recordings are the same activity."""
EVENT_DELETED = "event deleted"
"""Why it is asked whether a workout is skipped."""
UNPLANNED, SAME, DIFFERENT, SKIP, KEEP = "unplanned", "same", "different", "skip", "keep"
_SPORT_ANSWERS = tuple(sport.value for sport in MATCHED_SPORTS)


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer that a question offers.

    Attributes:
        answer: What `answer_question` takes: the number of a workout, or a word.
        words: What it means, for a person.
    """

    answer: str
    words: str


@dataclass(frozen=True, slots=True)
class InboxQuestion:
    """A question about recordings, or about a workout whose event was deleted in a calendar.

    Attributes:
        id: Its number: that of its first recording, or of the workout.
        recordings: The numbers of its recordings.
        workouts: The numbers of the workouts it may be, the likeliest first.
        proposed: The number of the workout that is preselected, or None.
        why: Why it is asked: a `Doubt`, `POSSIBLE_DOUBLE` or `EVENT_DELETED`.
        words: The question in words, its choices included.
        about: Which recordings it is about, in words.
        because: Why it is asked, in a sentence.
        choices: The answers, the likeliest first.
        is_about_event: Whether it is about an event.
    """

    id: int
    recordings: tuple[int, ...]
    workouts: tuple[int, ...]
    proposed: int | None
    why: str
    words: str
    about: str
    because: str
    choices: tuple[Choice, ...]
    is_about_event: bool = False


def read_inbox(book: Planbook) -> list[InboxQuestion]:
    """Return the open questions, by the start of their recordings.

    Raises:
        RefusedError: The file cannot be read.
    """
    with connections.read_transaction(book.path) as connection:
        return [question for _, question in _read_questions(connection, quick.read_unit(book.path))]


def _read_questions(connection: sqlite3.Connection, unit: Unit) -> list[tuple[Question | None, InboxQuestion]]:
    span = recording_table.read_open_span(connection)
    if span is None:
        return []
    state = read_link_state(connection, *days_to_read(span))
    found: list[tuple[Question | None, InboxQuestion]] = [
        (question, _as_inbox_question(state, question, unit)) for question in match_state(state).inbox
    ]
    found += [
        (None, _about_double(state, recording, connection))
        for recording in state.recordings.values()
        if recording.double_of is not None and not recording.settled
    ]
    return sorted(found, key=lambda pair: (state.recordings[pair[1].id].start_utc, pair[1].id))


def _as_inbox_question(state: LinkState, question: Question, unit: Unit) -> InboxQuestion:
    sets = [make_set(state.recordings[number] for number in numbers) for numbers in question.sets]
    workouts = [state.bare(state.workouts[number]) for number in question.choices]
    if question.why is Doubt.SPORT:
        choices = [Choice(sport, f"it was {_SPORT_PHRASES[sport]}") for sport in _SPORT_ANSWERS]
        choices.append(Choice(SKIP, "leave it out of all totals"))
    else:
        choices = [Choice(str(one.id), describe_choice(one, sets[0], unit)) for one in workouts]
        if question.why is Doubt.SKIPPED:
            choices.append(Choice(KEEP, "it stays skipped, and the recording counts without a plan"))
        else:
            choices.append(Choice(UNPLANNED, "it belongs to no plan"))
        choices.append(Choice(SKIP, "leave it out of all totals"))
    return InboxQuestion(
        id=question.activities[0],
        recordings=question.activities,
        workouts=question.choices,
        proposed=question.proposed,
        why=question.why.value,
        words=describe_question(sets, workouts, unit),
        about=name_recordings(sets, unit),
        because=_BECAUSE[question.why],
        choices=tuple(choices),
    )


_BECAUSE = {
    Doubt.UNCLEAR: "Another pair of recording and workout is nearly as likely.",
    Doubt.FAR: "It is much longer or shorter than what was planned.",
    Doubt.OTHER_DAY: "It fits a workout of another day, which would go to the day it was done.",
    Doubt.SKIPPED: "It fits a workout that is marked as skipped.",
    Doubt.SPORT: "Its file does not say what sport it is. Until you say, it is in no total.",
}
_SPORT_PHRASES = {"run": "a run", "strength": "strength", "cross": "another sport"}


def _about_double(state: LinkState, recording: Recording, connection: sqlite3.Connection) -> InboxQuestion:
    number = recording.double_of
    assert number is not None
    other = state.recordings.get(number) or recording_table.read_recordings(connection, [number])[0]
    named = f"{_named(recording)} and {_named(other)}"
    return InboxQuestion(
        id=recording.id,
        recordings=(recording.id, number),
        workouts=(),
        proposed=None,
        why=POSSIBLE_DOUBLE,
        words=f"{named}: the same activity, or different ones?",
        about=named,
        because="They may be one activity. Until you say, the first of them is in no total.",
        choices=(
            Choice(SAME, "the same: keep the richer, and fill it in from the other"),
            Choice(DIFFERENT, "different: both count"),
            Choice(SKIP, f"leave recording {recording.id} out of all totals"),
        ),
    )


def _named(recording: Recording) -> str:
    """Return a recording as a question about two names it: recording 4, run.fit, Tue 5 Jan 2027 18:02, 41 min."""
    from planner.training.formatting import format_day_and_year, format_hours

    source = clean_line(recording.sources[0].name.rpartition("/")[2], 40) if recording.sources else ""
    length = format_hours(round(recording.duration_s)) if recording.duration_s else ""
    day = f"{format_day_and_year(recording.date)} {recording.local_start:%H:%M}"
    return ", ".join(part for part in (f"recording {recording.id}", source, day, length) if part)


def answer_question(book: Planbook, number: int, answer: str, *, is_dry_run: bool = False) -> LinkEdit:
    """Answer a question of the inbox, as one operation.

    Args:
        book: The planbook.
        number: The number of the question, or of another of its recordings.
        answer: The number of a workout; ``unplanned``: it belongs to no plan; ``same`` or ``different``: of a possible
            double; ``keep``: all stays as it is, without the question; ``skip``: it counts nowhere; or a sport.
        is_dry_run: Whether it is only worked out.

    Raises:
        RefusedError: There is no such question, or it has no such answer.
    """
    word = clean_line(answer).casefold()
    name = f"answer about recording {number}: {'workout ' if word.isdecimal() else ''}{word}"
    with journal.record_operation(book.path, name, book.clock.now(), is_dry_run=is_dry_run) as connection:
        with connections.read_through(book.path, connection):
            unit = quick.read_unit(book.path)
        question, asked = _find(connection, number, unit)
        operation = _Operation(connection, book, name)
        if question is None:
            edit = _answer_double(operation, asked, word)
        elif question.why is Doubt.SPORT:
            edit = _answer_sport(operation, asked, word)
        else:
            edit = _answer_workout(operation, question, number, word)
        return with_recorded(connection, book, edit)


@dataclass(frozen=True, slots=True)
class _Operation:
    """The open operation of an answer.

    Attributes:
        connection: In its writing transaction.
        book: The runner's file and clock.
        name: What the history calls it.
    """

    connection: sqlite3.Connection
    book: Planbook
    name: str

    def read(self, numbers: Sequence[int]) -> list[Recording]:
        """Return recordings."""
        return recording_table.read_recordings(self.connection, numbers)

    def store(self, recording: Recording) -> None:
        """Store a recording over the one it was read from."""
        recording_table.replace_recording(self.connection, self.book.path, recording)

    def rematched(self, recordings: Iterable[Recording]) -> LinkEdit:
        """Match the days of some recordings again, and return what that changed."""
        outcome = match_after(self.connection, self.book, {one.date for one in recordings})
        workouts = [workout_table.read_workout(self.connection, one) for one in sorted(outcome.workout_ids)]
        return LinkEdit(self.name, tuple(workouts), remarks=outcome.sentences)

    def leave_out(self, numbers: Sequence[int]) -> LinkEdit:
        """Make recordings count nowhere, without a question; planner recording N --sport brings one back."""
        recordings = self.read(numbers)
        for recording in recordings:
            self.store(replace(recording, sport_said=False, settled=True))
        return self.rematched(recordings)


def _find(connection: sqlite3.Connection, number: int, unit: Unit) -> tuple[Question | None, InboxQuestion]:
    questions = _read_questions(connection, unit)
    for is_found in (lambda one: one.id == number, lambda one: number in one.recordings):
        for question, asked in questions:
            if is_found(asked):
                return question, asked
    raise RefusedError(f"There is no question about recording {number}.")


def _answer_workout(operation: _Operation, question: Question, number: int, word: str) -> LinkEdit:
    """Answer which workout recordings are; where they may be several, those that the number is one of."""
    connection = operation.connection
    numbers = next(each for each in (*question.sets, question.activities) if number in each)
    if word.isdecimal():
        is_first = question.choices[:1] == (int(word),)
        cost, margin = (question.cost, question.margin) if is_first else (None, None)
        want = WantedLink(numbers, LinkMaker.INBOX, cost, margin)
        return link_within(connection, operation.book, int(word), want, operation.name)
    if word == SKIP:
        return operation.leave_out(numbers)
    if word not in (UNPLANNED, KEEP):
        answers = join_words([*map(str, question.choices), UNPLANNED, KEEP, SKIP], "or")
        raise RefusedError(f"The answer must be {answers}, not {quoted(word)}.")
    recordings = operation.read(numbers)
    days = [one.date for one in recordings]
    state = read_link_state(connection, min(days), max(days))
    for one in numbers:
        for workout_id in question.choices:
            recording_table.insert_refused_pair(connection, workout_id, one)
        workout = state.workout_of(one)
        for link in state.links[workout.id] if workout is not None else ():
            recording_table.replace_link(connection, operation.book.path, replace(link, made_by=LinkMaker.INBOX))
    return operation.rematched(recordings)


def _answer_sport(operation: _Operation, asked: InboxQuestion, word: str) -> LinkEdit:
    """Answer which sport a recording is."""
    if word == SKIP:
        return operation.leave_out(asked.recordings)
    sport = parse_kind(word, "sport")[0]
    if sport not in MATCHED_SPORTS:
        raise RefusedError(f"The sport must be run, strength or cross, not {quoted(word)}.")
    recordings = operation.read(asked.recordings)
    for recording in recordings:
        operation.store(replace(recording, sport=sport, sport_said=True))
    return operation.rematched(recordings)


def _answer_double(operation: _Operation, asked: InboxQuestion, word: str) -> LinkEdit:
    """Answer whether two recordings are the same activity."""
    double, other = operation.read(asked.recordings)
    if word == SKIP:
        operation.store(replace(double, settled=True))
        return LinkEdit(operation.name)
    if word == SAME:
        recording_table.delete_recording(operation.connection, double.id)
        operation.store(merge_recordings(other, double))
    elif word in (DIFFERENT, KEEP):
        recording_table.insert_distinct_pair(operation.connection, double.id, other.id)
        operation.store(replace(double, double_of=None))
    else:
        raise RefusedError(f"The answer must be {SAME}, {DIFFERENT} or {SKIP}, not {quoted(word)}.")
    return operation.rematched([double, other])
