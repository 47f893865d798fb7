"""The runner's constraints on a block: which half days they close, and whether the sessions asked for fit the rest.

Sessions that the runner asked for and that fit into no week are refused, with the reason and the nearest that fit.
Default sessions are reduced instead, and a remark says so.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import permutations
from typing import Any

from planner.slotting import Answer, main_obstacle
from planner.text import count_word, join_words, number_word
from planner.training.blocks import Block
from planner.training.refusal import RefusedError
from planner.training.weekly_sessions import WeeklySessions, check_sessions
from planner.training.weeks import DAY, WEEKDAYS
from planner.training.workouts import DEMANDING_KINDS, SESSION_MINUTES, Slot, StrengthKind
from planner.usecases.blocks.availability import DayPart
from planner.usecases.blocks.options import BlockOptions

_A_MONDAY = dt.date(2027, 1, 4)
"""The first day of a week that represents every week; only its weekdays matter."""


def closed_slots(options: BlockOptions, block: Block, wall_sit_weeks: frozenset[int]) -> Iterator[dict[str, Any]]:
    """Yield the half days of a block that are closed to sessions, as entries of the slotting problem.

    Args:
        options: The options of the block.
        block: The block's dates.
        wall_sit_weeks: The weeks in which a moderate session may be the wall sit alone.
    """
    for number in range(block.days):
        day = block.start + dt.timedelta(days=number)
        for time in options.unavailable:
            if time.applies_on(day):
                entry: dict[str, Any] = {"day": number}
                entry |= {"slot": time.slot.value} if time.slot else {}
                yield entry | ({"kind": time.kind.value} if time.kind else {})
        for slot in Slot:
            for kind in StrengthKind:
                yield from (
                    {"day": number, "slot": slot.value, "kind": kind.value, "why": why}
                    for why in _why_closed_on(options, day, slot, kind, may_be_wall_sit=number // 7 in wall_sit_weeks)
                )


def _why_closed_on(
    options: BlockOptions, day: dt.date, slot: Slot, kind: StrengthKind, *, may_be_wall_sit: bool
) -> Iterator[str]:
    """Yield why a half day is closed to a kind; that it has no sled is said of a heavy session next to what else is."""
    why = _closed_for_pain(options, day, kind) or _closed_every_week(
        options, day, slot, kind, may_be_wall_sit=may_be_wall_sit
    )
    if why:
        yield why
    if kind is StrengthKind.HEAVY and why != "gym" and not options.has_sled(day, slot):
        yield "gym"


def _closed_for_pain(options: BlockOptions, day: dt.date, kind: StrengthKind) -> str:
    first = options.logged_start.demanding_from if options.logged_start else None
    return "pain" if first is not None and day < first and kind is not StrengthKind.LIGHT else ""


def _closed_every_week(
    options: BlockOptions, day: dt.date, slot: Slot, kind: StrengthKind, *, may_be_wall_sit: bool
) -> str:
    """Return why a half day is closed to a kind by a constraint other than `BlockOptions.unavailable`; or empty."""
    if (day + DAY).weekday() in options.fresh_weekdays:
        return "fresh"
    minutes = _minutes_available(options, day, slot)
    if minutes is not None and SESSION_MINUTES[kind] > minutes:
        return "time"
    if options.has_sled(day, slot) or kind is StrengthKind.LIGHT:
        return ""
    # Without a sled a moderate session may be the wall sit alone, but not on a day whose other half has the sled.
    elsewhere = any(options.has_sled(day, half) for half in Slot)
    return "gym" if kind is StrengthKind.HEAVY or elsewhere or not may_be_wall_sit else ""


def _minutes_available(options: BlockOptions, day: dt.date, slot: Slot) -> int | None:
    return min((cap.minutes for cap in options.time_caps if cap.when.covers(day, slot)), default=None)


def preferred_weekdays(options: BlockOptions) -> frozenset[int]:
    """Return the weekdays preferred for strength: those asked for, else those with a sled if it is not always there."""
    if options.preferred_weekdays or options.sled_times is None:
        return options.preferred_weekdays
    return frozenset(when.day for when in options.sled_times if isinstance(when.day, int))


def _why_closed(options: BlockOptions, weekday: int, slot: Slot, kind: StrengthKind) -> str:
    """Return why a half day of every week is closed to a kind, or empty when it is open."""
    day = _A_MONDAY + dt.timedelta(days=weekday)
    for time in options.unavailable:
        if time.covers(day, slot) and time.kind in (None, kind):
            return "forbidden" if time.kind else "busy"
    return _closed_every_week(options, day, slot, kind, may_be_wall_sit=True)


def _open_days(options: BlockOptions, kind: StrengthKind) -> frozenset[int]:
    return frozenset(
        weekday for weekday in range(7) if any(not _why_closed(options, weekday, slot, kind) for slot in Slot)
    )


def _without_single_dates(options: BlockOptions) -> BlockOptions:
    """Return the options without what is about single dates, which must not refuse a whole block."""

    def weekly(when: DayPart) -> bool:
        return isinstance(when.day, int)

    single_gym_days = options.sled_times is not None and not all(map(weekly, options.sled_times))
    return replace(
        options,
        unavailable=tuple(filter(weekly, options.unavailable)),
        time_caps=tuple(cap for cap in options.time_caps if weekly(cap.when)),
        sled_times=None if single_gym_days else options.sled_times,
    )


def fit_doses(options: BlockOptions, *, has_default_doses: bool) -> tuple[BlockOptions, tuple[str, ...]]:
    """Return the options with sessions that fit into a week, and a sentence for each reduction.

    Args:
        options: The options, as far as the safety gates allow them.
        has_default_doses: Whether the runner asked for no doses, even if a safety gate has set some.

    Raises:
        RefusedError: The sessions that the runner asked for do not fit; the sentence says why and what would.
    """
    check_sessions(options.target_doses)
    _check_most(options)
    week = _without_single_dates(options)
    _check_preferred(week)
    wanted = options.target_doses
    open_days = {kind: _open_days(week, kind) for kind in StrengthKind}
    if _fits(wanted, open_days):
        return options, ()
    nearest = _nearest_fitting(wanted, open_days)
    why = _why_unfit(week, wanted, open_days)
    if not sum(_counts_by_kind(nearest)):
        raise RefusedError(f"No half day of the week is left for strength: {why}. Free one, or ask for 0 sessions.")
    if not has_default_doses:
        raise RefusedError(
            f"{_format_doses(wanted)} a week cannot be placed: {why}. The nearest that can: {_format_doses(nearest)}."
        )
    remark = f"The usual {_format_doses(wanted)} a week became {_format_doses(nearest)}: {why}."
    return replace(options, doses=nearest), (remark,)


def _check_most(options: BlockOptions) -> None:
    total = sum(_counts_by_kind(options.target_doses))
    if options.max_sessions is not None and total > options.max_sessions:
        raise RefusedError(
            f"{_format_doses(options.target_doses)} a week are wanted, and at most {options.max_sessions} of "
            f"all kinds: ask for {options.max_sessions}, or allow {total}."
        )
    if options.in_season and options.target_doses.demanding > 1:
        raise RefusedError(
            f"In season one heavy or moderate session a week keeps what there is, and {options.target_doses.demanding} "
            "are asked for: ask for 1."
        )


def _check_preferred(week: BlockOptions) -> None:
    possible = frozenset().union(*(_open_days(week, kind) for kind in StrengthKind))
    for weekday in sorted(week.preferred_weekdays - possible):
        others = _list_weekdays(possible) or "none is free"
        raise RefusedError(f"{WEEKDAYS[weekday]} is preferred, but no session can be there: prefer {others}.")


def _counts_by_kind(doses: WeeklySessions) -> tuple[int, int, int]:
    return doses.heavy, doses.moderate, doses.light


def _fits(doses: WeeklySessions, open_days: dict[StrengthKind, frozenset[int]]) -> bool:
    """Return whether the sessions fit into a repeated week: one a day (HC8), demanding ones two days apart (HC7)."""
    kinds = [kind for kind, count in zip(StrengthKind, _counts_by_kind(doses), strict=True) for _ in range(count)]
    demanding = doses.demanding
    for days in permutations(range(7), len(kinds)):
        gaps = (abs(one - two) for one in days[:demanding] for two in days[:demanding] if one != two)
        # A gap of 6 days is only 1 day across the turn of the week.
        if all(2 <= gap <= 5 for gap in gaps) and all(
            day in open_days[kind] for day, kind in zip(days, kinds, strict=True)
        ):
            return True
    return False


def _nearest_fitting(wanted: WeeklySessions, open_days: dict[StrengthKind, frozenset[int]]) -> WeeklySessions:
    """Return what fits best: of everything no harder than wanted the most sessions, then the hardest ones."""
    total = sum(_counts_by_kind(wanted))
    possible = [
        WeeklySessions(heavy, demanding - heavy, light)
        for demanding in range(wanted.demanding + 1)
        for heavy in range(min(demanding, wanted.heavy) + 1)
        for light in range(total - demanding + 1)
    ]
    fitting = [doses for doses in possible if _fits(doses, open_days)]
    return max(fitting, key=lambda doses: (sum(_counts_by_kind(doses)), doses.demanding, doses.heavy))


def _why_unfit(week: BlockOptions, wanted: WeeklySessions, open_days: dict[StrengthKind, frozenset[int]]) -> str:
    for kind, count in zip(StrengthKind, _counts_by_kind(wanted), strict=True):
        if count and not open_days[kind]:
            return _why_kind_unfit(week, kind)
    days = frozenset().union(*(open_days[kind] for kind in StrengthKind))
    wanted_kinds = [kind for kind, count in zip(StrengthKind, _counts_by_kind(wanted), strict=True) if count]
    scarcest = min(wanted_kinds, key=lambda kind: len(open_days[kind]))
    if len(days) < sum(_counts_by_kind(wanted)):
        return f"only {_list_weekdays(days)} can hold one, and a day holds one session"
    is_apart = wanted.demanding > 1 and scarcest is not StrengthKind.LIGHT
    rule = ", and two hard ones need a day between them" if is_apart else ""
    return f"only {_list_weekdays(open_days[scarcest])} can hold a {scarcest} one{rule}"


def _why_kind_unfit(week: BlockOptions, kind: StrengthKind) -> str:
    reasons = {(weekday, slot): _why_closed(week, weekday, slot, kind) for weekday in range(7) for slot in Slot}
    if "time" in reasons.values():
        longest = max(
            _minutes_available(week, _A_MONDAY + DAY * weekday, slot) or 0
            for (weekday, slot), reason in reasons.items()
            if reason == "time"
        )
        return f"a {kind} session takes {SESSION_MINUTES[kind]} min, and the longest half day left has {longest}"
    if "gym" in reasons.values():
        return f"a {kind} session needs the sled, and no half day left has it"
    return f"no half day is open to a {kind} one"


def _list_weekdays(days: frozenset[int]) -> str:
    return join_words(WEEKDAYS[day] for day in sorted(days))


def _format_doses(doses: WeeklySessions) -> str:
    """Format sessions by kind: ``1 heavy and 2 light sessions``."""
    counts = [(kind, count) for kind, count in zip(StrengthKind, _counts_by_kind(doses), strict=True) if count]
    if not counts:
        return "no sessions"
    return join_words(f"{count} {kind}" for kind, count in counts) + f" session{'s' * (counts[-1][1] != 1)}"


_Reduction = Mapping[tuple[int, StrengthKind], int]


def reduce_to_feasible(problem: dict[str, Any], answer: Answer) -> tuple[list[dict[str, Any]], str]:
    """Return the targets of each week, reduced to the sessions that the slotter found places for.

    If the best plan leaves a session out, the best plan for one session less is the same plan. So the slotter gives the
    same answer to the reduced problem, without the gap.

    Args:
        problem: The block's problem, with the default sessions as its targets.
        answer: The slotter's answer to it.

    Returns:
        The targets, and a sentence on which weeks ask for fewer demanding sessions and why; empty where none does. A
        light session that is left out has nothing to recover from and goes without saying.
    """
    less: dict[tuple[int, StrengthKind], int] = {
        (gap.week, gap.kind): gap.count
        for gap in answer.unplaced
        if gap.week not in _weeks_cut_short(problem, gap.kind)
    }
    targets = [_reduce_target(target, less) for target in problem["targets"]]
    demanding = {week_kind: count for week_kind, count in less.items() if week_kind[1] in DEMANDING_KINDS}
    return targets, _sentence(problem, demanding, answer) if demanding else ""


def _weeks_cut_short(problem: Mapping[str, Any], kind: StrengthKind) -> frozenset[int]:
    """Return the weeks with an absence, or with a safety gate that rules out sessions of a kind."""
    away = {entry["day"] // 7 for entry in problem["unavailable"] if entry.get("why") in ("away", "pain")}
    for gate in (gate for gate in problem.get("gates", ()) if gate["kind"] == kind):
        away |= set(range(gate["first"] // 7, gate["last"] // 7 + 1))
    return frozenset(away)


def _reduce_target(target: dict[str, Any], less: _Reduction) -> dict[str, Any]:
    fewer = {kind.value: target[kind.value] - less.get((target["week"], kind), 0) for kind in StrengthKind}
    return {**target, **fewer}


def _sentence(problem: Mapping[str, Any], less: _Reduction, answer: Answer) -> str:
    """Return a sentence for each reduction: ``Weeks 9 and 10 hold one moderate session, not two: between ...``."""
    wanted = {(target["week"], kind): target[kind.value] for target in problem["targets"] for kind in StrengthKind}
    weeks_by_reduction: dict[tuple[StrengthKind, int, int], list[int]] = {}
    for (week, kind), count in sorted(less.items()):
        usual = wanted[week, kind]
        weeks_by_reduction.setdefault((kind, usual - count, usual), []).append(week)
    sentences = []
    for (kind, count, usual), weeks in weeks_by_reduction.items():
        gaps = frozenset((week, kind) for week in weeks)
        instead = f", not {number_word(usual)}" if count or usual > 1 else ""
        sentences.append(
            f"{_weeks(week + 1 for week in weeks)} {count_word(count, f'{kind} session')}{instead}: "
            f"{main_obstacle(answer, gaps, count)}."
        )
    return " ".join(sentences)


def _weeks(numbers: Iterable[int]) -> str:
    weeks = [str(number) for number in numbers]
    return f"Weeks {join_words(weeks)} hold" if len(weeks) > 1 else f"Week {weeks[0]} holds"
