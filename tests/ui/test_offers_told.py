"""The offer of what came free leaves by itself: ticked in Settings, seen in the outbox and on Today."""

from __future__ import annotations

from datetime import timedelta

from builders import advance_to, slot
from front_desk import Front
from PySide6.QtWidgets import QCheckBox
from scenes import NEXT_WEEK, NOW, Scene
from sqlalchemy import text

from tierslieu_desk.services.booking.booking_work import NewBooking
from tierslieu_desk.services.booking.waiting import NewWish
from tierslieu_desk.services.person.people import NewPerson
from tierslieu_desk.ui.changes import Changes
from tierslieu_desk.ui.jobs import AtOnce, Jobs
from tierslieu_desk.ui.pages.messages.parts import OpenPart
from tierslieu_desk.ui.pages.settings.email import EmailSection
from tierslieu_desk.ui.post import Post
from tierslieu_desk.ui.surroundings import Surroundings
from tierslieu_desk.ui.tour import settle
from tierslieu_desk.ui.widgets.labels import Words

EVENING = slot("18:00", "20:00", NEXT_WEEK)
NEXT_IN_LINE = "Tell whoever is next in line when something comes free"


def words_of(widget) -> str:
    return "\n".join(one.text() for one in widget.findChildren(Words))


def section(scene: Scene) -> EmailSection:
    page = scene.window.go("settings")
    page.show_part("email")
    settle()
    return page.findChild(EmailSection)


def test_ticked_in_settings_the_offer_goes_to_the_outbox_by_itself(qtbot, scene: Scene) -> None:
    services = scene.services
    with services.desk.store.writing() as session:
        session.execute(text("UPDATE place SET services = services || ' messages'"))
    Front(services.desk).account(25)
    found = section(scene)
    assert not found.by_itself.isVisibleTo(found), "nobody ever waited for anything here"
    taken = services.bookings.book(NewBooking(scene.house.room_a, scene.maria, EVENING)).id
    lea = services.people.add_person(NewPerson(given_name="Léa", email="lea@example.org", language="en"))
    services.waiting.join(NewWish(lea, EVENING, scene.house.room_a))
    scene.window.page.refresh()
    found = section(scene)
    found.reload()
    (tick,) = [one for one in found.findChildren(QCheckBox) if one.text() == NEXT_IN_LINE]
    assert not tick.isChecked()
    tick.click()
    assert services.offers_told.wanted()
    services.bookings.cancel(taken)
    today = scene.window.go("today")
    today.refresh()
    settle()
    assert "Léa" in words_of(today)
    advance_to(services.desk, NOW + timedelta(minutes=3))
    changes = Changes()
    post = Post(Surroundings(services, changes, services.desk.clock, Jobs(AtOnce())), scene.window.rail, scene.window)
    assert post.due()
    services.offers_told.run()
    page = scene.window.go("messages")
    page.refresh()
    settle()
    assert "It is free for you: Room A" in words_of(page.of(OpenPart))
    assert [row.email for row in services.messages.open() if row.purpose == "waiting_offer"] == ["lea@example.org"]
    assert not services.offers_told.due()
