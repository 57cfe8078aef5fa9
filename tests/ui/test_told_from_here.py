"""What is told after an act, where it was done: a receipt, a booking moved or called off, a place at an event."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time, timedelta
from io import BytesIO

import pytest
from builders import slot
from mail_peers import Post, post_office
from pressing import dialog, press
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from scenes import Scene

from tierslieu_desk.network.smtp import MailConnection, Patience
from tierslieu_desk.rules.messages import Purpose, Security, State, Way
from tierslieu_desk.rules.vocabulary import EventKind, RegistrationState
from tierslieu_desk.services.booking.booking_work import NewBooking
from tierslieu_desk.services.event.events import NewEvent
from tierslieu_desk.services.message import message_offers
from tierslieu_desk.services.message.mail_accounts import Account
from tierslieu_desk.services.message.messages import Addressee
from tierslieu_desk.services.message.postman import Postman
from tierslieu_desk.services.money.to_invoice import NewCharge
from tierslieu_desk.services.person.people import NewPerson
from tierslieu_desk.ui import ask, drafts
from tierslieu_desk.ui.changes import Changes
from tierslieu_desk.ui.jobs import AtOnce, Jobs
from tierslieu_desk.ui.pages.events.calls import CallListDialog
from tierslieu_desk.ui.pages.events.page import EventsPage
from tierslieu_desk.ui.pages.events.register import RegisterDialog
from tierslieu_desk.ui.pages.messages.page import MessagesPage
from tierslieu_desk.ui.pages.messages.parts import OpenPart
from tierslieu_desk.ui.pages.messages.preview import PreviewDialog
from tierslieu_desk.ui.pages.planning import booking_acts
from tierslieu_desk.ui.pages.planning.move_dialog import MoveDialog
from tierslieu_desk.ui.pages.planning.page import PlanningPage
from tierslieu_desk.ui.pages.settings.place import description_of
from tierslieu_desk.ui.post import Post as Postal
from tierslieu_desk.ui.surroundings import Surroundings
from tierslieu_desk.ui.tour import settle

QUICK = Patience(0.3, 0.3, 0.02)
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def telling(scene: Scene) -> Scene:
    """A place that tells people things from here, and where Maria has an e-mail."""
    places, people = scene.services.places, scene.services.people
    row = places.get()
    places.describe(replace(description_of(row), services="messages", email="accueil@etangvert.example"), row.version)
    maria = NewPerson(given_name="Maria", family_name="Roca", email="maria@example.org", language="en")
    people.change(scene.maria, maria, people.get(scene.maria).version)
    scene.services.__dict__["postman"] = Postman(
        scene.services.desk, scene.services.papers, lambda server: MailConnection(server, QUICK)
    )
    return scene


@pytest.fixture
def post(telling: Scene) -> Iterator[Post]:
    """A mail server, and the place's account there."""
    with post_office() as made:
        telling.services.mail_accounts.keep(
            Account("127.0.0.1", made.port, Security.NONE, "", "L’Étang Vert", "accueil@etangvert.example")
        )
        yield made


def bar(scene: Scene) -> list[str]:
    """The buttons beside the sentence."""
    settle()
    return [one.text() for one in scene.window.messages.findChildren(QPushButton) if one.isVisible()]


def key(qtbot, scene: Scene, letter: Qt.Key) -> None:
    """With Ctrl, in the window: a dialog that has just closed still had the keyboard."""
    settle()
    scene.window.activateWindow()
    settle()
    qtbot.keyClick(scene.window, letter, CTRL)
    settle()


def tell_them(qtbot, scene: Scene) -> PreviewDialog:
    key(qtbot, scene, Qt.Key.Key_T)
    looked = dialog()
    assert isinstance(looked, PreviewDialog)
    return looked


def nina_pays_a_coffee(qtbot, scene: Scene) -> None:
    scene.services.people.add_person(
        NewPerson(given_name="Nina", family_name="Prat", email="n@example.org", language="en")
    )
    scene.window.go("today").setFocus()
    scene.window.open_counter()
    settle()
    card = scene.window.counter.card
    card.search.insert("nina")
    settle()
    qtbot.keyClick(card.search, Qt.Key.Key_1, ALT)
    settle()
    qtbot.keyClick(card.search, Qt.Key.Key_Return, CTRL)
    settle()
    press(qtbot, scene.window.messages, "See the paper")


def test_a_receipt_leaves_through_the_outbox_with_its_pdf_and_can_be_kept_back(qtbot, telling, post: Post) -> None:
    nina_pays_a_coffee(qtbot, telling)
    press(qtbot, dialog(), "By e-mail…")
    messages = telling.services.messages
    (row,) = messages.open()
    (paper,) = telling.services.invoices.all()
    assert (row.purpose, row.email, row.state) == (Purpose.RECEIPT, "n@example.org", State.WAITING)
    assert row.body.startswith(f"Hello,\n\nPlease find attached receipt {paper.number}: €1.00.")
    assert telling.window.messages.sentence == f"{paper.number} leaves for n@example.org."
    assert bar(telling) == ["Undo"]
    key(qtbot, telling, Qt.Key.Key_Z)
    assert messages.get(row.id).state is State.WITHDRAWN
    messages.put_back(row.id)
    assert telling.services.postman.run().sent == 1
    ((to, sent),) = post.delivered
    (attached,) = sent.iter_attachments()
    assert to == "n@example.org"
    assert attached.get_content() == telling.services.invoices.paper(paper.id)


def test_a_receipt_opens_a_draft_as_long_as_there_is_no_account(qtbot, telling, tmp_path, monkeypatch) -> None:
    begun: list[object] = []
    monkeypatch.setattr(drafts, "begin", begun.append)
    monkeypatch.setattr(ask, "file_to_write", lambda *_asked: tmp_path / "F.pdf")
    nina_pays_a_coffee(qtbot, telling)
    press(qtbot, dialog(), "By e-mail…")
    assert len(begun) == 1
    assert telling.services.messages.open() == ()


def test_of_a_booking_called_off_they_are_told_by_one_key_and_never_unasked(qtbot, telling, post: Post) -> None:
    services = telling.services
    telling.window.tell(*booking_acts.call_off(services, services.bookings.get(telling.booking)))
    assert services.messages.open() == (), "nothing is told by itself"
    assert bar(telling) == ["Tell them…", "Undo"]
    looked = tell_them(qtbot, telling)
    assert looked.fields.subject.text().startswith("Your booking is called off: Room A")
    looked.try_act()
    (row,) = services.messages.open()
    assert (row.purpose, row.party_id) == (Purpose.BOOKING_CANCELLED, telling.maria)


def test_the_offer_to_tell_them_leaves_the_undo_under_its_key(qtbot, telling, post: Post) -> None:
    services = telling.services
    telling.window.tell(*booking_acts.call_off(services, services.bookings.get(telling.booking)))
    tell_them(qtbot, telling).reject()
    settle()
    key(qtbot, telling, Qt.Key.Key_Z)
    assert services.bookings.get(telling.booking).state == "confirmed"
    assert services.messages.open() == ()


def test_an_option_that_was_confirmed_is_told_by_one_key(qtbot, telling, post: Post) -> None:
    services, wanted = telling.services, slot("10:00", "12:00")
    until = services.desk.clock.wall() + timedelta(hours=3)
    booked = services.bookings.book(NewBooking(telling.house.room_b, telling.maria, wanted, tentative_until=until))
    done = booking_acts.do_next(services, services.bookings.get(booked.id))
    assert done is not None
    telling.window.tell(*done)
    assert tell_them(qtbot, telling).fields.subject.text().startswith("Your booking: Room B")


def test_of_a_booking_that_moved_the_new_hours_are_told(qtbot, telling, post: Post) -> None:
    services = telling.services
    booked = services.bookings.book(NewBooking(telling.house.room_b, telling.maria, slot("10:00", "12:00")))
    change = MoveDialog(telling.window, services, Jobs(AtOnce()), booked.id, now=services.desk.clock.wall())
    change.told.connect(telling.window.tell)
    change.show()
    change._from.at = time(14)
    change.try_act()
    looked = tell_them(qtbot, telling)
    assert looked.fields.subject.text().startswith("Your booking has changed: Room B")
    assert "14:00" in looked.fields.text.toPlainText()
    looked.try_act()
    (row,) = services.messages.open()
    assert row.purpose is Purpose.BOOKING_CHANGED


def test_a_booking_pulled_elsewhere_on_the_planning_offers_to_tell_them(qtbot, telling, post: Post) -> None:
    page = telling.window.go("planning")
    assert isinstance(page, PlanningPage)
    services = telling.services
    booked = services.bookings.book(NewBooking(telling.house.room_b, telling.maria, slot("10:00", "12:00")))
    page.show_day(date(2026, 11, 25))
    settle()
    (block,) = [one for one in page._acts._shown.day.blocks if page._acts.holder(one.booking_id).owner_id == booked.id]
    moved = slot("14:00", "16:00")
    page._acts._move(block.booking_id, telling.house.room_b, moved.start, moved.end)
    assert bar(telling) == ["Tell them…", "Undo"]
    assert tell_them(qtbot, telling).fields.subject.text().startswith("Your booking has changed: Room B")


def test_where_people_are_told_nothing_from_here_the_bar_only_undoes(qtbot, scene: Scene) -> None:
    services = scene.services
    scene.window.tell(*booking_acts.call_off(services, services.bookings.get(scene.booking)))
    assert bar(scene) == ["Undo"]


def test_without_an_account_the_offer_begins_a_draft(qtbot, telling, monkeypatch) -> None:
    begun: list[object] = []
    monkeypatch.setattr(drafts, "begin", begun.append)
    services = telling.services
    telling.window.tell(*booking_acts.call_off(services, services.bookings.get(telling.booking)))
    key(qtbot, telling, Qt.Key.Key_T)
    settle()
    (letter,) = begun
    assert letter.to == "maria@example.org"
    assert letter.subject.startswith("Your booking is called off: Room A")


def an_event(scene: Scene, capacity: int) -> int:
    return scene.services.events.add(
        NewEvent(
            "Knitting", EventKind.WORKSHOP, capacity, ((scene.house.room_b, slot("18:00", "20:00")),), language="en"
        )
    )


def register(scene: Scene, event_id: int, name: str, *, twice: bool = False) -> None:
    asked = RegisterDialog(scene.window, scene.services, scene.services.events.detail(event_id))
    asked.told.connect(scene.window.tell)
    asked.show()
    asked.who.setText(name)
    asked.try_act()
    if twice:
        asked.try_act()


def test_a_place_at_an_event_is_confirmed_by_one_key(qtbot, telling, post: Post) -> None:
    event_id = an_event(telling, 1)
    register(telling, event_id, "Maria Roca")
    looked = tell_them(qtbot, telling)
    assert looked.fields.subject.text().startswith("Your place: Knitting")
    looked.try_act()
    (row,) = telling.services.messages.open()
    assert (row.purpose, row.email) == (Purpose.EVENT_PLACE, "maria@example.org")


def test_the_waiting_list_of_an_event_is_told_too_and_who_moves_up(qtbot, telling, post: Post) -> None:
    event_id = an_event(telling, 1)
    register(telling, event_id, "Odile")
    register(telling, event_id, "Maria Roca", twice=True)
    assert tell_them(qtbot, telling).fields.subject.text() == "On the waiting list: Knitting"
    dialog().reject()
    page = telling.window.go("events")
    assert isinstance(page, EventsPage)
    event = telling.services.events.detail(event_id)
    odile = next(guest for guest in event.guests if guest.state is RegistrationState.REGISTERED)
    page._give_up(event, odile)
    assert bar(telling) == ["Tell them…"]
    looked = tell_them(qtbot, telling)
    assert looked.fields.subject.text().startswith("Your place: Knitting")
    assert looked.fields.chosen is Way.EMAIL


def reached(scene: Scene, number: int, **known: str) -> None:
    """Only like that."""
    people = scene.services.people
    row = people.get(number)
    people.change(number, NewPerson(given_name=row.name.split()[0], family_name="Roca", **known), row.version)


def test_without_an_account_whoever_has_a_telephone_is_reminded_by_it(telling: Scene) -> None:
    services = telling.services
    reached(telling, telling.jean, email="jean@example.org", phone="0561000000")
    for unit, number in ((telling.house.room_a, telling.maria), (telling.house.room_b, telling.jean)):
        services.bookings.book(NewBooking(unit, number, slot("09:00", "11:00")))
    page = telling.window.go("messages")
    assert isinstance(page, MessagesPage)
    page.refresh()
    assert page._remind.text() == "Letters and calls for tomorrow: 1", "Maria has an e-mail alone"
    assert page._remind.property("look") == "", "no e-mail leaves from here: it is not what the page is for"
    page.remind()
    (row,) = services.messages.open()
    assert (row.party_id, row.state) == (telling.jean, State.TO_CALL)


def test_without_an_account_all_are_told_by_letter_and_telephone_and_the_others_stay_in_sight(telling: Scene) -> None:
    services = telling.services
    reached(telling, telling.jean, phone="0561000000")
    event_id = an_event(telling, 5)
    for number in (telling.maria, telling.jean):
        services.events.register(event_id, party_id=number)
    services.events.register(event_id, name="Odile")
    services.events.cancel(event_id)
    page = telling.window.go("events")
    assert isinstance(page, EventsPage)
    page._show_calls(services.events.detail(event_id))
    calls = dialog()
    assert isinstance(calls, CallListDialog)
    calls._all.click()
    states = {row.name: row.state for row in services.messages.open()}
    assert states == {"Jean Roca": State.TO_CALL, "Odile": State.TO_PRINT}
    assert calls.isVisible()
    settle()
    assert [one.accessibleDescription() for one in calls.findChildren(QPushButton) if one.text() == "Write…"].count(
        "Maria Roca"
    )
    rows = [label.text() for label in calls.card.findChildren(QLabel)]
    assert "Maria Roca" in rows
    assert "Odile" not in rows
    assert not calls._all.isVisible()


def test_somebody_is_written_to_from_their_page_through_the_outbox(qtbot, telling, post: Post) -> None:
    page = telling.window.go("people")
    page.show_party(telling.maria)
    press(qtbot, page, "Write")
    looked = dialog()
    assert isinstance(looked, PreviewDialog)
    qtbot.keyClicks(looked.focusWidget(), "Your umbrella")
    looked.try_act()
    assert looked.isVisible(), "nothing is sent without a word in it"
    looked.fields.text.setPlainText("It is at the desk.")
    looked.try_act()
    (row,) = telling.services.messages.open()
    assert (row.purpose, row.party_id, row.subject) == (Purpose.PLAIN, telling.maria, "Your umbrella")


def test_somebody_without_an_e_mail_is_written_a_letter_from_their_page(qtbot, telling: Scene) -> None:
    page = telling.window.go("people")
    page.show_party(telling.jean)
    press(qtbot, page, "Write")
    looked = dialog()
    assert isinstance(looked, PreviewDialog)
    assert looked.fields.chosen is Way.LETTER


def test_without_an_account_their_page_begins_a_draft(qtbot, telling: Scene, monkeypatch) -> None:
    begun: list[object] = []
    monkeypatch.setattr(drafts, "begin", begun.append)
    page = telling.window.go("people")
    page.show_party(telling.maria)
    press(qtbot, page, "Write")
    assert [letter.to for letter in begun] == ["maria@example.org"]


def test_an_invoice_sent_as_a_letter_is_printed_behind_its_letter_in_one_go(telling: Scene) -> None:
    services = telling.services
    jean, odile = telling.jean, Addressee("Odile", language="en")
    reached(telling, jean, street="1 rue Haute", postcode="09000", city="Foix")
    services.to_invoice.charge(NewCharge(jean, "Desk", 100_000))
    services.invoices.issue(jean, services.desk.clock.today())
    (row,) = services.invoice_lists.find("", unpaid=False, limit=5)
    services.messages.queue(message_offers.invoice(services.messages, services.invoices, row))
    services.messages.send(Purpose.PLAIN, odile, {"subject": "The place moves", "text": "Next door."})
    page = telling.window.go("messages")
    assert isinstance(page, MessagesPage)
    part = page.of(OpenPart)
    page.refresh()
    papers: list[tuple[object, ...]] = []
    part.paper_wanted.disconnect()
    part.paper_wanted.connect(papers.append)
    part.print_all.click()
    ((_title, _name, work, _then),) = papers
    texts = [one.extract_text() for one in PdfReader(BytesIO(work(None))).pages]
    invoice = [one.extract_text() for one in PdfReader(BytesIO(services.invoices.paper(row.id))).pages]
    assert len(texts) == 2 + len(invoice)
    assert row.number in texts[0]
    assert texts[1 : 1 + len(invoice)] == invoice
    assert "The place moves" in texts[-1]


def the_post(scene: Scene) -> Postal:
    services = scene.services
    changes = Changes()
    services.desk.store.changes.subscribe(changes.announce)
    around = Surroundings(services, changes, services.desk.clock, Jobs(AtOnce()))
    return Postal(around, scene.window.rail, scene.window)


def test_the_foot_of_the_rail_says_how_many_messages_wait_and_since_when_and_leads_there(qtbot, telling: Scene) -> None:
    services, waiting = telling.services, telling.window.rail.waiting
    with post_office() as gone:
        port = gone.port
    services.mail_accounts.keep(
        Account("127.0.0.1", port, Security.NONE, "", "L’Étang Vert", "accueil@etangvert.example")
    )
    made = the_post(telling)
    made.start()
    assert not waiting.isVisible(), "nothing waits: nothing is said"
    for subject in ("One", "Two"):
        services.messages.send(Purpose.PLAIN, telling.maria, {"subject": subject, "text": "Hello"})
    assert not waiting.isVisible(), "what leaves in a moment is not told"
    services.postman.run()
    settle()
    assert waiting.isVisible()
    assert waiting.text == "2 messages wait for the line since 10:47"
    press(qtbot, telling.window.rail, waiting.text)
    assert isinstance(telling.window.page, MessagesPage)
    place = services.places.get()
    services.places.describe(replace(description_of(place), services=""), place.version)
    assert services.today.messages_held() is None, "a place that tells nobody anything from here"
    place = services.places.get()
    services.places.describe(replace(description_of(place), services="messages"), place.version)
    assert services.today.messages_held() is not None
    for row in services.messages.open():
        services.messages.withdraw(row.id)
    settle()
    assert not waiting.isVisible()
    made.stop()


def test_a_narrow_rail_has_no_room_for_what_waits(telling: Scene) -> None:
    rail = telling.window.rail
    rail.waiting.say("2 messages wait for the line since 10:47")
    rail.set_narrow(True)
    assert not rail.waiting.isVisible()
    rail.set_narrow(False)
    assert rail.waiting.isVisible()
    rail.waiting.say("")
    assert not rail.waiting.isVisible()
