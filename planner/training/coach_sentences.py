"""What a coach would say about a run plan: a few plain sentences, and the figures they rest on in a few words.

How long a longest run should be, and how long it may take, are the settings of each goal. What is claimed of runners in
general carries the key of its source.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from planner.text import capitalize_first, count_word, join_words, number_word
from planner.training.formatting import format_bare_distance, format_hours
from planner.training.paces import METRES_PER_HALF
from planner.training.plan_summary import LongestRun, PlanSummary, is_about
from planner.training.races import Unit
from planner.training.run_plans.goals import (
    FULL_MARATHON_PEAK_M,
    GOAL_SETTINGS,
    LONGEST_RUN_DAYS_BEFORE_MARATHON,
    MARATHON_LONG_RUN_M,
    STUDIED_MARATHON_RUN_M,
    Goal,
    GoalSettings,
)

MAX_SENTENCES = 5
_ORDINALS = {2: "second", 3: "third", 4: "fourth", 5: "fifth", 6: "sixth"}
_MAX_SHARE_OF_WEEK = 0.5
"""A long run is at most this share of its week."""
_NEARLY, _LONGER = 0.95, 1.02
_MIN_MARATHON_LONG_RUNS = 3
_WEEKS_WITHOUT_STEP_BACK = 6


@dataclass(frozen=True, slots=True)
class CoachSentence:
    """One sentence about a plan.

    Attributes:
        text: The sentence.
        is_shortfall: Whether the plan does not reach what its race asks for.
        source: The key of the study that a claim in it is from; empty when it only says what the plan has.
    """

    text: str
    is_shortfall: bool = False
    source: str = ""


_MAX_RACE_M = {Goal.FIVE_K: 7_500.0, Goal.TEN_K: 15_000.0, Goal.HALF: 25_000.0, Goal.MARATHON: 45_000.0}
"""Up to which length a race asks for the longest run of each goal."""


def coach_sentences(summary: PlanSummary, unit: Unit = Unit.KM, shortfall: str = "") -> tuple[CoachSentence, ...]:
    """Return at most five sentences, what the plan does not reach first.

    Args:
        summary: The figures of the plan.
        unit: The unit that distances are given in.
        shortfall: What the plan itself says that it cannot reach; it is said in place of our own words.
    """
    sentences = [*_on_longest_run(summary, unit), *_on_taper(summary), *_on_race_pace(summary, unit)]
    sentences += [*_on_easy_running(summary), *_on_step_backs(summary)]
    if not sentences:
        sentences = [CoachSentence("The plan gives no distances and no times, so little can be said about it.")]
    if shortfall:
        others = [sentence for sentence in sentences if not sentence.is_shortfall or sentence.source]
        sentences = [CoachSentence(shortfall, is_shortfall=True), *others]
    return tuple(sorted(sentences, key=lambda sentence: not sentence.is_shortfall)[:MAX_SENTENCES])


def _on_longest_run(summary: PlanSummary, unit: Unit) -> Iterator[CoachSentence]:
    longest = summary.longest
    if longest is None:
        return
    facts, share = [_longest_amount(longest, unit)], longest.share_of_race
    if share is not None:
        facts.append(_share_text(share, _race_name(summary)))
    elif not summary.has_race:
        facts.append(f"{_percent(longest.share_of_week)} of its week")
    if longest.days_before_race is not None:
        is_named = share is not None and not summary.is_marathon
        facts.append(f"{_time_before(longest.days_before_race)} before {'it' if is_named else 'the race'}")
    yield CoachSentence(f"Your longest run is {', '.join(facts)}.")
    yield from _on_length(summary, longest, unit)
    if summary.is_marathon:
        yield from _on_marathon_long_runs(summary, unit)


def _on_length(summary: PlanSummary, longest: LongestRun, unit: Unit) -> Iterator[CoachSentence]:
    """Yield why a longest run is too short or too long for its race, and what would serve better."""
    goal = next((goal for goal, most in _MAX_RACE_M.items() if summary.race_m and summary.race_m <= most), None)
    if goal is None:
        return
    needs = GOAL_SETTINGS[goal]
    if (longest.duration_s or 0) > needs.long_run_limit_s / _NEARLY:
        taken, cap = format_hours(longest.duration_s or 0), format_hours(needs.long_run_limit_s)
        text = f"It takes about {taken}; {cap} is long enough for a training run before this race."
        yield CoachSentence(text, is_shortfall=True)
    elif longest.distance_m < needs.longest_run_m[0] and not _is_race_by_time(longest):
        # From this length on a small volume or a slow pace is reason enough not to run the usual longest run.
        is_enough = longest.distance_m >= STUDIED_MARATHON_RUN_M and _is_all_that_fits(summary, longest, needs)
        yield CoachSentence(_too_short_text(summary, longest, needs, unit), is_shortfall=not is_enough)
    if summary.is_marathon and longest.distance_m < STUDIED_MARATHON_RUN_M:
        under = _distance(STUDIED_MARATHON_RUN_M, unit)
        yield CoachSentence(
            f"In a study of 441 marathon runners a longest run under {under} went with times 13 minutes slower.",
            is_shortfall=True,
            source="Fokkema20",
        )


def _is_race_by_time(longest: LongestRun) -> bool:
    """Return whether a run that only has a time is about as long as the race, as at the end of running and walking."""
    return "distance_m" in longest.estimated and (longest.share_of_race or 0.0) >= _NEARLY


def _too_short_text(summary: PlanSummary, longest: LongestRun, needs: GoalSettings, unit: Unit) -> str:
    """Return what keeps the longest run short: its time, or the volume of the biggest week."""
    good_m = sum(needs.longest_run_m) / 2
    amount, good = _distance(longest.distance_m, unit), format_bare_distance(good_m, unit)
    if _is_long_enough_in_time(longest, needs):
        return f"At your pace {amount} takes {format_hours(longest.duration_s or 0)}, long enough for a training run."
    if _MAX_SHARE_OF_WEEK * summary.peak_m >= good_m:
        return f"Your biggest week of {_distance(summary.peak_m, unit)} could carry a run of {good} {unit.value}."
    weekly = _distance(good_m / _MAX_SHARE_OF_WEEK, unit)
    if _is_all_that_fits(summary, longest, needs):
        return f"{amount} is the longest run this volume carries; {weekly} a week would carry {good}."
    return f"{good} {unit.value} would serve this race better; about {weekly} a week would carry it."


def _is_all_that_fits(summary: PlanSummary, longest: LongestRun, needs: GoalSettings) -> bool:
    is_all_of_volume = longest.distance_m >= _NEARLY * _MAX_SHARE_OF_WEEK * summary.peak_m
    return is_all_of_volume or _is_long_enough_in_time(longest, needs)


def _is_long_enough_in_time(longest: LongestRun, needs: GoalSettings) -> bool:
    return (longest.duration_s or 0) >= _NEARLY * needs.long_run_limit_s


def _on_marathon_long_runs(summary: PlanSummary, unit: Unit) -> Iterator[CoachSentence]:
    count, at_least = summary.marathon_long_runs or 0, _distance(MARATHON_LONG_RUN_M, unit)
    if count >= _MIN_MARATHON_LONG_RUNS:
        yield CoachSentence(f"{capitalize_first(number_word(count))} runs are {at_least} or longer.")
    elif count and summary.peak_m >= FULL_MARATHON_PEAK_M:
        subject = "Only one run is" if count == 1 else "Only two runs are"
        yield CoachSentence(f"{subject} {at_least} or longer; your weeks have room for three.", is_shortfall=True)


def _on_taper(summary: PlanSummary) -> Iterator[CoachSentence]:
    if not summary.has_race or not summary.peak_m:
        return
    shares = [f"{share * 100:.0f}" for share in summary.taper]
    if not shares:
        yield CoachSentence("No week before the race is clearly lighter than your biggest.", is_shortfall=True)
        return
    if len(shares) == 1:
        yield CoachSentence(f"Only the race week is lighter, {shares[0]} % of your biggest.")
    else:
        yield CoachSentence(f"The taper goes {join_words(shares)} % of your biggest week.")
    days = summary.longest.days_before_race if summary.longest is not None else None
    is_late = days is not None and days < LONGEST_RUN_DAYS_BEFORE_MARATHON
    if summary.is_marathon and (is_late or len(shares) < LONGEST_RUN_DAYS_BEFORE_MARATHON // 7):
        yield CoachSentence(
            "In a study of 158,000 marathon runners a strict three-week taper went with times about 2.6 % better.",
            is_shortfall=True,
            source="Smyth21",
        )


def _on_race_pace(summary: PlanSummary, unit: Unit) -> Iterator[CoachSentence]:
    if not summary.has_race:
        return
    running = summary.race_pace
    if not running.runs:
        if summary.race_m is not None and summary.race_m >= _NEARLY * METRES_PER_HALF:
            yield CoachSentence("No run is marked as race pace.", is_shortfall=True)
        return
    runs = f"{capitalize_first(number_word(running.runs))} {'run holds' if running.runs == 1 else 'runs hold'}"
    if running.metres is None or running.total_m is None:
        yield CoachSentence(f"{runs} race pace; the plan does not say how much of {_it_or_them(running.runs)}.")
        return
    first, most = running.metres[0], max(running.metres)
    about = "about " if running.is_estimated else ""
    if most > first:
        bounds = f"{format_bare_distance(first, unit)} to {about}{_distance(most, unit)}"
        yield CoachSentence(f"Race pace grows from {bounds}, {about}{_distance(running.total_m, unit)} in all.")
    elif running.runs == 1:
        yield CoachSentence(f"{runs} {about}{_distance(most, unit)} at race pace.")
    else:
        yield CoachSentence(f"{runs} race pace, {about}{_distance(most, unit)} at most in one.")


def _it_or_them(count: int) -> str:
    return "it" if count == 1 else "them"


def _on_easy_running(summary: PlanSummary) -> Iterator[CoachSentence]:
    if summary.easy_share is not None:
        bound = "At least " if summary.easy_share_is_least else "About " if summary.easy_share_is_estimated else ""
        share = "All" if summary.easy_share >= 1 else f"{bound}{_percent(summary.easy_share)}"
        yield CoachSentence(f"{share} of your running is easy.")


def _on_step_backs(summary: PlanSummary) -> Iterator[CoachSentence]:
    weeks = [week + 1 for week in summary.step_back_weeks]
    every = weeks[0] if weeks else 0
    if not weeks:
        if summary.weeks - len(summary.taper) > _WEEKS_WITHOUT_STEP_BACK and summary.peak_m:
            yield CoachSentence("No week before the taper is lighter than the one before it.", is_shortfall=True)
    elif len(weeks) > 1 and every in _ORDINALS and weeks == list(range(every, weeks[-1] + 1, every)):
        yield CoachSentence(f"Every {_ORDINALS[every]} week is lighter.")
    else:
        yield CoachSentence(f"{_week_list(weeks)} lighter.")


def _week_list(weeks: list[int]) -> str:
    if len(weeks) == 1:
        return f"Week {weeks[0]} is"
    return f"Weeks {join_words(str(week) for week in weeks)} are"


# Figures in a few words


def summary_figures(summary: PlanSummary, unit: Unit = Unit.KM) -> tuple[tuple[str, str], ...]:
    """Return ``(what, figure)`` of what a coach looks at first; a figure that is not known is left out or says so.

    Args:
        summary: The figures of the plan.
        unit: The unit that distances are given in.
    """
    figures: list[tuple[str, str]] = []
    longest, race_pace = summary.longest, summary.race_pace
    if longest is not None:
        share = longest.share_of_race
        amount = f"{'~' * ('distance_m' in longest.estimated)}{_distance(longest.distance_m, unit)}"
        figures.append(("longest", f"{amount}, {_share_text(share, 'the race')}" if share else amount))
    if summary.easy_share is not None:
        bound = "at least " if summary.easy_share_is_least else "~" if summary.easy_share_is_estimated else ""
        figures.append(("easy", f"{bound}{_percent(summary.easy_share)}"))
    if summary.has_race:
        total = race_pace.total_m
        amount = "not known" if total is None else f"{'~' * race_pace.is_estimated}{_distance(total, unit)}"
        figures.append(("race pace", amount if race_pace.runs else "none"))
    if summary.taper:
        figures.append(("taper", f"{join_words([f'{share * 100:.0f}' for share in summary.taper])} %"))
    return tuple(figures)


def _longest_amount(longest: LongestRun, unit: Unit) -> str:
    """Return how long the longest run is: its distance, or its time where the plan gives only that."""
    if "distance_m" in longest.estimated and longest.duration_s is not None:
        return format_hours(longest.duration_s)
    return _distance(longest.distance_m, unit)


def _distance(metres: float, unit: Unit) -> str:
    return f"{format_bare_distance(metres, unit)} {unit.value}"


def _percent(share: float) -> str:
    return f"{share * 100:.0f} %"


def _share_text(share: float, race: str) -> str:
    if share >= _LONGER:
        return f"longer than {race}"
    return f"as long as {race}" if share >= 2 - _LONGER else f"{_percent(share)} of {race}"


def _race_name(summary: PlanSummary) -> str:
    if summary.is_marathon:
        return "the marathon"
    return "the half marathon" if is_about(summary.race_m, METRES_PER_HALF) else "the race"


def _time_before(days: int) -> str:
    """Return a number of days in words: ``three weeks``, ``16 days``, ``a week``, ``one day``."""
    weeks, rest = divmod(days, 7)
    if weeks and not rest:
        return "a week" if weeks == 1 else count_word(weeks, "week")
    return count_word(days, "day")
