"""A block, or some days of the calendar, as a page for people: a Markdown table, or HTML to print."""

from __future__ import annotations

from planner.exchange.data.html_page import html_page
from planner.exchange.data.markdown_table import markdown_table
from planner.exchange.data.pages import Page, page_of_block, page_of_days
from planner.store import quick
from planner.training.refusal import RefusedError
from planner.usecases.exports.scope import Scope
from planner.usecases.planbook import Planbook


def export_markdown(book: Planbook, scope: Scope) -> str:
    """Return a block, or some days, as a Markdown table with a row a week.

    Raises:
        RefusedError: There is no workout in it, or the file cannot be read.
    """
    return markdown_table(_read_page(book, scope))


def export_html(book: Planbook, scope: Scope) -> str:
    """Return a block, or some days, as one HTML page.

    Raises:
        RefusedError: There is no workout in it, or the file cannot be read.
    """
    return html_page(_read_page(book, scope))


def _read_page(book: Planbook, scope: Scope) -> Page:
    with quick.read_snapshot(book.path):
        workouts = quick.read_workouts_among(book.path, scope.read_numbers(book))
        unit, week_start = quick.read_unit(book.path), quick.read_week_start(book.path)
    if not workouts:
        raise RefusedError(f"{scope.name} has no workout, so there is no page of it.")
    if scope.block is not None:
        return page_of_block(scope.block, workouts, (scope.first, scope.last), book.today, unit)
    days = (scope.first or workouts[0].date, scope.last or workouts[-1].date)
    return page_of_days(workouts, days, book.today, unit, week_start)
