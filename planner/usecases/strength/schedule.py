"""Some days of the calendar as the slotter sees them, and what it answers about them. Reads no file."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from planner import slotting
from planner.training.absences import Absence
from planner.training.blocks import Block
from planner.training.busy_times import BusyDays
from planner.training.leg_load import counted_kind
from planner.training.safety_gates import Gate
from planner.training.weeks import DAY
from planner.training.workouts import Sport, StoredStatus, StrengthKind, Workout
from planner.usecases.blocks.slotting_problem import problem_as_scheduled


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """Some days with their workouts, and all that decides where strength may be among them.

    Attributes:
        block: The days. A block without a number means days outside every block.
        problem: The slotting problem: level, targets, unavailable half days.
        workouts: All of them, some weeks before and after included. A session that was missed counts nowhere.
        rules: The slotting rules, with the runner's own settings.
        today: No session is placed before this day.
        absences: Days without training.
        busy: What the runner's other calendars fill.
        gates: The safety gates that apply now; None keeps those of the stored problem.
    """

    block: Block
    problem: dict[str, Any]
    workouts: tuple[Workout, ...]
    rules: slotting.Rules
    today: dt.date
    absences: tuple[Absence, ...] = ()
    busy: BusyDays = field(default_factory=dict)
    gates: tuple[Gate, ...] | None = None

    def solve(self, free: frozenset[int], weeks: frozenset[int]) -> slotting.Answer:
        """Slot some weeks for the sessions they have: those that are free, by number, go anywhere, all others stay."""
        problem = self.problem_with(free)
        return self._answer(problem, [target for target in problem["targets"] if target["week"] in weeks])

    def solve_block(self, free: frozenset[int]) -> slotting.Answer:
        """Slot all weeks, for the sessions they have and for those of the stored problem that they lack."""
        problem = self.problem_with(free, keep_targets=True)
        return self._answer(problem, problem["targets"])

    def solve_lacking(self, week: int) -> slotting.Answer:
        """Slot what a week lacks of the stored problem, with every session that it has where it is."""
        problem = self.problem_with(frozenset(), keep_targets=True)
        return self._answer(problem, [target for target in problem["targets"] if target["week"] == week])

    def solve_more(self, week: int, kind: StrengthKind, number: int) -> slotting.Answer:
        """Slot a week for so many sessions of a kind, with every session that it has where it is."""
        return self._answer(self.problem_with(frozenset()), [{"week": week, kind.value: number}])

    def problem_with(self, free: frozenset[int], *, keep_targets: bool = False) -> dict[str, Any]:
        """Return the slotting problem, with some sessions free to move and all others locked where they are."""
        problem = {**self.problem, "targets": list(self._targets_without_missed())}
        workouts = [workout for workout in self.workouts if not self._is_missed(workout)]
        return self._problem(problem, workouts, free, self.today, keep_targets=keep_targets)

    def problem_in_place(self) -> dict[str, Any]:
        """Return the slotting problem with every session locked where it is, missed ones too, and no day past."""
        return self._problem(self.problem, self.workouts, frozenset(), self.block.start)

    def _problem(
        self,
        problem: dict[str, Any],
        workouts: Iterable[Workout],
        free: frozenset[int],
        today: dt.date,
        *,
        keep_targets: bool = False,
    ) -> dict[str, Any]:
        return problem_as_scheduled(
            self.block,
            problem,
            workouts,
            movable=free,
            absences=self.absences,
            today=today,
            busy=self.busy,
            keep_targets=keep_targets,
            gates=self.gates,
        )

    def moved(self, places: Mapping[int, slotting.PlacedSession]) -> Schedule:
        """Return the schedule with some sessions, by number, at other places."""
        workouts = (
            replace(one, date=self.block.start + DAY * place.day, slot=place.slot, start=place.start)
            if (place := places.get(one.id)) is not None
            else one
            for one in self.workouts
        )
        return replace(self, workouts=tuple(workouts))

    def _is_missed(self, workout: Workout) -> bool:
        is_over = workout.status is StoredStatus.PLANNED and workout.date < self.today
        return workout.sport is Sport.STRENGTH and is_over

    def _targets_without_missed(self) -> Iterator[dict[str, Any]]:
        """Yield what the stored problem asks of each week; a session that was missed is not asked for again."""
        missed = filter(self._is_missed, self.workouts)
        counted = Counter((self.block.week_index(one.date), counted_kind(one)) for one in missed)
        for target in self.problem.get("targets", ()):
            week = target["week"]
            wanted = {kind.value: max(target.get(kind.value, 0) - counted[week, kind], 0) for kind in StrengthKind}
            yield {"week": week, **wanted}

    def _answer(self, problem: dict[str, Any], targets: list[dict[str, Any]]) -> slotting.Answer:
        return slotting.solve(slotting.parse_problem({**problem, "targets": targets}), rules=self.rules)
