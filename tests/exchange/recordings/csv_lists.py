"""Lists of activities as Strava and Garmin Connect write them, on the heads that their exports really have."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest

NOW = dt.datetime(2027, 1, 1, tzinfo=dt.UTC)
SHOWN = Path(__file__).resolve().parents[4] / "shared" / "data" / "activities"

STRAVA_HEADS = {
    "english": "Activity ID|Activity Date|Activity Name|Activity Type|Elapsed Time|Distance|Max Heart Rate|Filename"
    "|Elapsed Time|Moving Time|Distance|Elevation Gain|Max Heart Rate|Average Heart Rate|Type|Competition|Total Sets",
    "german": "Aktivitäts-ID|Aktivitätsdatum|Name der Aktivität|Aktivitätsart|Verstrichene Zeit|Distanz"
    "|Max. Herzfrequenz|Dateiname|Verstrichene Zeit|Bewegungszeit|Distanz|Höhenzunahme|Max. Herzfrequenz"
    "|Durchschnittliche Herzfrequenz|Art|Wettkampf|Sätze insgesamt",
    "french": "ID de l'activité|Date de l'activité|Nom de l'activité|Type d'activité|Temps écoulé|Distance"
    "|Fréquence cardiaque max.|Nom du fichier|Temps écoulé|Durée de déplacement|Distance|Dénivelé positif"
    "|Fréquence cardiaque max.|Fréquence cardiaque moyenne|Type|Compétition|Séries totales",
    "spanish": "ID de actividad|Fecha de la actividad|Nombre de la actividad|Tipo de actividad|Tiempo transcurrido"
    "|Distancia|Frecuencia cardiaca máx.|Nombre de archivo|Tiempo transcurrido|Tiempo en movimiento|Distancia"
    "|Desnivel positivo|Frecuencia cardiaca máx.|Frecuencia cardiaca media|Tipo|Competición|Series totales",
}
GARMIN_HEADS = {
    "english": "Activity Type|Date|Favorite|Title|Distance|Calories|Time|Avg HR|Total Ascent|Moving Time|Elapsed Time",
    "german": "Aktivitätstyp|Datum|Favorit|Titel|Distanz|Kalorien|Zeit|Ø HF|Positiver Höhenunterschied"
    "|Zeit in Bewegung|Verstrichene Zeit",
    "french": "Type d'activité|Date|Favori|Titre|Distance|Calories|Durée|Fréquence cardiaque moyenne"
    "|Ascension totale|Temps de déplacement|Temps écoulé",
    "spanish": "Tipo de actividad|Fecha|Favorito|Título|Distancia|Calorías|Tiempo|Frecuencia cardiaca media"
    "|Ascenso total|Tiempo en movimiento|Tiempo transcurrido",
}


def csv_text(head: str, rows: Iterable[Sequence[str]]) -> str:
    """The text of a list whose heads are apart by ``|``."""
    text = io.StringIO()
    csv.writer(text).writerows([head.split("|"), *rows])
    return text.getvalue()


def strava_row(
    number: str = "9001",
    date: str = "Sep 20, 2026, 6:12:12 AM",
    title: str = "Easy, with strides",
    sport: str = "Run",
    filename: str = "",
    shown_km: str = "8.04",
    metres: str = "8041.3",
    race: str = "",
    sets: str = "",
) -> list[str]:
    seconds = ["2712.0", "2640.0"]
    return [
        number, date, title, sport, "2712", shown_km, "163", filename, *seconds, metres, "52.0", "163.0", "141.0",
        "", race, sets,
    ]  # fmt: skip


def strava_text(*rows: list[str], language: str = "english") -> str:
    return csv_text(STRAVA_HEADS[language], rows)


def shown_file(name: str) -> Path:
    """A file of the activities that are shown to developers; the test is skipped where they are not."""
    path = SHOWN / name
    if not path.exists():
        pytest.skip(f"{path} is not on this machine")
    return path
