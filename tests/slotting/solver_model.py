"""The rules as linear constraints for an integer-programming solver, built from the oracle alone."""

from __future__ import annotations

from collections import Counter
from typing import Any

from tests.slotting.oracle import KINDS, S9, Oracle, Spot

STRONG = ("heavy", "moderate")


class Model:
    """One 0-1 variable for each candidate, and one for each cost that two sessions share."""

    def __init__(self, oracle: Oracle) -> None:
        from ortools.sat.python import cp_model

        self.cp = cp_model
        self.model = cp_model.CpModel()
        self.oracle = oracle
        vetoes = oracle.candidates()
        self.use = {
            spot: self.model.new_bool_var("")
            for spot, veto in vetoes.items()
            if veto is None and spot not in oracle.locked
        }
        self.free: dict[tuple[int, str], list[Any]] = {}
        for spot, variable in self.use.items():
            self.free.setdefault((spot[0], spot[2]), []).append(variable)
        self.held = Counter((spot[0], spot[2]) for spot in oracle.locked + oracle.history)
        self.costs: list[Any] = [sum(oracle.terms(spot).values()) * variable for spot, variable in self.use.items()]
        self.constant = sum(oracle.locked_cost(spot) for spot in oracle.locked)
        for day in range(oracle.days):
            self._rules_of(day)
            self._pairs_of(day)
        for week in range(-(-oracle.days // 7)):
            for kind in STRONG:
                self._habits_of(week, kind)
        self._targets()

    def chosen(self, day: int, *kinds: str) -> Any:
        """Return how many candidates of a day are placed."""
        return sum(variable for kind in kinds for variable in self.free.get((day, kind), []))

    def fixed(self, day: int, *kinds: str) -> int:
        """Return how many locked and past sessions a day has."""
        return sum(self.held[day, kind] for kind in kinds)

    def _rules_of(self, day: int) -> None:
        self.model.add_at_most_one(variable for kind in KINDS for variable in self.free.get((day, kind), []))
        near = [self.free.get((other, kind), []) for other in (day, day + 1) for kind in STRONG]
        self.model.add_at_most_one(variable for some in near for variable in some)
        window = [other for other in range(day, day + 3) if other not in self.oracle.key_days]
        still = [other for other in window if not self.fixed(other, "heavy")]
        if len(still) > 1:
            self.model.add(sum(self.chosen(other, "heavy") for other in still) <= len(still) - 1)

    def _pairs_of(self, day: int) -> None:
        first, second = self.chosen(day - 2, *STRONG), self.chosen(day, *STRONG)
        held_first, held_second = self.fixed(day - 2, *STRONG), self.fixed(day, *STRONG)
        both = self.model.new_bool_var("")
        self.model.add(both >= first + second - 1)
        self.costs.append(4 * (both + held_first * second + held_second * first))
        self.constant += 4 * held_first * held_second

    def _habits_of(self, week: int, kind: str) -> None:
        before = range(7 * week - 7, 7 * week)
        days = range(7 * week, min(7 * week + 7, self.oracle.days))
        held_before = any(self.fixed(day, kind) for day in before)
        was: Any = 1 if held_before else self.model.new_bool_var("")
        if not held_before:
            for day in before:
                self.model.add(was >= self.chosen(day, kind))
        for day in days:
            if self.fixed(day - 7, kind):
                continue
            moved = self.model.new_bool_var("")
            self.model.add(moved >= self.chosen(day, kind) + was - 1 - self.chosen(day - 7, kind))
            self.costs.append(3 * moved)
            if self.fixed(day, kind):
                stayed = self.model.new_bool_var("")
                self.model.add(stayed >= was - self.chosen(day - 7, kind))
                self.costs.append(3 * self.fixed(day, kind) * stayed)

    def _targets(self) -> None:
        for (week, kind), wanted in self.oracle.wanted.items():
            days = range(7 * week, min(7 * week + 7, self.oracle.days))
            placed = sum(self.chosen(day, kind) for day in days)
            room = max(0, wanted - sum(self.fixed(day, kind) for day in days))
            self.model.add(placed <= room)
            self.costs.append(S9[kind] * (room - placed))

    def optimum(self, forced: Spot | None = None) -> int:
        """Return the least cost, of plans with the forced candidate if one is given."""
        if forced:
            self.model.add(self.use[forced] == 1)
        self.model.minimize(sum(self.costs) + self.constant)
        solver = self.cp.CpSolver()
        solver.parameters.num_workers = 1
        assert solver.solve(self.model) == self.cp.OPTIMAL
        least: int = round(solver.objective_value)
        return least
