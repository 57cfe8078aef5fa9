"""Commands beside an open window, beside each other, and the few things only one of them may do at a time."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from builders import slot
from terminal import TODAY, Terminal, booking, process

from tierslieu_desk import compose
from tierslieu_desk.services.booking.booking_work import NewBooking


def test_a_command_works_beside_an_open_window_which_sees_what_it_did(folder: Path) -> None:
    window = compose.open_desk(folder)
    try:
        assert window.desk.store.changed_elsewhere() is False
        assert process(folder, *booking("09:00", "10:00")).code == 0
        assert window.desk.store.changed_elsewhere() is True
        assert window.desk.store.changed_elsewhere() is False
        assert process(folder, "units").code == 0
        assert window.desk.store.changed_elsewhere() is False
    finally:
        window.close()


def test_what_the_window_booked_is_refused_to_a_command(folder: Path) -> None:
    window = compose.open_desk(folder)
    try:
        room = window.units.named("Room A").id
        window.bookings.book(NewBooking(room, window.people.named("Zoé Faure"), slot("09:00", "11:00")))
        refused = process(folder, *booking("10:00", "12:00"), "--json")
        assert (refused.code, refused.json["error"], refused.json["by"]) == (1, "slot_taken", "Zoé Faure")
    finally:
        window.close()


def test_of_two_commands_at_once_one_books_and_the_other_is_told_by_whom(folder: Path) -> None:
    def started(who: str) -> subprocess.Popen[str]:
        words = booking("09:00", "10:00", who=who)
        return subprocess.Popen(
            [sys.executable, "-m", "tierslieu_desk", "--data", str(folder), "--today", TODAY, *words],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )

    both = {who: started(who) for who in ("Marie Dupont", "Zoé Faure")}
    said = {who: (*called.communicate(timeout=120), called.returncode) for who, called in both.items()}
    assert sorted(code for _out, _err, code in said.values()) == [0, 1]
    (winner,) = (who for who, (_out, _err, code) in said.items() if code == 0)
    (refusal,) = (err for _out, err, code in said.values() if code == 1)
    assert winner in refusal


def test_a_copy_is_made_beside_an_open_window(folder: Path, tmp_path: Path) -> None:
    window = compose.open_desk(folder)
    try:
        assert process(folder, "backup", "--to", tmp_path / "copie.tldesk").code == 0
        refused = process(folder, "restore", tmp_path / "copie.tldesk", "--json")
        assert (refused.code, refused.json["error"]) == (1, "store_busy")
    finally:
        window.close()
    assert process(folder, "restore", tmp_path / "copie.tldesk").code == 0


def test_while_a_copy_is_put_back_nobody_opens_the_desk(terminal: Terminal) -> None:
    from tierslieu_desk.services.keeping.instance import InstanceLock

    with InstanceLock(terminal.folder).exclusive():
        refused = terminal("units", "--json")
    assert (refused.code, refused.json["error"]) == (1, "store_busy")
    assert terminal("units").code == 0
