"""The words of a table's head in seven languages, apart from weekdays: what a column holds, and in which unit."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final, NamedTuple

from planner.exchange.plans.tables.table_rows import TableRow
from planner.exchange.plans.words.weekday_words import plain_word
from planner.training.races import Unit


class Head(StrEnum):
    """What a column holds."""

    WEEK = "week"
    WEEK_OF = "week of"
    DATE = "date"
    DAY = "day"
    SLOT = "slot"
    SPORT = "sport"
    KIND = "kind"
    TITLE = "title"
    DISTANCE = "distance"
    UNIT = "unit"
    DURATION = "duration"
    RPE = "rpe"
    NOTE = "note"
    TOTAL = "total"
    PHASE = "phase"


_WORDS: Final = {
    Head.WEEK: "week, weeks, wk, w, week no, week number, no, nr, n, #, woche, wochen, kw, semaine, sem, "
    "semana, settimana, sett, weeknr, weeknummer, weeks to go, weeks to race",
    Head.WEEK_OF: "week of, week beginning, week begins, week starting, week commencing, week start, w/c, wc, "
    "starting, beginning, from, monday date, woche ab, woche vom, ab, vom, beginn, semaine du, du, semana del, del, "
    "settimana del, dal, week van, vanaf, semana de, a partir de",
    Head.DATE: "date, datum, fecha, data, tag/datum, jour/date, workout date, scheduled date, start date, workoutday, "
    "workout day",
    Head.DAY: "day, day number, day no, weekday, tag, wochentag, jour, dia, giorno, dag, day of week",
    Head.SLOT: "slot, am/pm, half, half of day, time of day, tageszeit",
    Head.SPORT: "sport, deporte, esporte, sportart, activity, activity type",
    Head.KIND: "kind, type, run type, workout type, art, typ, trainingsart, tipo, soort, session type",
    Head.TITLE: "title, workout, workouts, name, session, run, training, plan, einheit, trainingseinheit, titel, lauf, "
    "entrainement, seance, course, entrenamiento, sesion, carrera, allenamento, seduta, corsa, loop, treino, corrida, "
    "planned workout, what",
    Head.DISTANCE: "distance, dist, km, kms, mi, miles, m, metres, meters, kilometers, kilometres, planned distance, "
    "distanz, strecke, lange, kilometer, distancia, kilometros, distanza, chilometri, afstand, quilometros, millas",
    Head.UNIT: "unit, units, distance type, distance unit, distance units, "
    "einheit der distanz, unite, unidad, unita, eenheid, unidade",
    Head.DURATION: "duration, time, minutes, min, mins, hours, seconds, planned duration, dauer, zeit, minuten, duree, "
    "temps, duracion, tiempo, minutos, durata, tempo (min), duur, tijd, duracao",
    Head.RPE: "rpe, effort, anstrengung",
    Head.NOTE: "note, notes, comment, comments, details, description, remark, remarks, focus, goal, pace, paces, "
    "notiz, "
    "notizen, bemerkung, bemerkungen, kommentar, anmerkung, hinweis, hinweise, beschreibung, ziel, schwerpunkt, "
    "remarque, remarques, commentaire, allure, nota, notas, comentario, observaciones, ritmo, commento, osservazioni, "
    "opmerking, opmerkingen, notitie, notities, doel, observacoes, comentarios, strength, kraft, cross",
    Head.TOTAL: "total, totals, sum, weekly total, week total, mileage, weekly mileage, volume, "
    "weekly volume, gesamt, summe, umfang, "
    "wochenkilometer, wochenumfang, gesamtkilometer, somme, suma, totale, somma, totaal, som, totais, soma, "
    "total distance, weekly distance, total km, total miles, km total, estimated, estimated distance, kilometrage",
    Head.PHASE: "phase, block, period, cycle, periode, ciclo, fase, stage",
}
_HEAD_OF_WORD: Final = {word.strip(): head for head, words in _WORDS.items() for word in words.split(",")}
UNIT_WORDS: Final = {
    **dict.fromkeys(
        ("km", "kms", "k", "kilometers", "kilometres", "kilometer", "kilometros", "chilometri", "quilometros"), Unit.KM
    ),
    **dict.fromkeys(("mi", "mile", "miles", "millas"), Unit.MI),
}
"""The unit of distances, by the names that heads give it."""
METRE_WORDS: Final = frozenset({"m", "metres", "meters"})
LEAST_METRES_ALONE: Final = 400.0
"""A distance that is a number without a unit is metres from here on: nobody runs so many kilometres."""
SECOND_WORDS: Final = frozenset({"s", "sec", "secs", "seconds"})
HOUR_WORDS: Final = frozenset({"h", "hr", "hrs", "hours", "std", "stunden"})
MINUTE_WORDS: Final = frozenset({"min", "mins", "minutes", "minuten", "minutos"})
_UNITS: Final = {*UNIT_WORDS, *METRE_WORDS, *SECOND_WORDS, *HOUR_WORDS, *MINUTE_WORDS}
_TRAILING_UNIT: Final = re.compile(r"(?P<name>.+?)\s*[\s(\[/]\s*(?:in )?(?P<unit>[a-z]+)\s*[)\]]?")

_CAMEL_CASE: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")
_SOFT_PREFIX: Final = re.compile(r"^(?:planned|workout|target|prescribed|coach|scheduled) ")
"""Words of other programs that leave a head what it is without them."""
_MOST_CHARACTERS: Final = 80
"""Of a head; longer ones are no words that are known."""


class HeadWords(NamedTuple):
    """The words of a head without accents, and the unit at their end: ``Distance (km)``, ``duration_s``."""

    name: str
    unit: str


def split_head(text: str) -> HeadWords:
    """Return the words of a head and the unit in it, which is empty where it names none or nothing else."""
    words = _plain_head(text)
    match = _TRAILING_UNIT.fullmatch(words)
    if match is not None and match["unit"] in _UNITS:
        return HeadWords(match["name"], match["unit"])
    return HeadWords(words, "")


def find_head(text: str) -> Head | None:
    """Return what a column with this head holds; None for words that are not known."""
    names = (_plain_head(text), split_head(text).name)
    bare = (_SOFT_PREFIX.sub("", name) for name in names)
    return next((_HEAD_OF_WORD[name] for name in (*names, *bare) if name in _HEAD_OF_WORD), None)


def _plain_head(text: str) -> str:
    """Return the words of a head apart: ``duration_s``, ``PlannedDuration``."""
    return plain_word(_CAMEL_CASE.sub(" ", text[:_MOST_CHARACTERS].replace("_", " ")))


def unit_of_head(text: str) -> Unit | None:
    """Return the unit of distances that a head names: ``Total (km)``, ``Miles``."""
    name, unit = split_head(text)
    return UNIT_WORDS.get(unit) or UNIT_WORDS.get(name)


def find_columns(header: TableRow) -> dict[Head, int]:
    """Return the column of each thing that a head names; the first of several with one meaning."""
    columns: dict[Head, int] = {}
    for column, cell in enumerate(header.cells):
        head = find_head(cell)
        if head is not None:
            columns.setdefault(head, column)
    return columns
