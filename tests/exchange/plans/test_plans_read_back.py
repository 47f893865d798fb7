"""Plans written down as people write them, in any language, unit, phrasing and layout, read back as they were."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.exchange.plans.plan_files import parse_plan
from planner.training.plans import Plan, PlanEntry
from planner.training.races import METRES_PER_UNIT, Unit

KINDS = ("rest", "easy", "long", "tempo", "intervals", "hills", "recovery")


@dataclass(frozen=True)
class Language:
    """How a language writes a plan: its heads, its word for each kind, its units, and what joins a range."""

    week: str
    days: tuple[str, ...]
    words: dict[str, str]
    miles: str
    minutes: str
    hours: str
    to: str


def words(*names: str) -> dict[str, str]:
    return dict(zip(KINDS, names, strict=True))


LANGUAGES = {
    "English": Language(
        "Week", ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
        words("Rest", "Easy run", "Long run", "Tempo", "Intervals", "Hill repeats", "Recovery run"),
        "miles", "min", "h", "to",
    ),
    "German": Language(
        "Woche", ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"),
        words("Ruhetag", "Dauerlauf", "Langer Lauf", "Tempolauf", "Intervalle", "Bergläufe", "Regenerationslauf"),
        "Meilen", "Min.", "Std.", "bis",
    ),
    "French": Language(
        "Semaine", ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
        words("Repos", "Footing", "Sortie longue", "Seuil", "Fractionné", "Côtes", "Footing de récupération"),
        "milles", "mn", "heures", "à",
    ),
    "Spanish": Language(
        "Semana", ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
        words("Descanso", "Rodaje suave", "Tirada larga", "Ritmo umbral", "Series", "Cuestas", "Trote regenerativo"),
        "millas", "minutos", "horas", "a",
    ),
    "Italian": Language(
        "Settimana", ("lun", "mar", "mer", "gio", "ven", "sab", "dom"),
        words("Riposo", "Corsa lenta", "Lungo", "Soglia", "Ripetute", "Salite", "Rigenerante"),
        "miglia", "minuti", "ore", "a",
    ),
    "Dutch": Language(
        "Week", ("ma", "di", "wo", "do", "vr", "za", "zo"),
        words("Rust", "Duurloop", "Lange duurloop", "Tempoduurloop", "Intervallen", "Heuvels", "Herstelloop"),
        "mijl", "minuten", "uur", "tot",
    ),
    "Portuguese": Language(
        "Semana", ("segunda", "terça", "quarta", "quinta", "sexta", "sábado", "domingo"),
        words("Folga", "Corrida leve", "Longão", "Limiar", "Tiros", "Subidas", "Corrida regenerativa"),
        "milhas", "minutos", "horas", "até",
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Written:
    """A workout of the block that is written down: its kind, and its length in tenths of a unit or in minutes."""

    kind: str
    tenths: int = 0
    minutes: int = 0


RUNS = st.one_of(
    st.builds(Written, st.sampled_from(KINDS[1:]), tenths=st.integers(20, 350)),
    st.builds(Written, st.sampled_from(KINDS[1:]), minutes=st.integers(20, 200)),
)
DAYS = st.one_of(st.just(Written("rest")), RUNS)
WEEKS = st.lists(st.lists(DAYS, min_size=7, max_size=7), min_size=1, max_size=4).filter(
    lambda weeks: any(day.kind != "rest" for week in weeks for day in week)
)
DISTANCE_PHRASES = (
    "{kind} {length}", "{kind} - {length}", "{kind}, {length}", "{kind}: {length}", "{kind} ({length})",
    "{length} {kind}", "{kind} ~{length}", "{kind} {length} @ 6:10/km", "{kind} {length}, 4 x 20 s strides",
    "{kind} {low} {to} {length}", "{kind} {low}-{length}", "{kind}\n{length}", "{kind} {length}.",
    "{kind} {length} (Z2)",
)  # fmt: skip
TIME_PHRASES = (
    "{kind} {length}", "{kind} - {length}", "{kind}, {length}", "{kind} ({length})", "{length} {kind}",
    "{kind}: {length}",
)  # fmt: skip


def number(tenths: int, *, comma: bool) -> str:
    """Return so many tenths as a decimal number."""
    text = f"{tenths / 10:g}"
    return text.replace(".", ",") if comma else text


@st.composite
def phrases(draw: st.DrawFn, day: Written, language: Language, unit: Unit) -> str:
    """Return a cell that says what a workout is, in one of the ways that people have."""
    kind = language.words[day.kind]
    kind = draw(st.sampled_from((kind, kind.lower(), kind.upper() if kind.isascii() else kind)))
    if day.kind == "rest":
        return kind
    if day.minutes:
        hours, minutes = divmod(day.minutes, 60)
        forms = [f"{day.minutes} {language.minutes}", f"{day.minutes}'", f"{day.minutes}min"]
        forms += [f"{hours}h{minutes:02d}", f"{hours}:{minutes:02d} h"] if hours else []
        forms += [f"{hours} {language.hours}"] if hours and not minutes else []
        return draw(st.sampled_from(TIME_PHRASES)).format(kind=kind, length=draw(st.sampled_from(forms)))
    comma = draw(st.booleans())
    written = number(day.tenths, comma=comma)
    names = [language.miles, "mi"] if unit is Unit.MI else ["km", "km", "k"]
    length = f"{written}{draw(st.sampled_from((' ', '')))}{draw(st.sampled_from(names))}"
    low = number(max(day.tenths - 10, 5), comma=comma)
    phrase = draw(st.sampled_from(DISTANCE_PHRASES))
    return phrase.format(kind=kind, length=length, low=low, to=language.to)


@st.composite
def grids(draw: st.DrawFn) -> tuple[list[list[Written]], Unit, str]:
    """Return a block of workouts, its unit, and the grid that is written of it."""
    language = LANGUAGES[draw(st.sampled_from(sorted(LANGUAGES)))]
    unit = draw(st.sampled_from([Unit.KM, Unit.MI]))
    weeks = draw(WEEKS)
    numbered = draw(st.booleans())
    rows = [[*([language.week] if numbered else []), *language.days]]
    for index, week in enumerate(weeks):
        cells = [draw(phrases(day, language, unit)) for day in week]
        rows.append([*([str(index + 1)] if numbered else []), *cells])
    text = StringIO()
    csv.writer(text, delimiter=draw(st.sampled_from(",;\t"))).writerows(rows)
    return weeks, unit, text.getvalue()


def is_as_written(entry: PlanEntry, day: Written, unit: Unit) -> bool:
    """Return whether a workout of the plan has kind and length of the one that was written down."""
    kinds = {entry.kind or entry.sport.value}
    if day.kind in ("easy", "recovery") and entry.kind == "long":  # the longest of its week, by length
        kinds.add(day.kind)
    planned = entry.planned
    if day.tenths:
        metres = day.tenths / 10 * METRES_PER_UNIT[unit]
        return day.kind in kinds and planned.distance_m == pytest.approx(metres, abs=1)
    return day.kind in kinds and planned.duration_s == (day.minutes * 60 or None) and planned.distance_m is None


def is_listed(plan: Plan, index: int, entry: PlanEntry) -> bool:
    """Return whether a doubt names the cell or the workout."""
    weekday = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")[index % 7]
    where = f"week {index // 7 + 1} {weekday}"
    return bool(entry.kind_doubt) or any(where in doubt for doubt in plan.doubts)


@given(grids())
def test_a_grid_written_of_a_block_is_that_block_or_says_where_not(
    written: tuple[list[list[Written]], Unit, str],
) -> None:
    weeks, unit, text = written
    plan = parse_plan(text, "grid.csv")
    days = [day for week in weeks for day in week]
    entries: dict[int, list[PlanEntry]] = {}
    for entry in plan.entries:
        entries.setdefault(entry.day, []).append(entry)
    assert plan.days == len(days)
    wrong = [
        (index, day, entries[index])
        for index, day in enumerate(days)
        if len(entries[index]) != 1
        or not (is_as_written(entries[index][0], day, unit) or is_listed(plan, index, entries[index][0]))
    ]
    assert wrong == []


@given(grids())
def test_hardly_anything_that_people_write_is_doubtful(written: tuple[list[list[Written]], Unit, str]) -> None:
    plan = parse_plan(written[2], "grid.csv")
    assert plan.doubts == ()
