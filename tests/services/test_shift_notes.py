"""What one shift leaves to the next is on Today until it is closed."""

from __future__ import annotations

from datetime import datetime

import pytest
from builders import SmallHouse, advance_to

from tierslieu_desk import errors, say
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.front.shift_notes import LONGEST, ShiftNotes


def test_a_note_comes_back_every_day_until_somebody_closes_it(desk: Desk, house: SmallHouse) -> None:
    notes = ShiftNotes(desk)
    heater = notes.write("  The heater of room B\nmakes a noise ")
    advance_to(desk, datetime(2026, 11, 26, 9, 0))
    notes.write("The baker comes at ten")
    assert [(note.text, note.written, note.by) for note in notes.open()] == [
        ("The baker comes at ten", datetime(2026, 11, 26, 9, 0), "Camille"),
        ("The heater of room B makes a noise", datetime(2026, 11, 24, 10, 47), "Camille"),
    ]
    notes.close(heater)
    assert [note.text for note in notes.open()] == ["The baker comes at ten"]
    with pytest.raises(errors.AlreadyDone):
        notes.close(heater)
    notes.reopen(heater)
    assert len(notes.open()) == 2


def test_a_note_of_five_thousand_letters_is_refused_with_what_to_do(desk: Desk, house: SmallHouse) -> None:
    notes = ShiftNotes(desk)
    with pytest.raises(errors.TextTooLong) as refused:
        notes.write("a" * 5000)
    assert refused.value.facts["limit"] == LONGEST == 500
    assert "5000" in say.sentence(refused.value)
    assert notes.open() == ()
    notes.write("a" * 500)


def test_an_empty_note_is_none(desk: Desk, house: SmallHouse) -> None:
    with pytest.raises(errors.MissingFact):
        ShiftNotes(desk).write(" \n ")
