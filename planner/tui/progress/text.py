"""The words around the figures: title, the chosen week in full, what a figure means, form, what to press when empty.

Every line comes in several lengths; the longest that fits is shown. Figures are named with their source and judged by
no threshold: where training load is concerned, none has held up.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from rich.cells import cell_len

from planner.training.load import Form
from planner.training.races import Unit
from planner.training.weeks import DAY, WEEK
from planner.tui.keys.keymap import Keys
from planner.tui.progress.figures import FIGURES, FORM, Amount, Figure, ReviewedWeek, Scale, write
from planner.tui.progress.review import Review
from planner.tui.theme import Glyphs
from planner.tui.widgets.rows import Piece, Row
from planner.tui.widgets.wrap import fit, spread, wrap


def title_row(review: Review, width: int) -> Row:
    """``Progress   12 weeks, 19 Oct 2026 – 10 Jan 2027``."""
    first, last = review.weeks[0].progress.start, review.weeks[-1].progress.start + WEEK - DAY
    count = len(review.weeks)
    title = " Progress"
    rest = longest_that_fits(
        width - cell_len(title),
        f"   {count} weeks, {_day(first)} {first.year} – {_day(last)} {last.year}",
        f"   {count} weeks",
    )
    return (Piece(title, "title", "band"), Piece(rest, "muted", "band"))


def week_line(review: Review, place: int, figure: Figure, width: int, glyphs: Glyphs, *, in_block: bool) -> Row:
    """The chosen figure of the chosen week in full, and where the week stands in its block if that is asked for."""
    week = review.weeks[place]
    first = week.progress.start
    last = first + WEEK - DAY
    days = f"{first.day}–{_day(last)}" if first.month == last.month else f"{_day(first)} – {_day(last)}"
    head = f" {days}  "
    told = longest_that_fits(width - cell_len(head) - 1, *_told(week, figure, review))
    right = f"{week.place} " if in_block else ""
    if cell_len(head) + cell_len(told) + cell_len(right) + 2 > width:
        right = ""
    body = spread(told, right, width - cell_len(head), glyphs)
    return (Piece(head, "title", "band"), Piece(body, "text", "band"))


def _told(week: ReviewedWeek, figure: Figure, review: Review) -> Sequence[str]:
    """The figure of a week in words, longest first."""
    if week.is_empty:
        return ("nothing planned, nothing done",)
    amount = figure.amount(week)
    if figure.id == "on_time":
        kept = week.progress.adherence
        fates = f"{kept.on_time} on time, {kept.shifted} on another day, {kept.skipped} skipped, {kept.missed} missed"
        return f"{fates}, {kept.unplanned} outside the plan", fates
    if figure.id == "monotony":
        return (_monotony(week),)
    assert amount is not None
    told = _against_plan(amount, figure, review)
    if figure.id == "load" and amount.estimated:
        guessed = f"{told}, {amount.estimated} of its sessions estimated"
        return f"{guessed}: rating or time from the plan, or as usual", guessed, told
    return (told,)


def _monotony(week: ReviewedWeek) -> str:
    value, strain = week.progress.monotony, week.progress.strain
    if value is None or strain is None:
        return "undefined: all seven days are equal"
    return f"monotony {value:.2f}, strain {write(strain, Scale.NUMBER, Unit.KM)} AU"


def _against_plan(amount: Amount, figure: Figure, review: Review) -> str:
    unit = {Scale.HOURS: " h", Scale.MINUTES: " min"}.get(figure.scale, f" {figure.label(figure.unit, review.unit)}")
    unit = " sessions" if figure.id == "strength" else unit

    def said(value: float) -> str:
        return figure.write(value, review.unit)

    if amount.planned is None:
        return f"{said(amount.done)}{unit} done"
    parts = [f"{said(amount.done)} of {said(amount.planned)}{unit} done"]
    if amount.left:
        parts.append(f"{said(amount.left)} left")
    if amount.short:
        parts.append(f"{said(amount.short)} short of plan")
    elif amount.done > amount.planned > 0:
        parts.append(f"{said(amount.done - amount.planned)} beyond plan")
    return ", ".join(parts)


def definition_line(review: Review, figure: Figure, width: int, glyphs: Glyphs) -> Row:
    """What the chosen figure counts; on the right what a ``~`` means, where there is one."""
    head = f" {figure.label(figure.head, review.unit)}: "
    guessed = any(amount is not None and amount.estimated for amount in review.amounts(FIGURES[_LOAD]))
    right = longest_that_fits(
        width - cell_len(head) - cell_len(figure.definition) - 1,
        *(("~ rating or time partly estimated ", "~ partly estimated ", "~ estimated ") if guessed else ("",)),
    )
    body = spread(figure.definition, right, width - cell_len(head), glyphs)
    return (Piece(head, "muted", "band"), Piece(body, "muted", "band"))


_LOAD = next(number for number, figure in enumerate(FIGURES) if figure.id == "load")


def form_line(review: Review, place: int, width: int, glyphs: Glyphs) -> Row:
    """Fitness, fatigue and balance at the end of the chosen week, or today while it runs."""
    week = review.weeks[place].progress
    day = min(week.start + WEEK - DAY, review.today)
    head = f" Form {_day(day)}: "
    figures = _form(week.form)
    if week.warming_up:
        tails: Sequence[str] = (
            " AU a day; warming up: the record is under 42 days",
            "; warming up: under 42 days of record",
            "; warming up",
        )
    else:
        tails = (" AU a day (42- and 7-day averages of load)", " AU (42- and 7-day averages)", " AU a day", "")
    body = longest_that_fits(width - cell_len(head) - 1, *(figures + tail for tail in tails))
    return (Piece(head + fit(body, width - cell_len(head), glyphs), "muted", "band"),)


def _form(form: Form) -> str:
    balance = round(form.balance)
    sign = "–" if balance < 0 else "+" if balance > 0 else ""
    return f"fitness {form.fitness:.0f}, fatigue {form.fatigue:.0f}, balance {sign}{abs(balance)}"


def empty_rows(review: Review, width: int, most: bool, keys: Keys | None = None) -> list[Row]:
    """What to press when there is nothing to show."""
    keys = keys or Keys()
    count = len(review.weeks)
    words = [f"Nothing was planned or done in these {count} weeks."]
    if not most:
        words.append(f"{keys['progress.more']} shows more weeks.")
    if review.planned:
        words.append(f"{keys['app.calendar']} goes to the calendar.")
    else:
        build = "to build a block of running and strength from a plan; each week will be counted here."
        words.append(f"Press {keys['app.builder']} {build}")
    return [(), *((Piece(f"  {line}", "muted"),) for line in wrap(" ".join(words), max(width - 4, 10)))]


def definition_rows(review: Review, width: int) -> list[Row]:
    """Every figure with its definition, for a sheet."""
    rows: list[Row] = []
    ground = "sheet"
    told = [
        (f"{figure.label(figure.head, review.unit)}: {figure.name}", f"{_sentence(figure.definition)} {figure.more}")
        for figure in FIGURES
    ]
    for head, text in (*told, ("Form: fitness, fatigue, balance", FORM)):
        rows += [(), (Piece(head, "accent", ground),)]
        rows += [(Piece(line, "text", ground),) for line in wrap(text, width)]
    closing = "No figure here is a limit to keep to, and nothing is planned by them."
    rows += [(), *((Piece(line, "muted", ground),) for line in wrap(closing, width))]
    return rows


def _sentence(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}."


def longest_that_fits(width: int, *texts: str) -> str:
    """The first of the texts, which go from long to short, that fits; the last where none does."""
    return next((text for text in texts if cell_len(text) <= width), texts[-1])


def _day(day: dt.date) -> str:
    return f"{day.day} {day:%b}"
