"""From which figures on Progress and the weekly review say something, as rules that can be listed.

They are observations and defaults of this planner; none of them limits what is planned.
"""

from __future__ import annotations

from planner.training.interference import FEWEST_RUNS, LENGTH_SHARE
from planner.training.longest_run_guard import DAYS_AHEAD, GUARD_DAYS, GUARD_PERCENT
from planner.training.low_weeks import LIGHTER_SHARE
from planner.training.running_records import EXCUSED_DAYS
from planner.training.sources import CodedRule, EvidenceGrade, RuleSource

PROGRESS_RULES = {
    rule.code: rule
    for rule in (
        CodedRule(
            "P1",
            f"Progress compares the longest run of the next {DAYS_AHEAD} days with the longest of the last "
            f"{GUARD_DAYS}, and says when it is more than {GUARD_PERCENT} % longer",
            (
                RuleSource(EvidenceGrade.READ, "Frandsen25", f"{GUARD_DAYS} days, {GUARD_PERCENT} %"),
                RuleSource(EvidenceGrade.DEFAULT, note="how far ahead"),
            ),
        ),
        CodedRule(
            "P2",
            f"a week with {EXCUSED_DAYS} days or more ill, injured or away ends no row of weeks, and adds none to it",
        ),
        CodedRule("P3", f"a week's plan is lighter below {100 * LIGHTER_SHARE:g} % of the week before"),
        CodedRule(
            "P4",
            "key runs are counted by the hours since the last heavy session; fewer than "
            f"{FEWEST_RUNS} say nothing, and {100 * LENGTH_SHARE:g} % of the plan counts as all of it",
        ),
    )
}
"""The rules by their codes."""
