"""One week of the block: what is locked there, what may be added, and every way worth taking to add it.

Heavy and moderate sessions are tried in every combination, since they meet each other and the next week's. A light
session meets nobody but the others of its own day, so for each combination the best lights are known at once: the
cheapest free days. Within a day only a kind's cheapest slot matters, the earlier of two that cost the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from planner.slotting.candidates import Candidate, Judge
from planner.slotting.ground import order_of
from planner.training.workouts import StrengthKind

HEAVY, MODERATE, LIGHT = StrengthKind


def mask_of(days: Iterable[int]) -> int:
    """Days as the bits of a number."""
    mask = 0
    for day in days:
        mask |= 1 << day
    return mask


class Choice(NamedTuple):
    """One way to fill a week. Days are bits of a mask, the week's first day the lowest.

    Attributes:
        picks: The sessions added to the locked ones.
        heavy: Days of the added heavy sessions.
        moderate: Days of the added moderate sessions.
        taken: Days of the heavy sessions and days of the moderate ones, locked ones included.
        cost: What the added sessions cost by themselves, among each other and beside fixed ones, and what is missing.
        lights: The part of `cost` that the light sessions and missing light sessions make up.
        half_days: The first tie-break, all sessions of the week.
        order: The second tie-break, all sessions of the week.
    """

    picks: tuple[Candidate, ...]
    heavy: int
    moderate: int
    taken: tuple[int, int]
    cost: int
    lights: int
    half_days: int
    order: tuple[int, ...]


class Week:
    """One week of the block.

    Attributes:
        index: Which.
        first: Its first day.
        candidates: All candidates of its days.
        locked: Days of the locked heavy and of the locked moderate sessions, each as often as it has one.
    """

    def __init__(self, index: int, judge: Judge) -> None:
        ground, rules = judge.ground, judge.ground.rules
        days = range(7 * index, min(7 * index + 7, ground.problem.days))
        self.index = index
        self.first = days.start
        self.candidates = [candidate for day in days for candidate in judge.of_day(day)]
        self._size = len(days)
        self._apart = rules.cost("HC7", "days")
        self._pair_days = rules.cost("S6", "days")
        self._pair_cost = rules.cost("S6", "cost")
        self._missing_cost = {kind: rules.cost("S9", kind) for kind in StrengthKind}
        self._fixed = ground.strong_days
        within = [some for some in ground.heavy_sets.get(index, ()) if len(some) > 1 and min(some) in days]
        self._heavy_sets = [mask_of(day - self.first for day in some) for some in within]
        self._room = {
            kind: max(0, ground.wanted.get((index, kind), 0) - ground.locked_count[index, kind])
            for kind in StrengthKind
        }
        locked = [session for session in ground.locked if session.day // 7 == index]
        self.locked = tuple(
            tuple(session.day - self.first for session in locked if session.kind is kind) for kind in (HEAVY, MODERATE)
        )
        self._locked_days = (mask_of(self.locked[0]), mask_of(self.locked[1]))
        self._locked_order = tuple(order_of(session.day, session.slot, session.kind) for session in locked)
        self._best = self._cheapest_of_each_day()
        self._lights = sorted(
            (candidate for (_, kind), candidate in self._best.items() if kind is LIGHT),
            key=lambda candidate: candidate.preference,
        )

    def _cheapest_of_each_day(self) -> dict[tuple[int, StrengthKind], Candidate]:
        best: dict[tuple[int, StrengthKind], Candidate] = {}
        for candidate in self.candidates:
            if candidate.veto or candidate.place.locked:
                continue
            key = (candidate.place.day - self.first, candidate.place.kind)
            if key not in best or candidate.preference < best[key].preference:
                best[key] = candidate
        return best

    def choices(self) -> list[Choice]:
        """Every combination of heavy and moderate sessions, each with its best lights."""
        fills: dict[int, list[tuple[Candidate, ...]]] = {}
        found = []
        for heavy, moderate, picks in self._strong_combinations():
            strong = heavy | moderate
            if strong not in fills:
                fills[strong] = list(self._light_fills(strong))
            own = self._strong_cost(heavy, moderate, picks)
            for lights in fills[strong]:
                light_cost = self._light_cost(lights)
                order = self._order(picks + lights)
                found.append(
                    Choice(
                        picks=picks + lights,
                        heavy=heavy,
                        moderate=moderate,
                        taken=(heavy | self._locked_days[0], moderate | self._locked_days[1]),
                        cost=own + light_cost,
                        lights=light_cost,
                        half_days=sum(rank // 3 for rank in order),
                        order=order,
                    ),
                )
        return found

    def regrets(self, choices: Sequence[Choice], plans: Sequence[int], best: int) -> Iterator[int | None]:
        """How much dearer than the best plan the best plan with each candidate is; None for a vetoed one.

        Args:
            choices: All choices of this week.
            plans: What the best plan through each of them costs.
            best: What the best plan costs.
        """
        without_lights: dict[int, int] = {}
        for choice, plan in zip(choices, plans, strict=True):
            strong, bare = choice.heavy | choice.moderate, plan - choice.lights
            without_lights[strong] = min(bare, without_lights.get(strong, bare))
        with_day: dict[tuple[int, StrengthKind], int] = {}
        for day, kind in self._best:
            if kind is LIGHT:
                prices = (
                    cost + self._other_lights(day, strong)
                    for strong, cost in without_lights.items()
                    if not strong >> day & 1
                )
                with_day[day, kind] = min(prices)
            else:
                prices = (
                    plan
                    for choice, plan in zip(choices, plans, strict=True)
                    if (choice.heavy if kind is HEAVY else choice.moderate) >> day & 1
                )
                with_day[day, kind] = min(prices) - self._best[day, kind].cost
        for candidate in self.candidates:
            spot = (candidate.place.day - self.first, candidate.place.kind)
            if candidate.place.locked:
                yield None if candidate.veto else 0
            else:
                yield None if candidate.veto else with_day[spot] + candidate.cost - best

    def _strong_combinations(self) -> list[tuple[int, int, tuple[Candidate, ...]]]:
        """Heavy days, moderate days and picks: far enough apart (HC7, HC11), not more than wanted (HC12)."""
        heavies, moderates = self._room[HEAVY], self._room[MODERATE]
        found: list[tuple[int, int, tuple[Candidate, ...]]] = [(0, 0, ())]
        for day in range(self._size):
            bit = 1 << day
            near = mask_of(range(max(0, day - self._apart + 1), day))
            heavy_pick, moderate_pick = self._best.get((day, HEAVY)), self._best.get((day, MODERATE))
            added = []
            for heavy, moderate, picks in found:
                if (heavy | moderate) & near:
                    continue
                if heavy_pick and heavy.bit_count() < heavies and not self._third_hard_day(heavy | bit):
                    added.append((heavy | bit, moderate, (*picks, heavy_pick)))
                if moderate_pick and moderate.bit_count() < moderates:
                    added.append((heavy, moderate | bit, (*picks, moderate_pick)))
            found += added
        return found

    def _third_hard_day(self, heavy: int) -> bool:
        return any(heavy & days == days for days in self._heavy_sets)

    def _strong_cost(self, heavy: int, moderate: int, picks: tuple[Candidate, ...]) -> int:
        """Their own costs, the pairs they form (S6) and what of their kinds is missing (S9)."""
        strong = heavy | moderate
        pairs = (strong & (strong >> self._pair_days)).bit_count()
        for pick in picks:
            pairs += self._fixed[pick.place.day - self._pair_days] + self._fixed[pick.place.day + self._pair_days]
        missing_heavy = self._room[HEAVY] - heavy.bit_count()
        missing_moderate = self._room[MODERATE] - moderate.bit_count()
        return (
            sum(pick.cost for pick in picks)
            + pairs * self._pair_cost
            + missing_heavy * self._missing_cost[HEAVY]
            + missing_moderate * self._missing_cost[MODERATE]
        )

    def _light_fills(self, strong: int) -> Iterator[tuple[Candidate, ...]]:
        """The best lights on the days left free: one set, or two that neither cost nor half days tell apart."""
        worth = self._missing_cost[LIGHT]
        picks: list[Candidate] = []
        for light in self._lights:
            if len(picks) == self._room[LIGHT] or light.cost > worth:
                break
            if strong >> (light.place.day - self.first) & 1:
                continue
            if light.cost < worth:
                picks.append(light)
                continue
            if light.place.half_days == 0:
                yield (*picks, light)
            break
        yield tuple(picks)

    def _light_cost(self, lights: Sequence[Candidate]) -> int:
        return sum(light.cost for light in lights) + (self._room[LIGHT] - len(lights)) * self._missing_cost[LIGHT]

    def _other_lights(self, day: int, strong: int) -> int:
        """What the lights cost beside one that stands on `day`, when `strong` days are taken."""
        worth = self._missing_cost[LIGHT]
        left = self._room[LIGHT] - 1
        cost = left * worth
        for light in self._lights:
            other = light.place.day - self.first
            if left == 0 or light.cost >= worth:
                break
            if other != day and not strong >> other & 1:
                cost += light.cost - worth
                left -= 1
        return cost

    def _order(self, picks: Iterable[Candidate]) -> tuple[int, ...]:
        return tuple(sorted((*self._locked_order, *(pick.place.order for pick in picks))))
