"""A week looked back at: planned against done in three sentences, what moved and why, strength, and the week after.

Everything here is words about figures that other modules compute; the command line prints them, the screen shows them.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from planner.text import capitalize_first, clean_line, format_count, join_words, number_word
from planner.training.absences import Absence, absence_on
from planner.training.formatting import (
    describe_status,
    format_amounts,
    format_bare_distance,
    format_clock,
    format_day,
    format_day_and_year,
    format_hours,
    format_number,
    format_sets,
    workout_title,
)
from planner.training.low_weeks import low_week_reasons
from planner.training.races import Unit
from planner.training.totals import RunTotals, Totals, sum_totals
from planner.training.weeks import DAY, WEEK
from planner.training.workout_names import reason_without_heading
from planner.training.workouts import AS_PLANNED, DayStatus, Sport, StoredStatus, Workout

_MAX_CHARS = 300
"""Characters of what a person wrote that a line shows."""
_NOT_DONE = (DayStatus.SKIPPED, DayStatus.MISSED)


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """A line of a section.

    Attributes:
        label: The day, ``Tue 5``; empty for a line without one, or for the second workout of a day.
        text: What is said.
    """

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class ReviewSection:
    """A part of the review below its sentences: a heading and its lines."""

    heading: str
    lines: tuple[ReviewLine, ...]


@dataclass(frozen=True, slots=True)
class WeekReview:
    """One week with what is needed to speak of it.

    Attributes:
        first: Its first day.
        today: Today.
        unit: The unit of distances.
        workouts: Its workouts, in calendar order.
        next_workouts: Those of the week after.
        planned_before_m: Running planned in the week before, in metres.
        moved_out: Workouts that were planned for this week and are in another one now.
        absences: Absences and feelings of its days.
        moved_by: What the history calls the operation that moved a workout last, by the number of the workout.
        place: Its place in its block, ``Week 6 of 11, build: Half marathon``; empty outside blocks.
        ladder: The sled loads of this week and the next, a sentence each.
        records: What was the most so far and was done in this week, a sentence each.
    """

    first: dt.date
    today: dt.date
    unit: Unit = Unit.KM
    workouts: tuple[Workout, ...] = ()
    next_workouts: tuple[Workout, ...] = ()
    planned_before_m: float = 0.0
    moved_out: tuple[Workout, ...] = ()
    absences: tuple[Absence, ...] = ()
    moved_by: Mapping[int, str] = field(default_factory=dict, hash=False)
    place: str = ""
    ladder: tuple[str, ...] = ()
    records: tuple[str, ...] = ()

    @property
    def last(self) -> dt.date:
        """Its last day."""
        return self.first + WEEK - DAY

    @property
    def is_over(self) -> bool:
        """Whether all its days are past, or the last one is today and nothing of it is left."""
        is_last_day = self.today == self.last and not any(
            one.is_open and one.date == self.today for one in self.workouts
        )
        return self.last < self.today or is_last_day

    @property
    def totals(self) -> Totals:
        """What was planned, done and is left in it."""
        return sum_totals(self.workouts, self.today)

    @property
    def next_totals(self) -> Totals:
        """What is planned, done and left in the week after."""
        return sum_totals(self.next_workouts, self.today)

    @property
    def title(self) -> str:
        """The week in words: ``Week from Mon 4 Jan to Sun 10 Jan 2027``."""
        return f"Week from {format_day(self.first)} to {format_day_and_year(self.last)}"

    @property
    def next_heading(self) -> str:
        """What the week after is called today: this week, next week, or the week after."""
        if self.first + WEEK <= self.today <= self.last + WEEK:
            return "This week"
        return "Next week" if self.first <= self.today <= self.last else "The week after"

    @property
    def has_training(self) -> bool:
        """Whether anything was planned or done in it."""
        return any(one.is_training for one in self.workouts)

    @property
    def moves(self) -> tuple[Workout, ...]:
        """The workouts that came into the week, changed their day in it, or left it, by the day they are on now."""
        moved = [one for one in (*self.workouts, *self.moved_out) if one.is_moved]
        return tuple(sorted(moved, key=lambda one: (one.date, one.start or "", one.id)))


def review_sentences(review: WeekReview) -> tuple[str, str, str]:
    """Return the week in three sentences: running, strength, and what the week after has."""
    return _running_sentence(review), _strength_sentence(review), _next_sentence(review)


def review_sections(review: WeekReview, times: str = "×") -> tuple[ReviewSection, ...]:
    """Return what is below the sentences.

    Args:
        review: The week.
        times: The sign between rounds and metres, where the terminal has none of Unicode.
    """
    done = tuple(_day_lines(review.workouts, lambda one: _workout_text(one, review, times)))
    planned_next = (one for one in review.next_workouts if one.status is not StoredStatus.UNPLANNED)
    ahead = tuple(_day_lines(planned_next, lambda one: _ahead_text(one, review, times)))
    why = (
        *_absence_texts(review),
        *_afterwards_texts(review),
        *low_reasons(review),
        *(move_text(review, one) for one in review.moves),
    )
    moved = tuple(ReviewLine("", text) for text in why)
    strength = tuple(ReviewLine("", text) for text in (*review.ladder, *review.records))
    sections = (
        ReviewSection("Planned and done", done or (ReviewLine("", "Nothing was planned or done."),)),
        ReviewSection("What changed, and why", moved or (ReviewLine("", "Nothing: the week went as planned."),)),
        ReviewSection("Strength and its loads", strength),
        ReviewSection(f"{review.next_heading}, from {format_day(review.first + WEEK)}", ahead),
    )
    return tuple(section for section in sections if section.lines)


def _afterwards_texts(review: WeekReview) -> Iterator[str]:
    """Yield a sentence on what was planned once its day was over, if anything was and is not marked."""
    count = sum(one.is_open and one.is_made_afterwards for one in review.workouts)
    if count:
        day, verb = ("its day was", "was") if count == 1 else ("their days were", "were")
        yield f"{capitalize_first(format_count(count, 'workout'))} {verb} planned once {day} over."


def low_reasons(review: WeekReview) -> tuple[str, ...]:
    """Return why less was run than planned, or why the plan is lighter, a sentence a reason; moves have own lines."""
    return low_week_reasons(review.workouts, (), review.planned_before_m, review.today, review.unit)


def move_text(review: WeekReview, workout: Workout) -> str:
    """Return what moved, from where to where, and why as far as it is known."""
    name = workout_title(workout)
    origin = workout.plan_day
    text = f"{name}: from {format_day(origin)} to {format_day(workout.date)}"
    why = _why_moved(review, workout, origin)
    return f"{text}; {why}" if why else text


def _running_sentence(review: WeekReview) -> str:
    runs = [one for one in review.workouts if one.sport is Sport.RUN]
    totals = review.totals.run
    planned = [one for one in runs if one.status is not StoredStatus.UNPLANNED]
    extra = sum(one.status is StoredStatus.UNPLANNED for one in runs)
    done = sum(one.actual is not None for one in planned)
    amount = _done_of_planned(totals, review.unit)
    if not planned and not extra:
        return "No running was planned, and none was done." if review.is_over else "No running is planned."
    start = "You ran" if review.is_over else "So far you ran"
    if not planned:
        counted = f"{format_count(extra, 'run')} without a plan"
        parts = [f"{start} {amount} in {counted}" if amount else f"{start} {counted}"]
    else:
        counted = f"{done} of {format_count(len(planned), 'run')}"
        parts = [f"{start} {amount}, {counted}" if amount else f"{start} {counted}"]
        parts += [f"with {number_word(extra)} more that {_was(extra)} not planned"] if extra else []
    if totals.without_distance and (totals.planned_m or totals.done_m):
        parts.append(f"without the distance of {format_count(totals.without_distance, 'run')}, which is not recorded")
    if not review.is_over and totals.left_m:
        parts.append(f"{format_bare_distance(totals.left_m, review.unit)} {review.unit} still ahead")
    return ", ".join(parts) + _missing_text(planned, review, "run") + "."


def _strength_sentence(review: WeekReview) -> str:
    sessions = [one for one in review.workouts if one.sport is Sport.STRENGTH]
    totals = review.totals.strength
    if not sessions:
        return "No strength was planned, and none was done." if review.is_over else "No strength is planned."
    planned = [one for one in sessions if one.status is not StoredStatus.UNPLANNED]
    extra = len(sessions) - len(planned)
    if planned:
        done = sum(one.actual is not None for one in planned)
        parts = [f"Strength: {done} of {format_count(len(planned), 'session')}"]
        parts += [f"with {number_word(extra)} more that {_was(extra)} not planned"] if extra else []
    else:
        parts = [f"Strength: {format_count(extra, 'session')} without a plan"]
    if totals.sled_m_planned or totals.sled_m_done:
        planned_m = f" of {format_number(totals.sled_m_planned)}" if totals.sled_m_planned else ""
        parts.append(f"sled {format_number(totals.sled_m_done)}{planned_m} m")
    if totals.wall_sit_s_planned or totals.wall_sit_s_done:
        planned_s = f" of {format_clock(totals.wall_sit_s_planned)}" if totals.wall_sit_s_planned else ""
        parts.append(f"wall sit {format_clock(totals.wall_sit_s_done)}{planned_s} min")
    pain = max((_worst_pain(one) for one in sessions), default=0)
    text = ", ".join(parts) + _missing_text(planned, review, "session")
    return f"{text}; the worst pain recorded was {pain} of 10." if pain else f"{text}."


def _next_sentence(review: WeekReview) -> str:
    planned = [one for one in review.next_workouts if one.is_training and one.status is not StoredStatus.UNPLANNED]
    verb = "had" if review.next_heading == "The week after" and review.last + WEEK < review.today else "has"
    if not planned:
        return f"{review.next_heading} {verb} nothing planned."
    runs = [one for one in planned if one.sport is Sport.RUN]
    sessions = sum(one.sport is Sport.STRENGTH for one in planned)
    others = len(planned) - len(runs) - sessions
    counts = ((len(runs), "run"), (sessions, "strength session"), (others, "other workout"))
    amount = _planned_amount(sum_totals(runs, review.today).run, review.unit)
    parts = [f"{amount} of running"] if amount else []
    race = next((one for one in runs if one.is_race), None)
    longest = max(runs, key=lambda one: one.planned.distance_m or 0, default=None)
    if race is not None:
        parts.append(f"{clean_line(race.title, 60) or 'a race'} on {format_day(race.date)}")
    elif longest is not None and longest.planned.distance_m and len(runs) > 1:
        far = f"{format_bare_distance(longest.planned.distance_m, review.unit)} {review.unit}"
        parts.append(f"the longest run {far} on {format_day(longest.date)}")
    has = join_words(format_count(count, noun) for count, noun in counts if count)
    return f"{review.next_heading} {verb} {has}{': ' if parts else ''}{', '.join(parts)}."


def _done_of_planned(totals: RunTotals, unit: Unit) -> str:
    """Return ``30 of 45 km``, or ``2:10 h of 3:00 h`` where no distance is known; empty where no time is either."""
    if totals.planned_m or totals.done_m:
        planned = f" of {format_bare_distance(totals.planned_m, unit)}" if totals.planned_m else ""
        return f"{format_bare_distance(totals.done_m, unit)}{planned} {unit}"
    if totals.planned_s:
        return f"{format_hours(totals.done_s)} of {format_hours(totals.planned_s)}"
    return format_hours(totals.done_s) if totals.done_s else ""


def _planned_amount(totals: RunTotals, unit: Unit) -> str:
    if totals.planned_m:
        return f"{format_bare_distance(totals.planned_m, unit)} {unit}"
    return format_hours(totals.planned_s) if totals.planned_s else ""


def _missing_text(planned: Iterable[Workout], review: WeekReview, noun: str) -> str:
    """Return why something was not done: ``: one run was skipped (ice), two were missed``; empty where nothing is."""
    planned = list(planned)
    left_out = [one for one in planned if one.status_on(review.today) in _NOT_DONE]
    replaced = sum(one.replaced_by_id is not None for one in left_out)
    afterwards = sum(one.is_open and one.is_made_afterwards for one in planned)
    missed = sum(one.status_on(review.today) is DayStatus.MISSED for one in left_out)
    reasons = Counter(
        clean_line(one.skip_reason or "no reason given", 60)
        for one in left_out
        if one.status_on(review.today) is DayStatus.SKIPPED and one.replaced_by_id is None
    )
    skipped = sum(reasons.values())
    gone = sum(one.sport is Sport.RUN for one in review.moved_out)
    gone = gone if noun == "run" else sum(one.sport is Sport.STRENGTH for one in review.moved_out)
    counts = (
        (skipped, f"skipped ({join_words(reasons)})"),
        (missed, "missed"),
        (replaced, "replaced by something else"),
        (afterwards, "planned afterwards"),
        (gone, "moved to another week"),
    )
    texts = [f"{number_word(count)} {_was(count)} {what}" for count, what in counts if count]
    if not texts:
        return ""
    first, space, rest = texts[0].partition(" ")
    named = f"{first} {noun}{'' if first == 'one' else 's'}{space}{rest}"
    return f": {join_words([named, *texts[1:]])}"


def _was(count: int) -> str:
    return "was" if count == 1 else "were"


def _worst_pain(workout: Workout) -> int:
    actual = workout.actual
    return 0 if actual is None else max(actual.pain or 0, actual.pain_next or 0)


def _day_lines(workouts: Iterable[Workout], text: Callable[[Workout], str]) -> Iterator[ReviewLine]:
    """Yield a line for each workout that is training; only the first of a day has the day."""
    before = None
    for one in workouts:
        if one.is_training:
            yield ReviewLine(f"{one.date:%a} {one.date.day}" if one.date != before else "", text(one))
            before = one.date


def _name_and_plan(workout: Workout, unit: Unit, times: str) -> str:
    name = workout_title(workout)
    planned = _effort_text(workout, unit, times)
    return f"{name}, {planned}" if planned and planned not in name else name


def _effort_text(workout: Workout, unit: Unit, times: str) -> str:
    sets = format_sets(workout.planned.sets, times)
    return sets or format_amounts(workout.planned, unit, workout.estimated)


def _workout_text(workout: Workout, review: WeekReview, times: str) -> str:
    """Return what was planned, then what was done of it or became of it, with effort and pain."""
    status = _status_text(workout, review.today)
    actual = workout.actual
    if actual is None:
        return f"{_name_and_plan(workout, review.unit, times)}: {status}"
    parts = [status]
    if actual.source != AS_PLANNED or workout.status is StoredStatus.UNPLANNED:
        did = format_sets(actual.effort.sets, times) or format_amounts(actual.effort, review.unit)
        if did and did != _effort_text(workout, review.unit, times):
            parts = [f"did {did}", *(word for word in [status.removeprefix("done").removeprefix(", ")] if word)]
    parts += [f"RPE {format_number(workout.typed_rpe)}"] if workout.typed_rpe is not None else []
    parts += [f"pain {_worst_pain(workout)}"] if _worst_pain(workout) else []
    return f"{_name_and_plan(workout, review.unit, times)}: {', '.join(parts)}"


def _ahead_text(workout: Workout, review: WeekReview, times: str) -> str:
    """Return what is planned, and what became of it already."""
    became = "" if workout.is_left(review.today) else f": {_status_text(workout, review.today)}"
    return f"{_name_and_plan(workout, review.unit, times)}{became}"


def _status_text(workout: Workout, today: dt.date) -> str:
    status = workout.status_on(today)
    if status is DayStatus.UNPLANNED:
        return "not planned"
    words = clean_line(describe_status(workout, today), _MAX_CHARS)
    if status is DayStatus.PLANNED:
        words = ", ".join(filter(None, ("still ahead" if workout.is_left(today) else "planned afterwards", words)))
    return words


def _absence_texts(review: WeekReview) -> Iterator[str]:
    for absence in review.absences:
        days = f"on {format_day(absence.first)}"
        if absence.last != absence.first:
            days = f"from {format_day(absence.first)} to {format_day(absence.last)}"
        note = f": {clean_line(absence.note, _MAX_CHARS)}" if absence.note else ""
        yield f"{capitalize_first(absence.label)} {days}{note}"


def _why_moved(review: WeekReview, workout: Workout, origin: dt.date) -> str:
    """Return why a workout moved: an absence on its day, the operation that took it along, or its rules; may be empty.

    An operation that moved just this workout says nothing that the days do not say.
    """
    absence = absence_on(review.absences, origin)
    if absence is not None:
        return f"you were {clean_line(absence.skip_reason, 80)}"
    name = clean_line(review.moved_by.get(workout.id, ""), 80)
    own = (f"move: {clean_line(workout.title)} to ", "edit: ", "mark done: ", "done: ", "add: ")
    if name and not name.startswith(own):
        return f'with "{name}"'
    return reason_without_heading(workout) if workout.sport is Sport.STRENGTH else ""
