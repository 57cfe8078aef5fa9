"""What `book` and `free` say of a price follows the lists of the house: by time, by whom, and never for want of one."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from rules.test_worked_booking_prices import grid
from terminal import Terminal, booking

from tierslieu_desk import compose
from tierslieu_desk.services.place.tariffs import NewTariff

THEIRS = ("--unit", "Room A", "--for", "Marie Dupont", "--from", "2026-11-25T14:00")


def set_up(folder: Path) -> None:
    """Room A by the third place's list, and half of it for Marie."""
    services = compose.open_desk(folder, date(2026, 11, 24))
    services.units.set_prices(services.units.named("Room A").id, grid("third place"))
    rate = services.tariffs.add(NewTariff("Solidaire", 50))
    services.tariffs.give(services.people.named("Marie Dupont"), rate)
    services.close()


def test_book_asks_what_that_person_pays_at_that_time(terminal: Terminal) -> None:
    set_up(terminal.folder)
    done = terminal("book", *THEIRS, "--to", "2026-11-25T18:30", "--json")
    assert done.json["price_cents"] == 3750  # an afternoon and an evening at half of 35.00 and 40.00


def test_free_says_what_anybody_pays_at_that_time(terminal: Terminal) -> None:
    set_up(terminal.folder)
    shown = terminal("free", "--date", "2026-11-25", "--minutes", "180", "--json").json["free"]
    (room,) = [one for one in shown if one["unit"] == "Room A"]
    assert (datetime.fromisoformat(room["from"]).hour, room["price_cents"]) == (8, 3500)  # the morning


def test_book_refuses_what_has_no_price_in_words(terminal: Terminal) -> None:
    set_up(terminal.folder)
    services = compose.open_desk(terminal.folder, date(2026, 11, 24))
    services.units.set_prices(services.units.named("Room A").id, grid("seminar room"), date(2026, 11, 24))
    services.close()
    done = terminal(*booking("17:00", "19:00"), "--json")
    assert (done.code, done.json["error"]) == (1, "no_price_then")
    assert done.json["start"] == "2026-11-25T18:00:00"
