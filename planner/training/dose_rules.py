"""Find doses that are too large or grow too fast in the sled rounds and wall sits of a plan, week by week.

The limits are this project's defaults, not evidence. The longest distance is that of the one studied backward-sled
session (``West14``); holds of one to three minutes are a coach's advice (``Ayotte25``).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from planner.text import join_words
from planner.training.doses import MAX_SLED_M, MIN_ROUNDS
from planner.training.formatting import format_hold, format_number
from planner.training.leg_load import is_of_own_exercises
from planner.training.sources import CodedRule, EvidenceGrade, RuleSource
from planner.training.workouts import LANE_M, Effort, Sport, StoredStatus, StrengthKind, Workout

_MAX_HOLD_S = 180
"""The longest wall sit in seconds."""
_EASY_WEEK_SLED_PERCENT, _EASY_WEEK_HOLD_PERCENT = 60, 50
_EASY_WEEK_SLED_SHARE, _EASY_WEEK_HOLD_SHARE = _EASY_WEEK_SLED_PERCENT / 100, _EASY_WEEK_HOLD_PERCENT / 100
"""The most that an easy week has of the last normal week's metres and time held."""
_MAX_GROWTH = 1.25
"""The most that metres and time held grow from one normal week to the next, as a factor."""
_ROUNDED_UP_S = 2
"""By how many seconds half of the time held may be rounded up: by one in each of two holds."""
_MIN_HOLD_S = 30
"""The shortest wall sit in seconds that an easy week is asked to come down to; of the sled it is one round."""
_DEMANDING_KINDS = (StrengthKind.HEAVY, StrengthKind.MODERATE)


_DEFAULT_LIMIT = RuleSource(EvidenceGrade.DEFAULT, note="the limit")
DOSE_RULES = {
    rule.code: rule
    for rule in (
        CodedRule("D1", "an easy week keeps at most 60 % of the metres and half of the time held, at no higher load"),
        CodedRule("D2", "load and metres, or hold and depth of the wall sit, are never both raised in one week"),
        CodedRule(
            "D3",
            f"at most {MAX_SLED_M:g} m of sled in a session",
            (RuleSource(EvidenceGrade.READ, "West14", "the only studied session"), _DEFAULT_LIMIT),
        ),
        CodedRule(
            "D4",
            f"no wall sit longer than {_MAX_HOLD_S} s",
            (RuleSource(EvidenceGrade.COACH, "Ayotte25", "one to three minutes"), _DEFAULT_LIMIT),
        ),
        CodedRule("D5", "metres and time held grow by at most a quarter a week, or by one round"),
        CodedRule("D6", "after 14 days without the sled it is one rung lower, after 28 days two"),
    )
}


@dataclass(frozen=True, slots=True)
class DoseIssue:
    """A dose that breaks a rule.

    Attributes:
        code: The rule.
        session: The session with the dose.
        text: Why, with the numbers, in a sentence.
        help: What would help, in a sentence.
    """

    code: str
    session: Workout
    text: str
    help: str


@dataclass(frozen=True, slots=True)
class _Peak:
    """The most that a week's sessions of one kind plan.

    Attributes:
        session: The largest of them.
        metres: Metres of sled.
        hold_s: Seconds held.
        load_kg: Kilograms on the sled, or None.
        single_hold_s: The longest single wall sit in seconds.
        knee_angle_deg: The deepest knee angle in degrees, or None.
    """

    session: Workout
    metres: float
    hold_s: int
    load_kg: float | None
    single_hold_s: int
    knee_angle_deg: int | None


def find_dose_issues(
    sessions: Iterable[Workout], week_of: Callable[[dt.date], int], easy_weeks: frozenset[int]
) -> Iterator[DoseIssue]:
    """Yield the doses that break a rule.

    Args:
        sessions: The workouts of a block or of a range of days; only strength that is not skipped counts.
        week_of: Returns the number of the week a day is in; consecutive weeks have consecutive numbers.
        easy_weeks: The weeks that are meant to be lighter: deload and taper.
    """
    weeks: dict[int, list[Workout]] = {}
    for workout in sorted(sessions, key=lambda one: (one.date, one.slot or "", one.id)):
        is_dosed = workout.sport is Sport.STRENGTH and not is_of_own_exercises(workout)
        if is_dosed and workout.status is not StoredStatus.SKIPPED:
            yield from _check_session(workout)
            weeks.setdefault(week_of(workout.date), []).append(workout)
    before: dict[str, _Peak] = {}  # by kind, of the last normal week with it, caught up with the other kind
    angle: int | None = None  # the deepest of the last week with one
    for number, sessions_of_week in sorted(weeks.items()):
        peaks = dict(_peak_by_kind(sessions_of_week))
        if number in easy_weeks:
            yield from _check_easy_week(peaks, before)
        else:
            yield from _check_growth(peaks, before)
            yield from _check_depth(peaks, before, angle)
            before.update({kind: peak for kind, peak in peaks.items() if not _is_eased(peak, before.get(kind))})
            absent = before.keys() - peaks.keys()
            before.update({kind: _caught_up(before[kind], peaks.values()) for kind in absent})
        angle = min((peak.knee_angle_deg for peak in peaks.values() if peak.knee_angle_deg), default=angle)


def _is_eased(peak: _Peak, previous: _Peak | None) -> bool:
    """Return whether a week was made lighter; the next week is then compared with the one before it."""
    return previous is not None and peak.metres <= _EASY_WEEK_SLED_SHARE * previous.metres


def _caught_up(previous: _Peak, others: Iterable[_Peak]) -> _Peak:
    """Return what a kind that a week leaves out is compared with later: the other kind has gone on meanwhile."""
    peaks = (previous, *others)
    return replace(
        previous,
        metres=max(peak.metres for peak in peaks),
        hold_s=max(peak.hold_s for peak in peaks),
        single_hold_s=max(peak.single_hold_s for peak in peaks),
    )


def _planned_or_done_effort(session: Workout) -> Effort:
    """Return what was planned for a session; what was done where nothing was planned."""
    return session.planned if session.planned.sets or session.actual is None else session.actual.effort


def _check_session(session: Workout) -> Iterator[DoseIssue]:
    effort = _planned_or_done_effort(session)
    if effort.sled_m > MAX_SLED_M:
        text = f"It asks for {format_number(effort.sled_m)} m of sled; {MAX_SLED_M:g} m is the most."
        yield DoseIssue("D3", session, text, f"{MAX_SLED_M:g} m or less, as 10 rounds of 20 m.")
    longest = max((part.hold_s or 0 for part in effort.sets), default=0)
    if longest > _MAX_HOLD_S:
        text = f"It asks for a wall sit of {format_hold(longest)}; {format_hold(_MAX_HOLD_S)} is the most."
        yield DoseIssue(
            "D4", session, text, f"Shorter holds, and more of them: {format_hold(_MAX_HOLD_S)} at most each."
        )


def _peak_by_kind(sessions: Sequence[Workout]) -> Iterator[tuple[str, _Peak]]:
    for kind in _DEMANDING_KINDS:
        of_kind = [session for session in sessions if session.kind == kind and _planned_or_done_effort(session).sets]
        if of_kind:
            efforts = [_planned_or_done_effort(session) for session in of_kind]
            loads = [part.load_kg for effort in efforts for part in effort.sets if part.load_kg is not None]
            largest = max(of_kind, key=_sled_and_hold)
            metres, seconds = max(effort.sled_m for effort in efforts), max(effort.wall_sit_s for effort in efforts)
            sits = [part for effort in efforts for part in effort.sets if part.hold_s]
            yield (
                kind,
                _Peak(
                    largest,
                    metres,
                    seconds,
                    max(loads, default=None),
                    max((part.hold_s or 0 for part in sits), default=0),
                    min((part.knee_angle_deg for part in sits if part.knee_angle_deg), default=None),
                ),
            )


def _sled_and_hold(session: Workout) -> tuple[float, int]:
    effort = _planned_or_done_effort(session)
    return effort.sled_m, effort.wall_sit_s


def _check_easy_week(now: Mapping[str, _Peak], before: Mapping[str, _Peak]) -> Iterator[DoseIssue]:
    """Compare an easy week (D1) with the largest session of the last normal week."""
    if not before:
        return
    metres = max(peak.metres for peak in before.values())
    seconds = max(peak.hold_s for peak in before.values())
    load = max((peak.load_kg for peak in before.values() if peak.load_kg is not None), default=None)
    for peak in now.values():
        parts = []
        if peak.metres > max(_EASY_WEEK_SLED_SHARE * metres, _half_in_rounds(metres), MIN_ROUNDS * LANE_M):
            parts.append(
                f"{format_number(peak.metres)} m of sled after {format_number(metres)} m "
                f"({_EASY_WEEK_SLED_PERCENT} % is the most)"
            )
        if peak.hold_s > max(_EASY_WEEK_HOLD_SHARE * seconds + _ROUNDED_UP_S, _MIN_HOLD_S):
            parts.append(
                f"{format_hold(peak.hold_s)} held after {format_hold(seconds)} ({_EASY_WEEK_HOLD_PERCENT} % is "
                f"the most)"
            )
        if load is not None and peak.load_kg is not None and peak.load_kg > load:
            parts.append(f"{format_number(peak.load_kg)} kg after {format_number(load)} kg")
        if parts:
            text = f"The week is meant to be lighter, but a session asks for {join_words(parts)}."
            advice = []
            if metres:  # whole rounds of 20 m
                rounds_m = _EASY_WEEK_SLED_SHARE * metres // LANE_M * LANE_M
                advice.append(f"{format_number(max(rounds_m, MIN_ROUNDS * LANE_M))} m")
            if seconds:
                advice.append(f"{format_hold(max(round(_EASY_WEEK_HOLD_SHARE * seconds), _MIN_HOLD_S))} held")
            yield DoseIssue("D1", peak.session, text, f"At most {join_words(advice)}, at no higher load.")


def _half_in_rounds(metres: float) -> float:
    """Return half of some metres of sled, rounded up to whole rounds."""
    return -(-metres / LANE_M // 2) * LANE_M


def _check_growth(now: Mapping[str, _Peak], before: Mapping[str, _Peak]) -> Iterator[DoseIssue]:
    """Compare a normal week (D2, D5) with the last sessions of the same kind, or of a kind that has gone on."""
    for kind, peak in now.items():
        past = before.get(kind)
        if past is None:  # the first normal week with this kind
            continue
        is_heavier = peak.load_kg is not None and past.load_kg is not None and peak.load_kg > past.load_kg > 0
        if is_heavier and peak.metres > past.metres > 0:
            text = (
                f"Load and metres of the {kind} sessions both rise at once: from {format_number(past.load_kg or 0)} kg "
                f"over {format_number(past.metres)} m to {format_number(peak.load_kg or 0)} kg over "
                f"{format_number(peak.metres)} m."
            )
            yield DoseIssue("D2", peak.session, text, "Raise one of them this week and the other later.")
        parts = []
        if past.metres and peak.metres > max(_MAX_GROWTH * past.metres, past.metres + LANE_M):
            parts.append(f"from {format_number(past.metres)} to {format_number(peak.metres)} m of sled")
        if past.hold_s and peak.hold_s > _MAX_GROWTH * past.hold_s:
            parts.append(f"from {format_hold(past.hold_s)} to {format_hold(peak.hold_s)} held")
        if parts:
            text = f"The {kind} sessions grow by more than a quarter at once: {join_words(parts)}."
            yield DoseIssue("D5", peak.session, text, "Grow by a quarter at most, and give it a week more.")


def _check_depth(now: Mapping[str, _Peak], before: Mapping[str, _Peak], angle: int | None) -> Iterator[DoseIssue]:
    """Check that a normal week with deeper wall sits than the week before (D2) does not hold them longer as well."""
    for kind, peak in now.items():
        past = before.get(kind)
        if past is None or angle is None or peak.knee_angle_deg is None or peak.knee_angle_deg >= angle:
            continue
        if peak.single_hold_s > past.single_hold_s:
            text = (
                f"Hold and depth of the wall sit both rise at once in the {kind} sessions: from "
                f"{format_hold(past.single_hold_s)} at {angle}° to {format_hold(peak.single_hold_s)} at "
                f"{peak.knee_angle_deg}°."
            )
            yield DoseIssue("D2", peak.session, text, "Raise one of them this week and the other later.")
