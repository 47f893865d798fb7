"""The slotter: given a runner's runs, the best days for strength sessions, provably, and why.

`Problem` says what is asked, `solve` answers it, `explain_candidates` tells why for one day, `check_schedule` what is
wrong where nothing is placed anew; `parse_problem` takes a problem from JSON and `Answer.to_json` gives the answer
back. The rules are data (``rules.toml``), each with its source. The search is exact and needs no solver; nothing here
opens a database or draws.
"""

from planner.slotting.answer import Answer, PairCost, PlacedSession, PlanWarning, PricedCandidate, Unplaced
from planner.slotting.check_schedule import ScheduleCheck, Violation, check_schedule
from planner.slotting.explanations import CandidateStatus, Explanation, explain_candidates
from planner.slotting.parse_problem import parse_problem, parse_problem_text
from planner.slotting.problem import (
    Problem,
    Run,
    RunType,
    Session,
    SlotStarts,
    SlottingGate,
    UnavailableReason,
    UnavailableSlot,
    WeekTarget,
    parse_run_type,
)
from planner.slotting.rules import DEFAULT_RULES, Rule, Rules
from planner.slotting.search import SearchStopped
from planner.slotting.solve import solve

__all__ = [
    "DEFAULT_RULES",
    "Answer",
    "CandidateStatus",
    "Explanation",
    "PairCost",
    "PlacedSession",
    "PlanWarning",
    "PricedCandidate",
    "Problem",
    "Rule",
    "Rules",
    "Run",
    "RunType",
    "ScheduleCheck",
    "SearchStopped",
    "Session",
    "SlotStarts",
    "SlottingGate",
    "UnavailableReason",
    "UnavailableSlot",
    "Unplaced",
    "Violation",
    "WeekTarget",
    "check_schedule",
    "explain_candidates",
    "parse_problem",
    "parse_problem_text",
    "parse_run_type",
    "solve",
]
