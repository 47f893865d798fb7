"""The usual strength of a week, bent to what the week can hold: nobody asked for it, so nobody is told it is missing.

What the runner chose is never bent, nor is a week that illness or a journey makes short: that may yet change.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from planner.slotting import Answer
from planner.training.workouts import StrengthKind

_Less = Mapping[tuple[int, StrengthKind], int]


def bent_to_its_weeks(problem: dict[str, Any], answer: Answer) -> tuple[list[dict[str, Any]], str]:
    """What each week asks for, with as many demanding sessions as the slotter found places for.

    Where the best plan leaves a session out, the best plan for one session less is the same one: asked again, the
    slotter says what it said, without the gap.

    Args:
        problem: A block's, asking for the usual strength.
        answer: What the slotter says to it.

    Returns:
        The targets, and which weeks ask for less and why, in a sentence; empty where none does.
    """
    less: dict[tuple[int, StrengthKind], int] = {
        (gap.week, gap.kind): gap.count
        for gap in answer.unplaced
        if gap.kind is not StrengthKind.LIGHT and gap.week not in _weeks_cut_short(problem, gap.kind)
    }
    if not less:
        return problem["targets"], ""
    targets = [_without(target, less) for target in problem["targets"]]
    return targets, _sentence(problem, less, answer)


def _weeks_cut_short(problem: Mapping[str, Any], kind: StrengthKind) -> frozenset[int]:
    """The weeks in which days are lost to an absence, or kept free of such sessions for the runner's health."""
    away = {entry["day"] // 7 for entry in problem["unavailable"] if entry.get("why") in ("away", "pain")}
    for gate in (gate for gate in problem.get("gates", ()) if gate["kind"] == kind):
        away |= set(range(gate["first"] // 7, gate["last"] // 7 + 1))
    return frozenset(away)


def _without(target: dict[str, Any], less: _Less) -> dict[str, Any]:
    fewer = {kind.value: target[kind.value] - less.get((target["week"], kind), 0) for kind in StrengthKind}
    return {**target, **fewer}


def _sentence(problem: Mapping[str, Any], less: _Less, answer: Answer) -> str:
    """``Weeks 9 and 10 ask for 1 moderate session instead of the usual 2: ...``."""
    asked = {(target["week"], kind): target[kind.value] for target in problem["targets"] for kind in StrengthKind}
    alike: dict[tuple[StrengthKind, int, int], list[int]] = {}
    for (week, kind), count in sorted(less.items()):
        usual = asked[week, kind]
        alike.setdefault((kind, usual - count, usual), []).append(week + 1)
    parts = [
        f"{_weeks(weeks)} for {held or 'no'} {kind} session{'s' * (held != 1)} instead of the usual {usual}"
        for (kind, held, usual), weeks in alike.items()
    ]
    vetoes = Counter(
        priced.candidate.veto
        for priced in answer.candidates
        if priced.candidate.veto and (priced.candidate.place.week, priced.candidate.place.kind) in less
    )
    del vetoes["HC2"]  # a day without runs is empty in every week
    rule = min(vetoes, key=lambda name: (-vetoes[name], int(name[2:])), default="")
    why = f", mostly because of {rule} ({answer.rules[rule].text})" if rule else ""
    return f"{'; '.join(parts)}: no other place is left{why}."


def _weeks(numbers: Iterable[int]) -> str:
    *most, last = map(str, numbers)
    return f"Weeks {', '.join(most)} and {last} ask" if most else f"Week {last} asks"
