"""Whatever stands behind an option, of whatever command: done, refused in a sentence, or wrong usage; never a fault."""

from __future__ import annotations

import argparse
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from terminal import TODAY, Terminal, booking

from tierslieu_desk.commands import COMMANDS, self_test, tour, verify
from tierslieu_desk.commands.demo_house import life
from tierslieu_desk.commands.protocol import Command

HUGE = "9" * 5_000
"""More digits than Python takes for a number."""
NUMBERS = ("0", "-1", "-0", "1", "1.5", "9" * 20, HUGE, "nan", "inf", "-inf", "1e9", "1e400", "٣", "²", "1_0")
DAYS = (
    *("0001-01-01", "1899-12-31", "1900-01-01", "2999-12-31", "3000-01-01", "9999-12-31", "2026-02-30", "20261124"),
    *("0001-01-01T00:00", "1900-01-01T00:00", "2999-12-31T23:59", "9999-12-31T23:59", "2026-11-24T14:00+14:00"),
    *("2026-W48-2", "2999-12-31T24:00", "２０２６-11-24"),
)
TEXTS = ("", " ", "x", "é" * 300, "-", "--", "%s", "%(text)s", "999x999", "\udcff")
"""The last is how a byte arrives that is no letter in UTF-8."""
EXTREMES = (*NUMBERS, *DAYS, *TEXTS)

USUAL: dict[str, list[str]] = {
    "demo": ["demo"],
    "tour": ["tour", "--out", "tour", "--size", "1x1"],
    "import": ["import", "people", "people.csv"],
    "units": ["units"],
    "book": booking("09:00", "10:00"),
    "free": ["free", "--date", "2026-11-25", "--minutes", "60"],
    "bill": ["bill", "--until", "2026-11-30"],
    "invoices": ["invoices"],
    "export": ["export", "people", "--out", "people"],
    "target": ["target", "add", "here", "--kind", "folder", "--url", "public"],
    "publish": ["publish"],
    "backup": ["backup"],
    "restore": ["restore", "copy.tldesk"],
    "verify": ["verify"],
    "self-test": ["self-test"],
}
QUICK = [command for command in COMMANDS if command not in (self_test, verify, tour)]
"""Those that take something, and are over at once whatever it is; a tour is made below, of arguments it refuses."""


def taken(command: Command) -> list[argparse.Action]:
    """What a command takes a value for."""
    parser = argparse.ArgumentParser()
    command.arguments(parser)
    return [action for action in parser._actions if action.nargs != 0]


def with_value(command: Command, action: argparse.Action, value: str) -> list[str]:
    """The usual words of the command, that value in the place of what stood there."""
    words = list(USUAL[command.NAME])
    if not action.option_strings:
        plain = [one.dest for one in taken(command) if not one.option_strings]
        words[1 + plain.index(action.dest)] = value
        return words
    option = action.option_strings[-1]
    if option in words:
        at = words.index(option)
        del words[at : at + 2]
    return [*words, f"{option}={value}"]


def refuse_a_fault(terminal: Terminal, words: list[str], *, today: str = TODAY) -> int:
    """The exit code, which is 0, 1 or 2 and told in a sentence."""
    told = terminal(*words, options=("--today", today))
    assert told.code in (0, 1, 2), (words, told)
    assert "Traceback" not in told.err
    assert not told.code or told.err.strip() or told.out.strip(), words
    return told.code


@pytest.fixture
def desk(terminal: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """The small house, from a folder where anything may be written; a demo house is not lived in."""
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    monkeypatch.setattr(life, "live", lambda *_arguments: None)
    return terminal


def test_every_command_has_its_usual_words() -> None:
    assert list(USUAL) == [command.NAME for command in COMMANDS]


@pytest.mark.parametrize("command", QUICK, ids=lambda command: command.NAME)
def test_no_value_of_any_option_is_a_fault(command: Command, desk: Terminal, tmp_path: Path) -> None:
    for number, action in enumerate(taken(command)):
        for turn, value in enumerate(EXTREMES):
            if command.NAME == "demo":
                desk.folder = tmp_path / f"demo-{number}-{turn}"
            refuse_a_fault(desk, with_value(command, action, value))


@pytest.mark.parametrize("value", [value for value in EXTREMES if value != "999x999"])
@pytest.mark.parametrize("option", ["--size", "--scale"])
def test_a_tour_of_no_size_is_wrong_usage(desk: Terminal, option: str, value: str) -> None:
    if option == "--scale" and value in {"1", "1.5", "٣"}:
        return
    assert refuse_a_fault(desk, ["tour", "--out", "tour", f"{option}={value}"]) == 2


@pytest.mark.parametrize("today", [value for value in EXTREMES if value not in DAYS])
def test_what_is_no_day_is_no_day_of_today(desk: Terminal, today: str) -> None:
    told = desk("units", options=(f"--today={today}",))
    assert (told.code, told.out) == (2, "")


@pytest.mark.parametrize(
    ("today", "code"),
    [
        *(("0001-01-01", 2), ("1899-12-31", 2), ("3000-01-01", 2), ("9999-12-31", 2), ("2026-02-30", 2)),
        *(("1900-01-01", 0), ("2999-12-31", 0)),
    ],
)
def test_today_is_a_day_that_a_desk_may_see(desk: Terminal, today: str, code: int) -> None:
    for words in (["units"], ["free", "--date", "2026-11-25", "--minutes", "60"], ["bill", "--until", "2026-11-30"]):
        assert refuse_a_fault(desk, words, today=today) == code


@pytest.mark.parametrize("today", ["1900-01-01", "2999-12-31"])
@pytest.mark.parametrize("command", QUICK, ids=lambda command: command.NAME)
def test_no_command_fails_on_the_first_and_the_last_day(
    command: Command, desk: Terminal, tmp_path: Path, today: str
) -> None:
    if command.NAME == "demo":
        desk.folder = tmp_path / "demo"
    refuse_a_fault(desk, USUAL[command.NAME], today=today)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["free", "--date", "9999-12-31", "--minutes", "60"], "day_out_of_reach"),
        (["free", "--date", "0001-01-01", "--minutes", "60"], "day_out_of_reach"),
        (["bill", "--until", "9999-12-31"], "day_out_of_reach"),
        (booking("23:00", "23:59", day="9999-12-31"), "day_out_of_reach"),
        (booking("00:00", "01:00", day="0001-01-01"), "day_out_of_reach"),
        (["free", "--date", "2026-02-30", "--minutes", "60"], "not_a_date"),
    ],
)
def test_a_day_nobody_can_mean_is_refused_and_said(desk: Terminal, words: list[str], code: str) -> None:
    told = desk(*words, "--json")
    assert (told.code, told.json["error"]) == (1, code)
    assert told.err.strip() == told.json["message"]


@pytest.mark.parametrize("years", ["0", "-1", "-0.5", "nan", "inf", "-inf", "1e9", "100.1", "1e400", "two", ""])
def test_a_life_of_no_length_is_wrong_usage_and_leaves_nothing(desk: Terminal, tmp_path: Path, years: str) -> None:
    desk.folder = tmp_path / "demo"
    told = desk("demo", f"--years={years}")
    assert told.code == 2
    assert not desk.folder.exists()


def test_a_house_that_opened_before_any_desk_is_refused_and_leaves_nothing(desk: Terminal, tmp_path: Path) -> None:
    desk.folder = tmp_path / "demo"
    told = desk("demo", "--years", "100", "--json", options=("--today", "1999-12-31"))
    assert (told.code, told.json["error"]) == (1, "day_out_of_reach")
    assert not desk.folder.exists()


@pytest.mark.parametrize(("minutes", "code"), [("0", 2), ("-1", 2), ("1", 0), ("999999", 0), ("1000000", 2)])
def test_minutes_are_counted_up_to_two_years(desk: Terminal, minutes: str, code: int) -> None:
    assert desk("free", "--date", "2026-11-25", f"--minutes={minutes}").code == code


@pytest.mark.parametrize(
    "words",
    [
        ["backup", "--to="],
        ["backup", "--to", " "],
        ["restore", ""],
        ["export", "people", "--out="],
        ["tour", "--out="],
        ["import", "people", ""],
        ["publish", "--target="],
        ["target", "add", "", "--kind", "folder", "--url", "public"],
        ["target", "add", "here", "--kind", "folder", "--url="],
    ],
)
def test_an_empty_name_is_wrong_usage_and_not_the_current_folder(desk: Terminal, words: list[str]) -> None:
    told = desk(*words)
    assert (told.code, told.out) == (2, "")
    assert list(Path.cwd().iterdir()) == []


@pytest.mark.parametrize(
    "words",
    [
        ["backup", "--to", "\udcff"],
        ["restore", "\udcff"],
        ["target", "add", "\udcff", "--kind", "folder", "--url", "public"],
        ["target", "add", "here", "--kind", "webdav", "--url", "https://\udcff/"],
        ["target", "add", "here", "--kind", "folder", "--url", "public", "--user", "\udcff"],
    ],
)
def test_what_arrives_as_no_letters_is_wrong_usage(desk: Terminal, words: list[str]) -> None:
    told = desk(*words)
    assert (told.code, told.out) == (2, "")


def test_an_empty_data_folder_is_wrong_usage_and_not_the_current_one(desk: Terminal) -> None:
    told = desk("demo", options=("--data", "", "--today", TODAY))
    assert (told.code, told.out) == (2, "")
    assert list(Path.cwd().iterdir()) == []


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    day=st.one_of(st.dates().map(str), st.sampled_from(DAYS), st.text(max_size=12)),
    minutes=st.one_of(st.integers().map(str), st.floats().map(str), st.sampled_from(NUMBERS)),
    people=st.one_of(st.integers(min_value=0).map(str), st.sampled_from(NUMBERS)),
)
def test_whatever_is_asked_for_is_found_or_refused(desk: Terminal, day: str, minutes: str, people: str) -> None:
    refuse_a_fault(desk, ["free", f"--date={day}", f"--minutes={minutes}", f"--people={people}"])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(start=st.datetimes(), end=st.datetimes())
def test_whatever_is_booked_is_had_or_refused(desk: Terminal, start: object, end: object) -> None:
    words = ["book", "--unit", "Booth", "--for", "Marie Dupont", f"--from={start}", f"--to={end}"]
    refuse_a_fault(desk, words)
