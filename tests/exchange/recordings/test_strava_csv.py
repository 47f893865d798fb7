"""Strava's list of activities: four languages, 10 to 103 columns, rows joined to files by the name of the file."""

import datetime as dt
import random

import pytest

from planner.exchange.recordings.csv_table import decode_csv
from planner.exchange.recordings.garmin_csv import is_garmin_csv
from planner.exchange.recordings.strava_csv import is_strava_csv, join_row, read_strava_csv, read_strava_list
from planner.training.recordings import FileReading, FileVerdict, ParsedActivity, RecordingFormat
from planner.training.workouts import Sport
from tests.exchange.recordings.csv_lists import NOW, STRAVA_HEADS, csv_text, shown_file, strava_row, strava_text

WORDS = {
    "english": ("Sep 20, 2026, 6:12:12 AM", "8.04", "Run"),
    "german": ("20.09.2026, 06:12:12", "8,04", "Lauf"),
    "french": ("20 sept. 2026 à 06:12:12", "8,04", "Course à pied"),
    "spanish": ("20 sept 2026, 6:12:12", "8,04", "Carrera"),
}


def only_activity(text: str) -> ParsedActivity:
    reading = read_strava_list(text, NOW)
    assert reading.verdict is FileVerdict.IMPORTED, reading.reason
    (activity,) = reading.activities
    return activity


@pytest.mark.parametrize("language", WORDS)
def test_the_same_run_in_four_languages(language: str) -> None:
    date, shown_km, sport = WORDS[language]
    text = strava_text(strava_row(date=date, shown_km=shown_km, sport=sport), language=language)
    assert is_strava_csv(text)
    assert not is_garmin_csv(text)
    run = only_activity(text)
    assert run.sport is Sport.RUN
    assert run.sport_said
    assert run.device_sport == sport
    assert run.start_utc == dt.datetime(2026, 9, 20, 6, 12, 12, tzinfo=dt.UTC)
    assert run.local_start is None
    assert (run.distance_m, run.duration_s, run.moving_s, run.elapsed_s) == (8041.3, 2640, 2640, 2712)
    assert (run.avg_hr, run.ascent_m, run.title) == (141, 52, "Easy, with strides")


@pytest.mark.parametrize("language", STRAVA_HEADS)
def test_heads_are_known_without_their_accents_and_with_other_apostrophes(language: str) -> None:
    head = STRAVA_HEADS[language].replace("'", "’").replace("í", "i").replace("Ö", "ö").upper()
    assert is_strava_csv(csv_text(head, []))


def test_a_race_and_counted_sets() -> None:
    race = only_activity(strava_text(strava_row(race="1.0")))
    assert race.is_race
    assert not only_activity(strava_text(strava_row(race="0.0"))).is_race
    sled = only_activity(strava_text(strava_row(sport="Weight Training", metres="0.0", shown_km="0.00", sets="6.0")))
    assert sled.sport is Sport.STRENGTH
    assert (sled.sets, sled.distance_m, sled.ascent_m) == ("6 sets", None, None)


def test_an_activity_that_is_listed_twice_is_read_once() -> None:
    listed = read_strava_csv(strava_text(strava_row(), strava_row(title="Again"), strava_row(number="9002")), NOW)
    assert [row.activity.title for row in listed.rows] == ["Easy, with strides", "Easy, with strides"]
    assert not listed.unread


def test_the_list_of_2019_has_metres_and_that_of_later_in_2019_kilometres() -> None:
    before = "id,date,name,type,description,elapsed_time,distance,commute,gear,filename\n"
    before += "1,2018-09-12 15:02:23,Evening Run,Run,,2783,8681.0,false,,activities/1.gpx\n"
    after = "Activity ID,Activity Date,Activity Name,Activity Type,Elapsed Time,Distance,Filename\n"
    after += '1,"Sep 12, 2018, 3:02:23 PM",Evening Run,Run,2783,8.68,activities/1.gpx\n'
    assert only_activity(before).distance_m == 8681
    assert only_activity(after).distance_m == 8680
    assert only_activity(after.replace("Run,2783,8.68", 'Swim,2783,"1,500"')).distance_m == 1500


def test_a_sport_that_is_not_known_is_kept_and_asked_about() -> None:
    activity = only_activity(strava_text(strava_row(sport="Quidditch")))
    assert (activity.sport, activity.sport_said, activity.device_sport) == (Sport.CROSS, False, "Quidditch")


def test_rows_that_cannot_be_read_are_named_and_the_others_kept() -> None:
    rows = [strava_row(str(number)) for number in range(5)]
    rows[1][1] = "some day"
    rows[3] += ["a cell too many"] * 3
    reading = read_strava_list(strava_text(*rows), NOW)
    assert reading.verdict is FileVerdict.DAMAGED_BUT_KEPT
    assert len(reading.activities) == 3
    assert reading.reason == "2 rows cannot be read (3 and 5)"


def test_a_year_that_cannot_be_true_is_no_date() -> None:
    for date in ("Sep 20, 1989, 6:12:12 AM", "Sep 20, 2031, 6:12:12 AM"):
        reading = read_strava_list(strava_text(strava_row(date=date)), NOW)
        assert (reading.verdict, reading.reason) == (FileVerdict.SKIPPED, "row 2 cannot be read")


def test_a_list_that_is_cut_loses_only_the_row_at_the_cut() -> None:
    text = strava_text(strava_row("1"), strava_row("2"), strava_row("3"))
    cut = text[: text.rindex("2640")]
    reading = read_strava_list(cut, NOW)
    assert len(reading.activities) == 2
    assert (reading.verdict, reading.reason) == (FileVerdict.DAMAGED_BUT_KEPT, "row 4 cannot be read")


def test_text_of_a_row_cannot_reach_the_terminal() -> None:
    activity = only_activity(strava_text(strava_row(title="\x1b[2J\u202eloop\nof [bold]", sport="Run\x07")))
    assert activity.title == "\ufffd[2J\ufffdloop of [bold]"
    assert activity.device_sport == "Run\ufffd"


def test_other_encodings_and_what_excel_makes_of_a_list() -> None:
    text = strava_text(
        strava_row(date="20.09.2026, 06:12:12", sport="Lauf", shown_km="8,04", title="Früh über Höfe"),
        language="german",
    )
    for data in (text.encode("utf-8-sig"), text.encode("utf-16"), text.encode("cp1252")):
        assert only_activity(decode_csv(data)).title == "Früh über Höfe"
    semicolons = "sep=;\r\n" + csv_text(STRAVA_HEADS["english"], []).replace(",", ";")
    semicolons += ";".join(f'"{cell}"' for cell in strava_row()) + "\r\n"
    assert is_strava_csv(semicolons)
    assert only_activity(semicolons).distance_m == 8041.3


def test_a_broken_letter_in_utf_8_leaves_the_others_whole() -> None:
    text = strava_text(strava_row(sport="Lauf", title="Früh über Höfe"), language="german")
    data = text.encode().replace("Früh".encode(), b"Fr\xff\xffh")
    assert "über Höfe" in only_activity(decode_csv(data)).title


FILE = ParsedActivity(
    RecordingFormat.FIT,
    Sport.RUN,
    device_sport="running/generic",
    start_utc=dt.datetime(2026, 9, 20, 6, 12, 12, tzinfo=dt.UTC),
    utc_offset_s=7200,
    distance_m=8050.0,
    duration_s=2700.5,
    elapsed_s=2712.0,
)


def test_a_row_fills_what_its_file_lacks_and_gives_it_its_title() -> None:
    row = only_activity(strava_text(strava_row(race="1.0")))
    (joined,) = join_row(FileReading(FileVerdict.IMPORTED, (FILE,)), row).activities
    assert joined.format is RecordingFormat.FIT
    assert (joined.distance_m, joined.duration_s, joined.utc_offset_s) == (8050, 2700.5, 7200)
    assert (joined.avg_hr, joined.ascent_m, joined.title, joined.is_race) == (141, 52, "Easy, with strides", True)


def test_the_sport_that_was_corrected_on_strava_counts() -> None:
    hike = only_activity(strava_text(strava_row(sport="Hike")))
    (joined,) = join_row(FileReading(FileVerdict.IMPORTED, (FILE,)), hike).activities
    assert (joined.sport, joined.device_sport) == (Sport.CROSS, "Hike")
    unknown = only_activity(strava_text(strava_row(sport="Quidditch")))
    (joined,) = join_row(FileReading(FileVerdict.IMPORTED, (FILE,)), unknown).activities
    assert (joined.sport, joined.sport_said) == (Sport.RUN, True)


def test_the_parts_of_a_triathlon_keep_their_sports_and_get_the_title() -> None:
    row = only_activity(strava_text(strava_row(title="Triathlon", sport="Ride")))
    reading = join_row(FileReading(FileVerdict.IMPORTED, (FILE, FILE)), row)
    assert [(part.sport, part.title, part.distance_m) for part in reading.activities] == [
        (Sport.RUN, "Triathlon", 8050)
    ] * 2


def test_a_file_without_a_date_gets_that_of_its_row() -> None:
    undated = FileReading(FileVerdict.SKIPPED, (FILE,), reason="the watch clock was never set", needs_date=True)
    row = only_activity(strava_text(strava_row(date="Sep 21, 2026, 6:12:12 AM")))
    reading = join_row(undated, row)
    assert reading.verdict is FileVerdict.IMPORTED
    assert reading.activities[0].start_utc == row.start_utc
    assert reading.activities[0].utc_offset_s is None
    assert not reading.needs_date


def test_a_file_that_cannot_be_read_leaves_the_figures_of_its_row() -> None:
    row = only_activity(strava_text(strava_row()))
    reading = join_row(FileReading(FileVerdict.SKIPPED, reason="it is damaged"), row)
    assert reading.verdict is FileVerdict.IMPORTED
    assert reading.activities[0].distance_m == 8041.3
    assert "it is damaged" in reading.activities[0].remarks[0]


def test_shown_lists_give_the_same_runs_whatever_their_number_of_columns() -> None:
    names = ["strava_export_en_86col.csv", "strava_export_de_92col.csv", "strava_export_en_103col.csv"]
    lists = [
        {row.filename: row.activity for row in read_strava_csv(shown_file(name).read_text("utf-8"), NOW).rows}
        for name in names
    ]
    for filename in ("activities/9001.fit.gz", "activities/9002.gpx.gz"):
        figures = {
            (run.start_utc, run.distance_m, run.duration_s, run.elapsed_s, run.avg_hr, run.ascent_m, run.title)
            for run in (listed[filename] for listed in lists)
        }
        assert len(figures) == 1
    assert [len(listed) for listed in lists] == [3, 3, 5]  # rows without a file share the empty name
    old = read_strava_list(shown_file("strava_export_old_2019.csv").read_text("utf-8"), NOW)
    assert [run.distance_m for run in old.activities] == [8681.0, 5002.4]


def damaged(text: str, number: int) -> str:
    """A variant of a text: cut, with other characters in it, or with a part of it twice."""
    chance = random.Random(number)
    place = chance.randrange(len(text))
    match number % 4:
        case 0:
            return text[:place]
        case 1:
            return text[:place] + chance.choice('",\n\r\0;\u2028\ud800') + text[place + 1 :]
        case 2:
            return text[:place] + text[chance.randrange(len(text)) :]
        case _:
            data = bytearray(text.encode())
            for _ in range(chance.randrange(1, 20)):
                data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
            return decode_csv(bytes(data))


def whole_list() -> str:
    rows = [strava_row(str(number), sport="Lauf", date="20.09.2026, 06:12:12") for number in range(4)]
    return strava_text(*rows, language="german")


def sweep(numbers: range) -> None:
    text = whole_list()
    for number in numbers:
        reading = read_strava_list(damaged(text, number), NOW)
        assert len(reading.activities) <= 8
        assert reading.activities or reading.reason
        assert reading.verdict in {FileVerdict.IMPORTED, FileVerdict.DAMAGED_BUT_KEPT, FileVerdict.SKIPPED}


def test_a_damaged_list_ends_in_activities_or_one_sentence() -> None:
    sweep(range(500))


@pytest.mark.soak
def test_thousands_of_damaged_lists() -> None:
    sweep(range(500, 20_000))


def test_a_list_made_to_be_huge_is_read_as_far_as_any_list_goes() -> None:
    quote = strava_text(strava_row()) + '"' + "x" * 300_000
    reading = read_strava_list(quote, NOW)
    assert len(reading.activities) == 1
    assert reading.reason == "the file is damaged after row 2"
    many = "Activity ID,Activity Date,Activity Type,Elapsed Time,Filename\n"
    many += "".join(f"{number},2026-09-20 06:12:12,Run,60,\n" for number in range(30_010))
    reading = read_strava_list(many, NOW)
    assert len(reading.activities) == 30_000
    assert reading.reason == "the file has more rows than any list; those from row 30002 on are not read"
    reading = read_strava_list("id,date,type,filename" + "," * 20_000_000, NOW)
    assert (reading.verdict, reading.reason) == (
        FileVerdict.SKIPPED,
        "the file has more than 20,000,000 characters, more than any list has",
    )
