"""The runner's settings: body mass, sled, pace and so on, listed and changed one at a time."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from planner import store
from planner.invocation import program
from planner.store import quick
from planner.text import clean_line
from planner.training.blocks import Runner
from planner.training.doses import Floor
from planner.training.formatting import format_number
from planner.training.measures import format_pace, parse_pace, quoted
from planner.training.races import Unit
from planner.training.refusal import RefusedError
from planner.training.weeks import WEEKDAYS, parse_weekday
from planner.training.workouts import StrengthLevel, Workout
from planner.usecases.planbook import Planbook, file_stamp

if TYPE_CHECKING:
    from planner.usecases.changes import Change

UNKNOWN_VALUE = "unknown"
_JUDGE = "judge"
_FIRST_BIRTH_YEAR, _LAST_BIRTH_YEAR = 1900, 2100
_HEAVIEST_BODY_KG, _HEAVIEST_SLED_KG = 500, 1000


@dataclass(frozen=True, slots=True)
class RunnerSetting:
    """One setting of the runner.

    Attributes:
        name: Its name as typed: ``week-start``.
        summary: What it is for.
        values: The values it can have.
        current: Its current value as typed.
        remarks: What followed from a change of it, a sentence each.
        offer: What follows in the coming sessions and runs where the runner wants it; empty where nothing does.
        operation: The operation that changed the coming sessions and runs with it; empty where none did.
        followed: The sessions and runs that followed.
        removed: The numbers of the sessions that were taken out with it.
    """

    name: str
    summary: str
    values: str
    current: str
    remarks: tuple[str, ...] = ()
    offer: str = ""
    operation: str = ""
    followed: tuple[Workout, ...] = ()
    removed: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class _SettingType:
    field: str
    summary: str
    values: str
    parse: Callable[[str, Runner], object]
    format: Callable[[Runner], str]
    is_followed: bool = False
    """Whether coming loads or times follow it where the runner wants that."""


def list_runner_settings(book: Planbook) -> tuple[RunnerSetting, ...]:
    """Return all settings with their current values."""
    runner = quick.read_runner(book.path)
    return tuple(_setting(name, runner) for name in _SETTINGS)


def change_runner_setting(
    book: Planbook, name: str, text: str, *, is_dry_run: bool = False, follow: bool = False
) -> RunnerSetting:
    """Change one setting, as one operation; an unchanged value stores nothing in a file that exists.

    What coming sessions and runs become with a body mass, a sled, a floor or an easy pace is offered, or taken in the
    same operation.

    Args:
        book: The planbook.
        name: The setting's name: ``week-start``.
        text: Its new value as typed; ``unknown`` removes an optional value.
        is_dry_run: Whether nothing is stored.
        follow: Whether the coming sessions and runs follow.

    Returns:
        The setting with its new value, and what follows from it.

    Raises:
        RefusedError: There is no such setting, it cannot have that value, or the file cannot be written.
    """
    is_stored = bool(file_stamp(book.path))
    stored = quick.read_runner(book.path) if is_stored or not is_dry_run else Runner()
    changed = with_setting(stored, name, text)
    if is_dry_run and not is_stored:
        return _setting(name, changed)
    if changed.zone != stored.zone:
        from planner.usecases.recordings.zones import change_zone

        remark = change_zone(book, changed.zone, is_dry_run=is_dry_run)
        return replace(_setting(name, changed), remarks=(remark,) if remark else ())
    setting = _setting(name, changed) if is_stored else None
    if setting is not None and _SETTINGS[name].is_followed:
        setting = _with_what_follows(book, setting, changed, is_dry_run=is_dry_run, follow=follow)
        if setting.operation:
            return setting
    if (changed != stored or not is_stored) and not is_dry_run:
        operation = f"set {name}: {_SETTINGS[name].format(changed)}"
        with store.edit(book.path, operation, now=book.clock.now()) as repository:
            repository.replace_runner(changed)
    return setting or _setting(name, changed)


def _with_what_follows(
    book: Planbook, setting: RunnerSetting, runner: Runner, *, is_dry_run: bool, follow: bool
) -> RunnerSetting:
    """Return a setting with what follows from it in the coming sessions and runs: made if they follow, else offered."""
    change, sentence = _what_follows(book, setting.name, runner, follow=follow)
    if not sentence:
        return setting
    if not follow:
        value = setting.current.removesuffix(" kg").replace(" /", "/")
        command = f"{program()} set {setting.name} {shlex.quote(value)} --follow"
        return replace(setting, offer=f"{sentence} To take that: {command}")
    from planner.usecases.strength.reslot import apply_evaluated, evaluate

    name = f"set {setting.name}: {setting.current}; {change.name}"
    evaluated = evaluate(book, replace(change, name=name, runner=runner), follow=True)
    made = (evaluated if is_dry_run else apply_evaluated(book, evaluated)).change
    own = change.workout_ids | {move.session.id for move in evaluated.followed}
    return replace(
        setting,
        remarks=made.remarks,
        operation=made.name,
        followed=(*(workout for workout in made.changed if workout.id in own), *made.added),
        removed=tuple(workout.id for workout in made.removed),
    )


def _what_follows(book: Planbook, name: str, runner: Runner, *, follow: bool) -> tuple[Change, str]:
    """Return what follows from a setting and how it is said; the change of a level is worked out only to be made."""
    from planner.usecases.changes import Change  # late, as what follows: it reads whole blocks
    from planner.usecases.strength.follow_settings import follow_settings

    if name == "level" and runner.level is None:
        return Change(""), ""
    followed = follow_settings(book, (name,), runner)
    change = replace(followed.change, remarks=followed.sentences)
    sentence = " ".join(followed.sentences)
    if runner.level is None or name != "level":
        return change, sentence
    from planner.usecases.strength.follow_level import blocks_at_another_level, follow_level_sentence, plan_level

    of_blocks = follow_level_sentence(blocks_at_another_level(book, runner.level), runner.level)
    if of_blocks and follow:
        planned = plan_level(book, runner.level)
        change = replace(
            planned, changed=(*planned.changed, *change.changed), remarks=(*planned.remarks, *change.remarks)
        )
    return change, " ".join(filter(None, (of_blocks, sentence)))


def with_setting(runner: Runner, name: str, text: str) -> Runner:
    """Return a runner with one setting parsed from text; nothing is stored.

    Raises:
        RefusedError: There is no such setting, or it cannot have that value.
    """
    setting_type = _SETTINGS.get(name)
    if setting_type is None:
        raise RefusedError(f"There is nothing called {quoted(clean_line(name, 40))}; there are {', '.join(_SETTINGS)}.")
    value = setting_type.parse(clean_line(text), runner)
    return replace(runner, **{setting_type.field: value})  # type: ignore[arg-type]


def _setting(name: str, runner: Runner) -> RunnerSetting:
    setting_type = _SETTINGS[name]
    return RunnerSetting(name, setting_type.summary, setting_type.values, setting_type.format(runner))


def _parse_week_start(text: str, _: Runner) -> int:
    day = parse_weekday(text.lower())
    if day is None:
        raise RefusedError(f"week-start must be a day of the week, not {quoted(text)}.")
    return day


def _parse_unit(text: str, _: Runner) -> Unit:
    if text.lower() not in list(Unit):
        raise RefusedError(f"unit must be {' or '.join(Unit)}, not {quoted(text)}.")
    return Unit(text.lower())


def _parse_kilograms(name: str, text: str, most: int) -> float | None:
    if text.lower() == UNKNOWN_VALUE:
        return None
    try:
        value = float(text.lower().removesuffix("kg").strip().replace(",", "."))
    except ValueError:
        value = 0.0
    if not 0.1 <= value <= most:
        raise RefusedError(f"{name} must be a number of kilograms above 0 and at most {most}, not {quoted(text)}.")
    return round(value, 1)


def _parse_floor(text: str, _: Runner) -> str | None:
    if text.lower() == UNKNOWN_VALUE:
        return None
    named = next((floor for floor in Floor if floor.lower() == text.lower()), None)
    if named is None:
        raise RefusedError(f"floor must be one of {', '.join(Floor)}, not {quoted(text)}.")
    return named.value


def _parse_level(text: str, _: Runner) -> StrengthLevel | None:
    if text.lower() in (_JUDGE, UNKNOWN_VALUE):
        return None
    if text.lower() not in list(StrengthLevel):
        raise RefusedError(f"level must be {', '.join(StrengthLevel)} or {_JUDGE}, not {quoted(text)}.")
    return StrengthLevel(text.lower())


def _parse_easy_pace(text: str, runner: Runner) -> float | None:
    return None if text.lower() == UNKNOWN_VALUE else round(parse_pace(text, "easy-pace", runner.unit), 3)


def _parse_birth_year(text: str, _: Runner) -> int | None:
    if text.lower() == UNKNOWN_VALUE:
        return None
    if not (re.fullmatch(r"[0-9]{4}", text) and _FIRST_BIRTH_YEAR <= int(text) <= _LAST_BIRTH_YEAR):
        raise RefusedError(
            f"birth-year must be a year from {_FIRST_BIRTH_YEAR} to {_LAST_BIRTH_YEAR}, not {quoted(text)}."
        )
    return int(text)


def _parse_zone(text: str, _: Runner) -> str | None:
    if text.lower() == UNKNOWN_VALUE:
        return None
    from planner.usecases.recordings.zones import parse_zone

    return parse_zone(text)


def _format_mass(value: float | None) -> str:
    return UNKNOWN_VALUE if value is None else f"{format_number(value)} kg"


def _format_easy_pace(runner: Runner) -> str:
    pace = runner.easy_pace_s_per_km
    return UNKNOWN_VALUE if pace is None else format_pace(pace, runner.unit)


_SETTINGS = {
    "week-start": _SettingType(
        "week_start",
        "the day weeks begin on",
        "monday to sunday",
        _parse_week_start,
        lambda runner: WEEKDAYS[runner.week_start].lower(),
    ),
    "unit": _SettingType(
        "unit", "what distances are shown in", "km or mi", _parse_unit, lambda runner: runner.unit.value
    ),
    "body-mass": _SettingType(
        "body_mass_kg",
        "for the load on the sled",
        "kilograms",
        lambda text, _: _parse_kilograms("body-mass", text, _HEAVIEST_BODY_KG),
        lambda runner: _format_mass(runner.body_mass_kg),
        is_followed=True,
    ),
    "sled": _SettingType(
        "sled_kg",
        "the empty sled",
        "kilograms",
        lambda text, _: _parse_kilograms("sled", text, _HEAVIEST_SLED_KG),
        lambda runner: _format_mass(runner.sled_kg),
        is_followed=True,
    ),
    "floor": _SettingType(
        "floor",
        "what the sled slides on",
        ", ".join(Floor),
        _parse_floor,
        lambda runner: runner.floor or UNKNOWN_VALUE,
        is_followed=True,
    ),
    "level": _SettingType(
        "level",
        "how used to leg strength work you are",
        f"{', '.join(StrengthLevel)} or {_JUDGE} (by the last 28 days)",
        _parse_level,
        lambda runner: runner.level.value if runner.level else _JUDGE,
        is_followed=True,
    ),
    "easy-pace": _SettingType(
        "easy_pace_s_per_km",
        "for times a plan leaves out",
        "5:45, 5:45 /km, 9:15 /mi",
        _parse_easy_pace,
        _format_easy_pace,
        is_followed=True,
    ),
    "birth-year": _SettingType(
        "birth_year",
        "for how often a plan has a lighter week",
        "a year, as 1964",
        _parse_birth_year,
        lambda runner: UNKNOWN_VALUE if runner.birth_year is None else str(runner.birth_year),
    ),
    "zone": _SettingType(
        "zone",
        "the time zone of your days; unknown is this machine's",
        "as Europe/Berlin",
        _parse_zone,
        lambda runner: runner.zone or UNKNOWN_VALUE,
    ),
}
"""All settings by name, in the order they are listed."""
