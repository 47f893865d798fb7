"""The weeks of ``planner progress`` as a picture: the same axes and parts of bars as the charts of the screen."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape

from planner.exchange.data.bar_svg import PanelPlace, SvgBar, axis_lines, bar_panel
from planner.training.form_outlook import FormDay
from planner.training.races import Unit
from planner.training.week_charts import Amount, ValueFormat, fit_axis
from planner.tui.progress.data import ProgressData
from planner.tui.progress.metrics import METRICS_BY_ID, Metric

_WIDTH, _PANEL, _PLOT, _LEFT, _TOP = 960, 190, 120, 70, 40
_AXIS_ROWS = 8
_METRICS = ("run", "time", "climb", "strength", "sled", "wall_sit", "load")
_FITNESS, _FATIGUE, _BALANCE = "#2f6fb0", "#999999", "#2f8f8f"
_STYLE = (
    "text{font:12px sans-serif;fill:#222222}.m{fill:#777777}.r{text-anchor:end}.c{text-anchor:middle}"
    ".grid{stroke:#e4e4e4}.done{fill:#4f7f3f}.left,.short{stroke:#777777;stroke-dasharray:2 2}"
    ".left{fill:#b5b5b5}.short{fill:#e4e4e4}"
)


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
    unit = metric.with_unit(metric.axis_unit, data.unit)
    heading = f"{metric.name} ({unit})" if unit else metric.name
    bars = []
    for week, amount in zip(data.weeks, data.amounts(metric), strict=True):
        label = f"{week.progress.start.day} {week.progress.start:%b}"
        words = "not known" if amount is None else _bar_words(amount, metric, data.unit)
        bars.append(SvgBar(label, amount, f"{label}: {words}", is_ahead=week.is_ahead))
    return bar_panel(heading, bars, PanelPlace(top, _WIDTH), metric.value_format, data.unit)


def _bar_words(amount: Amount, metric: Metric, unit: Unit) -> str:
    done = metric.format(amount.done, unit)
    return done if amount.planned is None else f"{done} of {metric.format(amount.planned, unit)}"


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
    ticks = [(axis.top, f"{axis.top:.0f}"), (0.0, "0"), *([(lowest, f"{lowest:.0f}")] if lowest else [])]
    yield from axis_lines(
        [((value - lowest) * scale / _PLOT, label) for value, label in ticks], PanelPlace(top, _WIDTH)
    )
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
