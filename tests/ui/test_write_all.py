"""Several bookings chosen on the planning, and whoever has them written to: seen first, one message for each."""

from __future__ import annotations

import pytest
from builders import slot
from front_desk import Front
from pressing import front
from PySide6.QtWidgets import QApplication
from scenes import NEXT_WEEK, Scene
from sqlalchemy import text

from tierslieu_desk.services.booking.booking_work import NewBooking
from tierslieu_desk.services.person.people import NewPerson
from tierslieu_desk.ui.pages.messages.write_all import WriteToAllDialog
from tierslieu_desk.ui.tour import settle

EVENING = slot("18:00", "20:00", NEXT_WEEK)


@pytest.fixture
def chosen(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> tuple[int, ...]:
    services = scene.services
    with services.desk.store.writing() as session:
        session.execute(text("UPDATE place SET services = services || ' messages'"))
    Front(services.desk).account(25)
    numbers = []
    for name, language, unit in (("Léa", "en", scene.house.room_a), ("Pau", "ca", scene.house.booth)):
        new = NewPerson(given_name=name, email=f"{name[0].lower()}@example.org", language=language)
        who = services.people.add_person(new)
        numbers.append(services.bookings.book(NewBooking(unit, who, EVENING)).id)
    page = scene.window.go("planning")
    monkeypatch.setattr(type(page._several), "_numbers", property(lambda _self: tuple(numbers)))
    page._several.write()
    return tuple(numbers)


def test_what_each_gets_is_seen_before_it_goes_to_the_outbox(qtbot, scene: Scene, chosen) -> None:
    dialog = front(WriteToAllDialog)
    dialog.try_act()
    assert dialog.isVisible(), "nothing was written yet"
    (subject, body), (others, _empty) = dialog._fields["en"], dialog._fields["ca"]
    subject.setText("Snow")
    body.setPlainText("The road is closed.")
    assert dialog.seen.toPlainText().startswith("By e-mail: l@example.org\nSnow\n\nThe road is closed.")
    assert "Room A" in dialog.seen.toPlainText()
    others.setText("Neu")
    dialog.who.setCurrentIndex(1)
    assert "p@example.org\nNeu\n\nThe road is closed." in dialog.seen.toPlainText()
    dialog.try_act()
    settle()
    rows = scene.services.messages.open()
    assert {(row.name, row.subject) for row in rows} >= {("Léa", "Snow"), ("Pau", "Neu")}
    assert scene.window.messages.sentence == "2 messages are under way."
    before = len(rows)
    scene.window.go("planning")._several.write()
    again = front(WriteToAllDialog)
    for (code, (one, words)), (said, told) in zip(
        again._fields.items(), (("Neu", ""), ("Snow", "The road is closed.")), strict=True
    ):
        assert code in {"ca", "en"}
        one.setText(said)
        words.setPlainText(told)
    again.try_act()
    settle()
    assert len(scene.services.messages.open()) == before
    assert [w for w in QApplication.topLevelWidgets() if isinstance(w, WriteToAllDialog) and w.isVisible()] == []
