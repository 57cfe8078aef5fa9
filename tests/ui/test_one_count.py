"""However somebody came, everything that counts who is here counts the same."""

from __future__ import annotations

from datetime import datetime

import pytest
from builders import NOW, person, slot
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton
from scenes import Scene

from tierslieu_desk import errors
from tierslieu_desk.rules.attendance import MORNING
from tierslieu_desk.rules.vocabulary import EventKind
from tierslieu_desk.services.booking.booking_work import NewBooking
from tierslieu_desk.services.event.event_details import SignedSheet, WalkIn
from tierslieu_desk.services.event.events import NewEvent
from tierslieu_desk.services.visit import presence
from tierslieu_desk.ui.counter.act_list import _ACT
from tierslieu_desk.ui.pages.today import words
from tierslieu_desk.ui.tour import settle

TODAY = "2026-11-24"


def counts(qtbot, scene: Scene) -> dict[str, int]:
    """How many are here, by whoever says so."""
    services = scene.services
    page = scene.window.go("today")
    page.reload()
    settle()
    view = services.today.view()
    desk = services.desk
    with desk.store.glancing() as seen:
        everybody = presence.everybody(seen, desk, desk.house(seen).hours, desk.clock.wall())
    qtbot.keyClick(scene.window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    settle()
    card = scene.window.counter.card
    rows = [card.list.item(row).data(_ACT) for row in range(card.list.count())]
    (heading,) = [act.title for act in rows if act.heading and act.title.endswith(" here")]
    qtbot.keyClick(card.search, Qt.Key.Key_Escape)
    return {
        "header": int(words.open_words(view).split(" · ")[1].split()[0]),
        "card": int(words.here_count(view).split(" · ")[0]),
        "rows": len(view.here) + len(view.also),
        "presence": len(everybody),
        "evacuation": len(services.evacuation.sheet().people),
        "counter": int(heading.split()[0]),
    }


def seeing_off(scene: Scene) -> dict[str, QAbstractButton]:
    """The buttons of "Here now" that see somebody off, by what they say."""
    page = scene.window.go("today")
    page.reload()
    settle()
    found = page.findChildren(QAbstractButton)
    return {one.accessibleName(): one for one in found if one.accessibleName().endswith(" leaves")}


def test_members_guests_bookings_and_events_are_one_count_everywhere(qtbot, scene: Scene) -> None:
    """Jean came in and brought two without a name; Ana came for room A; a stranger signed at the workshop: five."""
    services = scene.services
    assert set(counts(qtbot, scene).values()) == {1}
    services.visits.guest_of(scene.jean)
    services.visits.guest_of(scene.jean)
    assert counts(qtbot, scene) == dict.fromkeys(counts(qtbot, scene), 3)
    ana = person(services.desk, "Ana", "Ferrer")
    booked = services.bookings.book(NewBooking(scene.house.room_a, ana, slot("09:00", "12:00", TODAY)))
    services.bookings.check_in(booked.id)
    assert counts(qtbot, scene) == dict.fromkeys(counts(qtbot, scene), 4)
    services.events.add(
        NewEvent("Solder", EventKind.WORKSHOP, 5, [(scene.house.room_b, slot("10:00", "12:00", TODAY))])
    )
    session = services.events.day(NOW.date())[0].id
    services.events.enter_sheet(SignedSheet(session, {MORNING: []}, [WalkIn("Ines", "", frozenset({MORNING}))]))
    assert counts(qtbot, scene) == dict.fromkeys(counts(qtbot, scene), 5)
    services.visits.check_out(scene.jean)
    assert counts(qtbot, scene) == dict.fromkeys(counts(qtbot, scene), 2)
    services.visits.passer_by()
    assert counts(qtbot, scene) == dict.fromkeys(counts(qtbot, scene), 2)


def test_a_guest_without_a_name_is_on_today_and_leaves_from_there(scene: Scene) -> None:
    scene.services.visits.guest_of(scene.jean)
    assert set(seeing_off(scene)) == {"Jean Dupont leaves", "Guest of Jean Dupont leaves"}
    seeing_off(scene)["Guest of Jean Dupont leaves"].click()
    settle()
    assert scene.window.messages.sentence == "Guest of Jean Dupont has left."
    assert [row.party_id for row in scene.services.visits.here_now()] == [scene.jean]
    assert set(seeing_off(scene)) == {"Jean Dupont leaves"}
    scene.window.messages._do()
    settle()
    assert set(seeing_off(scene)) == {"Jean Dupont leaves", "Guest of Jean Dupont leaves"}


def test_a_guest_who_left_does_not_leave_once_more(scene: Scene) -> None:
    visits = scene.services.visits
    guest = visits.guest_of(scene.jean)
    visits.guest_leaves(guest)
    with pytest.raises(errors.NotHere):
        visits.guest_leaves(guest)
    (mine,) = [row.id for row in visits.here_now()]
    with pytest.raises(errors.NotHere):
        visits.guest_leaves(mine)
    assert visits.of(guest).left == datetime(2026, 11, 24, 10, 47)
