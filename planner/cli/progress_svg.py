"""The weeks of ``planner progress`` as a picture: the same axes, bars and parts as the charts of the screen."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape

from planner.text import clean_line
from planner.training.form_outlook import FormDay
from planner.training.races import Unit
from planner.tui.progress.bars import fit_axis, lay_out_bars
from planner.tui.progress.data import ProgressData
from planner.tui.progress.metrics import METRICS_BY_ID, Amount, Metric, ValueFormat

_WIDTH, _PANEL, _PLOT, _LEFT, _TOP = 960, 190, 120, 70, 40
_AXIS_ROWS = 8
_METRICS = ("run", "time", "climb", "strength", "sled", "wall_sit", "load")
_DONE, _LEFT_COLOR, _SHORT, _INK, _FAINT = "#4f7f3f", "#b5b5b5", "#e4e4e4", "#222222", "#777777"
_FITNESS, _FATIGUE, _BALANCE = "#2f6fb0", "#999999", "#2f8f8f"
_STYLE = "text{font:12px sans-serif;fill:#222222}.m{fill:#777777}.r{text-anchor:end}.c{text-anchor:middle}"


def progress_svg(data: ProgressData, form: tuple[FormDay, ...]) -> str:
    """Return a picture of the weeks: a panel for each metric that is known, then fitness, fatigue and balance."""
    shown = [METRICS_BY_ID[name] for name in _METRICS if _is_known(data, METRICS_BY_ID[name])]
    height = _TOP + _PANEL * (len(shown) + 1) + 10
    first, last = data.weeks[0].progress.start, data.weeks[-1].progress.start
    ahead = len(data.weeks) - data.week_count
    count = f"{data.week_count} weeks and {ahead} ahead" if ahead else f"{data.week_count} weeks"
    title = f"{count}, from {first} to the week of {last}"
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{height}" viewBox="0 0 {_WIDTH} {height}">',
        f"<title>{escape(title)}</title><style>{_STYLE}</style>",
        f'<rect width="{_WIDTH}" height="{height}" fill="#ffffff"/>',
        f'<text x="16" y="24" font-weight="bold">{escape(title)}</text>',
    ]
    for number, metric in enumerate(shown):
        lines += _bar_panel(data, metric, _TOP + _PANEL * number)
    lines += _form_panel(form, _TOP + _PANEL * len(shown))
    return "\n".join([*lines, "</svg>", ""])


def _is_known(data: ProgressData, metric: Metric) -> bool:
    return any(amount is not None for amount in data.amounts(metric))


def _bar_panel(data: ProgressData, metric: Metric, top: int) -> Iterator[str]:
    amounts = data.amounts(metric)
    highest = max((amount.total for amount in amounts if amount is not None), default=0.0)
    axis = fit_axis(highest, _AXIS_ROWS, metric.value_format, data.unit)
    layout = lay_out_bars(_WIDTH - _LEFT - 20, len(amounts), len(amounts) - 1)
    # On the screen a bar has at most twelve cells; here the slots share the whole width.
    slot = (_WIDTH - _LEFT - 20) / layout.count
    bar = slot * layout.bar_width / layout.slot_width
    base = top + 24 + _PLOT
    unit = metric.with_unit(metric.axis_unit, data.unit)
    yield f'<text x="{_LEFT}" y="{top + 14}">{escape(f"{metric.name} ({unit})" if unit else metric.name)}</text>'
    yield from _axis(axis.ticks, axis.rows, base)
    for index, (week, amount) in enumerate(zip(data.weeks, amounts, strict=True)):
        x = _LEFT + index * slot + (slot - bar) / 2
        label = f"{week.progress.start.day} {week.progress.start:%b}"
        if amount is not None:
            yield f"<g><title>{escape(f'{label}: {_bar_words(amount, metric, data.unit)}')}</title>"
            yield from _bar(x, bar, base, amount, axis.top)
            yield "</g>"
        elif not week.is_ahead:
            yield f'<text class="c m" x="{x + bar / 2:.1f}" y="{base - 4}">–<title>{label}: not known</title></text>'
        if index % max(round(60 / slot), 1) == 0:
            yield f'<text class="c m" x="{x + bar / 2:.1f}" y="{base + 16}">{label}</text>'


def _bar_words(amount: Amount, metric: Metric, unit: Unit) -> str:
    done = metric.format(amount.done, unit)
    return done if amount.planned is None else f"{done} of {metric.format(amount.planned, unit)}"


def _axis(ticks: tuple[tuple[int, str], ...], rows: int, base: float) -> Iterator[str]:
    for row, label in (*ticks, (0, "0")):
        y = base - _PLOT * row / rows
        yield f'<line x1="{_LEFT}" x2="{_WIDTH - 20}" y1="{y:.1f}" y2="{y:.1f}" stroke="{_SHORT}"/>'
        yield f'<text class="r m" x="{_LEFT - 8}" y="{y + 4:.1f}">{escape(label)}</text>'


def _bar(x: float, width: float, base: float, amount: Amount, top: float) -> Iterator[str]:
    """Yield the parts of a bar: done, still ahead, and short of the plan; each from where the one below it ends."""
    low = 0.0
    for value, color in ((amount.done, _DONE), (amount.remaining, _LEFT_COLOR), (amount.shortfall, _SHORT)):
        if value > 0:
            y, height = base - _PLOT * (low + value) / top, _PLOT * value / top
            edge = f' stroke="{_FAINT}" stroke-dasharray="2 2"' if color != _DONE else ""
            yield f'<rect x="{x:.1f}" y="{y:.2f}" width="{width:.1f}" height="{height:.2f}" fill="{color}"{edge}/>'
            low += value


def _form_panel(form: tuple[FormDay, ...], top: int) -> Iterator[str]:
    known = [day.form for day in form if day.form is not None]
    title = "Form (AU a day): fitness blue, fatigue grey, balance green; dotted as planned"
    yield f'<text x="{_LEFT}" y="{top + 14}">{title}</text>'
    if not known:
        return
    highest = max(max(one.fitness, one.fatigue, one.balance) for one in known)
    lowest = min(0.0, *(one.balance for one in known))
    axis = fit_axis(max(highest, -lowest), _AXIS_ROWS, ValueFormat.NUMBER, Unit.KM)
    zero = top + 24 + _PLOT * axis.top / (axis.top - lowest)
    scale = _PLOT / (axis.top - lowest)
    step = (_WIDTH - _LEFT - 20) / max(len(form) - 1, 1)
    for value, label in ((axis.top, f"{axis.top:.0f}"), (0.0, "0"), *(((lowest, f"{lowest:.0f}"),) if lowest else ())):
        y = zero - value * scale
        yield f'<line x1="{_LEFT}" x2="{_WIDTH - 20}" y1="{y:.1f}" y2="{y:.1f}" stroke="{_SHORT}"/>'
        yield f'<text class="r m" x="{_LEFT - 8}" y="{y + 4:.1f}">{clean_line(label)}</text>'
    for index, day in enumerate(form):
        if day.day.day == 1:
            yield f'<text class="c m" x="{_LEFT + index * step:.1f}" y="{top + 24 + _PLOT + 16}">{day.day:%b}</text>'
    for name, color in (("fatigue", _FATIGUE), ("fitness", _FITNESS), ("balance", _BALANCE)):
        for ahead in (False, True):
            points = [
                f"{_LEFT + index * step:.1f},{zero - getattr(day.form, name) * scale:.2f}"
                for index, day in enumerate(form)
                if day.form is not None and day.is_ahead == ahead
            ]
            dashes = ' stroke-dasharray="2 4"' if ahead else ""
            yield f'<polyline points="{" ".join(points)}" fill="none" stroke="{color}" stroke-width="2"{dashes}/>'
