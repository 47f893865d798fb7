"""The change that an edited block text asks for: workouts added, removed, changed and moved.

An unchanged line changes nothing, so its workout keeps number, reason, lock and first day. Lines of workouts that are
done, skipped or past are marked in the text and must stay as they are.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from planner.exchange.plans.plan_text import PlanLine, PlanLines, parse_plan_lines
from planner.exchange.plans.write_plan_text import format_entry, has_own_title
from planner.store import quick
from planner.store.backups.backup_names import BackupReason
from planner.text import clean_line
from planner.training.blocks import Block
from planner.training.formatting import format_day
from planner.training.measures import quoted
from planner.training.plans import PlanEntry, match_entries
from planner.training.refusal import RefusedError
from planner.training.rescheduling import move_with_plan
from planner.training.run_estimates import follow_estimates
from planner.training.steps_text import format_steps
from planner.training.structured_runs import describe_misfit, fit_steps, with_step_sums
from planner.training.weeks import DAY
from planner.training.workouts import Effort, Slot, Sport, Workout
from planner.usecases.blocks.draft import workout_from_entry
from planner.usecases.blocks.provenance import read_runner_paces
from planner.usecases.blocks.text import BlockText, block_as_text, fixed_status
from planner.usecases.calendar.change_kind import with_missing_dose
from planner.usecases.calendar.move import blocks_with_moved_race
from planner.usecases.changes import Change
from planner.usecases.planbook import Planbook

__all__ = ["Rewrite", "WorkoutDifference", "block_as_text", "plan_rewrite"]

_QUIET = (Sport.REST, Sport.NOTE)
_NOON = "12:00"


class WorkoutDifference(NamedTuple):
    """One difference that an edited text makes.

    Attributes:
        action: ``added``, ``removed``, ``changed`` or ``moved``.
        before: The workout before; empty for an added one.
        after: The workout after; empty for a removed one.
    """

    action: str
    before: str
    after: str

    def line(self, arrow: str = "→") -> str:
        """Return the difference as a line: ``moved: Sat 9 Jan am long 24 km → Sun 10 Jan am``."""
        return f"{self.action}: {f' {arrow} '.join(part for part in (self.before, self.after) if part)}"


@dataclass(frozen=True, slots=True)
class Rewrite:
    """What an edited text asks for.

    Attributes:
        change: The change, for `planner.usecases.strength.reslot.apply_and_offer`; empty if nothing differs.
        differences: The same in words, one difference each, by day.
    """

    change: Change
    differences: tuple[WorkoutDifference, ...] = ()

    def lines(self, arrow: str = "→") -> list[str]:
        """Return the differences, then the remarks, a line each."""
        return [*(difference.line(arrow) for difference in self.differences), *self.change.remarks]


def plan_rewrite(book: Planbook, block: Block, text: str, file: str = "the text") -> Rewrite:
    """Work out the change that an edited block text asks for. Nothing is stored.

    Args:
        book: The runner's file, clock and settings.
        block: The block.
        text: The edited text from `block_as_text`.
        file: What a refusal calls the text.

    Raises:
        RefusedError: A line cannot be read, or changes a workout that is done, skipped or past; the sentence names the
            line.
    """
    stored = BlockText.read(book, block)
    edited = parse_plan_lines(text, file, stored.block.start.weekday())
    if not edited.lines and not edited.empty_days:
        raise RefusedError(f"{file}: no day is left in it; a block is not deleted by its text.")
    return _RewriteBuilder(book, stored, edited, text.split("\n"), file, stored.parse()).build()


@dataclass(slots=True)
class _RewriteBuilder:
    """The comparison of one edited text with the stored block."""

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
    dose_remarks: list[str] = field(default_factory=list)

    def build(self) -> Rewrite:
        """Return the change and its differences."""
        block, today = self.block_text.block, self.book.today
        for line in self.edited.lines:
            if line.entry.day >= block.days:
                raise self._refusal(line, f"that day lies behind the block's last, {format_day(block.last_day)}")
        was, workouts = self.original.lines, self.block_text.workouts
        fixed = [place for place, workout in enumerate(workouts) if fixed_status(workout, today)]
        lines = [line for line in self._lines_but_fixed(was, fixed) if not self._is_empty_day(line.entry)]
        free = [
            (line, workout)
            for place, (line, workout) in enumerate(zip(was, workouts, strict=True))
            if place not in fixed
        ]
        same = match_entries([line.entry for line, _ in free], [line.entry for line in lines])
        for place, line in enumerate(lines):
            if place in same:
                before, workout = free[same[place]]
                self._change(before.entry, line, workout)
            else:
                self._add(line)
        stay = set(same.values())
        for place, (before, workout) in enumerate(free):
            if place not in stay:
                self.removed.append(workout)
                self._record(before.entry, "removed", self._describe(before.entry), "")
        return self._result()

    def _lines_but_fixed(self, was: tuple[PlanLine, ...], fixed: list[int]) -> list[PlanLine]:
        """Return the edited lines without those of fixed workouts.

        Raises:
            RefusedError: The line of a fixed workout is missing.
        """
        left: dict[PlanEntry, list[PlanLine]] = {}
        for line in self.edited.lines:
            left.setdefault(line.entry, []).append(line)
        known = Counter(line.entry for line in was)
        for place in fixed:
            if not left.get(was[place].entry):
                others = [line for line in self.edited.lines if line.entry not in known]
                raise self._refuse_fixed(was[place], place, others)
            left[was[place].entry].pop(0)
        return sorted((line for lines in left.values() for line in lines), key=lambda line: line.line_number)

    def _is_empty_day(self, entry: PlanEntry) -> bool:
        """Return whether an entry only says that its day is empty: texts of older versions write such days as rest."""
        is_bare_rest = entry == PlanEntry(entry.day, Sport.REST, None, "Rest")
        is_old_text = "strength" not in self.edited.headings
        return is_bare_rest and is_old_text and entry.day in self.original.empty_days

    def _refuse_fixed(self, line: PlanLine, index: int, others: list[PlanLine]) -> RefusedError:
        workout = self.block_text.workouts[index]
        status = fixed_status(workout, self.book.today)
        words = _without_comment(self.block_text.text.split("\n")[line.line_number - 1])
        instead = [other for other in others if other.entry.day == line.entry.day]
        instead.sort(key=lambda other: other.entry.sport is not line.entry.sport)
        if instead:
            replaced = f"{self._quote(instead[0])} replaces {quoted(words)}"
            return self._refusal(instead[0], f"{replaced}, which is {status} and stays")
        week = f"week {line.entry.day // 7 + 1}"
        return RefusedError(f"{self.file}: {week}: {quoted(words)} is {status} and stays; put it back.")

    def _change(self, before: PlanEntry, line: PlanLine, workout: Workout) -> None:
        after = line.entry
        if after.slot is None:
            after = replace(after, slot=before.slot)
        after = replace(after, kind_doubt="")
        usual = self.block_text.start_times.for_slot(after.slot) if after.slot else None
        if after.slot is before.slot and (after.start or usual) == workout.start:
            after = replace(after, start=before.start)  # the same time, written or left out
        if after == before:
            return
        after = self._with_fitting_steps(before.planned, after, line)
        self._check(line)
        edited = move_with_plan(workout, self._date(after))
        if (after.slot, after.start) != (before.slot, before.start):
            edited = replace(edited, slot=after.slot, start=after.start or usual)
        edited = replace(
            edited,
            locked=after.locked,
            priority=after.priority if edited.is_race else edited.priority,
            title=workout.title if after.title == before.title else after.title,
            note=workout.note if after.note == before.note else after.note,
        )
        if (after.kind, after.planned) != (before.kind, before.planned):
            old_reason = workout.reason if after.kind == before.kind and workout.sport is not Sport.RUN else None
            planned = with_step_sums(after.planned)
            edited = replace(edited, kind=after.kind, planned=planned, estimated=(), reason=old_reason)
            edited = self._with_new_estimates(before, workout, edited, line)
            if after.kind != before.kind:
                edited = self._with_dose(edited, line)
            planned = replace(after.planned, steps=edited.planned.steps, sets=edited.planned.sets)
            after = replace(after, planned=planned)
        self.changed.append(edited)
        self._record_change(before, after)

    def _with_new_estimates(self, before: PlanEntry, workout: Workout, edited: Workout, line: PlanLine) -> Workout:
        """Return a workout as its line was edited, with the estimates of its new figures.

        Raises:
            RefusedError: The run would be shorter than the work in its steps.
        """
        written = {name: getattr(before.planned, name) or getattr(workout.planned, name) for name in workout.estimated}
        was = replace(workout, planned=replace(before.planned, **written))
        paces = read_runner_paces(self.book, self.block_text.block)
        try:
            return follow_estimates(was, edited, paces, self.edited.unit)
        except RefusedError as refusal:
            raise self._refusal(line, str(refusal).removesuffix(".")) from None

    def _add(self, line: PlanLine) -> None:
        self._check(line)
        usual = Slot.PM if line.entry.sport is Sport.STRENGTH else Slot.AM
        slot = None if line.entry.sport in _QUIET else line.entry.slot or usual
        entry = replace(line.entry, slot=slot, kind_doubt="", planned=with_step_sums(line.entry.planned))
        entry = self._with_fitting_steps(entry.planned, entry, line)
        new = self._with_dose(replace(self._dated(entry), block_id=self.block_text.block.id), line)
        self.added.append(new)
        entry = replace(entry, planned=replace(entry.planned, sets=new.planned.sets))
        self._record(entry, "added", "", self._describe(entry))

    def _with_dose(self, new: Workout, line: PlanLine) -> Workout:
        """Return a workout that is new or of a new kind; a session without sets or title with those of its week.

        Raises:
            RefusedError: Its kind is kept out on its day.
        """
        untitled = new if has_own_title(line.entry) else replace(new, title="")
        try:
            dosed, remarks = with_missing_dose(self.book, untitled, self.block_text.block)
        except RefusedError as refusal:
            raise self._refusal(line, str(refusal).removesuffix(".")) from None
        self.dose_remarks += remarks
        return new if dosed is untitled else dosed

    def _with_fitting_steps(self, before: Effort, entry: PlanEntry, line: PlanLine) -> PlanEntry:
        """Return the entry with steps and figures that agree, by whichever of the two was edited.

        Raises:
            RefusedError: Both were edited and disagree, or the steps cannot be as long as the figure.
        """
        after = entry.planned
        has_same_figures = (after.distance_m, after.duration_s) == (before.distance_m, before.duration_s)
        sums = with_step_sums(Effort(steps=after.steps))
        if has_same_figures and after.steps != before.steps:
            # Steps that are not all by distance leave it to be estimated from them.
            metres = sums.distance_m if after.steps else after.distance_m
            after = replace(after, distance_m=metres, duration_s=sums.duration_s or after.duration_s)
        elif after.steps == before.steps:
            after = fit_steps(after) or after
            if before != after and sums == Effort(steps=after.steps):
                return replace(entry, planned=after)  # how long such steps are depends on the paces
        if misfit := describe_misfit(after, self.edited.unit):
            raise self._refusal(line, f"{self._quote(line)}: the steps {misfit}")
        return replace(entry, planned=after)

    def _check(self, line: PlanLine) -> None:
        """Refuse a line that is in the past, or that asks for what its sport does not have.

        Raises:
            RefusedError: It is such a line.
        """
        entry = line.entry
        if entry.slot is Slot.PM and entry.start is not None and entry.start < _NOON:
            raise self._refusal(
                line, f"{self._quote(line)}: {entry.start} is in the morning; write am, or a later time"
            )
        if self._date(entry) < self.book.today:
            raise self._refusal(line, f"{format_day(self._date(entry))} is past, and nothing is planned into the past")
        if entry.sport in _QUIET and (entry.planned != Effort() or entry.slot is not None):
            raise self._refusal(line, f"{self._quote(line)}: a {entry.sport} day asks for nothing, at no time of it")
        if entry.is_unplanned:
            raise self._refusal(line, f"{self._quote(line)}: what was done without a plan is added by marking it done")
        if entry.sport in _QUIET and entry.locked:
            raise self._refusal(line, f"{self._quote(line)}: only training is locked")
        if entry.sport is Sport.STRENGTH and entry.planned.distance_m:
            raise self._refusal(line, f"{self._quote(line)}: a session's metres are the sled's, as sled 5 × 20 m")
        if entry.sport is not Sport.STRENGTH and entry.planned.sets:
            raise self._refusal(line, f"{self._quote(line)}: only strength has a sled and a wall sit")

    def _result(self) -> Rewrite:
        block, block_differences = self._block()
        change = Change(
            "",
            changed=tuple(self.changed),
            added=tuple(self.added),
            removed=tuple(self.removed),
            blocks=(block,) if block != self.block_text.block else (),
            remarks=tuple(self._remarks()),
            backup_reason=BackupReason.REWRITE,
        )
        if change.is_empty:
            return Rewrite(replace(change, remarks=tuple(self._heading_remarks())))
        self.differences.sort(key=lambda pair: (pair[0], pair[1].action != "removed"))
        differences = (*block_differences, *(difference for _, difference in self.differences))
        counts = Counter(difference.action for difference in differences)
        parts = ", ".join(f"{count} {what}" for what, count in counts.items())
        name = f"rewrite: {clean_line(self.block_text.block.name, 60)}"
        return Rewrite(replace(change, name=f"{name} ({parts})" if parts else name), differences)

    def _block(self) -> tuple[Block, list[WorkoutDifference]]:
        """Return the block with the edited headings, and the differences that makes."""
        was, now, block = self.original, self.edited, self.block_text.block
        after = next((one for one in blocks_with_moved_race(self.book, self.changed) if one.id == block.id), block)
        race_day = None if after.race_date is None else (after.race_date - after.start).days
        if now.race[1] not in (was.race[1], race_day):
            line = now.headings.get("race")
            where = f"line {line}: " if line else ""
            raise RefusedError(f"{self.file}: {where}the race day follows the line of the race; move that one.")
        name, unit = now.name or was.name, now.unit if "unit" in now.headings else was.unit
        priority = now.priority or was.priority if "race" in now.headings else was.priority
        headings: tuple[tuple[str, Any, Any, str, str], ...] = (
            ("name", was.name, name, f'"{was.name}"', f'"{name}"'),
            ("unit", was.unit, unit, was.unit, unit),
            ("race_distance", was.race[0], now.race[0], was.race[0] or "unknown", now.race[0] or "unknown"),
            ("priority", was.priority, priority, was.priority or "unknown", priority or "unknown"),
            ("source", was.source, now.source, was.source or "unknown", now.source or "unknown"),
            ("phases", was.phases, now.phases, _phases(was.phases), _phases(now.phases)),
        )
        differences = []
        for attribute, old, new, old_text, new_text in headings:
            if new != old:
                after = replace(after, **{attribute: new})
                label = attribute.replace("_", " ")
                differences.append(WorkoutDifference("changed", f"{label} {old_text}", new_text))
        return after, differences

    def _remarks(self) -> Iterator[str]:
        for line in self.edited.lines:
            if line.entry.kind_doubt:
                yield f"The doubt below line {line.line_number} is not kept: a calendar has none."
        if self.edited.has_description:
            yield "What the text says about itself is not kept with a block."
        yield from dict.fromkeys(self.dose_remarks)
        yield from self._heading_remarks()

    def _heading_remarks(self) -> Iterator[str]:
        """Yield a remark on each edited heading that says how a block is made, and nothing about one that is."""
        for (key, before), (_, after) in zip(self.original.of_new_block, self.edited.of_new_block, strict=True):
            if key in self.edited.headings and before != after:
                yield f'"{key}:" counts for a block that is made from the text, and changes nothing here.'

    def _dated(self, entry: PlanEntry) -> Workout:
        block = self.block_text.block
        unit = quick.read_unit(self.book.path)
        paces = read_runner_paces(self.book, block)
        return workout_from_entry(entry, block.start, paces, self.block_text.start_times, unit)

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
        if before.planned.steps != after.planned.steps:
            steps = clean_line(format_steps(after.planned.steps, self.edited.unit))
            new = f"{new}, {steps}" if steps else f"{new}, without steps"
        if before.note != after.note:
            new = f"{new}, with another note"
        action = "changed" if (before.day, before.slot) == (after.day, after.slot) else "moved"
        if self._when(before) != self._when(after):
            new = self._when(after) if old == new else f"{self._when(after)} {new}"
        self._record(before, action, f"{self._when(before)} {old}", new)

    def _describe(self, entry: PlanEntry) -> str:
        title = f' "{clean_line(entry.title, 60)}"' if has_own_title(entry) else ""
        return f"{self._when(entry)} {self._work(entry)}{title}"

    def _when(self, entry: PlanEntry) -> str:
        return " ".join(filter(None, (format_day(self._date(entry)), entry.slot, entry.start)))

    def _work(self, entry: PlanEntry) -> str:
        return format_entry(entry, self.edited.unit)


def _phases(phases: tuple[tuple[int, str], ...]) -> str:
    return ", ".join(f"{name} from week {day // 7 + 1}" for day, name in phases) or "none"


def _without_comment(line: str) -> str:
    """Return a line without its comment, as a refusal quotes it."""
    return clean_line(line.partition("  #")[0])
