"""The list for the door: everyone whom anything says to be here, and a paper that comes out whatever is broken."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from pathlib import Path

import papers
import pytest
from builders import NOW, SmallHouse, advance_to, describe_place, person, slot

from tierslieu_desk.models import store as stores
from tierslieu_desk.rules.attendance import MORNING
from tierslieu_desk.rules.vocabulary import EventKind
from tierslieu_desk.services.booking.booking_work import NewBooking
from tierslieu_desk.services.booking.bookings import Bookings
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.event.event_details import SignedSheet, WalkIn
from tierslieu_desk.services.event.events import Events, NewEvent
from tierslieu_desk.services.visit.evacuation import Evacuation
from tierslieu_desk.services.visit.visits import Visits

TODAY = "2026-11-24"


def a_full_morning(desk: Desk, house: SmallHouse) -> tuple[int, int]:
    """Marie came in, Paul came for room A, and at the workshop in room B a stranger signed beside Marie."""
    marie, paul = person(desk), person(desk, "Paul", "Roca")
    visits, bookings, events = Visits(desk), Bookings(desk), Events(desk)
    visits.check_in(marie)
    visits.passer_by()
    visits.passer_by()
    bookings.check_in(bookings.book(NewBooking(house.room_a, paul, slot("09:00", "12:00", TODAY))).id)
    bookings.book(NewBooking(house.booth, paul, slot("14:00", "15:00", TODAY)))
    events.add(NewEvent("Solder", EventKind.WORKSHOP, 5, [(house.room_b, slot("10:00", "12:00", TODAY))]))
    session = events.day(NOW.date())[0].id
    walk_in = WalkIn("Ines Ferrer", "", frozenset({MORNING}))
    events.enter_sheet(SignedSheet(session, {MORNING: []}, [walk_in]))
    return marie, paul


def test_everyone_whom_anything_says_to_be_here_is_on_it_once(desk: Desk, house: SmallHouse) -> None:
    a_full_morning(desk, house)
    sheet = Evacuation(desk).sheet()
    assert [(line.name, line.since, line.where) for line in sheet.people] == [
        ("Marie Dupont", NOW, ""),
        ("Paul Roca", datetime(2026, 11, 24, 9, 0), "Room A"),
        ("Ines Ferrer", datetime(2026, 11, 24, 10, 0), "Solder"),
    ]
    assert (sheet.passers_by, sheet.unread) == (2, ())
    assert sheet.rooms == ("Room A (Paul Roca)", "Room B (Solder)")


def test_who_left_or_was_closed_by_the_hour_is_not(desk: Desk, house: SmallHouse) -> None:
    marie, _paul = a_full_morning(desk, house)
    Visits(desk).check_out(marie)
    assert "Marie Dupont" not in [line.name for line in Evacuation(desk).sheet().people]
    advance_to(desk, datetime(2026, 11, 24, 20, 0))
    assert Evacuation(desk).sheet().people == ()


def test_whom_to_call_stands_beside_them_where_it_is_known(desk: Desk, house: SmallHouse) -> None:
    marie, _paul = a_full_morning(desk, house)
    with sqlite3.connect(desk.store.folder / stores.FILE) as other:
        other.execute(
            "CREATE TABLE IF NOT EXISTS contact_person (id INTEGER PRIMARY KEY, party_id INTEGER, kind TEXT,"
            " name TEXT, bond TEXT DEFAULT '', phone TEXT, email TEXT DEFAULT '')"
        )
        other.execute(
            "INSERT INTO contact_person (party_id, kind, name, bond, phone, email)"
            " VALUES (?, 'trusted', 'Jean', '', '+33561020304', '')",
            (marie,),
        )
    other.close()
    calls = {line.name: line.call for line in Evacuation(desk).sheet().people}
    assert calls["Marie Dupont"].startswith("Jean, ")
    assert calls["Marie Dupont"].replace("\u00a0", " ").endswith("61 02 03 04")
    assert calls["Paul Roca"] == ""


def test_a_place_nobody_has_described_gets_its_list(desk: Desk) -> None:
    Visits(desk).check_in(person(desk))
    paper = Evacuation(desk).render()
    assert "Marie Dupont" in papers.text(paper)


@pytest.mark.parametrize("gone", ["booking", "event_session", "unit", "place", "party", "opening_hours", "attendance"])
def test_it_comes_out_whatever_part_of_the_store_cannot_be_read(desk: Desk, house: SmallHouse, gone: str) -> None:
    a_full_morning(desk, house)
    with sqlite3.connect(desk.store.folder / stores.FILE) as other:
        other.execute("PRAGMA foreign_keys = OFF")
        other.execute(f"ALTER TABLE {gone} RENAME TO away_{gone}")
    other.close()
    desk._known = None
    sheet = Evacuation(desk).sheet()
    assert sheet.unread
    if gone in {"booking", "event_session", "attendance", "unit"}:
        assert "Marie Dupont" in [line.name for line in sheet.people]
    assert Evacuation(desk).render().startswith(b"%PDF-")


def test_it_comes_out_while_somebody_else_is_writing(desk: Desk, house: SmallHouse) -> None:
    a_full_morning(desk, house)
    other = sqlite3.connect(desk.store.folder / stores.FILE, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    try:
        assert len(Evacuation(desk).sheet().people) == 3
    finally:
        other.close()


def test_it_comes_out_with_lines_to_write_on_when_nothing_can_be_read_at_all(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    describe_place(desk)

    def silent() -> None:
        raise OSError("the disk does not answer")

    with monkeypatch.context() as patch:
        patch.setattr(desk.store, "glancing", silent)
        sheet = Evacuation(desk).sheet()
        paper = Evacuation(desk).render()
    assert (sheet.people, len(sheet.unread), sheet.blank_lines) == ((), 8, 10)
    assert papers.text(paper)
