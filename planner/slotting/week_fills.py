"""One week of the block: what is locked there, what may be added, and every way worth taking to add it.

Heavy and moderate sessions are tried in every combination, since they meet each other and the next week's. A light
session meets nobody but the others of its own day, so for each combination the best lights are known at once: the
cheapest free days. Within a day only a kind's cheapest slot matters, the earlier of two that cost the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from planner.slotting.context import rank_of
from planner.slotting.evaluate import Candidate, Evaluator
from planner.training.workouts import StrengthKind

HEAVY, MODERATE, LIGHT = StrengthKind


def day_mask(days: Iterable[int]) -> int:
    """Days as the bits of a number."""
    mask = 0
    for day in days:
        mask |= 1 << day
    return mask


class WeekFill(NamedTuple):
    """One way to fill a week. Days are bits of a mask, the week's first day the lowest.

    Attributes:
        added: The sessions added to the locked ones.
        heavy_mask: Days of the added heavy sessions.
        moderate_mask: Days of the added moderate sessions.
        masks_with_locked: Days of the heavy sessions and days of the moderate ones, locked ones included.
        cost: What the added sessions cost by themselves, among each other and beside fixed ones, and what is missing.
        light_cost: The part of `cost` that the light sessions and missing light sessions make up.
        half_day_sum: The first tie-break, all sessions of the week.
        ranks: The second tie-break, all sessions of the week.
    """

    added: tuple[Candidate, ...]
    heavy_mask: int
    moderate_mask: int
    masks_with_locked: tuple[int, int]
    cost: int
    light_cost: int
    half_day_sum: int
    ranks: tuple[int, ...]


class SlottingWeek:
    """One week of the block.

    Attributes:
        index: Which.
        first_day: Its first day.
        candidates: All candidates of its days.
        locked_days: Days of the locked heavy and of the locked moderate sessions, each as often as it has one.
    """

    def __init__(self, index: int, evaluator: Evaluator) -> None:
        context, rules = evaluator.context, evaluator.context.rules
        days = range(7 * index, min(7 * index + 7, context.problem.days))
        self.index = index
        self.first_day = days.start
        self.candidates = [candidate for day in days for candidate in evaluator.evaluate_day(day)]
        self._day_count = len(days)
        self._apart = rules.whole_number("HC7", "days")
        self._pair_days = rules.whole_number("S6", "days")
        self._pair_cost = rules.whole_number("S6", "cost")
        self._missing_cost = {kind: rules.whole_number("S9", kind) for kind in StrengthKind}
        self._fixed_demanding_count = context.demanding_count_by_day
        within = [some for some in context.forbidden_heavy_sets.get(index, ()) if len(some) > 1 and min(some) in days]
        self._heavy_sets = [day_mask(day - self.first_day for day in some) for some in within]
        self._open_count = {
            kind: max(0, context.wanted_count.get((index, kind), 0) - context.locked_count[index, kind])
            for kind in StrengthKind
        }
        locked = [session for session in context.locked_sessions if session.day // 7 == index]
        self.locked_days = tuple(
            tuple(session.day - self.first_day for session in locked if session.kind is kind)
            for kind in (HEAVY, MODERATE)
        )
        self._locked_days = (day_mask(self.locked_days[0]), day_mask(self.locked_days[1]))
        self._locked_order = tuple(rank_of(session.day, session.slot, session.kind) for session in locked)
        self._cheapest_by_day = self._find_cheapest_by_day()
        self._light_candidates = sorted(
            (candidate for (_, kind), candidate in self._cheapest_by_day.items() if kind is LIGHT),
            key=lambda candidate: candidate.tie_break,
        )

    def _find_cheapest_by_day(self) -> dict[tuple[int, StrengthKind], Candidate]:
        best: dict[tuple[int, StrengthKind], Candidate] = {}
        for candidate in self.candidates:
            if candidate.veto or candidate.placement.locked:
                continue
            key = (candidate.placement.day - self.first_day, candidate.placement.kind)
            if key not in best or candidate.tie_break < best[key].tie_break:
                best[key] = candidate
        return best

    def fills(self) -> list[WeekFill]:
        """Every combination of heavy and moderate sessions, each with its best lights."""
        fills: dict[int, list[tuple[Candidate, ...]]] = {}
        found = []
        for heavy, moderate, picks in self._demanding_combinations():
            strong = heavy | moderate
            if strong not in fills:
                fills[strong] = list(self._light_selections(strong))
            own = self._demanding_cost(heavy, moderate, picks)
            for lights in fills[strong]:
                light_cost = self._light_cost(lights)
                order = self._ranks_with(picks + lights)
                found.append(
                    WeekFill(
                        added=picks + lights,
                        heavy_mask=heavy,
                        moderate_mask=moderate,
                        masks_with_locked=(heavy | self._locked_days[0], moderate | self._locked_days[1]),
                        cost=own + light_cost,
                        light_cost=light_cost,
                        half_day_sum=sum(rank // 3 for rank in order),
                        ranks=order,
                    ),
                )
        return found

    def regrets(self, fills: Sequence[WeekFill], plan_costs: Sequence[int], best_cost: int) -> Iterator[int | None]:
        """How much dearer than the best plan the best plan with each candidate is; None for a vetoed one.

        Args:
            fills: All choices of this week.
            plan_costs: What the best plan through each of them costs.
            best_cost: What the best plan costs.
        """
        without_lights: dict[int, int] = {}
        for choice, plan in zip(fills, plan_costs, strict=True):
            strong, bare = choice.heavy_mask | choice.moderate_mask, plan - choice.light_cost
            without_lights[strong] = min(bare, without_lights.get(strong, bare))
        with_day: dict[tuple[int, StrengthKind], int] = {}
        for day, kind in self._cheapest_by_day:
            if kind is LIGHT:
                prices = (
                    cost + self._other_lights_cost(day, strong)
                    for strong, cost in without_lights.items()
                    if not strong >> day & 1
                )
                with_day[day, kind] = min(prices)
            else:
                prices = (
                    plan
                    for choice, plan in zip(fills, plan_costs, strict=True)
                    if (choice.heavy_mask if kind is HEAVY else choice.moderate_mask) >> day & 1
                )
                with_day[day, kind] = min(prices) - self._cheapest_by_day[day, kind].cost
        for candidate in self.candidates:
            spot = (candidate.placement.day - self.first_day, candidate.placement.kind)
            if candidate.placement.locked:
                yield None if candidate.veto else 0
            else:
                yield None if candidate.veto else with_day[spot] + candidate.cost - best_cost

    def _demanding_combinations(self) -> list[tuple[int, int, tuple[Candidate, ...]]]:
        """Heavy days, moderate days and picks: far enough apart (HC7, HC11), not more than wanted (HC12)."""
        heavies, moderates = self._open_count[HEAVY], self._open_count[MODERATE]
        found: list[tuple[int, int, tuple[Candidate, ...]]] = [(0, 0, ())]
        for day in range(self._day_count):
            bit = 1 << day
            near = day_mask(range(max(0, day - self._apart + 1), day))
            heavy_pick, moderate_pick = (
                self._cheapest_by_day.get((day, HEAVY)),
                self._cheapest_by_day.get((day, MODERATE)),
            )
            added = []
            for heavy, moderate, picks in found:
                if (heavy | moderate) & near:
                    continue
                if heavy_pick and heavy.bit_count() < heavies and not self._makes_third_hard_day(heavy | bit):
                    added.append((heavy | bit, moderate, (*picks, heavy_pick)))
                if moderate_pick and moderate.bit_count() < moderates:
                    added.append((heavy, moderate | bit, (*picks, moderate_pick)))
            found += added
        return found

    def _makes_third_hard_day(self, heavy: int) -> bool:
        return any(heavy & days == days for days in self._heavy_sets)

    def _demanding_cost(self, heavy: int, moderate: int, picks: tuple[Candidate, ...]) -> int:
        """Their own costs, the pairs they form (S6) and what of their kinds is missing (S9)."""
        strong = heavy | moderate
        pairs = (strong & (strong >> self._pair_days)).bit_count()
        for pick in picks:
            pairs += (
                self._fixed_demanding_count[pick.placement.day - self._pair_days]
                + self._fixed_demanding_count[pick.placement.day + self._pair_days]
            )
        missing_heavy = self._open_count[HEAVY] - heavy.bit_count()
        missing_moderate = self._open_count[MODERATE] - moderate.bit_count()
        return (
            sum(pick.cost for pick in picks)
            + pairs * self._pair_cost
            + missing_heavy * self._missing_cost[HEAVY]
            + missing_moderate * self._missing_cost[MODERATE]
        )

    def _light_selections(self, strong: int) -> Iterator[tuple[Candidate, ...]]:
        """The best lights on the days left free: one set, or two that neither cost nor half days tell apart."""
        missing_cost = self._missing_cost[LIGHT]
        picks: list[Candidate] = []
        for light in self._light_candidates:
            if len(picks) == self._open_count[LIGHT] or light.cost > missing_cost:
                break
            if strong >> (light.placement.day - self.first_day) & 1:
                continue
            if light.cost < missing_cost:
                picks.append(light)
                continue
            if light.placement.half_day_index == 0:
                yield (*picks, light)
            break
        yield tuple(picks)

    def _light_cost(self, lights: Sequence[Candidate]) -> int:
        return sum(light.cost for light in lights) + (self._open_count[LIGHT] - len(lights)) * self._missing_cost[LIGHT]

    def _other_lights_cost(self, day: int, strong: int) -> int:
        """What the lights cost beside one that stands on `day`, when `strong` days are taken."""
        missing_cost = self._missing_cost[LIGHT]
        left = self._open_count[LIGHT] - 1
        cost = left * missing_cost
        for light in self._light_candidates:
            other = light.placement.day - self.first_day
            if left == 0 or light.cost >= missing_cost:
                break
            if other != day and not strong >> other & 1:
                cost += light.cost - missing_cost
                left -= 1
        return cost

    def _ranks_with(self, picks: Iterable[Candidate]) -> tuple[int, ...]:
        return tuple(sorted((*self._locked_order, *(pick.placement.rank for pick in picks))))
