"""The line of the week to come: how much it is, how it changes, its long run, and what can be done about it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len

from planner.training.formatting import format_bare_distance
from planner.training.week_charts import Amount
from planner.tui.keys.command import fit_parts
from planner.tui.keys.keymap import Keymap
from planner.tui.progress.metrics import METRICS_BY_ID, Metric
from planner.tui.theme import Glyphs
from planner.tui.widgets.rows import Piece, Row, merge_pieces

if TYPE_CHECKING:
    from planner.tui.progress.data import ProgressData

_UP, _DOWN = "▲", "▼"
_GAP = "  "
_WITHOUT_PLAN = ("climb", "sled_work", "monotony", "on_time")
"""The metrics of which a week ahead has nothing; the running is shown there."""


def next_week_row(
    data: ProgressData, metric: Metric, selected: int, width: int, *, glyphs: Glyphs, keys: Keymap
) -> Row:
    """Return ``Next week  48.9 km ▲ +19 %  long run 13.4  W lighter (34.2)  → enter opens it`` as far as it fits.

    Args:
        data: The weeks.
        metric: The figure that is shown; the running where a week ahead has none of it.
        selected: The index of the selected week.
        width: Cells.
        glyphs: The marks to draw with.
        keys: The keys.
    """
    head = Piece(" Next week  ", "title", "band")
    week = data.next_week
    if week is None:
        return (head, Piece("nothing is planned", "muted", "band"))
    if metric.id in _WITHOUT_PLAN:
        metric = METRICS_BY_ID["run"]
    amount, this_amount = (metric.amount_of(each) for each in (week, data.weeks[data.this_week]))
    assert amount is not None
    parts = [_amount_pieces(metric, amount, this_amount, data)]
    if week.has_race:
        parts.append([Piece(f"race {glyphs.race}", "race", "band")])
    if week.longest_m and metric.id == "run":
        longest = format_bare_distance(week.longest_m, data.unit)
        parts.append([Piece(f"{'longest' if week.has_race else 'long run'} {longest}", "text", "band")])
    if 0 < week.lighter_m < week.progress.totals.run.planned_m:
        lighter = format_bare_distance(week.lighter_m, data.unit)
        words = f" lighter ({lighter})" if metric.id == "run" else f" lighter ({lighter} {data.unit})"
        parts.append(_key_pieces(keys["progress.lighter"], words))
    if selected in (data.this_week, data.this_week + 1):
        move = "→ " if selected == data.this_week else ""
        parts.append(_key_pieces(f"{move}{keys['progress.open']}", " opens it"))
    widths = [sum(cell_len(piece.text) for piece in part) + len(_GAP) for part in parts]
    fitting = fit_parts(widths, width - cell_len(head.text) + len(_GAP) - 1)
    shown = [
        piece for index in fitting for piece in (*([Piece(_GAP, "muted", "band")] if index else []), *parts[index])
    ]
    return merge_pieces([head, *shown])


def _key_pieces(key: str, words: str) -> list[Piece]:
    return [Piece(key, "accent", "band"), Piece(words, "muted", "band")]


def _amount_pieces(metric: Metric, amount: Amount, this_amount: Amount | None, data: ProgressData) -> Sequence[Piece]:
    """Return how much is planned, and the change from what this week was planned to be."""
    value, now = amount.asked, this_amount.asked if this_amount is not None else 0.0
    pieces = [Piece(metric.in_words(value, data.unit), "text", "band")]
    if not (value and now):
        return pieces
    percent = round(100 * value / now - 100)
    if not percent:
        return [*pieces, Piece(" as much as this week", "muted", "band")]
    arrow, sign = (_UP, "+") if percent > 0 else (_DOWN, "–")
    return [*pieces, Piece(f" {arrow} {sign}{abs(percent)} %", "title", "band")]
