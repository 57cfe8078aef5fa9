"""A room's old calendar becomes bookings: all of them or none, nothing twice; what cannot be had is named."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from builders import NOW, SmallHouse, advance_to, open_desk, person, settled, slot
from sqlalchemy import Engine, event, func, select

from tierslieu_desk import errors, say
from tierslieu_desk.models import store as stores
from tierslieu_desk.models.bookings import Booking
from tierslieu_desk.models.imports import CalendarDate
from tierslieu_desk.services.booking.booking_work import NewBooking
from tierslieu_desk.services.booking.bookings import Bookings
from tierslieu_desk.services.booking.calendar_file import CalendarFiles, Wanted
from tierslieu_desk.services.booking.calendar_import import CalendarImport, CalendarSeen, Into
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.keeping.verification import verify_folder

WEEKLY = """
UID:yoga
DTSTART;TZID=Europe/Paris:20261125T090000
DTEND;TZID=Europe/Paris:20261125T100000
SUMMARY:Yoga
RRULE:FREQ=WEEKLY;COUNT=4
"""


def why(seen: CalendarSeen) -> str:
    """What is told of the first that was refused."""
    refusal = seen.refused[0].refusal
    assert refusal is not None
    return say.sentence(refusal)


def calendar(*entries: str, head: str = "") -> str:
    """A file of those entries, by hand."""
    inside = "".join(f"BEGIN:VEVENT\n{entry.strip()}\nEND:VEVENT\n" for entry in entries)
    return f"BEGIN:VCALENDAR\nVERSION:2.0\n{head}{inside}END:VCALENDAR\n".replace("\n", "\r\n")


def one(start: str, end: str, title: str = "Meeting", uid: str = "a", more: str = "") -> str:
    return f"UID:{uid}\nSUMMARY:{title}\nDTSTART{start}\nDTEND{end}\n{more}"


@dataclass
class Here:
    desk: Desk
    house: SmallHouse
    marie: int
    folder: Path

    def file(self, text: str | bytes) -> Path:
        made = self.folder / "old.ics"
        made.write_bytes(text if isinstance(text, bytes) else text.encode())
        return made

    def run(self, text: str | bytes, **more: object) -> CalendarSeen:
        into = Into(self.house.room_a, self.marie, **more)  # type: ignore[arg-type]
        return CalendarImport(self.desk).run(self.file(text), into)

    def starts(self) -> list[str]:
        with self.desk.store.reading() as session:
            return [f"{at:%m-%d %H:%M}" for at in session.scalars(select(Booking.starts).order_by(Booking.starts))]

    def count(self, table: type) -> int:
        with self.desk.store.reading() as session:
            return session.scalar(select(func.count()).select_from(table)) or 0


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Here]:
    store_file, house = settled()
    with open_desk(tmp_path / "desk", store_file=store_file) as desk:
        yield Here(desk, house, person(desk), tmp_path)


def refusals(seen: CalendarSeen) -> list[tuple[int, str]]:
    return [(row.line, type(row.refusal).__name__) for row in seen.refused]


def test_what_comes_back_is_told_out_less_its_exceptions_with_the_one_that_was_moved(here: Here) -> None:
    """Four Wednesdays: the second is called off, the third is at three, and one more is on a Thursday."""
    moved = """
UID:yoga
RECURRENCE-ID;TZID=Europe/Paris:20261209T090000
DTSTART;TZID=Europe/Paris:20261209T150000
DTEND;TZID=Europe/Paris:20261209T160000
SUMMARY:Yoga
"""
    more = "EXDATE;TZID=Europe/Paris:20261202T090000\nRDATE;TZID=Europe/Paris:20261217T110000\n"
    seen = here.run(calendar(WEEKLY + more, moved))
    assert here.starts() == ["11-25 09:00", "12-09 15:00", "12-16 09:00", "12-17 11:00"]
    assert (len(seen.taken), seen.refused, len(seen.bookings)) == (4, (), 4)


def test_a_weekly_nine_stays_at_nine_across_the_clock_change(here: Here) -> None:
    entry = WEEKLY.replace("20261125", "20270324").replace("COUNT=4", "COUNT=2")
    here.run(calendar(entry))
    assert here.starts() == ["03-24 09:00", "03-31 09:00"]


@pytest.mark.parametrize(
    ("written", "wall"),
    [
        (":20261125T080000Z", "11-25 09:00"),
        (":20261125T090000", "11-25 09:00"),
        (";TZID=America/New_York:20261125T090000", "11-25 15:00"),
        (";TZID=Romance Standard Time:20261125T090000", "11-25 09:00"),
        (";TZID=GMT Standard Time:20261125T090000", "11-25 10:00"),
        (";TZID=/example.org/20200101_1/Europe/London:20261125T090000", "11-25 10:00"),
    ],
)
def test_a_time_of_another_zone_is_told_by_the_clock_on_our_wall(here: Here, written: str, wall: str) -> None:
    """New York is six hours behind in winter, London one; "Romance" is what Windows calls Paris."""
    here.run(calendar(f"UID:a\nDTSTART{written}\nDURATION:PT1H"))
    assert here.starts() == [wall]


def test_a_zone_with_a_name_of_its_own_is_known_by_the_hours_it_keeps(here: Here) -> None:
    zone = """BEGIN:VTIMEZONE
TZID:Heure de Londres
BEGIN:STANDARD
DTSTART:16010101T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T010000
TZOFFSETFROM:+0000
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE
"""
    entry = "UID:a\nDTSTART;TZID=Heure de Londres:20261125T090000\nDURATION:PT1H"
    here.run(calendar(entry, head=zone))
    assert here.starts() == ["11-25 10:00"]


def test_a_zone_nobody_knows_is_refused_by_its_name_and_its_line(here: Here) -> None:
    seen = here.run(calendar("UID:a\nSUMMARY:Far\nDTSTART;TZID=Nowhere:20261125T090000\nDURATION:PT1H"))
    assert refusals(seen) == [(3, "UnknownZone")]
    assert seen.refused[0].title == "Far"
    assert here.count(Booking) == 0


def test_a_day_without_hours_is_from_opening_to_closing_and_a_week_of_it_every_day_it_is_open(here: Here) -> None:
    """The place opens from eight to eight, Monday to Friday: 25 November is a Wednesday, 30 a Monday."""
    here.run(calendar("UID:a\nDTSTART;VALUE=DATE:20261125\nDTEND;VALUE=DATE:20261201"))
    assert here.starts() == ["11-25 08:00", "11-26 08:00", "11-27 08:00", "11-30 08:00"]


def test_what_is_in_the_way_is_told_with_what_and_when_and_nothing_is_taken_until_it_is_left_out(here: Here) -> None:
    Bookings(here.desk).book(NewBooking(here.house.big_room, here.marie, slot("09:30", "11:00", "2026-12-02")))
    late = one(":20261126T210000", ":20261126T220000", uid="late")
    text = calendar(WEEKLY, late)
    seen = here.run(text)
    assert [row.slot for row in seen.refused] == [
        slot("21:00", "22:00", "2026-11-26"),
        slot("09:00", "10:00", "2026-12-02"),
    ]
    assert refusals(seen) == [(10, "PlaceClosed"), (3, "SlotTaken")]
    assert here.count(Booking) == 1
    assert len(here.run(text, without=True).bookings) == 3
    assert here.count(Booking) == 4


def test_the_same_file_again_brings_nothing_twice_and_only_what_is_new(here: Here) -> None:
    here.run(calendar(WEEKLY))
    Bookings(here.desk).move(1, slot("16:00", "17:00"))
    Bookings(here.desk).cancel(2)
    seen = here.run(calendar(WEEKLY.replace("COUNT=4", "COUNT=5")))
    assert (seen.known, len(seen.bookings)) == (4, 1)
    assert here.count(Booking) == 5


def test_our_own_calendar_brought_in_here_again_brings_nothing(here: Here) -> None:
    Bookings(here.desk).book(NewBooking(here.house.room_a, here.marie, slot("09:00", "11:00")))
    (file,) = CalendarFiles(here.desk).write(here.folder / "ours.ics", Wanted())
    seen = CalendarImport(here.desk).run(file, Into(here.house.room_b, here.marie))
    assert (seen.known, seen.bookings) == (1, ())


def test_whoever_a_title_or_its_organiser_names_has_the_date_and_nobody_known_leaves_it_to_the_one_named(
    here: Here,
) -> None:
    person(here.desk, "Luc", "Petit")
    seen = here.run(
        calendar(
            one(":20261125T090000", ":20261125T100000", "Petit Luc", "1"),
            one(":20261125T100000", ":20261125T110000", "Choir - luc petit", "2"),
            one(":20261125T110000", ":20261125T120000", "Choir", "3", "ORGANIZER;CN=Luc Petit:mailto:l@example.org"),
            one(":20261125T120000", ":20261125T130000", "Choir", "4"),
        ),
        by_names=True,
    )
    assert [row.party for row in seen.taken] == ["Luc Petit"] * 3 + ["Marie Dupont"]


def test_what_is_over_called_off_free_or_far_ahead_is_left_aside_and_counted(here: Here) -> None:
    seen = here.run(
        calendar(
            one(":20251125T090000", ":20251125T100000", uid="1"),
            one(":20261125T090000", ":20261125T100000", uid="2", more="STATUS:CANCELLED"),
            one(":20261125T090000", ":20261125T100000", uid="3", more="TRANSP:TRANSPARENT"),
            one(":20281127T090000", ":20281127T100000", uid="4"),
        )
    )
    assert (seen.over, seen.called_off, seen.free, seen.later) == (1, 1, 1, 1)
    assert here.count(Booking) == 0


def test_a_tentative_date_is_an_option_until_it_begins(here: Here) -> None:
    seen = here.run(calendar(one(":20261125T090000", ":20261125T100000", more="STATUS:TENTATIVE")))
    row = Bookings(here.desk).get(seen.bookings[0])
    assert (row.state, row.expires) == ("tentative", datetime(2026, 11, 25, 9))


@pytest.mark.parametrize(
    ("entry", "refusal"),
    [
        (one(":20261125T100000", ":20261125T090000"), "SlotReversed"),
        ("UID:a\nSUMMARY:Meeting\nDTSTART:20261125T090000", "TakesNoTime"),
        (one(":20270229T090000", ":20270229T100000"), "EventUnreadable"),
        (one(":16010101T090000", ":16010101T100000"), "DayOutOfReach"),
        (one(":99991231T090000Z", ":99991231T235900Z"), "DayOutOfReach"),
        (one(":20261125T090000", ":20261125T100000", more="this is no line"), "EventUnreadable"),
        (one(":20261125T090000", ":20261125T100000", more="RRULE:FREQ=NEVER"), "EventUnreadable"),
        (one(":20261125T090000", ":20261125T090500", more="RRULE:FREQ=MINUTELY"), "RepeatsTooOften"),
        ("UID:a\nSUMMARY:Meeting", "EventUnreadable"),
    ],
)
def test_an_entry_that_cannot_be_understood_is_named_by_its_line_and_the_others_wait(
    here: Here, entry: str, refusal: str
) -> None:
    text = calendar(entry, one(":20261126T090000", ":20261126T100000", uid="good"))
    seen = here.run(text)
    assert refusals(seen) == [(3, refusal)]
    assert seen.refused[0].title == "Meeting"
    assert why(seen)
    assert here.count(Booking) == here.count(CalendarDate) == 0
    assert len(here.run(text, without=True).bookings) == 1


def test_a_rule_that_says_nothing_is_told_as_it_is_written(here: Here) -> None:
    seen = here.run(calendar(one(":20261125T090000", ":20261125T100000", more="RRULE:FREQ=DAILY;INTERVAL=0")))
    assert "FREQ=DAILY;INTERVAL=0" in why(seen)


def test_reading_what_comes_back_stops_when_it_is_told_to(here: Here) -> None:
    """Between one entry that comes back and the next: each may stand for a thousand dates."""
    several = [one(":20261125T090000", ":20261125T091500", uid=str(n), more="RRULE:FREQ=DAILY") for n in range(3)]
    told: list[int] = []

    def stop(done: int, of: int) -> None:
        told.append(done)
        if len(told) == 3:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        CalendarImport(here.desk).run(here.file(calendar(*several)), Into(here.house.room_a, here.marie), stop)
    assert here.count(Booking) == 0


def test_a_date_that_cannot_be_had_is_refused_before_anything_of_it_is_written(here: Here) -> None:
    """What is undone costs more, the more was written before it: of twenty thousand dates, a quarter of an hour."""
    pairs = [
        (f":202612{day:02d}T{begins}", f":202612{day:02d}T{ends}")
        for day in range(1, 32)
        if datetime(2026, 12, day).weekday() < 5 and day != 25
        for begins, ends in (("090000", "110000"), ("100000", "120000"))
    ]
    written: list[str] = []

    def seen_writing(_connection, _cursor, statement: str, *_more: object) -> None:
        if statement.startswith("INSERT INTO booking "):
            written.append(statement)

    event.listen(Engine, "before_cursor_execute", seen_writing)
    try:
        text = calendar(*(one(begins, ends, uid=str(number)) for number, (begins, ends) in enumerate(pairs)))
        seen = here.run(text, without=True)
    finally:
        event.remove(Engine, "before_cursor_execute", seen_writing)
    assert (len(seen.bookings), len(seen.refused)) == (22, 22)
    assert len(written) == 22


def test_what_an_option_that_is_over_still_holds_is_no_reason_to_refuse(here: Here) -> None:
    when = slot("10:00", "11:00", "2026-11-26")
    Bookings(here.desk).book(
        NewBooking(here.house.room_a, here.marie, when, tentative_until=datetime(2026, 11, 24, 23))
    )
    advance_to(here.desk, NOW + timedelta(days=1))
    assert len(here.run(calendar(one(":20261126T100000", ":20261126T110000"))).bookings) == 1


def test_the_29_february_comes_back_only_in_the_years_that_have_it(here: Here) -> None:
    entry = one(";VALUE=DATE:20240229", ";VALUE=DATE:20240301", more="RRULE:FREQ=YEARLY")
    here.run(calendar(entry), until=datetime(2029, 3, 1).date())
    assert here.starts() == ["02-29 08:00"]


@pytest.mark.parametrize(
    "content", [b"", b"Name;Town\nMarie;Foix\n", b"%PDF-1.7\x00\x01", b"PK\x03\x04", b"\xff\xfe\x00"]
)
def test_a_file_that_is_no_calendar_is_refused_by_its_name(here: Here, content: bytes) -> None:
    with pytest.raises(errors.NotACalendar) as refused:
        here.run(content)
    assert "old.ics" in say.sentence(refused.value)


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8-sig", "utf-16"])
def test_a_file_in_another_encoding_keeps_its_accents(here: Here, encoding: str) -> None:
    seen = here.run(calendar(one(":20261125T090000", ":20261125T100000", "Réunion")).encode(encoding))
    assert [row.title for row in seen.taken] == ["Réunion"]


def test_a_file_that_was_cut_off_takes_nothing_of_what_it_cut(here: Here) -> None:
    whole = calendar(WEEKLY, one(":20261126T090000", ":20261126T100000", uid="b"))
    seen = here.run(whole[: whole.index("DTEND:20261126")])
    assert refusals(seen) == [(10, "EventUnreadable")]
    assert here.count(Booking) == 0


def test_stopped_in_the_middle_nothing_is_left_behind(here: Here) -> None:
    class Stopped(Exception):
        pass

    def stop(done: int, of: int) -> None:
        if done == 2:
            raise Stopped

    with pytest.raises(Stopped):
        CalendarImport(here.desk).run(here.file(calendar(WEEKLY)), Into(here.house.room_a, here.marie), stop)
    for table in (Booking, CalendarDate):
        assert here.count(table) == 0


def test_only_looked_at_it_says_what_it_would_do_and_writes_nothing(here: Here) -> None:
    before = (here.desk.store.folder / stores.FILE).read_bytes()
    seen = CalendarImport(here.desk).preview(here.file(calendar(WEEKLY)), Into(here.house.room_a, here.marie))
    assert (len(seen.taken), seen.bookings) == (4, ())
    assert here.count(Booking) == 0
    assert (here.desk.store.folder / stores.FILE).read_bytes() == before


def test_taken_back_all_is_called_off_and_the_file_can_come_again(here: Here) -> None:
    importer = CalendarImport(here.desk)
    seen = here.run(calendar(WEEKLY))
    importer.take_back(seen.bookings)
    assert {row.state for row in Bookings(here.desk).several(seen.bookings)} == {"cancelled"}
    again = here.run(calendar(WEEKLY))
    assert len(again.bookings) == 4
    Bookings(here.desk).move(again.bookings[0], slot("16:00", "17:00"))
    with pytest.raises(errors.ChangedMeanwhile):
        importer.take_back(again.bookings)
    assert verify_folder(here.desk.store.folder, datetime(2026, 11, 24, 12)) == ()


def test_more_dates_than_a_room_ever_has_are_refused_before_any_is_booked(
    here: Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tierslieu_desk.services.booking import calendar_read

    monkeypatch.setattr(calendar_read, "MOST", 3)
    with pytest.raises(errors.CalendarTooLong):
        here.run(calendar(WEEKLY))
    assert here.count(Booking) == 0


def test_an_entry_of_too_many_dates_is_refused_and_the_others_are_told(here: Here) -> None:
    entry = one(":20261125T090000", ":20261125T091000", more="RRULE:FREQ=DAILY;BYHOUR=8,9,10,11,12")
    assert refusals(here.run(calendar(entry))) == [(3, "SeriesTooLong")]


def test_two_entries_of_one_file_at_one_time_are_no_double_booking(here: Here) -> None:
    text = calendar(
        one(":20261125T090000", ":20261125T100000", uid="1"), one(":20261125T093000", ":20261125T103000", uid="2")
    )
    assert refusals(here.run(text)) == [(9, "SlotTaken")]


def test_a_long_line_that_was_folded_badly_in_a_description_harms_nobody(here: Here) -> None:
    entry = one(":20261125T090000", ":20261125T100000", more="DESCRIPTION:Bring\nyour own cushion\nand tea")
    assert len(here.run(calendar(entry)).bookings) == 1


@pytest.mark.timeout(60)
def test_twenty_thousand_dates_of_ten_years_are_gone_through_for_the_two_that_are_to_come(here: Here) -> None:
    """Only those of this year are looked into; one of long ago whose end comes before its beginning stops nobody."""
    old = [one(f":{2006 + n % 20}0310T090000", f":{2006 + n % 20}0310T100000", uid=str(n)) for n in range(20_000)]
    new = [one(f":202611{day}T090000", f":202611{day}T100000", uid=f"new {day}") for day in (25, 26)]
    seen = here.run(calendar(*old, *new, "UID:x\nDTSTART:20190310T090000\nDTEND:20190309T100000"))
    assert (len(seen.bookings), seen.over, seen.refused) == (2, 20_001, ())
