"""Find a runner's rung of the load ladder from the logged sessions: one rung up, the same rung, or a rung down.

A table of doses is a plan; the log decides. Only a rating or a pain that the runner typed counts: "done as planned"
says nothing. Two sessions that felt a point easier than their cap and did not hurt the next morning earn a rung (after
``ACSM09``, which raises a load once it is mastered); two that were too hard, or pain, cost one. What weeks without the
sled cost is this project's default, not evidence.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum, auto

from planner.text import join_words
from planner.training.doses import (
    ASSUMED_BODY_MASS_KG,
    FIRST_HEAVY_RUNG,
    FLOOR_FRICTION,
    LOAD_LADDER,
    REFERENCE_FRICTION,
    RPE_CAP,
    Equipment,
)
from planner.training.formatting import format_day, format_number
from planner.training.leg_load import is_of_own_exercises
from planner.training.pain_limits import HARMLESS_PAIN_MAX, PAIN_GO_MAX, PAIN_KEEP_MAX, RED_DAY_PAUSE_DAYS
from planner.training.weeks import DAY
from planner.training.workouts import DEMANDING_KINDS, Exercise, ExerciseSet, StrengthKind, Workout

BACK_OFF_DAYS, LONG_BREAK_DAYS = 14, 28
"""Days without the sled after which the load goes one rung down, and two rungs. Defaults, not evidence."""
_PAIN_WINDOW_DAYS = 14
"""Within how many days two sessions with pain of 4 or 5 cost a rung."""
_EASY_SESSIONS = _HARD_SESSIONS = _SORE_SESSIONS = 2
_RUNG_TOLERANCE = 1.05
"""How far below a rung, as a factor, a load still counts as that rung: half a step of the ladder."""
TOP_RUNG = {StrengthKind.HEAVY: len(LOAD_LADDER) - 1, StrengthKind.MODERATE: FIRST_HEAVY_RUNG - 1}
"""The highest rung of each kind of session."""


@dataclass(frozen=True, slots=True)
class LoggedSession:
    """What the ladder needs of a strength session that was done.

    Attributes:
        date: Its day.
        kind: Its dose.
        rung: The rung of its load, or None without a load or when it is unknown.
        rpe: How hard it felt (CR10), or None when the runner did not rate it.
        pain: The worst pain while it was done, 0 to 10, or None when it was not recorded.
        pain_next: The pain of the next morning, 0 to 10, or None when it was not recorded.
        has_sled: Whether a sled was part of it.
    """

    date: dt.date
    kind: StrengthKind
    rung: int | None = None
    rpe: float | None = None
    pain: int | None = None
    pain_next: int | None = None
    has_sled: bool = True

    @property
    def worst_pain(self) -> int:
        """The worst pain, the next morning included; 0 when none was recorded."""
        return max(self.pain or 0, self.pain_next or 0)

    @property
    def felt_easy(self) -> bool:
        """Whether it felt at least a point easier than its cap and did not hurt the next morning."""
        if self.rpe is None or self.rpe > RPE_CAP[self.kind] - 1:
            return False
        return (self.pain_next or 0) <= HARMLESS_PAIN_MAX and (self.pain or 0) <= PAIN_GO_MAX

    @property
    def felt_too_hard(self) -> bool:
        """Whether it was rated above its cap."""
        return self.rpe is not None and self.rpe > RPE_CAP[self.kind]

    @property
    def is_evidence(self) -> bool:
        """Whether the runner typed something that can speak against a step up: a rating, or pain above 3."""
        return self.rpe is not None or self.worst_pain > PAIN_GO_MAX


@dataclass(frozen=True, slots=True)
class LadderPosition:
    """The rung of the next session.

    Attributes:
        rung: The rung, from 0.
        reason: Why, in one sentence.
        demanding_from: The first day for heavy and moderate sessions after one that hurt; None without such a pause.
    """

    rung: int
    reason: str
    demanding_from: dt.date | None = None


def rung_of_load(load_kg: float, equipment: Equipment) -> int | None:
    """Return the rung of a load in kilograms for a body and a floor; None below the ladder.

    A load between two rungs is on the lower one, unless it is within a twentieth of the higher; a load above the ladder
    is on the top rung.
    """
    body = equipment.body_mass_kg or ASSUMED_BODY_MASS_KG
    percent = load_kg / body * 100 * FLOOR_FRICTION[equipment.floor] / REFERENCE_FRICTION
    return max((rung for rung, step in enumerate(LOAD_LADDER) if step <= percent * _RUNG_TOLERANCE), default=None)


def logged_session(workout: Workout, equipment: Equipment) -> LoggedSession | None:
    """Return what the ladder needs of a workout; None for one that is no strength session with a dose, or not done.

    A session of the runner's own exercises only says nothing of the sled.
    """
    if workout.actual is None or workout.strength_kind is None or is_of_own_exercises(workout):
        return None
    outcome = workout.actual
    load_kg = main_load_kg(outcome.effort.sets or workout.planned.sets)
    return LoggedSession(
        date=workout.date,
        kind=workout.strength_kind,
        rung=rung_of_load(load_kg, equipment) if load_kg else None,
        rpe=workout.typed_rpe,
        pain=outcome.pain,
        pain_next=outcome.pain_next,
        has_sled=bool(load_kg),
    )


def main_load_kg(sets: Iterable[ExerciseSet]) -> float | None:
    """Return the sled load in kilograms that most metres were pushed at, the lower of two; None without a load.

    One round with more than the rest, or a last one with less, says nothing of the rung that a session was done at.
    """
    metres: dict[float, float] = {}
    for part in sets:
        if part.exercise == Exercise.REVERSE_SLED_PUSH and part.load_kg is not None:
            metres[part.load_kg] = metres.get(part.load_kg, 0.0) + part.total_m
    return min(metres, key=lambda load: (load == 0, -metres[load], load), default=None)


_STILL_DOWN = "It waits until two sessions feel easy"
"""Why a rung that was taken off is still off in the weeks after, as the beginning of a sentence."""


class Verdict(Enum):
    """What the log says of the coming normal week."""

    TABLE = auto()
    """Nothing: the table goes on."""
    UP = auto()
    """One rung above the one done."""
    RUNG_WAITS = auto()
    """The same rung; metres and holds go on."""
    TABLE_WAITS = auto()
    """The same rung, metres and holds."""


@dataclass(slots=True)
class Complaints:
    """The sessions of any kind that hurt or felt too hard, and have not cost a rung yet."""

    _sore: list[LoggedSession] = field(default_factory=list)
    _hard_ratings: list[float] = field(default_factory=list)

    def add(self, session: LoggedSession) -> str:
        """Add a session, and return why it costs a rung, as the beginning of a sentence; empty if it does not."""
        reason = self._pain(session) or self._hardness(session)
        if reason:
            self._sore, self._hard_ratings = [], []
        return reason

    def _pain(self, session: LoggedSession) -> str:
        if session.worst_pain > PAIN_KEEP_MAX:
            return f"{_when_it_hurt(session)} {session.worst_pain} of 10"
        if session.worst_pain > PAIN_GO_MAX:
            self._sore = [one for one in self._sore if (session.date - one.date).days < _PAIN_WINDOW_DAYS]
            self._sore.append(session)
            if len(self._sore) >= _SORE_SESSIONS:
                return f"Two sessions hurt {join_words(dict.fromkeys(str(one.worst_pain) for one in self._sore))} of 10"
        return ""

    def _hardness(self, session: LoggedSession) -> str:
        if session.rpe is not None and session.kind in DEMANDING_KINDS:
            self._hard_ratings = [*self._hard_ratings, session.rpe] if session.felt_too_hard else []
        return _too_hard(self._hard_ratings)


@dataclass(slots=True)
class RungEvidence:
    """What the sessions of one kind say, added one by one in the order of their days.

    Attributes:
        verdict: What they say of the coming normal week.
        why: The reason of the verdict, or of the rung taken off, as the beginning of a sentence; may be empty.
        is_down: Whether a rung was taken off, and fewer than two sessions have felt easy since.
    """

    verdict: Verdict = Verdict.TABLE
    why: str = ""
    is_down: bool = False
    _easy_sessions: int = 0
    _easy_rung: int | None = None
    _hard_ratings: list[float] = field(default_factory=list)

    def add(self, session: LoggedSession, rung: int, *, is_easy_week: bool = False) -> str:
        """Add a session that was done at a rung.

        That a session of a lighter week felt easy says nothing, because it has half the metres.

        Returns:
            Why the session costs a rung, as the beginning of a sentence; empty when it does not.
        """
        if not session.is_evidence or (is_easy_week and session.felt_easy):
            return ""
        if session.rpe is not None:
            self._hard_ratings = [*self._hard_ratings, session.rpe] if session.felt_too_hard else []
        if too_hard := _too_hard(self._hard_ratings):
            return too_hard
        if session.felt_easy:
            self._easy_sessions = self._easy_sessions + 1 if rung == self._easy_rung else 1
            self._easy_rung = rung
            if self._easy_sessions >= _EASY_SESSIONS:
                self.verdict, self.why, self.is_down = Verdict.UP, "The last two sessions felt easy", False
                return ""
            verdict, reason = Verdict.RUNG_WAITS, "One session felt easy, and a step up takes two"
        else:
            self._easy_sessions, self._easy_rung = 0, None
            verdict, reason = Verdict.TABLE_WAITS, _reason_to_keep(session)
        if not self.is_down:
            self.verdict, self.why = verdict, reason
        return ""

    def take_off_a_rung(self, why: str) -> None:
        """Begin again a rung lower, until two sessions feel easy."""
        self.begin_again(why)
        self.is_down = True

    def begin_again(self, why: str) -> None:
        """Forget the sessions so far and keep the rung for a week, as after a break."""
        self.verdict, self.why = Verdict.TABLE_WAITS, why
        self._easy_sessions, self._easy_rung, self._hard_ratings = 0, None, []

    def let_table_go_on(self) -> None:
        """End the verdict, as after the week that it was for; a rung that was taken off stays off."""
        self.verdict, self.why = (Verdict.TABLE_WAITS, _STILL_DOWN) if self.is_down else (Verdict.TABLE, "")


def _too_hard(ratings: list[float]) -> str:
    """Return that sessions in a row were too hard, as the beginning of a sentence; empty for fewer than two."""
    if len(ratings) < _HARD_SESSIONS:
        return ""
    return f"The last two sessions felt too hard ({join_words(dict.fromkeys(map(format_number, ratings)))} of 10)"


def _when_it_hurt(session: LoggedSession) -> str:
    is_next_morning = session.pain_next is not None and session.pain_next > (session.pain or 0)
    return "The morning after the last session hurt" if is_next_morning else "The last session hurt"


def _reason_to_keep(session: LoggedSession) -> str:
    cap = RPE_CAP[session.kind]
    if (session.pain_next or 0) > HARMLESS_PAIN_MAX or session.worst_pain > PAIN_GO_MAX:
        return f"{_when_it_hurt(session)} {session.worst_pain} of 10"
    felt = f"The last session felt like {format_number(session.rpe or 0)} of 10"
    return f"{felt}, and {cap:g} is the limit" if session.felt_too_hard else f"{felt}, not {cap - 1:g} or less"


def rungs_lost(days_off: int) -> int:
    """Return how many rungs a break of so many days without the sled costs: none, one or two."""
    return (days_off >= BACK_OFF_DAYS) + (days_off >= LONG_BREAK_DAYS)


def next_ladder_position(
    log: Iterable[LoggedSession], day: dt.date, entry_rung: int, *, pain_text: str = ""
) -> LadderPosition:
    """Return the rung of the next session, from those done before it.

    Args:
        log: The sessions that were done, in any order; those after `day` are ignored.
        day: The day of the next session.
        entry_rung: The rung that a runner without a log starts from.
        pain_text: The pain that stops progress now, as ``pain of 7 on Tue 5 Jan``; empty when there is none.
    """
    done = sorted((session for session in log if session.date <= day), key=lambda session: session.date)
    on_ladder = _rung_sessions(done)
    if not on_ladder:
        return LadderPosition(entry_rung, f"No sled session is logged, so the sled starts at {_percent(entry_rung)}.")
    evidence, complaints = RungEvidence(), Complaints()
    rung = on_ladder[0].rung or 0
    for session in done:
        complaint, costs = complaints.add(session), ""
        if session.rung is not None and any(session is one for one in on_ladder):
            if session.rung != rung and not session.is_evidence:
                evidence.let_table_go_on()
            rung = min(rung, session.rung) if evidence.is_down else session.rung
            costs = evidence.add(session, rung)
        if complaint or costs:
            evidence.take_off_a_rung(complaint or costs)
            rung = max(0, rung - 1)
    days_off = min((day - session.date).days for session in done if session.has_sled)
    rung, reason = _rung_and_reason(evidence, rung, days_off, pain_text)
    last = done[-1]
    first = last.date + RED_DAY_PAUSE_DAYS * DAY
    if last.worst_pain <= PAIN_KEEP_MAX or first <= day:
        return LadderPosition(rung, f"{reason}.")
    return LadderPosition(rung, f"{reason}, with light sessions only before {format_day(first)}.", first)


def _rung_sessions(done: list[LoggedSession]) -> list[LoggedSession]:
    """Return the sessions that show the rung: the heavy ones alone if recent, because moderate loads are capped."""
    loaded = [session for session in done if session.kind is not StrengthKind.LIGHT and session.rung is not None]
    heavy = [session for session in loaded if session.kind is StrengthKind.HEAVY]
    is_recent = heavy and (loaded[-1].date - heavy[-1].date).days < BACK_OFF_DAYS
    return heavy if is_recent else loaded


def _rung_and_reason(evidence: RungEvidence, rung: int, days_off: int, pain_text: str) -> tuple[int, str]:
    """Return the rung, and why in a sentence without its full stop."""
    lost = rungs_lost(days_off)
    if lost:
        rung = max(0, rung - lost)
        lower = "one rung" if lost == 1 else "two rungs"
        return (
            rung,
            f"After {days_off} days without the sled it is {lower} lower, at {_percent(rung)} ({_DEFAULT_NOTE})",
        )
    stays = f"so the sled stays at {_percent(rung)}"
    if evidence.is_down:
        return rung, f"{evidence.why}, so the sled is one rung down, at {_percent(rung)}, until two feel easy"
    if pain_text:
        return rung, f"Nothing rises after {pain_text}, {stays}"
    if evidence.verdict is not Verdict.UP:
        return rung, f"{evidence.why or 'The last session was not rated'}, {stays}"
    if rung == len(LOAD_LADDER) - 1:
        return rung, f"{evidence.why}, but {_percent(rung)} is the top of the ladder"
    return rung + 1, f"{evidence.why}, so the sled goes one rung up, to {_percent(rung + 1)}"


_DEFAULT_NOTE = "a default, not evidence"


def _percent(rung: int) -> str:
    return f"{LOAD_LADDER[rung]:g} % of body mass"
