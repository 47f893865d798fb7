"""The slotter's speed, beside an integer-programming solver on the same instance, and its growth with the weeks.

Run it: ``python tests/bench/bench_slotting.py [rounds]``. It prints each figure beside its budget, exits 1 when one is
over. The solver works on one thread and is given every candidate's cost for nothing: only its model's building and its
search are timed, while ours also explains the answer and prices every candidate. Figures are the best of all rounds.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

sys.path.insert(
    0, str(Path(__file__).parents[2])
)  # a script's own folder is the path's first; the helpers lie above it

from planner.slotting import parse_problem, solve
from tests.slotting.documents import months, week
from tests.slotting.oracle import Document, Oracle
from tests.slotting.solver_model import Model

DAILY = "0e60 1int70 2e50 3tempo75 5e45 6long110"


def block(weeks: int) -> Document:
    """A plain block: the same running week again and again, a session of each kind wanted every week."""
    runs = [{**run, "day": run["day"] + 7 * number} for number in range(weeks) for run in week(DAILY)["runs"]]
    targets = [{"week": number, "heavy": 1, "moderate": 1, "light": 1} for number in range(weeks)]
    return {"days": 7 * weeks, "level": "experienced", "runs": runs, "targets": targets}


def open_block(weeks: int) -> Document:
    """A block with as many choices as there can be: short easy runs only."""
    runs = [{"day": day, "slot": "am", "type": "easy", "minutes": 25} for day in range(7 * weeks)]
    targets = [{"week": number, "heavy": 1, "moderate": 1, "light": 1} for number in range(weeks)]
    return {"days": 7 * weeks, "level": "experienced", "runs": runs, "targets": targets}


def best(rounds: int, work: Callable[[], object]) -> float:
    """Seconds of the fastest round."""
    times = []
    for _ in range(rounds):
        begin = time.perf_counter()
        work()
        times.append(time.perf_counter() - begin)
    return min(times)


def ours(document: Document, rounds: int) -> float:
    """Seconds from the document to the answer's JSON."""
    return best(rounds, lambda: solve(parse_problem(document)).to_json())


def report(what: str, value: float, budget: float, unit: str) -> bool:
    """Print a figure beside its budget; whether it is within."""
    within = value <= budget
    print(f"{what:<58} {value:8.3f} {unit:<10} budget {budget:g}{'' if within else '  OVER'}")
    return within


def against_solver(rounds: int) -> list[bool]:
    """Sixteen weeks of several runners, ours against the solver."""
    if find_spec("ortools") is None:
        print("The integer-programming solver is not installed (the crosscheck extra), so it is not compared with.")
        return []
    within = []
    for seed in (6, 7, 15, 22):
        document = months(seed, 16)
        oracle = Oracle(document)
        Model(oracle).optimum()  # the oracle remembers vetoes and costs from here on
        solver = best(min(rounds, 3), lambda oracle=oracle: Model(oracle).optimum())  # type: ignore[misc]
        mine = ours(document, rounds)
        print(f"runner {seed}: ours {1000 * mine:.1f} ms, the solver {1000 * solver:.1f} ms")
        within.append(report(f"16 weeks of runner {seed}, ours / solver", mine / solver, 1, "x"))
    return within


def main(rounds: int = 7) -> int:
    """Measure and print."""
    within = against_solver(rounds)
    within.append(report("16 weeks, every regret", ours(open_block(16), rounds), 1, "s"))
    for name, make in (("a plain block", block), ("all choices open", open_block)):
        times = {weeks: ours(make(weeks), rounds) for weeks in (13, 26, 52)}
        within += [
            report(f"52 weeks, {name}", times[52], 0.5, "s"),
            report(f"26 weeks against 13, {name}", times[26] / times[13], 2.5, "x"),
            report(f"52 weeks against 26, {name}", times[52] / times[26], 2.5, "x"),
        ]
    return 0 if all(within) else 1


if __name__ == "__main__":
    raise SystemExit(main(*(int(given) for given in sys.argv[1:2])))
