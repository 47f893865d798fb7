"""The sentences around the chart and the table: title, selected week, definition, form, and the hint when empty.

Every line exists in several lengths; the longest that fits is shown. Metrics are named with their source. None is
compared with a threshold, because no threshold of training load has held up in studies.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from rich.cells import cell_len

from planner.text import capitalize_first, format_count
from planner.training.races import Unit
from planner.training.training_load import DailyForm
from planner.training.weeks import DAY, WEEK
from planner.training.workload_ratios import CRITICISM, DEFINITION, WorkloadRatios
from planner.tui.keys.keymap import Keymap
from planner.tui.progress import metrics
from planner.tui.progress.data import ProgressData
from planner.tui.progress.metrics import Amount, Metric, ShownWeek, ValueFormat
from planner.tui.theme import Glyphs
from planner.tui.widgets.rows import Piece, Row
from planner.tui.widgets.wrap import fit, fit_both, wrap_labelled, wrap_rows


def view_title_row(view: str, what: str, width: int) -> Row:
    """Return the title line of another view: ``Progress · block   Half marathon``."""
    title = f" Progress · {view}"
    return (
        Piece(title, "title", "band"),
        Piece(longest_fitting(width - cell_len(title), f"   {what}", ""), "muted", "band"),
    )


def progress_title_row(data: ProgressData, width: int) -> Row:
    """Return the title line: ``Progress   12 weeks, 19 Oct 2026 – 10 Jan 2027``."""
    first, last = data.weeks[0].progress.start, data.weeks[-1].progress.start + WEEK - DAY
    count = len(data.weeks)
    title = " Progress"
    rest = longest_fitting(
        width - cell_len(title),
        f"   {count} weeks, {_short_date(first)} {first.year} – {_short_date(last)} {last.year}",
        f"   {count} weeks",
    )
    return (Piece(title, "title", "band"), Piece(rest, "muted", "band"))


def week_summary_row(
    data: ProgressData, index: int, metric: Metric, width: int, glyphs: Glyphs, *, with_block_week: bool
) -> Row:
    """Return the selected metric of the selected week in words, on request with the week's place in its block."""
    week = data.weeks[index]
    first = week.progress.start
    last = first + WEEK - DAY
    dates = (
        f"{first.day}–{_short_date(last)}"
        if first.month == last.month
        else f"{_short_date(first)} – {_short_date(last)}"
    )
    head = f" {dates}  "
    summary = longest_fitting(width - cell_len(head) - 1, *_week_texts(week, metric, data.unit))
    right = f"{week.block_week} " if with_block_week else ""
    if cell_len(head) + cell_len(summary) + cell_len(right) + 2 > width:
        right = ""
    body = fit_both(summary, right, width - cell_len(head), glyphs)
    return (Piece(head, "title", "band"), Piece(body, "text", "band"))


def _week_texts(week: ShownWeek, metric: Metric, unit: Unit) -> Sequence[str]:
    """Return a week's metric in words, longest text first."""
    if week.is_empty:
        return ("nothing planned, nothing done",)
    amount = metric.amount_of(week)
    if metric.id == "on_time":
        counts = week.progress.adherence
        text = (
            f"{counts.on_time} on time, {counts.shifted} on another day, "
            f"{counts.skipped} skipped, {counts.missed} missed"
        )
        return f"{text}, {counts.unplanned} outside the plan", text
    if metric.id == "monotony":
        return (_monotony_text(week),)
    if amount is None:
        return ("not known: no recording of this week says how much was climbed", "not known")
    text = _done_of_planned(amount, metric, unit)
    if metric.id == "load" and amount.estimated_sessions:
        with_estimates = f"{text}, {amount.estimated_sessions} of its sessions estimated"
        return f"{with_estimates}: rating or time from the plan, or as usual", with_estimates, text
    return (text,)


def _monotony_text(week: ShownWeek) -> str:
    value, strain = week.progress.monotony, week.progress.strain
    if value is None or strain is None:
        return "undefined: all seven days are equal"
    return f"monotony {value:.2f}, strain {metrics.format_value(strain, ValueFormat.NUMBER, Unit.KM)} AU"


def _done_of_planned(amount: Amount, metric: Metric, unit: Unit) -> str:
    noun = {ValueFormat.HOURS: "h", ValueFormat.MINUTES: "min"}.get(
        metric.value_format, metric.with_unit(metric.axis_unit, unit)
    )
    noun = "sessions" if metric.id == "strength" else noun
    done = metric.format(amount.done, unit)
    if amount.planned is None:
        return f"{done} {noun} done"
    parts = [f"{done} of {metric.format(amount.planned, unit)} {noun} done"]
    if amount.unknown_runs:
        what = "time" if metric.id == "time" else "distance"
        parts[0] += f" and {format_count(amount.unknown_runs, 'run')} of unknown {what}"
    if amount.remaining:
        parts.append(f"{metric.format(amount.remaining, unit)} left")
    if amount.made_afterwards:
        parts.append(f"{metric.format(amount.made_afterwards, unit)} planned afterwards")
    if amount.shortfall:
        parts.append(f"{metric.format(amount.shortfall, unit)} short of plan")
    elif amount.done > amount.planned > 0:
        parts.append(f"{metric.format(amount.done - amount.planned, unit)} beyond plan")
    return ", ".join(parts)


def why_row(data: ProgressData, index: int, width: int, glyphs: Glyphs) -> Row:
    """Return why the running of the selected week was low; empty where there is nothing to say."""
    why = data.weeks[index].progress.why
    return (Piece(f" {fit(' '.join(why), width - 2, glyphs)}", "text", "band"),) if why else ()


def definition_row(data: ProgressData, metric: Metric, width: int, glyphs: Glyphs) -> Row:
    """Return what the selected metric counts; on the right its record, or, if any load is estimated, what ``~`` means.

    The record of the sled is its heaviest load, that of the wall sit its longest hold.
    """
    head = f" {metric.with_unit(metric.column_title, data.unit)}: "
    has_estimates = any(
        amount is not None and amount.estimated_sessions for amount in data.amounts(metrics.METRICS_BY_ID["load"])
    )
    notes: Sequence[str] = ("",)
    sled, hold = data.records.sled_text, data.records.hold_text
    record = {"sled": sled, "sled_work": sled, "wall_sit": hold}.get(metric.id, "")
    if record:
        notes = (f"{record} ", f"{record.rpartition(',')[0]} ", "")
    elif has_estimates:
        notes = ("~ rating or time partly estimated ", "~ partly estimated ", "~ estimated ")
    right = longest_fitting(width - cell_len(head) - cell_len(metric.definition) - 1, *notes)
    body = fit_both(metric.definition, right, width - cell_len(head), glyphs)
    return (Piece(head, "muted", "band"), Piece(body, "muted", "band"))


def form_row(data: ProgressData, index: int, width: int, glyphs: Glyphs) -> Row:
    """Return fitness, fatigue and balance at the end of the selected week, or today in the current week."""
    week = data.weeks[index].progress
    day = min(week.start + WEEK - DAY, data.today)
    head = f" Form {_short_date(day)}: "
    if week.warming_up:
        tails: Sequence[str] = (
            " AU a day; warming up: the record is under 42 days",
            "; warming up: under 42 days of record",
            "; warming up",
        )
    else:
        tails = (" AU a day (42- and 7-day averages of load)", " AU (42- and 7-day averages)", " AU a day", "")
    body = longest_fitting(width - cell_len(head) - 1, *(_form_text(week.form) + tail for tail in tails))
    return (Piece(head + fit(body, width - cell_len(head), glyphs), "muted", "band"),)


def _form_text(form: DailyForm) -> str:
    balance = round(form.balance)
    sign = "–" if balance < 0 else "+" if balance > 0 else ""
    return f"fitness {form.fitness:.0f}, fatigue {form.fatigue:.0f}, balance {sign}{abs(balance)}"


def empty_rows(data: ProgressData, width: int, shows_most_weeks: bool, keys: Keymap) -> list[Row]:
    """Return a hint which keys to press when all weeks are empty."""
    sentences = [f"Nothing was planned or done in these {len(data.weeks)} weeks."]
    if not shows_most_weeks:
        sentences.append(f"{keys['progress.more']} shows more weeks.")
    if data.has_blocks:
        sentences.append(f"{keys['app.calendar']} goes to the calendar.")
    else:
        purpose = "to build a block of running and strength from a plan; each week will be counted here."
        sentences.append(f"Press {keys['app.builder']} {purpose}")
    rows = wrap_rows(" ".join(sentences), max(width - 4, 10), "muted", "ground")
    return [(), *((Piece("  ", "muted"), *row) for row in rows)]


def ratio_rows(ratios: WorkloadRatios | None, day: dt.date, width: int) -> list[Row]:
    """Return ACWR of a day and what speaks against it, which is never left out."""
    said = f"{ratios.text}." if ratios is not None else "undefined, with less than 28 days of record."
    head = Piece(f" ACWR {_short_date(day)}: ", "muted")
    return [
        *wrap_labelled(head, said, width - 1),
        *((Piece(" "), *row) for row in wrap_rows(CRITICISM, width - 2, "muted", "ground")),
    ]


def definition_rows(data: ProgressData, width: int, *, with_acwr: bool = False) -> list[Row]:
    """Return the definitions of all metrics, for a sheet; that of ACWR only where the runner wants to see it."""
    definitions = [
        (
            f"{metric.with_unit(metric.column_title, data.unit)}: {metric.name}",
            f"{capitalize_first(metric.definition)}. {metric.details}",
        )
        for metric in metrics.METRICS
    ]
    rows: list[Row] = []
    definitions.append(("Form: fitness, fatigue, balance", metrics.FORM_DEFINITION))
    if with_acwr:
        definitions.append(("ACWR: load of days next to load of weeks", f"{DEFINITION} {CRITICISM}"))
    for head, text in definitions:
        rows += [(), (Piece(head, "accent", "sheet"),), *wrap_rows(text, width, "text", "sheet")]
    closing = "No figure here is a limit to stay below, and none is used to plan anything."
    return [*rows, (), *wrap_rows(closing, width, "muted", "sheet")]


def longest_fitting(width: int, *texts: str) -> str:
    """Return the first of some texts, ordered from long to short, that fits ``width`` cells; the last if none does."""
    return next((text for text in texts if cell_len(text) <= width), texts[-1])


def _short_date(day: dt.date) -> str:
    return f"{day.day} {day:%b}"
