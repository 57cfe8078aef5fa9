"""A calendar of a space, or of all: what other programs read of it, whom it names, and what stays the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import icalendar
import pytest
from builders import SmallHouse, open_desk, person, settled, slot

from tierslieu_desk.services.booking.booking_work import NewBooking
from tierslieu_desk.services.booking.bookings import Bookings
from tierslieu_desk.services.booking.calendar_file import CalendarFiles, Wanted
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.place.places import PlaceDescription, Places
from tierslieu_desk.services.thing.maintenances import Maintenances

PARIS = "Europe/Paris"


@dataclass
class Here:
    desk: Desk
    house: SmallHouse
    marie: int
    folder: Path

    def book(self, unit: int, start: str, end: str, title: str = "", day: str = "2026-11-25", **more: object) -> int:
        new = NewBooking(unit, self.marie, slot(start, end, day), title=title, **more)  # type: ignore[arg-type]
        return Bookings(self.desk).book(new).id

    def content(self, unit: int | None = None, *, names: bool = False) -> bytes:
        (file,) = CalendarFiles(self.desk).write(self.folder / "out.ics", Wanted(unit, names))
        return file.read_bytes()

    def entries(self, unit: int | None = None, *, names: bool = False) -> list[icalendar.Event]:
        return list(icalendar.Calendar.from_ical(self.content(unit, names=names)).walk("VEVENT"))


@contextmanager
def opened(folder: Path) -> Iterator[Here]:
    store_file, house = settled()
    with open_desk(folder / "desk", store_file=store_file) as desk:
        yield Here(desk, house, person(desk), folder)


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Here]:
    with opened(tmp_path) as found:
        yield found


def said(entries: list[icalendar.Event]) -> list[tuple[str, str]]:
    return [(str(one["summary"]), str(one["status"])) for one in entries]


def test_nine_in_winter_and_nine_in_summer_are_nine_in_the_zone_of_the_place_which_travels_along(here: Here) -> None:
    here.book(here.house.room_a, "09:00", "10:00")
    here.book(here.house.room_a, "09:00", "10:00", day="2027-07-01")
    winter, summer = here.entries()
    assert winter["dtstart"].dt.isoformat() == "2026-11-25T09:00:00+01:00"
    assert summer["dtstart"].dt.isoformat() == "2027-07-01T09:00:00+02:00"
    assert winter["dtstart"].params["TZID"] == PARIS
    zones = icalendar.Calendar.from_ical(here.content()).walk("VTIMEZONE")
    assert [str(zone["tzid"]) for zone in zones] == [PARIS]


def test_lines_end_and_fold_as_the_standard_says_and_a_reader_of_ten_lines_understands_them(here: Here) -> None:
    """Read by hand, without the library that wrote it."""
    long = "Répétition générale; chorale, et « amis » " * 4
    here.book(here.house.room_a, "09:00", "10:00", long.strip())
    content = here.content()
    lines = content.split(b"\r\n")
    assert b"\n" not in b"".join(lines)
    assert all(len(line) <= 75 for line in lines)
    unfolded = content.replace(b"\r\n ", b"").decode().split("\r\n")
    entry = unfolded[unfolded.index("BEGIN:VEVENT") : unfolded.index("END:VEVENT")]
    facts = dict(re.split("[;:]", line, maxsplit=1) for line in entry)
    assert re.sub(r"\\(.)", r"\1", facts["SUMMARY"]) == long.strip()
    assert facts["DTSTART"] == "TZID=Europe/Paris:20261125T090000"
    assert facts["DTEND"] == "TZID=Europe/Paris:20261125T100000"


def test_nobody_is_named_unless_that_is_asked_for(here: Here) -> None:
    here.book(here.house.room_a, "09:00", "10:00")
    here.book(here.house.room_a, "10:00", "11:00", "Yoga")
    assert said(here.entries()) == [("Occupé", "CONFIRMED"), ("Yoga", "CONFIRMED")]
    assert b"Dupont" not in here.content()
    assert said(here.entries(names=True)) == [("Marie Dupont", "CONFIRMED"), ("Marie Dupont · Yoga", "CONFIRMED")]


def test_an_option_is_tentative_and_what_was_called_off_says_so_and_blocks_nothing(here: Here) -> None:
    here.book(here.house.room_a, "09:00", "10:00", tentative_until=datetime(2026, 11, 24, 18))
    gone = here.book(here.house.room_a, "10:00", "11:00")
    Bookings(here.desk).cancel(gone)
    option, cancelled = here.entries()
    assert (option["status"], option["transp"]) == ("TENTATIVE", "OPAQUE")
    assert (cancelled["status"], cancelled["transp"]) == ("CANCELLED", "TRANSPARENT")


def test_an_entry_keeps_its_name_and_counts_its_changes_whatever_the_place_changes(here: Here) -> None:
    number = here.book(here.house.room_a, "09:00", "10:00")
    (before,) = here.entries()
    Bookings(here.desk).move(number, slot("11:00", "12:00"))
    Places(here.desk).describe(PlaceDescription(name="Another name", email="other@example.org"))
    (after,) = here.entries()
    assert before["uid"] == after["uid"]
    assert after["sequence"] > before["sequence"]


def test_two_desks_never_name_their_entries_alike(tmp_path: Path) -> None:
    names = set()
    for number, now in enumerate((datetime(2026, 11, 24, 10, 47), datetime(2026, 11, 24, 10, 48))):
        with open_desk(tmp_path / str(number) / "desk", now) as desk:
            Places(desk).describe(PlaceDescription(name="Here"))
            (file,) = CalendarFiles(desk).write(tmp_path / f"{number}.ics", Wanted())
            from tierslieu_desk.services.booking.calendar_file import host_of

            with desk.store.reading() as session:
                names.add(host_of(session))
            assert file.is_file()
    assert len(names) == 2


def test_the_calendar_of_a_room_has_whatever_takes_it_and_nothing_else(here: Here) -> None:
    here.book(here.house.big_room, "09:00", "10:00", "Both")
    here.book(here.house.room_b, "10:00", "11:00", "Next door")
    here.book(here.house.pool, "09:00", "10:00", "A desk")
    Maintenances(here.desk).plan(here.house.room_a, slot("14:00", "15:00"), "New lamp")
    assert [title for title, _ in said(here.entries(here.house.room_a))] == ["Both", "New lamp"]
    assert [title for title, _ in said(here.entries(here.house.pool))] == ["A desk"]
    assert len(here.entries()) == 4
