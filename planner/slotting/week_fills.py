"""One week of the block: its candidates, its locked sessions, and every way to fill it that may be part of a best plan.

Heavy and moderate sessions are tried in every combination, because rules connect them with each other and with the next
week's. A light session is restricted only by the other sessions of its own day, so the best light sessions for each
combination are simply the cheapest free days. Within a day only a kind's cheapest slot matters, the earlier of two that
cost the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from planner.slotting.context import rank_of
from planner.slotting.evaluate import Candidate, Evaluator
from planner.training.workouts import StrengthKind

HEAVY, MODERATE, LIGHT = StrengthKind


def day_mask(days: Iterable[int]) -> int:
    """Return days as the bits of a number, day 0 the lowest."""
    mask = 0
    for day in days:
        mask |= 1 << day
    return mask


class WeekFill(NamedTuple):
    """One way to fill a week. Masks hold days as bits, the week's first day the lowest.

    Attributes:
        added: The sessions added to the locked ones.
        heavy_mask: Days of the added heavy sessions.
        moderate_mask: Days of the added moderate sessions.
        masks_with_locked: Days of all heavy and of all moderate sessions, locked ones included.
        cost: What the added sessions cost by themselves, with each other and with fixed ones, and what is missing.
        light_cost: The part of `cost` for light sessions, placed or missing.
        half_day_sum: The first tie-break, over all sessions of the week.
        ranks: The second tie-break, over all sessions of the week.
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
        index: Its number in the block, from 0.
        first_day: Its first day.
        candidates: All candidates of its days.
        locked_days: Weekdays (0 to 6 from its first day) of the locked heavy and of the locked moderate sessions, one
            entry for each session.
    """

    def __init__(self, index: int, evaluator: Evaluator) -> None:
        context, rules = evaluator.context, evaluator.context.rules
        days = range(7 * index, min(7 * index + 7, context.problem.days))
        self.index = index
        self.first_day = days.start
        self.candidates = [candidate for day in days for candidate in evaluator.evaluate_day(day)]
        self._day_count = len(days)
        self._min_days_apart = rules.whole_number("HC7", "days")
        self._pair_days = rules.whole_number("S6", "days")
        self._pair_cost = rules.whole_number("S6", "cost")
        self._missing_cost = {kind: rules.whole_number("S9", kind) for kind in StrengthKind}
        self._fixed_demanding_count = context.demanding_count_by_day
        self._forbidden_heavy_masks = [
            day_mask(day - self.first_day for day in forbidden)
            for forbidden in context.forbidden_heavy_sets.get(index, ())
            if len(forbidden) > 1 and min(forbidden) in days
        ]
        self._open_count = {
            kind: max(0, context.wanted_count.get((index, kind), 0) - context.locked_count[index, kind])
            for kind in StrengthKind
        }
        locked = [session for session in context.locked_sessions if session.day // 7 == index]
        self.locked_days = tuple(
            tuple(session.day - self.first_day for session in locked if session.kind is kind)
            for kind in (HEAVY, MODERATE)
        )
        self._locked_heavy_mask, self._locked_moderate_mask = map(day_mask, self.locked_days)
        self._locked_ranks = tuple(rank_of(session.day, session.slot, session.kind) for session in locked)
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
        """Return every combination of heavy and moderate sessions, each with its best light sessions."""
        light_selections: dict[int, list[tuple[Candidate, ...]]] = {}
        fills = []
        for heavy, moderate, picks in self._demanding_combinations():
            taken = heavy | moderate
            if taken not in light_selections:
                light_selections[taken] = list(self._light_selections(taken))
            demanding_cost = self._demanding_cost(heavy, moderate, picks)
            for lights in light_selections[taken]:
                light_cost = self._light_cost(lights)
                ranks = self._ranks_with(picks + lights)
                fills.append(
                    WeekFill(
                        added=picks + lights,
                        heavy_mask=heavy,
                        moderate_mask=moderate,
                        masks_with_locked=(heavy | self._locked_heavy_mask, moderate | self._locked_moderate_mask),
                        cost=demanding_cost + light_cost,
                        light_cost=light_cost,
                        half_day_sum=sum(rank // 3 for rank in ranks),
                        ranks=ranks,
                    ),
                )
        return fills

    def regrets(self, fills: Sequence[WeekFill], plan_costs: Sequence[int], best_cost: int) -> Iterator[int | None]:
        """Yield how much more the best plan with each candidate costs than the best plan; None for a vetoed candidate.

        Args:
            fills: All fills of this week.
            plan_costs: The cost of the best plan with each of them.
            best_cost: The cost of the best plan.
        """
        cost_without_lights: dict[int, int] = {}
        for fill, plan_cost in zip(fills, plan_costs, strict=True):
            taken, cost = fill.heavy_mask | fill.moderate_mask, plan_cost - fill.light_cost
            cost_without_lights[taken] = min(cost, cost_without_lights.get(taken, cost))
        # The best plan with a kind on a day, less the session's own cost, which differs between the day's two slots.
        cost_with_day: dict[tuple[int, StrengthKind], int] = {}
        for day, kind in self._cheapest_by_day:
            if kind is LIGHT:
                costs = (
                    cost + self._other_lights_cost(day, taken)
                    for taken, cost in cost_without_lights.items()
                    if not taken >> day & 1
                )
                cost_with_day[day, kind] = min(costs)
            else:
                costs = (
                    plan_cost
                    for fill, plan_cost in zip(fills, plan_costs, strict=True)
                    if (fill.heavy_mask if kind is HEAVY else fill.moderate_mask) >> day & 1
                )
                cost_with_day[day, kind] = min(costs) - self._cheapest_by_day[day, kind].cost
        for candidate in self.candidates:
            if candidate.veto:
                yield None
            elif candidate.placement.locked:
                yield 0
            else:
                day_kind = (candidate.placement.day - self.first_day, candidate.placement.kind)
                yield cost_with_day[day_kind] + candidate.cost - best_cost

    def _demanding_combinations(self) -> list[tuple[int, int, tuple[Candidate, ...]]]:
        """Return heavy days, moderate days and picks: far enough apart (HC7, HC11), not more than wanted (HC12)."""
        open_heavy, open_moderate = self._open_count[HEAVY], self._open_count[MODERATE]
        combinations: list[tuple[int, int, tuple[Candidate, ...]]] = [(0, 0, ())]
        for day in range(self._day_count):
            bit = 1 << day
            near = day_mask(range(max(0, day - self._min_days_apart + 1), day))
            heavy_pick = self._cheapest_by_day.get((day, HEAVY))
            moderate_pick = self._cheapest_by_day.get((day, MODERATE))
            added = []
            for heavy, moderate, picks in combinations:
                if (heavy | moderate) & near:
                    continue
                if heavy_pick and heavy.bit_count() < open_heavy and not self._makes_third_hard_day(heavy | bit):
                    added.append((heavy | bit, moderate, (*picks, heavy_pick)))
                if moderate_pick and moderate.bit_count() < open_moderate:
                    added.append((heavy, moderate | bit, (*picks, moderate_pick)))
            combinations += added
        return combinations

    def _makes_third_hard_day(self, heavy: int) -> bool:
        return any(heavy & forbidden == forbidden for forbidden in self._forbidden_heavy_masks)

    def _demanding_cost(self, heavy: int, moderate: int, picks: tuple[Candidate, ...]) -> int:
        """Return the picks' own costs, those of the pairs they form (S6) and those of missing sessions (S9)."""
        taken = heavy | moderate
        pairs = (taken & (taken >> self._pair_days)).bit_count()
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

    def _light_selections(self, taken: int) -> Iterator[tuple[Candidate, ...]]:
        """Yield the best light sessions on the days that are not taken.

        That is one selection, or two when placing a light session costs as much as leaving it out and adds no half
        days: then only the ranks of the whole plan decide between them.
        """
        missing_cost = self._missing_cost[LIGHT]
        picks: list[Candidate] = []
        for light in self._light_candidates:
            if len(picks) == self._open_count[LIGHT] or light.cost > missing_cost:
                break
            if taken >> (light.placement.day - self.first_day) & 1:
                continue
            if light.cost < missing_cost:
                picks.append(light)
                continue
            if light.placement.half_day_index == 0:
                yield (*picks, light)
            break
        yield tuple(picks)

    def _light_cost(self, lights: Sequence[Candidate]) -> int:
        missing = self._open_count[LIGHT] - len(lights)
        return sum(light.cost for light in lights) + missing * self._missing_cost[LIGHT]

    def _other_lights_cost(self, day: int, taken: int) -> int:
        """Return what the light sessions cost besides one on `day`, when the days in `taken` are taken."""
        missing_cost = self._missing_cost[LIGHT]
        remaining = self._open_count[LIGHT] - 1
        cost = remaining * missing_cost
        for light in self._light_candidates:
            if remaining == 0 or light.cost >= missing_cost:
                break
            light_day = light.placement.day - self.first_day
            if light_day != day and not taken >> light_day & 1:
                cost += light.cost - missing_cost
                remaining -= 1
        return cost

    def _ranks_with(self, picks: Iterable[Candidate]) -> tuple[int, ...]:
        return tuple(sorted((*self._locked_ranks, *(pick.placement.rank for pick in picks))))
