"""Findings: what the rules say of the calendar as it stands, of one block or of everything; and which are accepted.

Past weeks are as they were: only what is planned and not yet done is judged, unless the past is asked for. A finding
that the runner has accepted is not raised again.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from planner import slotting, store
from planner.store import quick
from planner.training.blocks import Block
from planner.training.doses import EASY_WEEKS, dose_weeks
from planner.training.entry import ANCHORS
from planner.training.findings import Acceptance, Finding, in_order
from planner.training.refusal import RefusedError
from planner.training.weeks import DAY, first_day_of_week
from planner.training.wording import day_name
from planner.training.workouts import Sport, State, Status, Workout
from planner.usecases import screening
from planner.usecases.blocks.commit import AROUND, judged_level, rules_of
from planner.usecases.blocks.draft_model import Draft
from planner.usecases.calendar.shift import find_block
from planner.usecases.planbook import Planbook
from planner.usecases.queries import read_athlete, read_days, whole_span
from planner.usecases.strength.judge import Stretch, found_in, judge

_LONGESTDAYS = 3653
"""Ten years of days without a block are judged at once, and no more; those nearest to the end."""
_HEALTH = "HC14"
_COUNTED = (Sport.RUN, Sport.CROSS, Sport.STRENGTH)


@dataclass(frozen=True, slots=True)
class Lint:
    """What was found.

    Attributes:
        findings: By date; what is accepted is not among them.
        accepted: How many more there are that the runner has accepted.
        sessions: How many strength sessions were looked at.
        runs: How many runs.
        first: The first day that was looked at, or None when there was none.
        last: The last.
    """

    findings: tuple[Finding, ...]
    accepted: int = 0
    sessions: int = 0
    runs: int = 0
    first: dt.date | None = None
    last: dt.date | None = None

    @property
    def looked_at(self) -> str:
        """``24 strength sessions and 51 runs, Mon 4 Jan to Sun 14 Feb``."""
        if self.first is None or self.last is None:
            return "nothing stands in the days to come"
        sessions = f"{self.sessions} strength session{'s' * (self.sessions != 1)}"
        runs = f"{self.runs} run{'s' * (self.runs != 1)}"
        return f"{sessions} and {runs}, {day_name(self.first)} to {day_name(self.last)}"


def lint(book: Planbook, number: int | None = None, *, past: bool = False) -> Lint:
    """What the rules find, of the block of that number or of everything, without what is accepted.

    Args:
        book: Where.
        number: A block's number; None is every block, and what stands in none in the weeks to come.
        past: Whether what is past or done is judged as well.

    Raises:
        RefusedError: There is no such block, or the file or the settings cannot be read.
    """
    return book.cache.get(book.path, ("lint", number, past, book.today), lambda: _linted(book, number, past=past))


def findings_of_draft(draft: Draft) -> tuple[Finding, ...]:
    """What the rules find in a block that is not stored yet. Reads no file."""
    sessions = [
        {"day": (item.date - draft.block.start).days, "slot": str(item.slot), "kind": item.kind}
        for item in draft.items
        if item.sport is Sport.STRENGTH and item.kind and item.slot
    ]
    stretch = Stretch(
        block=draft.block,
        problem=draft.problem,
        items=draft.items,
        rules=draft.answer.rules,
        today=draft.block.start,
        easy_weeks=frozenset(number for number, week in enumerate(draft.weeks) if week.phase in EASY_WEEKS),
        answer=draft.answer,
    )
    problem = slotting.read_problem({**draft.problem, "locked": sessions})
    return tuple(sorted(found_in(stretch, problem), key=in_order))


def _linted(book: Planbook, number: int | None, *, past: bool) -> Lint:
    with quick.one_look(book.path):
        found: dict[tuple[object, ...], Finding] = {}
        looked: dict[int, Workout] = {}
        for stretch, mine in _stretches(book, number, past=past):
            by_number = {item.id: item for item in stretch.items}
            for finding in judge(stretch):
                about = by_number.get(finding.item_id or 0)
                if mine(finding.date) and (past or _is_ahead(finding, about, book.today)):
                    found.setdefault((finding.code, finding.date, finding.item_id, finding.why), finding)
            looked |= {one.id: one for one in stretch.items if mine(one.date) and (past or one.date >= book.today)}
        raised = sorted(found.values(), key=in_order)
        accepted = quick.read_acceptances(book.path)
    left = tuple(one for one in raised if not any(each.covers(one) for each in accepted))
    items = [one for one in looked.values() if one.sport in _COUNTED]
    return Lint(
        findings=left,
        accepted=len(raised) - len(left),
        sessions=sum(one.sport is Sport.STRENGTH for one in items),
        runs=sum(one.sport is Sport.RUN for one in items),
        first=min((one.date for one in items), default=None),
        last=max((one.date for one in items), default=None),
    )


def _is_ahead(finding: Finding, about: Workout | None, today: dt.date) -> bool:
    """Whether something can still be done about it."""
    return finding.last >= today and (about is None or about.status(today) is Status.PLANNED)


Mine = Callable[[dt.date], bool]


def _stretches(book: Planbook, number: int | None, *, past: bool) -> Iterator[tuple[Stretch, Mine]]:
    """Each block that is asked for, then the days that no block holds; and which dates are a stretch's own."""
    blocks = quick.read_blocks(book.path)
    asked = blocks if number is None else [find_block(book, number)]
    for block in asked:
        if past or block.last >= book.today:
            yield _of_block(book, block, past=past), block.holds
    if number is None:
        yield from _outside(book, blocks, past=past)


def _of_block(book: Planbook, block: Block, *, past: bool) -> Stretch:
    kept = quick.read_slotting(book.path, block.id)
    problem = json.loads(kept[0]) if kept else _nothing_asked(block)
    return _stretch(book, block, problem, _easy_weeks(block, problem if kept else None), past=past)


def _stretch(
    book: Planbook, block: Block, problem: dict[str, Any], easy_weeks: frozenset[int], *, past: bool
) -> Stretch:
    items = read_days(book, block.start - AROUND, block.last + AROUND)
    fallen = {item.id for item in items if item.sport is Sport.STRENGTH and _has_fallen(item, book.today, past=past)}
    return Stretch(
        block=block,
        problem=problem,
        items=tuple(item for item in items if item.id not in fallen),
        rules=rules_of(book),
        today=book.today,
        fallen=tuple(item for item in items if item.id in fallen),
        away=tuple(quick.read_absences(book.path)),
        easy_weeks=easy_weeks,
        gates=tuple(screening.gates(book)),
    )


def _has_fallen(item: Workout, today: dt.date, *, past: bool) -> bool:
    """Whether a session does not stand any more; one that was missed did, where the past is judged."""
    return item.state is State.SKIPPED or (not past and item.status(today) is Status.MISSED)


def _nothing_asked(block: Block) -> dict[str, Any]:
    """What is known of a block that was not slotted."""
    anchors = {slot.value: time for slot, time in ANCHORS.items()}
    return {"level": block.level.value, "stack": False, "anchors": anchors, "targets": []}


def _easy_weeks(block: Block, problem: dict[str, Any] | None) -> frozenset[int]:
    """The weeks meant to be lighter: by the dose table of a slotted block, by the names of another one's phases."""
    if problem is None:
        names = {first // 7: name for first, name in block.phases}
        phases = [names[max(begun)] if (begun := [one for one in names if one <= week]) else ""
                  for week in range(block.weeks)]  # fmt: skip
        return frozenset(week for week, name in enumerate(phases) if name.lower() in set(EASY_WEEKS))
    race = (block.race_date - block.start).days // 7 if block.race_date and block.holds(block.race_date) else None
    strong = {target["week"]: target.get("heavy", 0) + target.get("moderate", 0) for target in problem["targets"]}
    weeks = dose_weeks(block.weeks, race, in_season=bool((block.choices or {}).get("in_season")))
    return frozenset(week for week, row in enumerate(weeks) if row.phase in EASY_WEEKS and strong.get(week, 0) <= 1)


def _outside(book: Planbook, blocks: Sequence[Block], *, past: bool) -> Iterator[tuple[Stretch, Mine]]:
    """The days that no block holds, a row of them at a time, from the first day of a week on."""
    athlete = read_athlete(book)
    earliest, last = whole_span(book)
    begin = max(earliest if past else first_day_of_week(book.today, athlete.week_start), last - DAY * _LONGESTDAYS)
    level = athlete.level or judged_level(book)
    for first, end in _rows(begin, last, blocks):
        if not any(item.sport in _COUNTED for item in read_days(book, first, end)):
            continue
        start = first_day_of_week(first, athlete.week_start)
        days = Block("", start, (end - start).days + 1, level=level)
        yield _stretch(book, days, _nothing_asked(days), frozenset(), past=past), _between(first, end)


def _between(first: dt.date, last: dt.date) -> Mine:
    return lambda day: first <= day <= last


def _rows(begin: dt.date, last: dt.date, blocks: Iterable[Block]) -> Iterator[tuple[dt.date, dt.date]]:
    """The first and last day of each row of days that no block holds."""
    day = begin
    for block in sorted(blocks, key=lambda one: one.start):
        if block.last < day or day > last:
            continue
        if block.start > day:
            yield day, min(block.start - DAY, last)
        day = block.last + DAY
    if day <= last:
        yield day, last


# Accepting


def accept(book: Planbook, findings: Sequence[Finding], note: str = "", *, every_day: bool = False) -> list[Acceptance]:
    """Accept findings for good, as one operation.

    Args:
        book: Where.
        findings: What is accepted: every finding of its code, in its block, on its date.
        note: The runner's words.
        every_day: Whether the code is accepted on every day of the block, not on that date alone.

    Raises:
        RefusedError: Nothing is named, a finding is about the runner's health (HC14), or the file cannot be written;
            nothing was changed.
    """
    if not findings:
        raise RefusedError("There is no finding to accept.")
    if any(one.code == _HEALTH for one in findings):
        raise RefusedError(
            f"{_HEALTH} is about your health and cannot be accepted away: planner ease makes the sessions "
            "what is still allowed, planner screening answers the questions anew."
        )
    named = {(one.code, one.block_id, None if every_day else one.date): one for one in findings}
    first = findings[0]
    codes = ", ".join(dict.fromkeys(one.code for one in findings))
    of = " on every day" if every_day else f" of {first.where}" if len(named) == 1 else ""
    with store.edit(book.path, f"accept: {codes}{of}", at=book.clock.now()) as plan:
        return [plan.add_acceptance(Acceptance(code, block, date, note)) for code, block, date in named]


def reject(book: Planbook, number: int) -> Acceptance:
    """Take an accepted finding back, so that it is raised again.

    Raises:
        RefusedError: There is none of that number, or the file cannot be written; nothing was changed.
    """
    found = next((one for one in acceptances(book) if one.id == number), None)
    if found is None:
        raise RefusedError(f"There is no accepted finding {number}.")
    on = f" of {day_name(found.date)}" if found.date else ""
    with store.edit(book.path, f"raise again: {found.code}{on}", at=book.clock.now()) as plan:
        plan.remove_acceptance(found)
    return found


def acceptances(book: Planbook) -> list[Acceptance]:
    """All findings the runner has accepted, in the order in which that was done."""
    return quick.read_acceptances(book.path)


def named_findings(found: Iterable[Finding], words: str, read_date: Callable[[str], dt.date]) -> list[Finding]:
    """The findings that ``CODE`` or ``CODE@DATE`` names.

    Raises:
        RefusedError: There is none.
    """
    code, at, date = words.partition("@")
    day = read_date(date) if at else None
    named = [one for one in found if one.code == code.upper() and day in (None, one.date)]
    if not named:
        on = f" on {day_name(day)}" if day else ""
        raise RefusedError(f"Nothing is found under {code.upper()!r}{on}, so there is nothing to accept.")
    return named
