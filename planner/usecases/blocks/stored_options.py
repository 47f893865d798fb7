"""What a block was made from (run plan, options, dose table), and its conversion to and from stored JSON.

Reading never fails: a value that is missing, unknown or of the wrong type takes its default, so that a block made by
an older version, or edited by hand, still opens.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from planner.training.dose_tables import DoseWeek
from planner.training.run_plans.goals import Goal, PlanRequest, RunningLevel
from planner.usecases.blocks.options import OPTIONS, BlockOptions
from planner.usecases.blocks.pins import PinnedPlacement, Pins, parse_placements
from planner.usecases.blocks.stored_doses import (
    decode_dose_weeks,
    decode_earlier_equipment,
    decode_equipment,
    decode_key,
    encode_earlier_equipment,
    encode_equipment,
)
from planner.usecases.blocks.stored_values import as_float, as_int, or_none, readable


@dataclass(frozen=True, slots=True)
class Provenance:
    """What a block was made from, as far as it is known.

    Attributes:
        plan_name: The name of its run plan, or of the file it was read from; empty when not known.
        plan_request: What the plan was generated from; None for a plan that was not generated here.
        options: What the runner asked for; None when it was not stored.
        dose_weeks: The dose table's row for each week; empty when not stored.
    """

    plan_name: str = ""
    plan_request: PlanRequest | None = None
    options: BlockOptions | None = None
    dose_weeks: tuple[DoseWeek, ...] = ()


def provenance_to_json(provenance: Provenance) -> dict[str, Any]:
    """Return the document that is stored as `planner.training.blocks.Block.provenance`."""
    document: dict[str, Any] = {"plan": provenance.plan_name}
    if provenance.plan_request is not None:
        document["wish"] = _plan_request_to_json(provenance.plan_request)
    if provenance.options is not None:
        document["choices"] = _options_to_json(provenance.options)
    if provenance.dose_weeks:
        document["dose_weeks"] = [_dose_week_to_json(week) for week in provenance.dose_weeks]
    return document


def _dose_week_to_json(week: DoseWeek) -> list[Any]:
    """Return a row as a list; only a week without room for a session says so, so that usual rows keep their form."""
    without = [] if week.has_room else [False]
    return [week.phase.value, week.step, week.rounds, week.holds, week.hold_s, *without]


def provenance_from_json(document: Mapping[str, Any] | None) -> Provenance:
    """Read the document stored with a block; a value that cannot be read takes its default."""
    if not isinstance(document, Mapping):
        return Provenance()
    plan, choices = document.get("plan"), document.get("choices")
    plan_request = or_none(lambda: _plan_request_from_json(document["wish"]))
    options = _options_from_json(choices) if isinstance(choices, Mapping) else None
    if options is not None and plan_request is not None and isinstance(choices, Mapping) and "runner" not in choices:
        # Before options had the recent race and the level, only the plan request did; and it had no easy pace.
        options = replace(options, recent_race=plan_request.recent_race, running_level=plan_request.level)
        plan_request = replace(plan_request, easy_pace=options.easy_pace)
    return Provenance(
        plan_name=plan if isinstance(plan, str) else "",
        plan_request=plan_request,
        options=options,
        dose_weeks=decode_dose_weeks(document),
    )


def _plan_request_to_json(plan_request: PlanRequest) -> dict[str, Any]:
    return {
        "goal": plan_request.goal.value,
        "weeks": plan_request.weeks,
        "run_days": list(plan_request.run_days),
        "current_m": plan_request.current_m,
        "peak_m": plan_request.peak_m,
        "level": plan_request.level.value,
        "long_day": plan_request.long_day,
        "quality_days": list(plan_request.quality_days),
        "step_back_every": plan_request.step_back_every,
        "race_weekday": plan_request.race_weekday,
        "recent": list(plan_request.recent_race) if plan_request.recent_race else None,
        "easy_pace": plan_request.easy_pace,
    }


def _plan_request_from_json(document: Mapping[str, Any]) -> PlanRequest:
    """Read a plan request. Goal, weeks, run days and volumes are required; the rest has defaults."""
    usual = PlanRequest(
        goal=Goal(document["goal"]),
        weeks=as_int(document["weeks"]),
        run_days=tuple(as_int(day) for day in document["run_days"]),
        current_m=as_float(document["current_m"]),
        peak_m=as_float(document["peak_m"]),
    )
    decoded: dict[str, Any] = {
        "level": or_none(lambda: RunningLevel(document["level"])),
        "long_day": or_none(lambda: as_int(document["long_day"])),
        "quality_days": or_none(lambda: tuple(as_int(day) for day in document["quality_days"])),
        "step_back_every": or_none(lambda: as_int(document["step_back_every"])) or None,
        "race_weekday": or_none(lambda: as_int(document["race_weekday"])),
        "recent_race": or_none(lambda: (as_float(document["recent"][0]), as_int(document["recent"][1]))),
        "easy_pace": or_none(lambda: as_float(document["easy_pace"], 60, 3600)),
    }
    known = {name: value for name, value in decoded.items() if value is not None}
    return replace(usual, **known if usual.settings.race_m else {**known, "race_weekday": None})


def _options_to_json(options: BlockOptions) -> dict[str, Any]:
    pins, earlier = options.pins, encode_earlier_equipment(options.earlier_equipment)
    return {
        **{row.key: row.encode(getattr(options, row.attribute)) for row in OPTIONS},
        **encode_equipment(options.equipment),
        **({"earlier_equipment": earlier} if earlier else {}),
        "pins": {
            name: [str(placement) for placement in sorted(getattr(pins, name))]
            for name in ("forced", "forbidden", "locked")
        },
    }


def _options_from_json(document: Mapping[str, Any]) -> BlockOptions:
    decoded = {row.attribute: decode_key(document, row.key, row.decode) for row in OPTIONS}
    pins = decode_key(document, "pins", _pins_from_json) or Pins()
    known = {attribute: value for attribute, value in decoded.items() if value is not None}
    earlier = decode_key(document, "earlier_equipment", decode_earlier_equipment) or ()
    return BlockOptions(**known, equipment=decode_equipment(document), earlier_equipment=earlier, pins=pins)


def _pins_from_json(document: Mapping[str, Any]) -> Pins:
    def placements(name: str) -> frozenset[PinnedPlacement]:
        stored = or_none(lambda: tuple(readable(document.get(name), lambda text: parse_placements(text, "pins"))))
        return frozenset().union(*stored or ())

    return Pins(placements("forced"), placements("forbidden"), placements("locked"))
