"""How recordings are matched to the plan, as rules that can be listed.

All are defaults of this planner, not evidence. The numbers are those of `planner.matching.figures`.
"""

from __future__ import annotations

from planner.matching.figures import DEFAULT_FIGURES as FIGURES
from planner.text import join_words
from planner.training.sources import CodedRule

MATCH_RULES = {
    rule.code: rule
    for rule in (
        CodedRule(
            "M1",
            "a recording is compared with the workouts of its sport: twice or half the planned amount costs "
            f"{10 * FIGURES.size_percent} points, of strength {10 * FIGURES.strength_size_percent}; 1, 2 and 3 days "
            f"off {join_words([str(cost) for cost in FIGURES.days_off])}; a start before {FIGURES.night_hours}:00 may "
            f"belong to the evening before, at {FIGURES.after_midnight}",
        ),
        CodedRule(
            "M2",
            f"on a day with two workouts of a sport each hour off costs {FIGURES.clock_hour} points, the other half of "
            f"the day {FIGURES.other_half}; a race flag saves {FIGURES.race} on a race and costs as much elsewhere",
        ),
        CodedRule(
            "M3",
            f"recordings less than {FIGURES.gap_s // 60} min apart may be one workout, at {FIGURES.part} points for "
            f"each after the first; one below {FIGURES.small_s // 60} min and {FIGURES.small_m} m is none by itself",
        ),
        CodedRule(
            "M4",
            f"a pair of its own day is linked unasked at {FIGURES.sure} points or less, when the next best costs at "
            f"least {FIGURES.sure_margin} more; a link made so gives way only to a day better by {FIGURES.sure_margin}",
        ),
        CodedRule(
            "M5",
            f"other pairs up to {FIGURES.far} points are asked about, {FIGURES.near_days} days around; one is "
            f"preselected when the next costs at least {FIGURES.clear} more",
        ),
        CodedRule(
            "M6",
            f"two recordings are one activity when they start at most {FIGURES.same_start_s} s apart and share "
            f"{100 * FIGURES.same_overlap:g} % of the longer; half of the shorter, or a whole time zone apart with the "
            "same figures, is asked about",
        ),
    )
}
"""The rules by their codes."""
