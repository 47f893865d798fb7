"""The plan and a folder as one run finds them: what is decided about each workout, and which of them move."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from planner.store.published_events import PublishedEvent
from planner.store.synced_files import SyncedFile
from planner.text import capitalize_first
from planner.training.workout_names import workout_name
from planner.training.workouts import Workout
from planner.usecases.changes import Change
from planner.usecases.planbook import Planbook
from planner.usecases.sync.decisions import (
    Action,
    Decision,
    FolderEvent,
    Pending,
    Place,
    PlannedEvent,
    PlanState,
    RecordedEvent,
    Remark,
    after_move,
    decide,
    is_newly_missing,
)
from planner.usecases.sync.folder_files import FolderFiles, FoundEvent, place_of
from planner.usecases.sync.outcome import GoneEvent, MovedWorkout, SyncOptions
from planner.usecases.sync.planned_events import PlannedEvents
from planner.usecases.sync.sentences import (
    Conflict,
    conflict_of,
    describe,
    event_name,
    gone_question,
    many_gone_sentence,
)

_MANY_GONE, _LARGE_SHARE = 5, 4
"""More missing events than this, and more than one of so many, are taken for an accident."""
_GONE = (Pending.GONE, Pending.OUT, Pending.KEEP)


@dataclass(frozen=True, slots=True)
class SentBefore:
    """What calendars have seen before this run, by the number of the workout.

    Attributes:
        files: What the last run has recorded of the files of the folder.
        events: What calendars were sent, through this folder or otherwise.
    """

    files: Mapping[int, SyncedFile]
    events: Mapping[int, PublishedEvent]


class BothSides:
    """What one run knows of the plan and of a folder, and has decided.

    Args:
        book: The planbook.
        files: The files of the folder.
        plan: The workouts from the first day on.
        before: What calendars have seen before.
        options: What is asked for.

    Attributes:
        files: The files of the folder.
        plan: The workouts.
        before: What calendars have seen before.
        decisions: What is done about each workout, by its number.
        looks: What the folder says of each workout.
        moved: The workouts that go where their events are.
        conflicts: The workouts that stay where they are.
        said: What the runner should know, a sentence each.
        is_held: Whether events are missing that are not taken as deleted.
        is_mark_missed: Whether they are missing together with the file that says whose the folder is.
    """

    def __init__(
        self,
        book: Planbook,
        files: FolderFiles,
        plan: PlannedEvents,
        before: SentBefore,
        options: SyncOptions,
    ) -> None:
        self._book = book
        self._options = options
        self.files, self.plan, self.before = files, plan, before
        self.decisions: dict[int, Decision] = {}
        self.looks: dict[int, FolderEvent] = {}
        self.moved: list[MovedWorkout] = []
        self.conflicts: list[Conflict] = []
        self.said: list[str] = []
        self.is_held = self.is_mark_missed = False
        self._recorded: dict[int, RecordedEvent | None] = {}
        self._held: set[int] = set()
        self._decide_all()

    # What is decided

    def _decide_all(self) -> None:
        self.plan.read_more((*self.before.files, *self.files.numbers))
        if self.files.listing.foreign:
            self.said += self.files.look_for_strays()
        for number in sorted({*self.plan.events, *self.before.files, *self.files.numbers}):
            if not self._is_left_alone(number):
                self._look(number)
        self._held = self._missing_by_accident()
        for number in self.looks:
            self.decisions[number] = self._decide(number)

    def _is_left_alone(self, number: int) -> bool:
        """Return whether a workout and its event are of days before the first one."""
        known = self.before.files.get(number)
        if known is None and number not in self.plan.workouts:
            found = self.files.look(number, None)
            return found.place is not None and self.plan.is_before_first(found.place.day)
        return self.plan.is_before(number, None if known is None else Place.parse(known.place))

    def _look(self, number: int) -> None:
        """Look at the file of a workout; it is read where it will be written over or removed, too."""
        known, planned = self.before.files.get(number), self.plan.planned(number)
        is_as_planned = known is not None and planned is not None and planned.digest == known.digest
        is_kept = known is not None and known.pending == Pending.KEEP
        found = self.files.look(number, known, read=not is_as_planned or is_kept or self._options.is_other_zone)
        self.looks[number] = found
        self._recorded[number] = self._record_of(number, found)

    def _record_of(self, number: int, found: FolderEvent) -> RecordedEvent | None:
        """Return what is recorded of an event; where nothing is, what calendars were sent if the file is that writing.

        So a folder that was renamed or copied is known again.
        """
        known = self.before.files.get(number)
        if known is not None:
            pending = Pending(known.pending) if known.pending in {one.value for one in Pending} else None
            return RecordedEvent(Place.parse(known.place), known.digest, known.text_digest, known.revision, pending)
        sent, planned = self.before.events.get(number), self.plan.planned(number)
        if sent is None or planned is None or found.revision != sent.sequence:
            return None
        text = planned.text if planned.digest == sent.digest else found.text if found.digest == sent.digest else ""
        return RecordedEvent(place_of(sent.start), sent.digest, text, sent.sequence)

    def _decide(self, number: int) -> Decision:
        if number in self._held:
            return Decision(Action.NOTHING)
        planned = self.plan.planned(number)
        decision = decide(self._recorded[number], planned, self.looks[number], self._book.today)
        if decision.action is Action.RECORD and self._options.is_other_zone:
            return replace(decision, action=Action.WRITE)
        return decision

    def _missing_by_accident(self) -> set[int]:
        """Return the workouts whose events are gone at once with too many others, or with the sign of the folder."""
        gone, count = set[int](), 0
        for number, found in self.looks.items():
            recorded = self._recorded[number]
            if recorded is None or recorded.pending in _GONE or self.plan.planned(number) is None:
                continue
            count += 1
            if is_newly_missing(recorded, found) or found.is_cancelled:
                gone.add(number)
        is_mark_gone = bool(self.before.files) and not self.files.listing.mark
        is_many = len(gone) > _MANY_GONE and len(gone) * _LARGE_SHARE > count
        if self._options.force or not gone or not (is_many or is_mark_gone):
            return set()
        self.is_held, self.is_mark_missed = True, is_mark_gone
        self.said.append(many_gone_sentence(len(gone), count, self.files.folder, is_mark_gone=is_mark_gone))
        return gone

    # Moves

    def wanted_moves(self) -> list[tuple[Workout, Place, Place]]:
        """Return the workouts that go where their events are, each with the place of its event before and now."""
        return [
            (self.plan.workouts[number], self._planned(number).place, decision.place)
            for number, decision in self.decisions.items()
            if decision.action is Action.MOVE and decision.place is not None
        ]

    def follow(self, change: Change, refused: Mapping[int, str]) -> None:
        """Decide again with the plan as it is after the moves.

        Args:
            change: The moves, as they are stored or would be.
            refused: Why other workouts stay where they are.
        """
        wanted = self.wanted_moves()
        before = {number: self._planned(number) for number in {workout.id for workout, _, _ in wanted}}
        touched = self.plan.follow(change)
        for number, sentence in refused.items():
            self.said.append(f"{self._name(number)} stays, though its event was moved: {sentence}")
            self.decisions[number] = Decision(Action.WRITE, self._remarks_on_text(number))
        for workout, was, _ in wanted:
            planned = self.plan.planned(workout.id)
            if workout.id not in refused and planned is not None:  # a race takes the long run of its weekend out
                name = f"{capitalize_first(workout_name(workout))} (workout {workout.id})"
                self.moved.append(MovedWorkout(workout.id, name, was, planned.place))
        for number in sorted((touched | before.keys()) & self.looks.keys() - refused.keys()):
            self._look(number)
            planned = self.plan.planned(number)
            if number in before and planned is not None:
                self._recorded[number] = after_move(self._recorded[number], before[number], planned)
            self.decisions[number] = self._decide(number)
        for number in sorted(touched - self.looks.keys()):
            if not self._is_left_alone(number):
                self._look(number)
                self.decisions[number] = self._decide(number)

    def _remarks_on_text(self, number: int) -> tuple[Remark, ...]:
        """Return what is said of the text of an event that is written over."""
        recorded, text = self._recorded[number], self.looks[number].text
        is_ours = text == self._planned(number).text or (recorded is not None and text == recorded.text)
        return () if is_ours else (Remark.TEXT_REPLACED,)

    # What is said

    def describe_decisions(self) -> None:
        """Say what is to be said of the decisions."""
        for number, decision in self.decisions.items():
            for remark in decision.remarks:
                self._describe(number, remark)

    def gone_events(self) -> Iterator[GoneEvent]:
        """Yield the questions that are open after the run, in the order of the calendar."""
        asked = []
        for number, decision in self.decisions.items():
            known, planned = self.before.files.get(number), self.plan.planned(number)
            is_open = decision.action is Action.NOTHING and known is not None and known.pending == Pending.GONE
            is_new = decision.action is Action.ASK
            if (is_new or is_open) and planned is not None and planned.state is PlanState.PLANNED:
                asked.append((planned.place, GoneEvent(number, gone_question(self.plan.workouts[number]), is_new)))
        yield from (question for _, question in sorted(asked, key=lambda pair: (pair[0], pair[1].item)))

    def _describe(self, number: int, remark: Remark) -> None:
        found = self._found(number)
        there = None if found is None else place_of(found.event.start)
        if remark is Remark.CONFLICT and there is not None:
            conflict = conflict_of(self.plan.workouts[number], self._planned(number).place, there)
            self.conflicts.append(conflict)
            return
        text = "" if found is None else " - ".join(filter(None, (found.event.summary, found.event.description)))
        reason = self.files.unreadable.get(number, "")
        self.said.append(describe(remark, self._name(number), there, text, reason))

    def _found(self, number: int) -> FoundEvent | None:
        return self.files.found.get(number) or self.files.strays.get(number)

    def _name(self, number: int) -> str:
        return event_name(number, self.plan.workouts.get(number))

    def _planned(self, number: int) -> PlannedEvent:
        planned = self.plan.planned(number)
        assert planned is not None
        return planned
