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

from planner.exchange.plantext import PlanLine, PlanLines, read_plan_lines
from planner.exchange.planwriting import entry_words, has_own_title
from planner.store import quick
from planner.text import clean_line
from planner.training.arranging import moved
from planner.training.blocks import Block
from planner.training.entry import ANCHORS
from planner.training.likeness import paired
from planner.training.measures import quoted
from planner.training.plans import PlanEntry
from planner.training.refusal import RefusedError
from planner.training.weeks import DAY
from planner.training.wording import day_name
from planner.training.workouts import Effort, Slot, Sport, Workout
from planner.usecases.blocks.block_text import Standing, fate_beside, text_of
from planner.usecases.blocks.draft import dated
from planner.usecases.calendar.move import races_moved
from planner.usecases.changes import Change
from planner.usecases.planbook import Planbook

__all__ = ["Difference", "Rewrite", "plan_rewrite", "text_of"]

_QUIET = (Sport.REST, Sport.NOTE)


class Difference(NamedTuple):
    """One thing that an edited text asks for.

    Attributes:
        what: ``added``, ``removed``, ``changed`` or ``moved``.
        before: What there was; empty for what is added.
        after: What there would be; empty for what is removed.
    """

    what: str
    before: str
    after: str

    def line(self, arrow: str = "→") -> str:
        """``moved: Sat 9 Jan am long 24 km → Sun 10 Jan am``."""
        return f"{self.what}: {f' {arrow} '.join(part for part in (self.before, self.after) if part)}"


@dataclass(frozen=True, slots=True)
class Rewrite:
    """What an edited text asks for.

    Attributes:
        change: The change, for `planner.usecases.strength.reslot.make`; empty where the text says what stands already.
        differences: The same for people, thing by thing, by day.
    """

    change: Change
    differences: tuple[Difference, ...] = ()

    def lines(self, arrow: str = "→") -> list[str]:
        """The differences, then what else should be known, a line each."""
        return [*(difference.line(arrow) for difference in self.differences), *self.change.remarks]


def plan_rewrite(book: Planbook, block: Block, text: str, file: str = "the text") -> Rewrite:
    """The block as an edited text says.

    Args:
        book: Where.
        block: Which.
        text: What `text_of` gave, edited.
        file: What the text is called, for a refusal.

    Raises:
        RefusedError: A line cannot be read, or touches what is done, skipped or past; the sentence names the line.
    """
    standing = Standing.of(book, block)
    now = read_plan_lines(text, file, standing.block.start.weekday())
    if not now.lines:
        raise RefusedError(f"{file}: no day is left in it; a block is not deleted by its text.")
    return _Rewriting(book, standing, now, text.split("\n"), file, standing.read()).rewrite()


@dataclass(slots=True)
class _Rewriting:
    """One text being compared with what stands."""

    book: Planbook
    standing: Standing
    now: PlanLines
    words: list[str]
    file: str
    was: PlanLines
    changed: list[Workout] = field(default_factory=list)
    added: list[Workout] = field(default_factory=list)
    removed: list[Workout] = field(default_factory=list)
    told: list[tuple[int, Difference]] = field(default_factory=list)

    def rewrite(self) -> Rewrite:
        """The change, and its differences."""
        block, today = self.standing.block, self.book.today
        for line in self.now.lines:
            if line.entry.day >= block.days:
                raise self._refusal(line, f"that day lies behind the block's last, {day_name(block.last)}")
        was, items = self.was.lines, self.standing.items
        fixed = [place for place, item in enumerate(items) if item is not None and fate_beside(item, today)]
        empty = {line.entry.day for line, item in zip(was, items, strict=True) if item is None}
        lines = [line for line in self._beside_fixed(was, fixed) if not _says_empty(line.entry, empty)]
        free = [
            (line, item)
            for place, (line, item) in enumerate(zip(was, items, strict=True))
            if item is not None and place not in fixed
        ]
        same = paired([line.entry for line, _ in free], [line.entry for line in lines])
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
                self._tell(before.entry, "removed", self._said(before.entry), "")
        return self._rewritten()

    def _beside_fixed(self, was: tuple[PlanLine, ...], fixed: list[int]) -> list[PlanLine]:
        """The lines of the text besides those of what is done, skipped or past, which must all be there."""
        left: dict[PlanEntry, list[PlanLine]] = {}
        for line in self.now.lines:
            left.setdefault(line.entry, []).append(line)
        known = Counter(line.entry for line in was)
        for place in fixed:
            if not left.get(was[place].entry):
                raise self._touched(was[place], place, [line for line in self.now.lines if line.entry not in known])
            left[was[place].entry].pop(0)
        return sorted((line for lines in left.values() for line in lines), key=lambda line: line.number)

    def _touched(self, line: PlanLine, place: int, others: list[PlanLine]) -> RefusedError:
        item = self.standing.items[place]
        assert item is not None
        fate = fate_beside(item, self.book.today)
        words = _bare(self.standing.text.split("\n")[line.number - 1])
        instead = [other for other in others if other.entry.day == line.entry.day]
        instead.sort(key=lambda other: other.entry.sport is not line.entry.sport)
        if instead:
            stands = f"{self._words(instead[0])} stands for {quoted(words)}"
            return self._refusal(instead[0], f"{stands}, which is {fate} and stays")
        week = f"week {line.entry.day // 7 + 1}"
        return RefusedError(f"{self.file}: {week}: {quoted(words)} is {fate} and stays; put it back.")

    def _change(self, before: PlanEntry, line: PlanLine, item: Workout) -> None:
        after = line.entry
        if after.slot is None:
            after = replace(after, slot=before.slot)
        after = replace(after, doubt="")
        if after == before:
            return
        self._check(line)
        there = moved(item, self._date(after))
        if after.slot is not before.slot:
            there = replace(there, slot=after.slot, start=ANCHORS[after.slot] if after.slot else None)
        there = replace(
            there,
            title=item.title if after.title == before.title else after.title,
            note=item.note if after.note == before.note else after.note,
        )
        if (after.kind, after.planned) != (before.kind, before.planned):
            new = self._dated(after)
            kept = item.reason if after.kind == before.kind else None
            there = replace(
                there,
                kind=after.kind,
                planned=new.planned,
                estimated=new.estimated,
                reason=new.reason if item.sport is Sport.RUN else kept,
            )
        self.changed.append(there)
        self._tell_changed(before, after)

    def _add(self, line: PlanLine) -> None:
        self._check(line)
        usual = Slot.PM if line.entry.sport is Sport.STRENGTH else Slot.AM
        slot = None if line.entry.sport in _QUIET else line.entry.slot or usual
        entry = replace(line.entry, slot=slot, doubt="")
        self.added.append(replace(self._dated(entry), block_id=self.standing.block.id))
        self._tell(entry, "added", "", self._said(entry))

    def _check(self, line: PlanLine) -> None:
        """A line that asks for something has sense, and lies ahead."""
        entry = line.entry
        if self._date(entry) < self.book.today:
            raise self._refusal(line, f"{day_name(self._date(entry))} is past, and nothing is planned into the past")
        if entry.sport in _QUIET and (entry.planned != Effort() or entry.slot is not None):
            raise self._refusal(line, f"{self._words(line)}: a {entry.sport} day asks for nothing, at no time of it")
        if entry.sport is Sport.STRENGTH and entry.planned.distance_m:
            raise self._refusal(line, f"{self._words(line)}: a session's metres are the sled's, as sled 5 × 20 m")
        if entry.sport is not Sport.STRENGTH and entry.planned.sets:
            raise self._refusal(line, f"{self._words(line)}: only strength has a sled and a wall sit")

    def _rewritten(self) -> Rewrite:
        block, told = self._block()
        change = Change(
            "",
            changed=tuple(self.changed),
            added=tuple(self.added),
            removed=tuple(self.removed),
            blocks=(block,) if block != self.standing.block else (),
            remarks=tuple(self._remarks()),
        )
        if change.is_empty:
            return Rewrite(replace(change, remarks=()))
        self.told.sort(key=lambda pair: (pair[0], pair[1].what != "removed"))
        differences = (*told, *(difference for _, difference in self.told))
        counts = Counter(difference.what for difference in differences)
        parts = ", ".join(f"{count} {what}" for what, count in counts.items())
        name = f"rewrite: {clean_line(self.standing.block.name, 60)}"
        return Rewrite(replace(change, name=f"{name} ({parts})" if parts else name), differences)

    def _block(self) -> tuple[Block, list[Difference]]:
        """The block with what the headings say, and how that differs."""
        was, now, block = self.was, self.now, self.standing.block
        after = next((one for one in races_moved(self.book, self.changed) if one.id == block.id), block)
        race_day = None if after.race_date is None else (after.race_date - after.start).days
        if now.race[1] not in (was.race[1], race_day):
            line = now.headings.get("race")
            where = f"line {line}: " if line else ""
            raise RefusedError(f"{self.file}: {where}the race day follows the line of the race; move that one.")
        name, unit = now.name or was.name, now.unit if "unit" in now.headings else was.unit
        told = []
        if name != was.name:
            after = replace(after, name=name)
            told.append(Difference("changed", f'name "{was.name}"', f'"{name}"'))
        if unit is not was.unit:
            after = replace(after, unit=unit)
            told.append(Difference("changed", f"unit {was.unit}", unit))
        if now.race[0] is not was.race[0]:
            after = replace(after, race_distance=now.race[0])
            told.append(Difference("changed", f"race distance {was.race[0] or 'unknown'}", now.race[0] or "unknown"))
        if now.source != was.source:
            after = replace(after, source=now.source)
            told.append(Difference("changed", f"source {was.source or 'unknown'}", now.source or "unknown"))
        if now.phases != was.phases:
            after = replace(after, phases=now.phases)
            told.append(Difference("changed", f"phases {_phases(was.phases)}", _phases(now.phases)))
        return after, told

    def _remarks(self) -> Iterator[str]:
        for line in self.now.lines:
            if line.entry.doubt:
                yield f"The doubt below line {line.number} is not kept: a calendar has none."
        if self.now.is_described:
            yield "What the text says about itself is not kept with a block."

    def _dated(self, entry: PlanEntry) -> Workout:
        return dated(entry, self.standing.block.start, quick.read_athlete(self.book.path).easy_pace_s_per_km)

    def _date(self, entry: PlanEntry) -> dt.date:
        return self.standing.block.start + DAY * entry.day

    def _words(self, line: PlanLine) -> str:
        return quoted(_bare(self.words[line.number - 1]))

    def _refusal(self, line: PlanLine, what: str) -> RefusedError:
        return RefusedError(f"{self.file}: line {line.number}: {what}.")

    # In words

    def _tell(self, entry: PlanEntry, what: str, before: str, after: str) -> None:
        self.told.append((entry.day, Difference(what, before, after)))

    def _tell_changed(self, before: PlanEntry, after: PlanEntry) -> None:
        old, new = self._work(before), self._work(after)
        if before.title != after.title and (has_own_title(before) or has_own_title(after)):
            old, new = f'{old} "{clean_line(before.title, 60)}"', f'{new} "{clean_line(after.title, 60)}"'
        if before.note != after.note:
            new = f"{new}, with another note"
        if (before.day, before.slot) == (after.day, after.slot):
            self._tell(before, "changed", f"{self._when(before)} {old}", new)
        else:
            there = self._when(after) if old == new else f"{self._when(after)} {new}"
            self._tell(before, "moved", f"{self._when(before)} {old}", there)

    def _said(self, entry: PlanEntry) -> str:
        title = f' "{clean_line(entry.title, 60)}"' if has_own_title(entry) else ""
        return f"{self._when(entry)} {self._work(entry)}{title}"

    def _when(self, entry: PlanEntry) -> str:
        return f"{day_name(self._date(entry))} {entry.slot or ''}".rstrip()

    def _work(self, entry: PlanEntry) -> str:
        return entry_words(entry, self.now.unit)


def _says_empty(entry: PlanEntry, empty: set[int]) -> bool:
    """Whether it is a rest that only says that nothing stands on a day, as nothing does."""
    return entry.day in empty and entry == PlanEntry(entry.day, Sport.REST, None, "Rest")


def _phases(phases: tuple[tuple[int, str], ...]) -> str:
    return ", ".join(f"{name} from week {day // 7 + 1}" for day, name in phases) or "none"


def _bare(line: str) -> str:
    """A line as it is quoted in a refusal: without its comment."""
    return clean_line(line.partition("  #")[0])
