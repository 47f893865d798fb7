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
from planner.training.week_charts import Amount, ValueFormat, format_value
from planner.training.weeks import DAY, WEEK
from planner.training.workload_ratios import CRITICISM, DEFINITION, WorkloadRatios
from planner.tui import labels
from planner.tui.keys.keymap import Keymap
from planner.tui.progress import metrics
from planner.tui.progress.data import ProgressData
from planner.tui.progress.metrics import Metric, ShownWeek
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
    """Return the title line: ``Progress   12 weeks, 19 Oct 2026 – 10 Jan 2027 · 5 ahead to the race, 14 Feb``."""
    first, last = data.weeks[0].progress.start, data.weeks[data.this_week].progress.start + WEEK - DAY
    count, ahead = data.week_count, len(data.weeks) - data.week_count
    title = " Progress"
    dates = f", {_short_date(first)} {first.year} – {_short_date(last)} {last.year}"
    further = (
        f" · {ahead} ahead to the race, {_short_date(data.race_day)}" if ahead and data.race_day else "",
        f" · {ahead} ahead" if ahead else "",
    )
    rest = longest_fitting(
        width - cell_len(title),
        f"   {count} weeks{dates}{further[0] or further[1]}",
        f"   {count} weeks{dates}{further[1]}",
        f"   {count} weeks{further[0] or further[1]}",
        f"   {count} weeks",
    )
    return (Piece(title, "title", "band"), Piece(rest, "muted", "band"))


def week_summary_row(
    data: ProgressData, index: int, metric: Metric, width: int, glyphs: Glyphs, *, with_block_week: bool
) -> Row:
    """Return the selected metric of the selected week in words, with its strength and what was on time.

    ``This week  28.9 of 41 km done, 12.1 left     strength 3 of 3 ●●●   on time 7 of 7``; on request also the week's
    place in its block, as far as there is room.
    """
    week = data.weeks[index]
    first = week.progress.start
    last = first + WEEK - DAY
    dates = (
        f"{first.day}–{_short_date(last)}"
        if first.month == last.month
        else f"{_short_date(first)} – {_short_date(last)}"
    )
    head = f" {'This week' if index == data.this_week else dates}  "
    texts = _week_texts(week, metric, data.unit)
    strength = _strength_text(week) if metric.id != "strength" else ""
    kept = _on_time_text(week) if metric.id != "on_time" else ""
    block_week = week.block_week if with_block_week else ""
    rights = [
        f"   {'   '.join(part for part in parts if part)} "
        for parts in ((strength, kept, block_week), (strength, kept), (strength,), (block_week,))
        if any(parts)
    ]
    room = width - cell_len(head)
    pairs = [*((summary, right) for summary in texts for right in rights), *((summary, " ") for summary in texts)]
    fitting = ((summary, right) for summary, right in pairs if cell_len(summary) + cell_len(right) <= room)
    summary, right = next(fitting, (texts[-1], " "))
    return (Piece(head, "title", "band"), Piece(fit_both(summary, right, room, glyphs), "text", "band"))


def _strength_text(week: ShownWeek) -> str:
    """Return ``strength 2 of 3 ●●○``; ``strength 3 ○○○`` ahead; empty where there is none."""
    strength = week.progress.totals.strength
    if not (strength.planned_sessions or strength.done_sessions):
        return ""
    dots = labels.session_dots(strength)
    if week.is_ahead:
        return f"strength {strength.planned_sessions} {dots}"
    if not strength.planned_sessions:
        return f"strength {strength.done_sessions} {dots}"
    return f"strength {strength.done_sessions} of {strength.planned_sessions} {dots}"


def _on_time_text(week: ShownWeek) -> str:
    """Return ``on time 7 of 7``; empty where nothing was due yet."""
    counts = week.progress.adherence
    due = counts.on_time + counts.shifted + counts.skipped + counts.missed
    return f"on time {counts.on_time} of {due}" if due else ""


def _week_texts(week: ShownWeek, metric: Metric, unit: Unit) -> Sequence[str]:
    """Return a week's metric in words, longest text first."""
    amount = metric.amount_of(week)
    if week.is_empty or week.is_ahead:
        nothing = "nothing planned" if week.is_ahead else "nothing planned, nothing done"
        planned = "not known ahead" if amount is None else f"{metric.in_words(amount.asked, unit)} planned"
        return (nothing if week.is_empty else planned,)
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
    text, *shorter = _done_of_planned(amount, metric, unit)
    if metric.id == "load" and amount.estimated_sessions:
        with_estimates = f"{text}, {amount.estimated_sessions} of its sessions estimated"
        return f"{with_estimates}: rating or time from the plan, or as usual", with_estimates, text
    return (text, *shorter)


def _monotony_text(week: ShownWeek) -> str:
    value, strain = week.progress.monotony, week.progress.strain
    if value is None or strain is None:
        return "undefined: all seven days are equal"
    return f"monotony {value:.2f}, strain {format_value(strain, ValueFormat.NUMBER, Unit.KM)} AU"


def _done_of_planned(amount: Amount, metric: Metric, unit: Unit) -> Sequence[str]:
    """Return what was done of what was planned, and a shorter text without what was missed."""
    noun = metric.noun(unit)
    done = metric.bare(amount.done, unit)
    if amount.planned is None:
        left = f", {metric.bare(amount.remaining, unit)} left as planned" if amount.remaining else ""
        return (f"{done} {noun} done{left}",)
    parts = [f"{done} of {metric.bare(amount.planned, unit)} {noun} done"]
    if amount.unknown_runs:
        what = "time" if metric.id == "time" else "distance"
        parts[0] += f" and {format_count(amount.unknown_runs, 'run')} of unknown {what}"
    if amount.remaining:
        parts.append(f"{metric.bare(amount.remaining, unit)} left")
    short = ", ".join(parts)
    if amount.made_afterwards:
        parts.append(f"{metric.bare(amount.made_afterwards, unit)} planned afterwards")
    if amount.shortfall:
        parts.append(f"{metric.bare(amount.shortfall, unit)} short of plan")
    elif amount.done > amount.planned > 0:
        parts.append(f"{metric.bare(amount.done - amount.planned, unit)} beyond plan")
    return (", ".join(parts), short)


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
    """Return fitness, fatigue and balance on the morning of the selected week's last day, or of today in this week."""
    shown = data.weeks[index]
    week = shown.progress
    day = week.start + WEEK - DAY if shown.is_ahead else min(week.start + WEEK - DAY, data.today)
    head = f" Form {'this morning' if day == data.today else _short_date(day)}: "
    if shown.is_ahead:
        tails: Sequence[str] = (
            " AU a day, if all goes as planned (42- and 7-day averages of load)",
            " AU a day, if all goes as planned",
            ", as planned",
        )
    elif week.warming_up:
        tails = (
            " AU a day; warming up: the record is under 42 days",
            "; warming up: under 42 days of record",
            "; warming up",
        )
    else:
        tails = (" AU a day (42- and 7-day averages of load)", " AU (42- and 7-day averages)", " AU a day", "")
    body = longest_fitting(width - cell_len(head) - 1, *(_form_text(week.form) + tail for tail in tails))
    return (Piece(head + fit(body, width - cell_len(head), glyphs), "muted", "band"),)


def _form_text(form: DailyForm) -> str:
    fitness, fatigue = round(form.fitness), round(form.fatigue)
    balance = fitness - fatigue  # of the rounded figures, so that what is read adds up
    sign = "–" if balance < 0 else "+" if balance > 0 else ""
    return f"fitness {fitness} – fatigue {fatigue} = balance {sign}{abs(balance)}"


def empty_rows(data: ProgressData, width: int, shows_most_weeks: bool, keys: Keymap) -> list[Row]:
    """Return a hint which keys to press when all weeks are empty."""
    sentences = [f"Nothing was planned or done in these {data.week_count} weeks."]
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
