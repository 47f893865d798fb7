"""The oracle: a second, simple implementation of the slotting rules, which finds the best plan by trying all of them.

It works on the JSON document and shares no code with the planner, so that a mistake in one of them shows.
"""

from __future__ import annotations

import datetime as dt
import itertools
import math
from collections import Counter
from functools import cache
from typing import Any

Document = dict[str, Any]
Spot = tuple[int, str, str]
"""Day, slot, kind."""

QUALITY = {"tempo", "intervals", "hills", "race_pace", "time_trial"}
LENGTH = {"heavy": 45, "moderate": 40, "light": 25}
KINDS = ["heavy", "moderate", "light"]
HC4 = {
    "experienced": {"heavy": 24, "moderate": 20, "light": 6},
    "novice": {"heavy": 48, "moderate": 48, "light": 12},
}
HC9 = {
    "A": {"heavy": 168, "moderate": 96, "light": 48},
    "B": {"heavy": 96, "moderate": 72, "light": 24},
    "C": {"heavy": 48, "moderate": 48, "light": 12},
}
HC10 = {
    "10k": {"heavy": 48, "moderate": 24, "light": 12},
    "half": {"heavy": 96, "moderate": 72, "light": 24},
    "marathon": {"heavy": 240, "moderate": 168, "light": 48},
}
S3 = {
    "heavy": {"quality": 0, "medium_long": 4, "easy": 6, "cross": 6, "recovery": 14},
    "moderate": {"quality": 2, "medium_long": 2, "easy": 2, "cross": 2, "recovery": 8},
    "light": {"quality": 6, "medium_long": 2, "easy": 0, "cross": 0, "recovery": 0, "long": 4, "none": 4},
}
S5 = {"quality": (12, 48), "long": (12, 48), "10k": (12, 48), "half": (24, 72), "marathon": (48, 96)}
S9 = {"heavy": 100, "moderate": 80, "light": 9}


def run_class(run: Document) -> str | None:
    if run["type"] in {"race", "long"}:
        return str(run["type"])
    if run["type"] in QUALITY:
        return "quality"
    return "medium_long" if run["minutes"] >= 90 else None


class Oracle:
    """One document, judged by the text of the rules."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.days: int = document["days"]
        self.anchors = {"am": 7 * 60, "pm": 18 * 60}
        for slot, text in document.get("anchors", {}).items():
            hour, minute = text.split(":")
            self.anchors[slot] = int(hour) * 60 + int(minute)
        self.runs = [self._timed(run) for run in self._all_runs()]
        self.wanted = {
            (target["week"], kind): target.get(kind, 0) for target in document.get("targets", []) for kind in KINDS
        }
        self.history = [(entry["day"], entry["slot"], entry["kind"]) for entry in document.get("history", [])]
        self.locked = [(entry["day"], entry["slot"], entry["kind"]) for entry in document.get("locked", [])]
        self.key_days = {run["day"] for run in self.runs if run["key"]}
        windows = [range(first, first + 3) for first in range(-2, self.days)]
        self.free_of_keys = [rest for window in windows if (rest := set(window) - self.key_days)]
        self.terms = cache(self._terms)
        self.candidates = cache(self._candidates)

    def _all_runs(self) -> list[Document]:
        runs = list(self.document.get("runs", []))
        if self.document.get("wrap"):
            runs += [{**run, "day": run["day"] + shift} for run in self.document["runs"] for shift in (-7, 7)]
        return runs

    def _timed(self, run: Document) -> Document:
        start = run["day"] * 1440 + self.anchors[run["slot"]]
        group = run_class(run)
        key = group in {"race", "long", "quality"}
        loading = group is not None or run["minutes"] > 30
        return {**run, "start": start, "end": start + run["minutes"], "class": group, "key": key, "loading": loading}

    def level(self, day: int) -> str:
        level = self.document["level"]
        return str(level[day // 7] if isinstance(level, list) else level)

    def times(self, spot: Spot) -> tuple[int, int]:
        day, slot, kind = spot
        ends = [run["end"] for run in self.runs if (run["day"], run["slot"]) == (day, slot)]
        start = max(ends) + 15 if ends else day * 1440 + self.anchors[slot]
        return start, start + LENGTH[kind]

    def day_type(self, day: int) -> str:
        runs = [run for run in self.runs if run["day"] == day]
        if not runs:
            return "none"
        for group in ("race", "long", "quality", "medium_long"):
            if any(run["class"] == group for run in runs):
                return group
        return str(min(runs, key=lambda run: (run["start"], -run["minutes"], run["type"]))["type"])

    def veto(self, spot: Spot) -> str | None:  # noqa: C901, PLR0911 - the table of the text, line by line
        """Return the first rule about a single session that it breaks."""
        day, slot, kind = spot
        document = self.document
        start, end = self.times(spot)
        strong, heavy = kind != "light", kind == "heavy"
        todays = [run for run in self.runs if run["day"] == day]
        for closed in document.get("unavailable", []):
            if closed["day"] == day and closed.get("slot") in {None, slot} and closed.get("kind") in {None, kind}:
                return "HC1"
        if any(run["start"] < end and start < run["end"] for run in self.runs):
            return "HC1"
        if not todays and (strong or not document.get("active_rest")):
            return "HC2"
        if strong and any(run["key"] and run["start"] >= end for run in todays):
            return "HC3"
        later = [run["start"] - end for run in self.runs if run["key"] and run["start"] >= end]
        if later and min(later) < 60 * HC4[self.level(day)][kind]:
            return "HC4"
        loads = [start - run["end"] for run in self.runs if run["loading"] and run["end"] <= start]
        if heavy and loads and min(loads) < 180 and not document.get("stack"):
            return "HC5"
        if any(run["class"] == "race" or (strong and run["class"] == "long") for run in todays):
            return "HC6"
        races = [run for run in self.runs if run["class"] == "race"]
        if any(0 <= run["start"] - end < 60 * HC9[run.get("priority") or "A"][kind] for run in races):
            return "HC9"
        if any(0 <= start - run["end"] < 60 * HC10[run.get("distance") or "marathon"][kind] for run in races):
            return "HC10"
        windows = [range(first, first + 3) for first in range(day - 2, day + 1)]
        if heavy and any([other for other in window if other not in self.key_days] == [day] for window in windows):
            return "HC11"
        if heavy and self.level(day) == "novice" and day // 7 < 2:
            return "HC13"
        return None

    def clash(self, free: list[Spot]) -> str | None:
        """Return the first rule between sessions that these break with each other or with fixed ones."""
        fixed = self.history + self.locked
        everything = fixed + free

        def pairs() -> list[tuple[Spot, Spot]]:
            return [*itertools.combinations(free, 2), *itertools.product(free, fixed)]

        if any("light" not in (a[2], b[2]) and abs(a[0] - b[0]) < 2 for a, b in pairs()):
            return "HC7"
        if any(a[0] == b[0] for a, b in pairs()):
            return "HC8"
        heavies = {spot[0] for spot in everything if spot[2] == "heavy"}
        ours = {spot[0] for spot in free if spot[2] == "heavy"}
        if any(rest <= heavies and rest & ours for rest in self.free_of_keys):
            return "HC11"
        counts = Counter((spot[0] // 7, spot[2]) for spot in self.locked + free)
        if any(counts[spot[0] // 7, spot[2]] > self.wanted.get((spot[0] // 7, spot[2]), 0) for spot in free):
            return "HC12"
        return None

    def _terms(self, spot: Spot) -> dict[str, int]:
        """Return S1 to S5, S7 and S10 of a session that breaks no rule."""
        day, _, kind = spot
        start, end = self.times(spot)
        terms: dict[str, int] = {}
        keys = [run for run in self.runs if run["key"]]
        later = [run["start"] - end for run in keys if run["start"] >= end]
        earlier = [run for run in keys if run["end"] <= start]
        if later and kind != "light":
            within, weight = (48, 4) if kind == "heavy" else (24, 3)
            terms["S1"] = max(0, math.ceil((within * 60 - min(later)) / 360)) * weight
        loads = [start - run["end"] for run in self.runs if run["loading"] and run["end"] <= start]
        if loads and kind != "light":
            gap = min(loads)
            heavy, moderate = (12, 6) if gap < 180 else (8, 4) if gap < 360 else (3, 1) if gap < 540 else (0, 0)
            terms["S2"] = heavy if kind == "heavy" else moderate
        terms["S3"] = S3[kind][self.day_type(day)]
        if kind != "light" and earlier:
            last = max(run["end"] for run in earlier)
            if any(run["end"] == last and run["class"] == "long" for run in earlier):
                weight = 8 if start - last < 1440 else 4 if start - last < 2880 else 0
                terms["S4"] = weight if kind == "heavy" else weight // 2
        if kind == "light":
            inside = False
            for run in earlier:
                name = (run.get("distance") or "marathon") if run["class"] == "race" else run["class"]
                low, high = S5[name]
                inside = inside or low * 60 <= start - run["end"] <= high * 60
            terms["S5"] = 0 if inside else 10
        preferred = self.document.get("preferred_weekdays", [])
        if kind != "light" and preferred and self.weekday(day) not in preferred:
            terms["S7"] = 5
        if not self.document.get("stack") and any((run["day"], run["slot"]) == spot[:2] for run in self.runs):
            terms["S10"] = 2
        return {rule: cost for rule, cost in terms.items() if cost}

    def weekday(self, day: int) -> int:
        start = self.document.get("start")
        first = dt.date.fromisoformat(start) if start else dt.date(2027, 1, 4)
        return (first + dt.timedelta(days=day)).weekday()

    def locked_cost(self, spot: Spot) -> int:
        legal = self.veto(spot) is None and self.wanted.get((spot[0] // 7, spot[2]), 0) > 0
        return sum(self.terms(spot).values()) if legal else 0

    def between(self, placed: list[Spot]) -> int:
        """Return S6 and S8 over all sessions of the block and the history."""
        strong = [(spot, False) for spot in self.history if spot[2] != "light"]
        strong += [(spot, True) for spot in placed if spot[2] != "light"]
        cost = 0
        for (a, mine), (b, also) in itertools.combinations(strong, 2):
            if (mine or also) and abs(a[0] - b[0]) == 2:
                cost += 4
        for spot, mine in strong:
            before = [a[0] % 7 for a, _ in strong if a[2] == spot[2] and a[0] // 7 == spot[0] // 7 - 1]
            if mine and before and spot[0] % 7 not in before:
                cost += 3
        return cost

    def unmet(self, placed: list[Spot]) -> int:
        counts = Counter((spot[0] // 7, spot[2]) for spot in placed)
        return sum(max(0, wanted - counts[key]) * S9[key[1]] for key, wanted in self.wanted.items())

    def _candidates(self) -> dict[Spot, str | None]:
        """Return every candidate of the answer with its veto."""
        rows: dict[Spot, str | None] = {}
        for day, slot, kind in itertools.product(range(self.days), ("am", "pm"), KINDS):
            if self.wanted.get((day // 7, kind), 0) > 0:
                spot = (day, slot, kind)
                broken = [self.veto(spot), None if spot in self.locked else self.clash([spot])]
                order = sorted((rule for rule in broken if rule), key=lambda rule: int(rule[2:]))
                rows[spot] = order[0] if order else None
        return rows

    def enumerate(self, limit: int) -> Document | None:
        """Return the best plan and every regret by trying all plans; None when there are more than `limit`."""
        rows = self.candidates()
        free = [spot for spot, veto in rows.items() if veto is None and spot not in self.locked]
        own = {spot: sum(self.terms(spot).values()) for spot in free}
        base = sum(self.locked_cost(spot) for spot in self.locked)
        best: tuple[int, int, list[tuple[int, int, int]]] | None = None
        best_plan: list[Spot] = []
        forced: dict[Spot, int] = {}
        plans: list[list[Spot]] = [[]]
        for day in range(self.days):
            today = [spot for spot in free if spot[0] == day]
            longer = [[*plan, spot] for plan in plans for spot in today if not self.clash([*plan, spot])]
            plans += longer
            if len(plans) > limit:
                return None
        for plan in plans:
            placed = sorted(plan + self.locked, key=_order)
            cost = base + sum(own[spot] for spot in plan) + self.between(placed) + self.unmet(placed)
            key = (cost, sum(2 * spot[0] + (spot[1] == "pm") for spot in placed), [_order(spot) for spot in placed])
            if best is None or key < best:
                best, best_plan = key, placed
            for spot in plan:
                forced[spot] = min(cost, forced.get(spot, cost))
        assert best
        regrets: dict[Spot, int | None] = {}
        for spot, veto in rows.items():
            regrets[spot] = None if veto else 0 if spot in self.locked else forced[spot] - best[0]
        return {"cost": best[0], "sessions": best_plan, "vetoes": rows, "regrets": regrets}


def _order(spot: Spot) -> tuple[int, int, int]:
    return spot[0], ("am", "pm").index(spot[1]), KINDS.index(spot[2])
