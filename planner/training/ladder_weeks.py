"""Hold the log of a running block against its dose table: which rung, rounds and holds each week gets.

The table is a plan and the log decides, by the rules of `planner.training.load_ladder`. Everything follows from the
table and the log alone, from the first week on, so the same log always gives the same weeks, also after an undo. All of
it is this project's default, not evidence; that load and metres never rise together is safety requirement R7.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace

from planner.training.dose_tables import LIGHT_ONLY_PHASES, DosePhase, DoseWeek
from planner.training.doses import FIRST_HEAVY_RUNG
from planner.training.load_ladder import (
    TOP_RUNG,
    Complaints,
    LoggedSession,
    RungEvidence,
    Verdict,
    rungs_lost,
)
from planner.training.workouts import DEMANDING_KINDS, StrengthKind

_MODERATE_AFTER_LONG_BREAK = 2
"""How many sessions are moderate after four weeks without the sled."""
_MAX_GROWTH, _HOLD_STEP_S = 1.25, 30
"""The most that metres and time held grow in a normal week, as a factor, and that a single hold does, in seconds."""


@dataclass(frozen=True, slots=True)
class LadderSession:
    """A session of a block, done or still to come; one that was missed or skipped is left out.

    Attributes:
        date: Its day.
        week: The index of the block's week that it belongs to, from 0.
        kind: The kind that the block asks for, whatever it was done as.
        has_sled: Whether a sled is part of it.
        planned_rungs: The rungs that have its planned load: several where an empty sled is the load of all of them,
            none where it is not known.
        logged: What was done; its rung is None where the load was the planned one. None for a session to come.
    """

    date: dt.date
    week: int
    kind: StrengthKind
    has_sled: bool = True
    planned_rungs: tuple[int, ...] = ()
    logged: LoggedSession | None = None


@dataclass(frozen=True, slots=True)
class LadderWeek:
    """What the sessions of one kind get in one week.

    Attributes:
        number: The index of the week, from 0.
        kind: The kind that the block asks for.
        table_rung: The rung that the table plans.
        planned_rung: The rung that its first session was planned at, by the sessions of the weeks before.
        rung: The rung of its sessions to come, after those that it has already.
        row: The week's row of the table, with the rounds and holds after the log.
        done_rung: The highest rung that was done, or None.
        why: Why the log decides otherwise than the table, or as it does, as the beginning of a sentence; may be empty.
        is_down: Whether a rung was taken off, until two sessions feel easy.
        days_off: The days without the sled before it, where they cost a rung; else 0.
    """

    number: int
    kind: StrengthKind
    table_rung: int
    planned_rung: int
    rung: int
    row: DoseWeek
    done_rung: int | None = None
    why: str = ""
    is_down: bool = False
    days_off: int = 0

    @property
    def dose_kind(self) -> StrengthKind:
        """The kind that its load makes it: a heavy session below the first heavy rung is a moderate one."""
        is_heavy = self.kind is StrengthKind.HEAVY and self.rung >= FIRST_HEAVY_RUNG
        return StrengthKind.HEAVY if is_heavy else StrengthKind.MODERATE


LadderWeeks = Mapping[tuple[int, StrengthKind], LadderWeek]
"""The weeks of a block by their index and the kind that is asked for."""


def follow_ladder(table: Sequence[DoseWeek], start_rung: int, sessions: Iterable[LadderSession]) -> LadderWeeks:
    """Return what each week of a block gets, from its table and its log.

    Sessions to come are taken to be done as planned.

    Args:
        table: The dose table's row for each week.
        start_rung: The rung that the block starts from.
        sessions: The sessions of the block, in any order; those outside of the table's weeks are ignored.
    """
    by_week: dict[int, list[LadderSession]] = {}
    for session in sorted(sessions, key=lambda one: (one.date, one.logged is None)):
        by_week.setdefault(session.week, []).append(session)
    block = _Block(table, start_rung)
    for number in range(len(table)):
        block.pass_week(number, by_week.get(number, []))
    return block.weeks


@dataclass(slots=True)
class _Ladder:
    """Where one kind of session is: its last normal week, and what the log says."""

    kind: StrengthKind
    last: LadderWeek | None = None
    evidence: RungEvidence = field(default_factory=RungEvidence)


class _Block:
    """The walk through the weeks of a block."""

    def __init__(self, table: Sequence[DoseWeek], start_rung: int) -> None:
        self.weeks: dict[tuple[int, StrengthKind], LadderWeek] = {}
        self._table = table
        self._start_rung = start_rung
        is_kept = any(row.phase is DosePhase.MAINTAIN for row in table)
        self._most_above_table = 0 if is_kept else 1  # in season the load is only held
        self._ladders = {kind: _Ladder(kind) for kind in (StrengthKind.HEAVY, StrengthKind.MODERATE)}
        self._complaints = Complaints()
        self._last_sled: dt.date | None = None
        self._moderate_left = 0

    def pass_week(self, number: int, sessions: Sequence[LadderSession]) -> None:
        """Plan a week from those before it, and let its sessions speak."""
        is_light_only = self._table[number].phase in LIGHT_ONLY_PHASES
        asked = [kind for kind in self._ladders if not is_light_only and any(one.kind is kind for one in sessions)]
        before = {kind: ladder.evidence.verdict for kind, ladder in self._ladders.items()}
        for kind in asked:
            self._plan(number, self._ladders[kind])
        spoken: set[StrengthKind] = set()
        for session in sessions:
            self._take_break(number, session, asked)
            spoken |= self._pass_session(number, session)
        if not self._table[number].is_normal:
            return
        for kind in asked:
            ladder = self._ladders[kind]
            ladder.last = self.weeks[number, kind]
            if kind not in spoken and before[kind] is ladder.evidence.verdict:
                ladder.evidence.let_table_go_on()

    def _plan(self, number: int, ladder: _Ladder) -> None:
        table_rung = self._table_rung(number, ladder.kind)
        if self._table[number].is_normal:
            rung, row = self._normal_week(number, ladder)
        else:
            rung, row = self._easy_week(number, ladder.kind)
        if self._moderate_left:
            rung = min(rung, TOP_RUNG[StrengthKind.MODERATE])
        self.weeks[number, ladder.kind] = LadderWeek(
            number,
            ladder.kind,
            table_rung,
            rung,
            rung,
            row,
            why=ladder.evidence.why or self._why_from_the_start(number, ladder),
            is_down=ladder.evidence.is_down,
        )

    def _table_rung(self, number: int, kind: StrengthKind) -> int:
        rung = self._start_rung + self._table[number].step
        return min(max(rung, FIRST_HEAVY_RUNG if kind is StrengthKind.HEAVY else 0), TOP_RUNG[kind])

    def _first_rung(self, kind: StrengthKind) -> int:
        """Return the rung of the first session of a block, however late it is done."""
        first = next((number for number, row in enumerate(self._table) if row.is_normal), 0)
        rung = self._start_rung + self._table[first].step
        return min(rung, TOP_RUNG[kind])

    def _why_from_the_start(self, number: int, ladder: _Ladder) -> str:
        """Return why a week has the block's first load, where the table is further on by then."""
        first = next((row for row in self._table if row.is_normal), self._table[number])
        is_late = ladder.last is None and self._table[number].step > first.step
        return "No heavy or moderate session of this block was done before" if is_late else ""

    def _normal_week(self, number: int, ladder: _Ladder) -> tuple[int, DoseWeek]:
        row, table_rung = self._table[number], self._table_rung(number, ladder.kind)
        self._continue_other_kind(ladder)
        last, verdict = ladder.last, ladder.evidence.verdict
        if last is None:
            first = next(row for row in self._table if row.is_normal)
            row = replace(row, rounds=min(row.rounds, first.rounds))
            return self._first_rung(ladder.kind), _with_holds(row, first)
        highest = min(table_rung + self._most_above_table, TOP_RUNG[ladder.kind])
        if verdict is Verdict.UP:
            rung = min(last.rung + 1, highest)
        elif verdict is not Verdict.TABLE or table_rung <= last.rung:
            rung = min(last.rung, highest)
        else:
            rung = last.rung + 1
        waits = verdict is Verdict.TABLE_WAITS
        keeps_metres = waits or rung > last.rung  # never load and metres in one week
        most = last.row.rounds if keeps_metres else int(last.row.rounds * _MAX_GROWTH)
        row = replace(row, rounds=min(row.rounds, most))
        return rung, _with_holds(row, self._holds_after(number, last.row, waits=waits))

    def _continue_other_kind(self, ladder: _Ladder) -> None:
        """Let the first heavy sessions go on where the moderate ones before them are, and the other way round."""
        if ladder.last is None:
            other = next((other for other in self._ladders.values() if other.last is not None), None)
            if other is not None:
                ladder.last, ladder.evidence = other.last, deepcopy(other.evidence)

    def _holds_after(self, number: int, last: DoseWeek, *, waits: bool) -> DoseWeek:
        """Return the latest row of the table whose wall sits are no more than the last ones, or a quarter longer."""
        most_s = last.holds * last.hold_s * (1.0 if waits else _MAX_GROWTH)
        longest_s = last.hold_s + (0 if waits else _HOLD_STEP_S)
        rows = (row for row in reversed(self._table[: number + 1]) if row.is_normal)
        return next((row for row in rows if row.holds * row.hold_s <= most_s and row.hold_s <= longest_s), last)

    def _easy_week(self, number: int, kind: StrengthKind) -> tuple[int, DoseWeek]:
        """Return a lighter week at the last normal week's load: the table's row, or less where that week had less."""
        row = self._table[number]
        lasts = [ladder.last for ladder in self._ladders.values() if ladder.last is not None]
        last = max(lasts, key=lambda week: (week.number, week.kind is kind), default=None)
        if last is None:
            return self._first_rung(kind), row
        rung = min(last.rung, TOP_RUNG[kind])
        rounds = min(row.rounds, -(-last.row.rounds // 2))
        half = -(-last.row.holds * last.row.hold_s // 2)
        if half <= row.hold_s:
            row = replace(row, holds=1, hold_s=half)
        elif row.holds * row.hold_s > half:
            row = replace(row, hold_s=-(-half // row.holds))
        return rung, replace(row, rounds=rounds)

    def _take_break(self, number: int, session: LadderSession, asked: Sequence[StrengthKind]) -> None:
        """Take off what a break before a session with a sled costs, and plan the rest of its week again."""
        if not session.has_sled:
            return
        days_off = 0 if self._last_sled is None else (session.date - self._last_sled).days
        lost = rungs_lost(days_off)
        if lost:
            why = f"You have not pushed the sled for {days_off} days"
            for ladder in self._ladders.values():
                if ladder.last is not None:
                    ladder.last = replace(ladder.last, rung=max(0, ladder.last.rung - lost))
                    ladder.evidence.begin_again(why)
            self._moderate_left = _MODERATE_AFTER_LONG_BREAK if lost > 1 else self._moderate_left
            for kind in asked:
                self._plan(number, self._ladders[kind])
                self.weeks[number, kind] = replace(self.weeks[number, kind], days_off=days_off)
            for ladder in self._ladders.values():
                ladder.evidence.let_table_go_on()
        self._last_sled = session.date

    def _pass_session(self, number: int, session: LadderSession) -> set[StrengthKind]:
        """Let a session speak, and return the kinds that it spoke of."""
        if session.kind in DEMANDING_KINDS:
            self._moderate_left = max(0, self._moderate_left - 1)
        logged = session.logged
        if logged is None:
            return set()
        costs_all = self._complaints.add(logged)
        costs: dict[StrengthKind, str] = {}
        week = self.weeks.get((number, session.kind))
        if week is not None and logged.has_sled:
            now = week.rung
            planned = min(session.planned_rungs, key=lambda rung: abs(rung - now), default=now)
            highest = max(now, min(planned, week.table_rung + 1))
            done = min(planned if logged.rung is None else logged.rung, highest)
            week = replace(week, rung=done, done_rung=max(done, week.done_rung or 0))
            self.weeks[number, session.kind] = week
            is_easy_week = not self._table[number].is_normal
            for kind in self._alike(week):
                costs[kind] = self._ladders[kind].evidence.add(logged, done, is_easy_week=is_easy_week)
        for kind in self._ladders:
            if costs_all or costs.get(kind):
                self._take_off_a_rung(number, kind, costs_all or costs[kind])
        if costs_all:
            return set(self._ladders)
        return set(costs) if logged.is_evidence else set()

    def _alike(self, week: LadderWeek) -> list[StrengthKind]:
        """Return the kinds that a session speaks of: its own, and the other where that is done at the same rung."""
        others = (self.weeks.get((week.number, kind)) for kind in self._ladders if kind is not week.kind)
        alike = (one for one in others if one and (one.dose_kind, one.rung) == (week.dose_kind, week.rung))
        return [week.kind, *(one.kind for one in alike)]

    def _take_off_a_rung(self, number: int, kind: StrengthKind, why: str) -> None:
        """Plan the rest of the week, and those after it, one rung below the one that was done."""
        ladder, week = self._ladders[kind], self.weeks.get((number, kind))
        ladder.evidence.take_off_a_rung(why)
        last = week or ladder.last
        if last is None:
            return
        lower = max(0, last.rung - 1)
        if week is not None:
            self.weeks[number, kind] = replace(week, rung=lower, why=why, is_down=True)
        if ladder.last is not None:
            ladder.last = replace(ladder.last, rung=min(ladder.last.rung, lower))


def _with_holds(row: DoseWeek, other: DoseWeek) -> DoseWeek:
    return replace(row, holds=other.holds, hold_s=other.hold_s)
