"""Why a session stands where it stands, or found no place: a sentence or two each, from the rules' own numbers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from planner.slotting.answer import Pair, Priced
from planner.slotting.candidates import Candidate, Judge
from planner.slotting.ground import STRONG, Place
from planner.slotting.phrases import Phrases, count, hours, run_name, title, weekday
from planner.slotting.problem import DayType, clock
from planner.training.workouts import StrengthKind


class Reasons:
    """Explains one answer."""

    def __init__(
        self, judge: Judge, sessions: Sequence[Candidate], pairs: Iterable[Pair], candidates: Iterable[Priced]
    ) -> None:
        """Reasons for the sessions of an answer, given what they cost together and all its candidates."""
        self._judge = judge
        self._problem = judge.ground.problem
        self._phrases = Phrases(judge)
        self._by_day: defaultdict[int, list[Place]] = defaultdict(list)
        for session in sessions:
            self._by_day[session.place.day].append(session.place)
        self._pairs: defaultdict[int, list[Pair]] = defaultdict(list)
        for pair in pairs:
            self._pairs[pair.days[1]].append(pair)
        self._rivals: defaultdict[tuple[int, StrengthKind], list[Priced]] = defaultdict(list)
        for priced in candidates:
            place = priced.candidate.place
            self._rivals[place.week, place.kind].append(priced)

    def of_session(self, session: Candidate) -> str:
        """What it is and when; the best reason for it; what it costs; the nearest alternative and what beat it."""
        head = title(self._problem, session.place)
        if session.veto:
            why = self._phrases.veto(session)
            return f"{head}: it is held there, though {why} ({session.veto}); by itself it costs nothing."
        held = "it is held there; " if session.place.locked else ""
        first = f"{head}: {held}{self._best(session)}; {self._costs(session)}."
        other = "" if session.place.locked else self._alternative(session)
        return f"{first} {other}".rstrip()

    def of_missing(self, week: int, kind: StrengthKind, number: int) -> str:
        """Why sessions of a kind found no place: the rule that removed most of their candidates."""
        head = f"No place for {count(number, f'{kind} session')} in week {week + 1}"
        rows = [priced.candidate for priced in self._rivals[week, kind]]
        removed = Counter(rule for candidate in rows if (rule := self._removed_by(candidate)))
        if not removed:
            return f"{head}: every place would cost as much as leaving it out (S9)."
        (rule, times), *others = removed.most_common()
        text = f"{head}: {rule} removes {times} of {len(rows)} candidates ({self._judge.ground.rules[rule].text})"
        return text + "".join(f", {other} {number}" for other, number in others) + "."

    def _dearer_because(self, rival: Candidate, session: Candidate) -> str | None:
        """The rule that makes a plan with `rival` dearer: a clash with what stands, or the cost that grows most."""
        clash = self._clash(rival.place, session.place)
        if clash:
            return clash
        growth = {rule: cost - session.terms.get(rule, 0) for rule, cost in rival.terms.items()}
        rule = max(growth, key=lambda rule: growth[rule], default=None)
        return rule if rule and growth[rule] > 0 else None

    def _best(self, session: Candidate) -> str:
        place = session.place
        if place.kind is StrengthKind.LIGHT:
            return self._best_of_light(place)
        parts = []
        if place.last_loading and "S2" not in session.terms:
            run = run_name(self._problem, place.last_loading, place.day)
            parts.append(f"{hours(place.from_last_loading())} after {run} (S2 free)")
        elif place.next_key and "S1" not in session.terms:
            run = run_name(self._problem, place.next_key, place.day)
            parts.append(f"{run} is {hours(place.to_next_key())} away (S1 free)")
        elif "S3" not in session.terms:
            parts.append("a hard day stays hard (S3 free)")
        tomorrow = place.day + 1
        rest = self._judge.ground.timeline.day_type(tomorrow) is DayType.REST and not self._by_day.get(tomorrow)
        if rest and tomorrow < self._problem.days:
            parts.append(f"{weekday(self._problem, tomorrow)} stays a rest day")
        return " and ".join(parts) or "the best place the rules leave"

    def _best_of_light(self, place: Place) -> str:
        recovers = self._judge.soft.recovers_from(place)
        if recovers:
            run = run_name(self._problem, recovers, place.day)
            return f"{hours(place.start - recovers.end)} after {run}, in its recovery window (S5 free)"
        if place.next_key:
            return f"{run_name(self._problem, place.next_key, place.day)} is {hours(place.to_next_key())} away"
        return "the best place the rules leave"

    def _costs(self, session: Candidate) -> str:
        terms = session.terms
        if not terms:
            text = "costs nothing"
        elif len(terms) == 1:
            (rule,) = terms
            text = f"costs {session.cost} because {self._phrases.term(session.place, rule)} ({rule})"
        else:
            parts = [
                f"{cost} because {self._phrases.term(session.place, rule)} ({rule})" for rule, cost in terms.items()
            ]
            text = f"costs {session.cost}: " + ", ".join(parts)
        if session.place.kind in STRONG:
            for pair in self._pairs[session.place.day]:
                other = weekday(self._problem, pair.days[0])
                with_it = f"{other}'s session" if pair.rule == "S6" else f"{other} the week before"
                text += f"; with {with_it} {pair.cost} more ({pair.rule})"
        return text

    def _alternative(self, session: Candidate) -> str:
        rival = self._nearest(session)
        if rival is None:
            return ""
        place = rival.candidate.place
        name = weekday(self._problem, place.day)
        if rival.candidate.veto:
            when = name if place.day != session.place.day else f"{name} {clock(place.start)}"
            return f"{when} is out: {self._phrases.veto(rival.candidate)} ({rival.candidate.veto})."
        when = f"{name} {clock(place.start)}"
        if rival.regret == 0:
            return f"{when} would cost the same; the earlier plan is taken."
        rule = self._dearer_because(rival.candidate, session)
        return f"{when} would make the plan {rival.regret} dearer" + (f" ({rule})." if rule else ".")

    def _nearest(self, session: Candidate) -> Priced | None:
        """The nearest day that could have had it: of one day the cheapest place; a rest day is no alternative."""
        place = session.place
        week = range(7 * place.week, 7 * place.week + 7)
        taken = {
            day for day in week for other in self._by_day.get(day, []) if other.kind is place.kind and day != place.day
        }

        def rank(priced: Priced) -> tuple[bool, int, bool, int, int]:
            other = priced.candidate
            apart = abs(other.place.day - place.day)
            return apart == 0, apart, other.veto is not None, priced.regret or 0, other.place.half_days

        rivals = [
            priced
            for priced in self._rivals[place.week, place.kind]
            if priced.candidate.veto not in {"HC1", "HC2"}
            and priced.candidate.place.day not in taken
            and (priced.candidate.place.day, priced.candidate.place.slot) != (place.day, place.slot)
        ]
        return min(rivals, key=rank, default=None)

    def _removed_by(self, candidate: Candidate) -> str | None:
        """The rule that keeps a candidate out: its veto, or the clash with a session of the answer."""
        return candidate.veto or self._clash(candidate.place, None)

    def _clash(self, place: Place, instead_of: Place | None) -> str | None:
        """The rule between sessions that a place breaks beside the answer's other sessions, or None."""
        ground = self._judge.ground

        def others(day: int) -> list[Place]:
            there = self._by_day.get(day, [])
            return [other for other in there if other is not instead_of and other.order != place.order]

        apart = ground.rules.cost("HC7", "days")
        near = range(place.day - apart + 1, place.day + apart)
        if place.kind in STRONG and any(other.kind in STRONG for day in near for other in others(day)):
            return "HC7"
        if others(place.day):
            return "HC8"
        if place.kind is not StrengthKind.HEAVY:
            return None
        window = range(place.day - 2, place.day + 3)
        heavy = {day for day in window for other in others(day) if other.kind is StrengthKind.HEAVY} | {place.day}
        weeks = (place.week, place.week + 1)
        sets = (days for week in weeks for days in ground.heavy_sets.get(week, ()))
        return "HC11" if any(place.day in days and days <= heavy for days in sets) else None
