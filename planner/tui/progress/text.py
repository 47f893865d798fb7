"""The words around the figures: title, the chosen week in full, what a figure means, form, what to press when empty.

Every line comes in several lengths; the longest that fits is shown. Figures are named with their source and judged by
no threshold: where training load is concerned, none has held up.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from rich.cells import cell_len

from planner.training.races import Unit
from planner.training.training_load import DailyForm
from planner.training.weeks import DAY, WEEK
from planner.tui.keys.keymap import Keymap
from planner.tui.progress.data import ProgressData
from planner.tui.progress.metrics import FORM_DEFINITION, METRICS, Amount, Metric, ShownWeek, ValueFormat, format_value
from planner.tui.theme import Glyphs
from planner.tui.widgets.rows import Piece, Row
from planner.tui.widgets.wrap import fit, fit_both, wrap_text


def progress_title_row(data: ProgressData, width: int) -> Row:
    """``Progress   12 weeks, 19 Oct 2026 – 10 Jan 2027``."""
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
    """The chosen figure of the chosen week in full, and where the week stands in its block if that is asked for."""
    week = data.weeks[index]
    first = week.progress.start
    last = first + WEEK - DAY
    days = (
        f"{first.day}–{_short_date(last)}"
        if first.month == last.month
        else f"{_short_date(first)} – {_short_date(last)}"
    )
    head = f" {days}  "
    told = longest_fitting(width - cell_len(head) - 1, *_week_texts(week, metric, data))
    right = f"{week.block_week} " if with_block_week else ""
    if cell_len(head) + cell_len(told) + cell_len(right) + 2 > width:
        right = ""
    body = fit_both(told, right, width - cell_len(head), glyphs)
    return (Piece(head, "title", "band"), Piece(body, "text", "band"))


def _week_texts(week: ShownWeek, figure: Metric, review: ProgressData) -> Sequence[str]:
    """The figure of a week in words, longest first."""
    if week.is_empty:
        return ("nothing planned, nothing done",)
    amount = figure.amount_of(week)
    if figure.id == "on_time":
        kept = week.progress.adherence
        fates = f"{kept.on_time} on time, {kept.shifted} on another day, {kept.skipped} skipped, {kept.missed} missed"
        return f"{fates}, {kept.unplanned} outside the plan", fates
    if figure.id == "monotony":
        return (_monotony(week),)
    assert amount is not None
    told = _done_of_planned(amount, figure, review)
    if figure.id == "load" and amount.estimated_sessions:
        guessed = f"{told}, {amount.estimated_sessions} of its sessions estimated"
        return f"{guessed}: rating or time from the plan, or as usual", guessed, told
    return (told,)


def _monotony(week: ShownWeek) -> str:
    value, strain = week.progress.monotony, week.progress.strain
    if value is None or strain is None:
        return "undefined: all seven days are equal"
    return f"monotony {value:.2f}, strain {format_value(strain, ValueFormat.NUMBER, Unit.KM)} AU"


def _done_of_planned(amount: Amount, figure: Metric, review: ProgressData) -> str:
    unit = {ValueFormat.HOURS: " h", ValueFormat.MINUTES: " min"}.get(
        figure.value_format, f" {figure.with_unit(figure.axis_unit, review.unit)}"
    )
    unit = " sessions" if figure.id == "strength" else unit

    def said(value: float) -> str:
        return figure.format(value, review.unit)

    if amount.planned is None:
        return f"{said(amount.done)}{unit} done"
    parts = [f"{said(amount.done)} of {said(amount.planned)}{unit} done"]
    if amount.remaining:
        parts.append(f"{said(amount.remaining)} left")
    if amount.shortfall:
        parts.append(f"{said(amount.shortfall)} short of plan")
    elif amount.done > amount.planned > 0:
        parts.append(f"{said(amount.done - amount.planned)} beyond plan")
    return ", ".join(parts)


def definition_row(data: ProgressData, metric: Metric, width: int, glyphs: Glyphs) -> Row:
    """What the chosen figure counts; on the right what a ``~`` means, where there is one."""
    head = f" {metric.with_unit(metric.column_title, data.unit)}: "
    guessed = any(amount is not None and amount.estimated_sessions for amount in data.amounts(METRICS[_LOAD_INDEX]))
    right = longest_fitting(
        width - cell_len(head) - cell_len(metric.definition) - 1,
        *(("~ rating or time partly estimated ", "~ partly estimated ", "~ estimated ") if guessed else ("",)),
    )
    body = fit_both(metric.definition, right, width - cell_len(head), glyphs)
    return (Piece(head, "muted", "band"), Piece(body, "muted", "band"))


_LOAD_INDEX = next(number for number, figure in enumerate(METRICS) if figure.id == "load")


def form_row(data: ProgressData, index: int, width: int, glyphs: Glyphs) -> Row:
    """Fitness, fatigue and balance at the end of the chosen week, or today while it runs."""
    week = data.weeks[index].progress
    day = min(week.start + WEEK - DAY, data.today)
    head = f" Form {_short_date(day)}: "
    figures = _form_text(week.form)
    if week.warming_up:
        tails: Sequence[str] = (
            " AU a day; warming up: the record is under 42 days",
            "; warming up: under 42 days of record",
            "; warming up",
        )
    else:
        tails = (" AU a day (42- and 7-day averages of load)", " AU (42- and 7-day averages)", " AU a day", "")
    body = longest_fitting(width - cell_len(head) - 1, *(figures + tail for tail in tails))
    return (Piece(head + fit(body, width - cell_len(head), glyphs), "muted", "band"),)


def _form_text(form: DailyForm) -> str:
    balance = round(form.balance)
    sign = "–" if balance < 0 else "+" if balance > 0 else ""
    return f"fitness {form.fitness:.0f}, fatigue {form.fatigue:.0f}, balance {sign}{abs(balance)}"


def empty_rows(data: ProgressData, width: int, shows_most_weeks: bool, keys: Keymap | None = None) -> list[Row]:
    """What to press when there is nothing to show."""
    keys = keys or Keymap()
    count = len(data.weeks)
    words = [f"Nothing was planned or done in these {count} weeks."]
    if not shows_most_weeks:
        words.append(f"{keys['progress.more']} shows more weeks.")
    if data.has_blocks:
        words.append(f"{keys['app.calendar']} goes to the calendar.")
    else:
        build = "to build a block of running and strength from a plan; each week will be counted here."
        words.append(f"Press {keys['app.builder']} {build}")
    return [(), *((Piece(f"  {line}", "muted"),) for line in wrap_text(" ".join(words), max(width - 4, 10)))]


def definition_rows(data: ProgressData, width: int) -> list[Row]:
    """Every figure with its definition, for a sheet."""
    rows: list[Row] = []
    ground = "sheet"
    told = [
        (
            f"{figure.with_unit(figure.column_title, data.unit)}: {figure.name}",
            f"{_sentence(figure.definition)} {figure.details}",
        )
        for figure in METRICS
    ]
    for head, text in (*told, ("Form: fitness, fatigue, balance", FORM_DEFINITION)):
        rows += [(), (Piece(head, "accent", ground),)]
        rows += [(Piece(line, "text", ground),) for line in wrap_text(text, width)]
    closing = "No figure here is a limit to keep to, and nothing is planned by them."
    rows += [(), *((Piece(line, "muted", ground),) for line in wrap_text(closing, width))]
    return rows


def _sentence(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}."


def longest_fitting(width: int, *texts: str) -> str:
    """The first of the texts, which go from long to short, that fits; the last where none does."""
    return next((text for text in texts if cell_len(text) <= width), texts[-1])


def _short_date(day: dt.date) -> str:
    return f"{day.day} {day:%b}"
