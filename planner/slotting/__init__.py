"""The slotter: given a runner's runs, the best days for strength sessions, provably, and why.

`Problem` says what is asked, `solve` answers it, `explain_day` tells why for one day, `judge_standing` what is wrong
where nothing is placed anew; `read_problem` takes a problem from JSON and `Answer.to_json` gives the answer back. The
rules are data (``rules.toml``), each with its source. The search is exact and needs no solver; nothing here opens a
database or draws.
"""

from planner.slotting.answer import Answer, Finding, Pair, Placed, Priced, Unplaced
from planner.slotting.problem import (
    Anchors,
    Closed,
    Gate,
    Problem,
    Run,
    RunType,
    Session,
    Target,
    Unavailable,
    run_type,
)
from planner.slotting.reading import read_problem, read_problem_text
from planner.slotting.rules import DEFAULT, Basis, Rule, Rules, Tag
from planner.slotting.search import SearchStopped
from planner.slotting.solve import solve
from planner.slotting.standing import Fault, Standing, judge_standing
from planner.slotting.why import Status, Why, explain_day

__all__ = [
    "DEFAULT",
    "Anchors",
    "Answer",
    "Basis",
    "Closed",
    "Fault",
    "Finding",
    "Gate",
    "Pair",
    "Placed",
    "Priced",
    "Problem",
    "Rule",
    "Rules",
    "Run",
    "RunType",
    "SearchStopped",
    "Session",
    "Standing",
    "Status",
    "Tag",
    "Target",
    "Unavailable",
    "Unplaced",
    "Why",
    "explain_day",
    "judge_standing",
    "read_problem",
    "read_problem_text",
    "run_type",
    "solve",
]
