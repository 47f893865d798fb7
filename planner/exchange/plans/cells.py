"""The workouts in a cell of somebody's plan: ``Easy - 6 km``, ``AM: 5 km easy / PM: 6 km tempo``, ``Ruhetag``.

A cell may also define a workout with lines of steps, ``running: 14k, 4x 1.6k @TMP`` and ``- warmup: 2km``, to which
later cells refer by its name alone.

Every reader of plans comes here for the words of a workout: the cell of a grid or a list, the summary of a calendar's
event, the text of a tree. See `parse_cell`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from planner.exchange.plans.plan_builder import ParsedWorkout
from planner.exchange.plans.words.classify import find_sport, is_race_title, is_timed_run
from planner.exchange.plans.words.file_units import FileUnits
from planner.exchange.plans.words.measures_in_text import MeasureRange, find_measures, normalize_text
from planner.exchange.plans.words.plain_words import plain_words
from planner.exchange.plans.words.short_forms import names_times_of_day, split_time_of_day, without_markup
from planner.exchange.plans.words.step_lines import is_step_line, read_step_lines
from planner.exchange.plans.words.title_in_words import title_in_lines
from planner.exchange.plans.words.workout_words import in_english
from planner.text import clean_note
from planner.training.measures import format_distance
from planner.training.steps import Repeat, Step, steps_distance_m, steps_duration_s
from planner.training.structured_runs import describe_misfit
from planner.training.workouts import Effort, Slot, Sport

_SPORT_HEAD = re.compile(
    r"(?P<sport>running|run|cycling|biking|swimming|strength|cross|walking)\s*:\s*(?P<name>.+)", re.IGNORECASE
)
_BULLET = re.compile(r"^\s*[-*•·]\s+")
_SEPARATOR = re.compile(
    r"\s*(?:[\n;|•→]|->|\s\+\s|\+|\s/\s|/(?=\s?[AaPp][Mm]\b)|,(?![0-9])|\s&\s|\s(?:and|then|und|et|y)\s|\s/|/\s"
    r"|\s(?=(?:[AaPp][Mm]|[Mm]orning|[Ee]vening)\s?:))\s*"
)
_HALF = re.compile(r"(?<![\w.])(?P<label>[^\W\d_][^\W\d_.]{0,12}|[ap]\.m\.)(?P<colon>\s*[:–-])?(?=[\s),;/]|$)")
_HALVES = {
    **dict.fromkeys(("am", "a.m.", "morning"), Slot.AM),
    **dict.fromkeys(("pm", "p.m.", "evening", "afternoon"), Slot.PM),
}
_CLOCK_BEFORE = re.compile(r"[0-9]\s*$")
_NAMED_RACES = (
    (re.compile(r"\bparkrun\b"), 5000.0),
    (re.compile(r"\bhalf[ -]?marathon\b"), 21_097.5),
    (re.compile(r"\bhm\b(?! ?(?:pace|effort))"), 21_097.5),
    (re.compile(r"(?<!ultra)(?<!ultra[ -])\bmarathon\b"), 42_195.0),
)
_TWO_BARE_DISTANCES = re.compile(r"[0-9] ?(?:km|k|mi|miles?)(?: ?\+ ?|, )[0-9.,]{1,6} ?(?:km|k|mi|miles?)(?= ?\+|,|$)")
_LEAST_RUN_M = 100.0
"""A shorter run is no run: its figure means something else."""


@dataclass(slots=True)
class DefinedWorkouts:
    """The workouts of a file that a cell defines with steps, by the name that later cells refer to.

    Attributes:
        by_name: The workouts, by their name in `normalize_text`'s form.
        references: How many cells referred to one of them.
    """

    by_name: dict[str, ParsedWorkout] = field(default_factory=dict)
    references: int = 0


@dataclass(frozen=True, slots=True)
class _Piece:
    """The part of a cell that is one workout."""

    text: str
    slot: Slot | None = None
    sport: Sport | None = None
    step_lines: tuple[str, ...] = ()
    start: str | None = None


def parse_cell(
    text: str,
    day: int,
    units: FileUnits,
    *,
    where: str = "",
    type_words: str = "",
    slot: Slot | None = None,
    sport: Sport | None = None,
    kind: str | None = None,
    planned: Effort | None = None,
    note: str = "",
    defined: DefinedWorkouts | None = None,
) -> list[ParsedWorkout]:
    """Return every workout that a cell names, in its order; none for an empty cell.

    Nothing is refused: a figure that cannot be read is none, and `planner.exchange.plans.figure_check`, which
    `build_plan` runs over the file's cells, lists it under "please check". Words for rest make a workout of rest.

    Args:
        text: The author's words as the file has them: several lines, two workouts, steps; any of the seven languages.
        day: Days since the plan's first day, from 0.
        units: What ``m`` and numbers alone mean in this file; `find_file_units` works it out once for all its cells.
        where: What a doubt calls the cell: ``week 2 Tue``, ``line 7``; by default the week and day of the plan.
        type_words: The author's words in a column of types (``Long Run``). They tell the kind, and are the title where
            `text` is empty.
        slot: The half of the day, where a field of its own gives it; of two workouts without one in a cell, the first
            is in the morning and the second in the evening.
        sport: The sport, where a field of its own gives it. It holds for every workout in the cell.
        kind: The kind (a `RunKind` or `StrengthKind` value), where a field of its own gives it; as `sport`.
        planned: Distance, duration and RPE from fields of their own. They win over figures in the words of a single
            workout; of several workouts in one cell the first has them.
        note: What other fields say (comments, details); kept as the note, after what does not fit the title.
        defined: The workouts defined so far in this file. One that the cell defines is added, and a cell that is only
            the name of one takes its steps. None: the format has no such names.
    """
    lines = [line.rstrip() for line in clean_note(without_markup(text)).split("\n") if line.strip()]
    if not lines and not type_words.strip():
        return []
    pieces = _split_cell(lines or [type_words], units)
    if names_times_of_day("\n".join(lines)):
        pieces = [_with_start(piece) for piece in pieces]
    workouts = []
    for index, piece in enumerate(pieces):
        half = slot or piece.slot
        if half is None and len(pieces) > 1:
            half = Slot.AM if index == 0 else Slot.PM
        workout = _read_piece(piece, day, units, type_words=type_words if lines else "")
        workout = replace(workout, slot=half, sport=sport or workout.sport, kind=kind, where=where)
        if index == 0:
            workout = replace(
                workout,
                planned=_planned(planned, workout.planned),
                note=clean_note("\n".join(part for part in (workout.note, note) if part)),
            )
        workouts.append(workout)
    if defined is not None and len(workouts) == 1:
        return [_defined_or_reference(workouts[0], defined, has_steps=bool(pieces[0].step_lines))]
    return workouts


def _defined_or_reference(workout: ParsedWorkout, defined: DefinedWorkouts, *, has_steps: bool) -> ParsedWorkout:
    name = normalize_text(workout.title)
    if has_steps:
        defined.by_name[name] = workout
    elif name in defined.by_name:
        defined.references += 1
        return replace(defined.by_name[name], day=workout.day, slot=workout.slot, where=workout.where)
    return workout


def _planned(given: Effort | None, in_words: Effort) -> Effort:
    """Return what fields of their own give, and what the words give where those are silent."""
    if given is None or given == Effort():
        return in_words
    if given.distance_m is None and given.duration_s is None:
        return replace(in_words, rpe=given.rpe)
    return given


def _split_cell(lines: Sequence[str], units: FileUnits) -> list[_Piece]:
    """Return the workouts of a cell: those with a head and steps, else those of its words."""
    if not any(is_step_line(line) or _SPORT_HEAD.fullmatch(line.strip()) for line in lines):
        return _split_words([_BULLET.sub("", line) for line in lines], units)
    pieces: list[_Piece] = []
    words: list[str] = []
    for line in lines:
        head = _SPORT_HEAD.fullmatch(line.strip())
        if head is not None:
            word = head["sport"].lower()
            sport = Sport.RUN if word.startswith("run") else Sport.STRENGTH if word == "strength" else Sport.CROSS
            pieces.append(_Piece(head["name"], sport=sport))
        elif not is_step_line(line):
            words.append(line)
            if not pieces:
                pieces.append(_Piece(line))
        elif pieces:
            pieces[-1] = replace(pieces[-1], step_lines=(*pieces[-1].step_lines, line))
        else:
            pieces.append(_Piece(line, step_lines=(line,)))
    return pieces


def _split_words(lines: Sequence[str], units: FileUnits) -> list[_Piece]:
    """Return the workouts that lines of words name, by the halves of the day and the sports in them."""
    text = "\n".join(lines)
    pieces: list[_Piece] = []
    for half, words in _split_halves(text):
        pieces += [replace(piece, slot=half) for piece in _split_sports(words, units)]
    return pieces or [_Piece(text)]


def _with_start(piece: _Piece) -> _Piece:
    """Return a piece with the time of day that it begins with as its start, and the half of the day of that."""
    start, words = split_time_of_day(piece.text)
    if not start:
        return piece
    return replace(piece, text=words, start=start, slot=piece.slot or (Slot.AM if start < "12" else Slot.PM))


def _find_label(text: str) -> tuple[Slot, re.Match[str]] | None:
    """Return the half of the day that words name as a label, and where: ``PM: ...``, ``... (am)``."""
    for match in _HALF.finditer(text):
        half = _HALVES.get(in_english(match["label"].lower()))
        is_label = (
            match["colon"]
            or match.start() == 0
            or match.end() == len(text.rstrip(") "))
            or "(" in text[: match.start()][-1:]
        )
        if half is not None and is_label and not _CLOCK_BEFORE.search(text[: match.start()][-4:]):
            return half, match
    return None


def _split_halves(text: str) -> list[tuple[Slot | None, str]]:
    """Return the words for each half of the day; the whole text where it names none."""
    parts: list[tuple[Slot | None, str]] = []
    begin = 0
    for end in [*(match.start() for match in _SEPARATOR.finditer(text)), len(text)]:
        words = text[begin:end]
        found = _find_label(words.lstrip(" \n/;|,+&").rstrip())
        if found is None and parts:
            parts[-1] = (parts[-1][0], parts[-1][1] + words)
        elif found is None:
            parts.append((None, words))
        else:
            half, match = found
            bare = words.lstrip(" \n/;|,+&").rstrip()
            bare = f"{bare[: match.start()].rstrip(' (')} {bare[match.end() :].lstrip(' )')}".strip()
            if parts and parts[-1][0] is half:
                parts[-1] = (half, f"{parts[-1][1]}\n{bare}")
            else:
                parts.append((half, bare))
        begin = end
    if len({half for half, _ in parts} - {None}) < 2 and len(parts) > 1:
        return [(None, text)]
    if len(parts) > 1 and parts[0][0] is None:  # words before the first label are of both halves
        head = parts[0][1].strip()
        if any(char.isdigit() for char in head):
            return [(None, head), *parts[1:]]
        return [(half, f"{head} {words}") for half, words in parts[1:]]
    if len(parts) == 1 and ":" not in text and "(" not in text:  # "am Ende" is no half of a day
        return [(None, text)]
    return [(half, words.strip(" \n/;|,+&")) for half, words in parts]


def _split_sports(text: str, units: FileUnits) -> list[_Piece]:
    """Return the workouts of different sports in words; one where they name one sport, or a choice."""
    groups: list[tuple[Sport | None, str]] = []
    begin = 0
    for end in [*(match.start() for match in _SEPARATOR.finditer(text)), len(text)]:
        words = text[begin:end]
        plain = plain_words(words.strip(" \n/;|,+&"), units)
        sport = find_sport(plain, after=groups[-1][0] if groups else None)
        if groups and sport in (Sport.STRENGTH, Sport.CROSS) and groups[-1][0] is None and is_timed_run(groups[-1][1]):
            groups[-1] = (Sport.RUN, groups[-1][1])
        if groups and (sport is None or groups[-1][0] in (None, sport)):
            groups[-1] = (groups[-1][0] or sport, groups[-1][1] + words)
        else:
            groups.append((sport, words))
        begin = end
    if len(groups) < 2:
        return [_Piece(text)]
    pieces = []
    for sport, words in groups:
        bare = re.sub(r"^(?:and|then|und|et|y|&|\+)\s", "", words.strip(" \n/;|,+&"))
        pieces.append(_Piece(bare, sport=sport if sport is not Sport.RUN else None))
    return pieces


def _read_piece(piece: _Piece, day: int, units: FileUnits, *, type_words: str) -> ParsedWorkout:
    lines = [line.strip() for line in piece.text.split("\n") if line.strip()]
    title, is_all = title_in_lines(lines)
    plain = plain_words("\n".join(_joined_headings(lines)), units)
    steps = read_step_lines(piece.step_lines)
    effort, remark = _planned_effort(plain, steps, is_run=piece.sport in (None, Sport.RUN))
    if effort == Effort() and (is_race_title(in_english(normalize_text(title))) or "parkrun" in plain):
        effort = replace(effort, distance_m=next((m for words, m in _NAMED_RACES if words.search(plain)), None))
    note = []
    if piece.step_lines:
        note = [title, *piece.step_lines]
    elif not is_all:
        note = lines
    kind_words = plain_words(type_words, units) if type_words else ""
    return ParsedWorkout(
        day=day,
        title=title,
        source_text=f"{kind_words}: {plain}" if kind_words else plain,
        planned=effort,
        note=clean_note("\n".join([*note, *([remark] if remark else [])])),
        sport=piece.sport,
        start=piece.start,
        guess=_guess(plain, effort, units),
    )


def _guess(plain: str, effort: Effort, units: FileUnits) -> str:
    """Return what of a length is a guess, as half a sentence: two bare distances may be two runs."""
    if effort.distance_m is None or _TWO_BARE_DISTANCES.search(plain) is None:
        return ""
    return f"is read as one run of {format_distance(effort.distance_m, units.unit)}"


def _joined_headings(lines: Sequence[str]) -> list[str]:
    """Return the lines, of which one that is only words (``Warm-up``) is joined with the next."""
    joined: list[str] = []
    for line in lines:
        if joined and not any(char.isdigit() for char in joined[-1]):
            joined[-1] = f"{joined[-1].rstrip(':')}: {line}"
        else:
            joined.append(line)
    return joined


def _planned_effort(plain: str, steps: tuple[Step | Repeat, ...], *, is_run: bool) -> tuple[Effort, str]:
    """Return the distance or time of a workout with its steps, and a line for the note where its words give a range."""
    measures = find_measures(plain)
    distance, duration = _plausible(measures.distance, measures.duration, is_run=is_run)
    steps_m, steps_s = steps_distance_m(steps), steps_duration_s(steps)
    remark = ""
    metres = seconds = None
    if distance is not None:
        metres, remark = _figure_of_range(distance, steps_m)
    if duration is not None:
        seconds, line = _figure_of_range(duration, steps_s)
        remark = remark or line
    if distance is None and duration is None:
        metres, seconds = steps_m, steps_s
    effort = Effort(None if metres is None else round(metres, 3), None if seconds is None else round(seconds))
    if is_run and steps and not describe_misfit(replace(effort, steps=steps)):
        effort = replace(effort, steps=steps)
    return effort, remark


def _plausible(
    distance: MeasureRange | None, duration: MeasureRange | None, *, is_run: bool
) -> tuple[MeasureRange | None, MeasureRange | None]:
    """Return the measures without those that no workout has."""
    least = _LEAST_RUN_M if is_run else 0.0
    if distance is not None and distance.high < least:
        distance = None
    return distance, duration


def _figure_of_range(span: MeasureRange, steps: float | None) -> tuple[float, str]:
    """Return what is planned, in metres or seconds, and a line for the note when the name gives a range.

    Args:
        span: The figure or range in the name.
        steps: What the steps add up to, in the same unit, or None.
    """
    if span.low == span.high:
        return span.high, ""
    if steps is None:
        return span.high, "The name gives a range; its upper end is planned."
    return steps, "The name gives a range; what the steps add up to is planned."
