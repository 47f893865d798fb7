"""A block as text, and the change that an edited text asks for: what was added, removed, changed and moved.

A line that was left alone changes nothing, so numbers, reasons, locks and first days stay with their workouts. What is
done, skipped or past is shown, marked, and never touched: its lines must stay as they are.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from planner.exchange.plan_text import PlanLine, PlanLines, format_entry, has_own_title, parse_plan_lines
from planner.store import quick
from planner.text import clean_line
from planner.training.blocks import Block
from planner.training.formatting import format_day
from planner.training.measures import quoted
from planner.training.plans import PlanEntry, match_entries
from planner.training.refusal import RefusedError
from planner.training.rescheduling import move_workout
from planner.training.weeks import DAY
from planner.training.workout_fields import SLOT_STARTS
from planner.training.workouts import Effort, Slot, Sport, Workout
from planner.usecases.blocks.draft import workout_from_entry
from planner.usecases.blocks.text import BlockText, block_as_text, fixed_status
from planner.usecases.calendar.move import blocks_with_moved_race
from planner.usecases.changes import Change
from planner.usecases.planbook import Planbook

__all__ = ["Rewrite", "WorkoutDifference", "block_as_text", "plan_rewrite"]

_QUIET = (Sport.REST, Sport.NOTE)


class WorkoutDifference(NamedTuple):
    """One thing that an edited text asks for.

    Attributes:
        action: ``added``, ``removed``, ``changed`` or ``move_workout``.
        before: What there was; empty for what is added.
        after: What there would be; empty for what is removed.
    """

    action: str
    before: str
    after: str

    def line(self, arrow: str = "→") -> str:
        """``moved: Sat 9 Jan am long 24 km → Sun 10 Jan am``."""
        return f"{self.action}: {f' {arrow} '.join(part for part in (self.before, self.after) if part)}"


@dataclass(frozen=True, slots=True)
class Rewrite:
    """What an edited text asks for.

    Attributes:
        change: The change, for `planner.usecases.strength.reslot.apply_and_offer`; empty where the text says what
            stands already.
        differences: The same for people, thing by thing, by day.
    """

    change: Change
    differences: tuple[WorkoutDifference, ...] = ()

    def lines(self, arrow: str = "→") -> list[str]:
        """The differences, then what else should be known, a line each."""
        return [*(difference.line(arrow) for difference in self.differences), *self.change.remarks]


def plan_rewrite(book: Planbook, block: Block, text: str, file: str = "the text") -> Rewrite:
    """The block as an edited text says.

    Args:
        book: Where.
        block: Which.
        text: What `block_as_text` gave, edited.
        file: What the text is called, for a refusal.

    Raises:
        RefusedError: A line cannot be read, or touches what is done, skipped or past; the sentence names the line.
    """
    standing = BlockText.read(book, block)
    now = parse_plan_lines(text, file, standing.block.start.weekday())
    if not now.lines:
        raise RefusedError(f"{file}: no day is left in it; a block is not deleted by its text.")
    return _RewriteBuilder(book, standing, now, text.split("\n"), file, standing.parse()).build()


@dataclass(slots=True)
class _RewriteBuilder:
    """One text being compared with what stands."""

    book: Planbook
    block_text: BlockText
    edited: PlanLines
    edited_lines: list[str]
    file: str
    original: PlanLines
    changed: list[Workout] = field(default_factory=list)
    added: list[Workout] = field(default_factory=list)
    removed: list[Workout] = field(default_factory=list)
    differences: list[tuple[int, WorkoutDifference]] = field(default_factory=list)

    def build(self) -> Rewrite:
        """The change, and its differences."""
        block, today = self.block_text.block, self.book.today
        for line in self.edited.lines:
            if line.entry.day >= block.days:
                raise self._refusal(line, f"that day lies behind the block's last, {format_day(block.last_day)}")
        was, items = self.original.lines, self.block_text.workouts
        fixed = [place for place, item in enumerate(items) if item is not None and fixed_status(item, today)]
        empty = {line.entry.day for line, item in zip(was, items, strict=True) if item is None}
        lines = [line for line in self._lines_but_fixed(was, fixed) if not _is_empty_day(line.entry, empty)]
        free = [
            (line, item)
            for place, (line, item) in enumerate(zip(was, items, strict=True))
            if item is not None and place not in fixed
        ]
        same = match_entries([line.entry for line, _ in free], [line.entry for line in lines])
        for place, line in enumerate(lines):
            if place in same:
                before, item = free[same[place]]
                self._change(before.entry, line, item)
            else:
                self._add(line)
        stay = set(same.values())
        for place, (before, item) in enumerate(free):
            if place not in stay:
                self.removed.append(item)
                self._record(before.entry, "removed", self._describe(before.entry), "")
        return self._result()

    def _lines_but_fixed(self, was: tuple[PlanLine, ...], fixed: list[int]) -> list[PlanLine]:
        """The lines of the text besides those of what is done, skipped or past, which must all be there."""
        left: dict[PlanEntry, list[PlanLine]] = {}
        for line in self.edited.lines:
            left.setdefault(line.entry, []).append(line)
        known = Counter(line.entry for line in was)
        for place in fixed:
            if not left.get(was[place].entry):
                raise self._refuse_fixed(
                    was[place], place, [line for line in self.edited.lines if line.entry not in known]
                )
            left[was[place].entry].pop(0)
        return sorted((line for lines in left.values() for line in lines), key=lambda line: line.line_number)

    def _refuse_fixed(self, line: PlanLine, index: int, others: list[PlanLine]) -> RefusedError:
        item = self.block_text.workouts[index]
        assert item is not None
        fate = fixed_status(item, self.book.today)
        words = _without_comment(self.block_text.text.split("\n")[line.line_number - 1])
        instead = [other for other in others if other.entry.day == line.entry.day]
        instead.sort(key=lambda other: other.entry.sport is not line.entry.sport)
        if instead:
            stands = f"{self._quote(instead[0])} stands for {quoted(words)}"
            return self._refusal(instead[0], f"{stands}, which is {fate} and stays")
        week = f"week {line.entry.day // 7 + 1}"
        return RefusedError(f"{self.file}: {week}: {quoted(words)} is {fate} and stays; put it back.")

    def _change(self, before: PlanEntry, line: PlanLine, workout: Workout) -> None:
        after = line.entry
        if after.slot is None:
            after = replace(after, slot=before.slot)
        after = replace(after, kind_doubt="")
        if after == before:
            return
        self._check(line)
        there = move_workout(workout, self._date(after))
        if after.slot is not before.slot:
            there = replace(there, slot=after.slot, start=SLOT_STARTS[after.slot] if after.slot else None)
        there = replace(
            there,
            title=workout.title if after.title == before.title else after.title,
            note=workout.note if after.note == before.note else after.note,
        )
        if (after.kind, after.planned) != (before.kind, before.planned):
            new = self._dated(after)
            kept = workout.reason if after.kind == before.kind else None
            there = replace(
                there,
                kind=after.kind,
                planned=new.planned,
                estimated=new.estimated,
                reason=new.reason if workout.sport is Sport.RUN else kept,
            )
        self.changed.append(there)
        self._record_change(before, after)

    def _add(self, line: PlanLine) -> None:
        self._check(line)
        usual = Slot.PM if line.entry.sport is Sport.STRENGTH else Slot.AM
        slot = None if line.entry.sport in _QUIET else line.entry.slot or usual
        entry = replace(line.entry, slot=slot, kind_doubt="")
        self.added.append(replace(self._dated(entry), block_id=self.block_text.block.id))
        self._record(entry, "added", "", self._describe(entry))

    def _check(self, line: PlanLine) -> None:
        """A line that asks for something has sense, and lies ahead."""
        entry = line.entry
        if self._date(entry) < self.book.today:
            raise self._refusal(line, f"{format_day(self._date(entry))} is past, and nothing is planned into the past")
        if entry.sport in _QUIET and (entry.planned != Effort() or entry.slot is not None):
            raise self._refusal(line, f"{self._quote(line)}: a {entry.sport} day asks for nothing, at no time of it")
        if entry.sport is Sport.STRENGTH and entry.planned.distance_m:
            raise self._refusal(line, f"{self._quote(line)}: a session's metres are the sled's, as sled 5 × 20 m")
        if entry.sport is not Sport.STRENGTH and entry.planned.sets:
            raise self._refusal(line, f"{self._quote(line)}: only strength has a sled and a wall sit")

    def _result(self) -> Rewrite:
        block, told = self._block()
        change = Change(
            "",
            changed=tuple(self.changed),
            added=tuple(self.added),
            removed=tuple(self.removed),
            blocks=(block,) if block != self.block_text.block else (),
            remarks=tuple(self._remarks()),
        )
        if change.is_empty:
            return Rewrite(replace(change, remarks=()))
        self.differences.sort(key=lambda pair: (pair[0], pair[1].action != "removed"))
        differences = (*told, *(difference for _, difference in self.differences))
        counts = Counter(difference.action for difference in differences)
        parts = ", ".join(f"{count} {what}" for what, count in counts.items())
        name = f"rewrite: {clean_line(self.block_text.block.name, 60)}"
        return Rewrite(replace(change, name=f"{name} ({parts})" if parts else name), differences)

    def _block(self) -> tuple[Block, list[WorkoutDifference]]:
        """The block with what the headings say, and how that differs."""
        was, now, block = self.original, self.edited, self.block_text.block
        after = next((one for one in blocks_with_moved_race(self.book, self.changed) if one.id == block.id), block)
        race_day = None if after.race_date is None else (after.race_date - after.start).days
        if now.race[1] not in (was.race[1], race_day):
            line = now.headings.get("race")
            where = f"line {line}: " if line else ""
            raise RefusedError(f"{self.file}: {where}the race day follows the line of the race; move that one.")
        name, unit = now.name or was.name, now.unit if "unit" in now.headings else was.unit
        told = []
        if name != was.name:
            after = replace(after, name=name)
            told.append(WorkoutDifference("changed", f'name "{was.name}"', f'"{name}"'))
        if unit is not was.unit:
            after = replace(after, unit=unit)
            told.append(WorkoutDifference("changed", f"unit {was.unit}", unit))
        if now.race[0] is not was.race[0]:
            after = replace(after, race_distance=now.race[0])
            told.append(
                WorkoutDifference("changed", f"race distance {was.race[0] or 'unknown'}", now.race[0] or "unknown")
            )
        if now.source != was.source:
            after = replace(after, source=now.source)
            told.append(WorkoutDifference("changed", f"source {was.source or 'unknown'}", now.source or "unknown"))
        if now.phases != was.phases:
            after = replace(after, phases=now.phases)
            told.append(WorkoutDifference("changed", f"phases {_phases(was.phases)}", _phases(now.phases)))
        return after, told

    def _remarks(self) -> Iterator[str]:
        for line in self.edited.lines:
            if line.entry.kind_doubt:
                yield f"The doubt below line {line.line_number} is not kept: a calendar has none."
        if self.edited.has_description:
            yield "What the text says about itself is not kept with a block."

    def _dated(self, entry: PlanEntry) -> Workout:
        return workout_from_entry(
            entry, self.block_text.block.start, quick.read_runner(self.book.path).easy_pace_s_per_km
        )

    def _date(self, entry: PlanEntry) -> dt.date:
        return self.block_text.block.start + DAY * entry.day

    def _quote(self, line: PlanLine) -> str:
        return quoted(_without_comment(self.edited_lines[line.line_number - 1]))

    def _refusal(self, line: PlanLine, what: str) -> RefusedError:
        return RefusedError(f"{self.file}: line {line.line_number}: {what}.")

    # In words

    def _record(self, entry: PlanEntry, what: str, before: str, after: str) -> None:
        self.differences.append((entry.day, WorkoutDifference(what, before, after)))

    def _record_change(self, before: PlanEntry, after: PlanEntry) -> None:
        old, new = self._work(before), self._work(after)
        if before.title != after.title and (has_own_title(before) or has_own_title(after)):
            old, new = f'{old} "{clean_line(before.title, 60)}"', f'{new} "{clean_line(after.title, 60)}"'
        if before.note != after.note:
            new = f"{new}, with another note"
        if (before.day, before.slot) == (after.day, after.slot):
            self._record(before, "changed", f"{self._when(before)} {old}", new)
        else:
            there = self._when(after) if old == new else f"{self._when(after)} {new}"
            self._record(before, "moved", f"{self._when(before)} {old}", there)

    def _describe(self, entry: PlanEntry) -> str:
        title = f' "{clean_line(entry.title, 60)}"' if has_own_title(entry) else ""
        return f"{self._when(entry)} {self._work(entry)}{title}"

    def _when(self, entry: PlanEntry) -> str:
        return f"{format_day(self._date(entry))} {entry.slot or ''}".rstrip()

    def _work(self, entry: PlanEntry) -> str:
        return format_entry(entry, self.edited.unit)


def _is_empty_day(entry: PlanEntry, empty: set[int]) -> bool:
    """Whether it is a rest that only says that nothing stands on a day, as nothing does."""
    return entry.day in empty and entry == PlanEntry(entry.day, Sport.REST, None, "Rest")


def _phases(phases: tuple[tuple[int, str], ...]) -> str:
    return ", ".join(f"{name} from week {day // 7 + 1}" for day, name in phases) or "none"


def _without_comment(line: str) -> str:
    """A line as it is quoted in a refusal: without its comment."""
    return clean_line(line.partition("  #")[0])
