"""One line for a status bar: ``today --short`` and ``next``."""

from tests.cli.said import Planner


def test_a_day_is_one_plain_line(planner: Planner) -> None:
    planner("add", "today", "easy", "--distance", "8km", "--start", "07:00")
    planner("add", "today", "heavy", "--sled", "5x20 56", "--wall-sit", "2x1:30", "--start", "18:00")
    assert planner("today", "--short").out == "07:00 Easy 8 km · 18:00 Heavy sled 5 x 20 m\n"
    assert planner("next").out == "07:00 Easy 8 km · 18:00 Heavy sled 5 x 20 m\n"


def test_what_is_done_says_so_and_is_not_next(planner: Planner) -> None:
    planner("add", "today", "easy", "--distance", "8km", "--start", "07:00")
    planner("add", "tomorrow", "light", "--start", "18:00", "--sled", "3x20 14")
    planner("done", "1")
    assert planner("today", "--short").out == "07:00 Easy 8 km done\n"
    assert planner("next").out == "tomorrow 18:00 Light session 3 x 20 m\n"


def test_a_later_day_is_named(planner: Planner) -> None:
    planner("add", "2027-03-20", "tempo", "--distance", "10km", "--title", "Tempo, 2 × 8 min")
    assert planner("next").out == "Sat 20 Mar 07:00 Tempo 10 km\n"
    assert planner("next", "--json").document["from"] == "2027-03-20"


def test_nothing_is_an_empty_line(planner: Planner) -> None:
    for words in (("today", "--short"), ("next",)):
        said = planner(*words)
        assert (said.code, said.out) == (0, "\n")
    planner("add", "today", "rest")
    assert planner("today", "--short").out == "\n"


def test_the_line_has_at_most_eighty_columns_and_counts_what_it_leaves_out(planner: Planner) -> None:
    for _ in range(6):
        planner("add", "today", "cross", "--title", "Bike 走 with the club over the hills", "--time", "90")
    line = planner("today", "--short").out.rstrip("\n")
    assert line.endswith(" · 5 more")
    assert len(line) + line.count("走") <= 80
    assert len(planner("next").out) <= 81


def test_what_was_left_yesterday_comes_behind_what_is_next(planner: Planner) -> None:
    planner("add", "yesterday", "tempo", "--distance", "12km")
    assert planner("next").out == "yesterday unmarked: Tempo\n"
    planner("add", "tomorrow", "easy", "--distance", "8km", "--start", "07:00")
    assert planner("next").out == "tomorrow 07:00 Easy 8 km · yesterday unmarked: Tempo\n"
    assert planner("today", "--short").out == "\n"
    planner("skip", "yesterday", "--reason", "tired")
    assert planner("next").out == "tomorrow 07:00 Easy 8 km\n"


def test_a_long_line_says_less_of_yesterday_or_nothing(planner: Planner) -> None:
    planner("add", "yesterday", "cross", "--title", "Swim")
    planner("add", "yesterday", "tempo", "--distance", "12km")
    planner("add", "today", "cross", "--title", "Bike with the club over", "--time", "90", "--start", "07:00")
    assert planner("next").out.endswith(" · yesterday unmarked: Cross, Tempo\n")
    planner("add", "today", "easy", "--distance", "8km", "--start", "18:00")
    assert planner("next").out.endswith("18:00 Easy 8 km · yesterday unmarked\n")
    planner("add", "today", "cross", "--title", "Swim", "--time", "45", "--start", "20:00")
    assert "yesterday" not in planner("next").out
