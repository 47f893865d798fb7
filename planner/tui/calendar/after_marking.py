"""What follows from what was recorded: what is said and offered, asked the next morning, and reviewed after a week."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.text import join_words
from planner.training.formatting import count_workouts_text, format_day
from planner.training.precautions import BONE_STRESS_BRIEF
from planner.training.refusal import RefusedError
from planner.training.weeks import DAY, first_day_of_week
from planner.training.workouts import ENDURANCE_SPORTS, KEY_RUNS, DayStatus, Sport, Workout
from planner.tui import labels
from planner.tui.calendar.active_preview import CalendarPart
from planner.usecases.queries import read_runner

if TYPE_CHECKING:  # what is said after an edit is not loaded for the first frame
    from planner.usecases.calendar.mark import Marked, MarkedDay
    from planner.usecases.strength.recovery_offer import RecoveryOffer

_Question = tuple[str, Callable[[], object]]
"""A line with its key, and what the key does."""
_PlanAndApply = Callable[..., None]
"""Works a change out and applies it."""
_TakeOffer = Callable[[_PlanAndApply], None]
"""Makes what is offered."""

_NAMED = 3
"""So many workouts are named after they were marked."""
_NOTHING_OFFERED = (
    "Nothing is offered now. A light session may be, after a hard run or a race, and better places after a skipped run."
)


@dataclass(slots=True, kw_only=True, eq=False)
class AfterMarking(CalendarPart):
    """Says what follows from a workout that was recorded, offers a light session, asks the next morning, reviews weeks.

    Attributes:
        reload: Reads the file again and draws what differs.
    """

    reload: Callable[[], None]
    _has_keys: bool = False
    """Whether a key was pressed on the calendar since the start."""
    _offer: _TakeOffer | None = None
    """What the key at hand may make: a light session, or moves to better places."""
    _offer_of_next_key: _TakeOffer | None = None
    _question: Callable[[], object] | None = None
    """What the key opens while nothing is offered."""
    _mark_done: Callable[[], None] = lambda: None
    _unmarked_line: str = ""
    """The line of the unmarked days as it was shown last."""
    _line_answered: bool = False
    """Whether the last key was pressed while that line was shown."""
    _marks_unmarked: bool = False
    """Whether the unmarked days are marked, one after the other."""

    def show(self, marked: Marked) -> None:
        """Read the file again, and say what follows from a workout that was recorded."""
        if marked.name:
            self.show_day(marked.as_day)
        else:
            self.reload()
            self.footer.show_message(" ".join(marked.remarks))

    def show_day(self, marked: MarkedDay) -> None:
        """Read the file again, and say what follows from what was recorded of a day."""
        self.reload()
        if not marked.name:
            self.footer.show_message("All of it is recorded already; nothing has changed.")
            return
        gate_end, advice = self._pain_of(marked)
        if gate_end is None:
            # what follows from it says more than the titles of what was just typed, and there is one line
            sentences = (*advice, *marked.remarks) or self._done_sentences(marked)
            self.footer.show_message(" ".join((*sentences, self.footer.undo_remark.note())))
            if not self._offer_better_places(marked.skipped):
                self.offer_light_session(marked.first_records)
            self._mention_later_unmarked()
        else:
            ease = self.host.keys["calendar.ease"]
            pain = f"Pain: no heavy or moderate until {format_day(gate_end)}; {ease} eases them. {BONE_STRESS_BRIEF}"
            self.footer.warn(" ".join((pain, *marked.remarks)))

    def _pain_of(self, marked: MarkedDay) -> tuple[dt.date | None, tuple[str, ...]]:
        """Return until when recorded pain keeps sessions out, and what else it means."""
        hurt = [one for one in marked.done if one.actual is not None and (one.actual.pain or one.actual.pain_next)]
        if not hurt:
            return None, ()
        from planner.usecases.screening import pain_advice, pain_gate_end

        ends = [end for end in (pain_gate_end(self.host.book, workout) for workout in hurt) if end is not None]
        advice = dict.fromkeys(sentence for workout in hurt for sentence in pain_advice(self.host.book, workout))
        return max(ends, default=None), tuple(advice)

    def _done_sentences(self, marked: MarkedDay) -> tuple[str, ...]:
        """Return what was marked, by name as long as it is little."""
        days = {workout.date for workout in marked.done} - {self.cursor.day}
        moved = f", now on {format_day(min(days))}" if days else ""
        done, skipped = _names(marked.done), _names(marked.skipped)
        return (*([f"Done: {done}{moved}."] if done else []), *([f"Skipped: {skipped}."] if skipped else []))

    def offer_light_session(self, recorded: Sequence[Workout]) -> None:
        """Offer a light session after a demanding run that was just recorded; any other key than its own declines."""
        if not any(workout.sport is Sport.RUN and workout.kind in KEY_RUNS for workout in recorded):
            return
        from planner.usecases.strength.recovery_offer import find_recovery_offer

        try:
            offer = find_recovery_offer(self.host.book, recorded)
        except RefusedError:  # the settings or the file; the workout is recorded, and that was said
            return
        if offer is not None:
            self._offer_next(offer.key_sentence, lambda plan_and_apply: self._add_light_session(offer, plan_and_apply))

    def _offer_better_places(self, skipped: Sequence[Workout]) -> bool:
        """Offer the better places that strength has in the week of runs that were just skipped.

        Returns:
            Whether there are any.
        """
        runs = [workout for workout in skipped if workout.sport in ENDURANCE_SPORTS]
        if not runs:
            return False
        from planner.usecases.strength.reslot import evaluate_week

        day, book = runs[0].date, self.host.book
        try:
            moves = evaluate_week(book, day).moves
        except RefusedError:  # the settings or the file; the workout is skipped, and that was said
            return False
        if not moves:
            return False
        arrow = self.host.glyphs.shifted
        what = moves[0].places(arrow) if len(moves) == 1 else f"{len(moves)} sessions to better places"

        def move(plan_and_apply: _PlanAndApply) -> None:
            plan_and_apply(lambda: evaluate_week(book, day).change, asks_first=False)

        self._offer_next(f"moves {what}. Any other key declines.", move)
        return True

    def _offer_next(self, sentence: str, take: _TakeOffer) -> None:
        """Say what the key makes, after what is said already, and make it so at the next key."""
        self._offer_of_next_key = take
        said = self.footer.message if self.footer.has_rows else "Done."  # where one row must hold the key
        self.footer.show_message(f"{said} {self._key} {sentence}")

    def note_key(self) -> None:
        """Let an offer go with the first key after it, whose action may still take it."""
        self._has_keys = True
        self._offer, self._offer_of_next_key = self._offer_of_next_key, None
        self._line_answered = bool(self._unmarked_line) and self._unmarked_line in self.footer.message
        self._marks_unmarked = False

    def take_offer(self, plan_and_apply: _PlanAndApply, mark_done: Callable[[], None]) -> None:
        """Make what is offered; where nothing is, open what was asked in the line at the start.

        Args:
            plan_and_apply: Works a change out and applies it.
            mark_done: Opens the sheet that marks the day under the cursor.
        """
        if self._offer is not None:
            self._offer(plan_and_apply)
        elif self._question is not None:
            question, self._question, self._mark_done = self._question, None, mark_done
            question()
        else:
            self.footer.show_message(_NOTHING_OFFERED)

    def _add_light_session(self, offer: RecoveryOffer, plan_and_apply: _PlanAndApply) -> None:
        """Add the light session that is offered; the health questions come first while none was ever answered."""
        from planner.tui.sheets.screening import open_screening_if_unanswered
        from planner.usecases.strength.recovery_offer import find_recovery_offer

        def add() -> None:
            # the answers, or another session, may have changed what is left to offer
            current = self.ask(lambda: find_recovery_offer(self.host.book, [offer.run]))
            if current is None:
                self.footer.show_message("Nothing is added: your answers keep it out, or the day has changed.")
            else:
                plan_and_apply(lambda: current.plan(self.host.book), asks_first=False)

        try:
            if not open_screening_if_unanswered(self.footer, add):
                add()
        except RefusedError as error:
            self.footer.show_refusal(error)

    def mention_question(self) -> None:
        """Say in a line what waits for an answer, with its key. Nothing opens by itself.

        Nothing is said while a form waits half-typed, or where the runner has begun with something else.
        """
        is_free = len(self.footer.app.screen_stack) == 1 and not self._has_keys
        if is_free and not self.host.form_drafts.newest_form():
            self._mention_next()

    def _mention_next(self) -> None:
        """Mention the first that waits: the morning after a session, the review of a week, days that are unmarked."""
        self._question = None
        for find in (self._find_morning, self._find_review, self._find_unmarked):
            found = find()
            if found is not None:
                sentence, self._question = found
                self.footer.show_message(" ".join(filter(None, (self.footer.message, sentence))))
                return

    @property
    def _key(self) -> str:
        return self.host.keys["calendar.take_offer"]

    def _find_morning(self) -> _Question | None:
        """Return the question for the pain of the morning after a session of the last days, once for each session."""
        from planner.usecases.strength.next_morning import find_unanswered_morning, morning_question

        host = self.host
        session = self.ask(lambda: find_unanswered_morning(host.book, left=host.preferences.mornings_left))
        if session is None:
            return None

        def answer() -> None:
            from planner.tui.sheets.next_morning import NextMorningSheet

            host.push_screen(NextMorningSheet(host.book, session), on_result)

        def on_result(marked: Marked | None) -> None:
            if marked is not None:
                self.show(marked)
            self._mention_next()

        return f"{morning_question(session, host.book.today)} {self._key} answers.", answer

    def mark_done(self, mark_done: Callable[[], None]) -> None:
        """Mark the day under the cursor, or the first unmarked one where the key was pressed while a line named them.

        Args:
            mark_done: Opens the sheet that marks the day under the cursor.
        """
        if self._line_answered:
            self._line_answered, self._mark_done = False, mark_done
            self._mark_first_unmarked()
        else:
            mark_done()

    def _mark_first_unmarked(self) -> None:
        days = self._unmarked_days()
        if not days:
            self.footer.show_message("Every day of the last week is marked.")
            return
        self._marks_unmarked = True
        self.cursor.go_to(days[0])
        self._mark_done()
        self._question = self._mark_first_unmarked

    def _find_unmarked(self, after: dt.date = dt.date.min) -> _Question | None:
        """Return the days up to yesterday that nobody marked; None where yesterday has nothing open.

        Args:
            after: Earlier days, and this one, are left out.
        """
        days = [day for day in self._unmarked_days() if day > after]
        if self.host.book.today - DAY not in days:
            return None
        names, key = ", ".join(f"{day:%a}" for day in days), self.host.keys["calendar.done"]
        self._unmarked_line = f"{names} unmarked: {key}"
        return self._unmarked_line, self._mark_first_unmarked

    def _mention_later_unmarked(self) -> None:
        """Name the unmarked days after the one that was just marked, where all of them are marked in turn."""
        found = self._find_unmarked(self.cursor.day) if self._marks_unmarked else None
        has_room = self.footer.has_rows or self._offer_of_next_key is None
        if found is not None and has_room:
            said = self.footer.message if self.footer.has_rows else "Done."
            self.footer.show_message(f"{said} {found[0]}")

    def _unmarked_days(self) -> list[dt.date]:
        """Return the days before today, of the last week, with training that was neither marked done nor skipped."""
        today = self.host.book.today
        workouts = self.ask(lambda: self.data.cache.workouts_between(today - 6 * DAY, today - DAY)) or ()
        return sorted({one.date for one in workouts if one.is_training and one.status_on(today) is DayStatus.MISSED})

    def _find_review(self) -> _Question | None:
        """Return the review of the last week at the first start of a week, where there was any training in it.

        The first start of all only notes the day.
        """
        host, today = self.host, self.host.book.today
        noted = host.preferences.week_noted_on
        runner = self.ask(lambda: read_runner(host.book))
        if runner is None or (noted is not None and first_day_of_week(today, runner.week_start) <= noted <= today):
            return None
        host.preferences.note_week(today)
        if noted is None or noted > today:
            return None
        from planner.tui.sheets.review import last_week_sheet

        sheet = self.ask(lambda: last_week_sheet(host.book))
        if sheet is None:
            return None
        return f"Last week is over: {self._key} reviews it.", lambda: host.push_screen(sheet)


def _names(workouts: Sequence[Workout]) -> str:
    """Return what workouts are called; of many only how many they are."""
    if len(workouts) > _NAMED:
        return count_workouts_text(workouts)
    return join_words([labels.short_title(workout, 40) for workout in workouts])
