"""The slotter: find the best days for strength sessions among a runner's runs, and say why.

`parse_problem` reads a `Problem` from JSON, `solve` answers it, `explain_candidates` explains each place of one day,
and `check_schedule` finds the rules that an existing schedule breaks. The rules are data (``rules.toml``), each with
its sources. The search is exact and needs no external solver. Nothing here opens a database or draws on a screen.
"""

from planner.slotting.answer import Answer, PlacedSession, PlanWarning, Unplaced
from planner.slotting.check_schedule import ScheduleCheck, Violation, check_schedule, find_violations
from planner.slotting.explanations import CandidateStatus, Explanation, explain_candidates
from planner.slotting.gaps import SessionGaps, find_gaps
from planner.slotting.no_room import main_obstacle
from planner.slotting.parse_problem import parse_problem, parse_problem_json
from planner.slotting.problem import Problem, Session, UnavailableReason
from planner.slotting.recovery import RecoveryPlaces, find_recovery_places
from planner.slotting.rules import DEFAULT_RULES, Rule, Rules
from planner.slotting.search import SearchStopped
from planner.slotting.solve import solve

__all__ = [
    "DEFAULT_RULES",
    "Answer",
    "CandidateStatus",
    "Explanation",
    "PlacedSession",
    "PlanWarning",
    "Problem",
    "RecoveryPlaces",
    "Rule",
    "Rules",
    "ScheduleCheck",
    "SearchStopped",
    "Session",
    "SessionGaps",
    "UnavailableReason",
    "Unplaced",
    "Violation",
    "check_schedule",
    "explain_candidates",
    "find_gaps",
    "find_recovery_places",
    "find_violations",
    "main_obstacle",
    "parse_problem",
    "parse_problem_json",
    "solve",
]
