"""The page of messages: what waits, what came back, letters and calls; and how other pages tell people things."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import mail_peers
import papers as read_back
import pytest
from builders import NOW, describe_place, person, slot
from mail_peers import Post, post_office
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from scenes import Scene, messages_wait

from tierslieu_desk.network.smtp import MailConnection, Patience
from tierslieu_desk.rules.messages import Purpose, Security, State, Way
from tierslieu_desk.rules.vocabulary import Activity
from tierslieu_desk.services.booking.booking_work import NewBooking
from tierslieu_desk.services.keeping import passwords
from tierslieu_desk.services.message.mail_accounts import Account
from tierslieu_desk.services.message.messages import Addressee
from tierslieu_desk.services.message.postman import Postman
from tierslieu_desk.services.money.to_invoice import NewCharge
from tierslieu_desk.services.person.people import NewPerson
from tierslieu_desk.ui import drafts
from tierslieu_desk.ui.changes import Changes
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.jobs import AtOnce, Jobs
from tierslieu_desk.ui.pages import PAGES
from tierslieu_desk.ui.pages.events.calls import CallListDialog
from tierslieu_desk.ui.pages.messages.page import GONE, MessagesPage
from tierslieu_desk.ui.pages.messages.parts import OpenPart
from tierslieu_desk.ui.pages.messages.preview import PreviewDialog
from tierslieu_desk.ui.pages.messages.sheet import CallDialog, MessageSheet
from tierslieu_desk.ui.pages.money.invoices import InvoicesView
from tierslieu_desk.ui.pages.money.page import MoneyPage
from tierslieu_desk.ui.pages.planning.booking_sheet import BookingSheet
from tierslieu_desk.ui.pages.settings.email import AccountDialog, PasswordDialog, TryDialog
from tierslieu_desk.ui.pages.settings.message_text import MessageTextDialog
from tierslieu_desk.ui.pages.settings.page import SECTIONS, SettingsPage
from tierslieu_desk.ui.pages.settings.place import description_of
from tierslieu_desk.ui.surroundings import Surroundings

QUICK = Patience(0.3, 0.3, 0.02)


def tick(scene: Scene, does: str = "messages") -> None:
    places = scene.services.places
    row = places.get()
    places.describe(replace(description_of(row), services=does, email="accueil@etangvert.example"), row.version)


@pytest.fixture
def telling(scene: Scene) -> Scene:
    """A place that tells people things from here."""
    tick(scene)
    scene.services.__dict__["postman"] = Postman(
        scene.services.desk, scene.services.papers, lambda server: MailConnection(server, QUICK)
    )
    return scene


@pytest.fixture
def post() -> Iterator[Post]:
    with post_office() as made:
        yield made


def account(scene: Scene, port: int, user: str = "") -> None:
    scene.services.mail_accounts.keep(
        Account("127.0.0.1", port, Security.NONE, user, "L’Étang Vert", "accueil@etangvert.example")
    )


def shown(scene: Scene) -> OpenPart:
    page = scene.window.go("messages")
    assert isinstance(page, MessagesPage)
    page.refresh()
    return page.of(OpenPart)


def said(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.text())


def dialog(scene: Scene, kind: type[Dialog]) -> Dialog:
    (found,) = [one for one in scene.window.findChildren(kind) if one.isVisible()]
    return found


def press(widget: QWidget, text: str) -> None:
    found = [one for one in widget.findChildren(QPushButton) if one.text() == text and one.isEnabled()]
    assert found, f"no button {text!r}"
    found[0].click()


def told(scene: Scene) -> str:
    return said(scene.window.messages)


def tell(scene: Scene, email: str) -> int:
    messages = scene.services.messages
    return messages.queue(
        messages.offer(Purpose.PLAIN, Addressee("Léa", email), {"subject": "A word", "text": "Hello"})
    )


def test_the_page_is_out_of_sight_until_the_place_tells_people_things_from_here(scene: Scene) -> None:
    (spec,) = [spec for spec in PAGES if spec.code == "messages"]
    assert spec.needs == {Activity.MESSAGES}
    tick(scene)
    assert "messages" in scene.services.today.view().does
    assert shown(scene).isVisible()


def test_letters_and_calls_stand_in_cards_of_their_own(telling: Scene) -> None:
    messages_wait(telling)
    part = shown(telling)
    assert "Ana" in said(part.letters)
    assert "Luis" in said(part.calls)
    assert "The place moves" in said(part.calls)
    assert telling.services.today.messages_waiting() == 2


def test_a_call_is_made_with_what_to_say_in_sight_and_what_they_said_is_kept(telling: Scene) -> None:
    messages_wait(telling)
    part = shown(telling)
    press(part.calls, "Called…")
    call = dialog(telling, CallDialog)
    assert isinstance(call, CallDialog)
    assert "We are next door from Monday on." in said(call)
    assert "05" in said(call)
    call.note.setText("Comes at noon")
    call.try_act()
    (row,) = telling.services.messages.lately()
    assert (row.name, row.state, row.note) == ("Luis", State.CALLED, "Comes at noon")
    assert "Luis was called." in told(telling)
    telling.services.messages.put_back(row.id)
    assert telling.services.messages.get(row.id).state is State.TO_CALL


def test_a_message_that_waits_is_opened_changed_and_withdrawn_with_a_way_back(telling: Scene, post: Post) -> None:
    account(telling, post.port)
    number = tell(telling, "lea@exemple.org")
    part = shown(telling)
    door = next(one for one in part.mails.findChildren(QPushButton) if one.property("leads_to") == number)
    door.click()
    sheet = dialog(telling, MessageSheet)
    assert isinstance(sheet, MessageSheet)
    assert sheet.fields is not None
    sheet.fields.email.setText("lea @exemple.org")
    sheet.try_act()
    assert sheet.isVisible(), "what cannot be an address is told under the field"
    assert "marie@example.org" in said(sheet)
    sheet.fields.email.setText("lea@example.org")
    sheet.fields.text.setPlainText("Otherwise")
    sheet.try_act()
    row = telling.services.messages.get(number)
    assert (row.email, row.body) == ("lea@example.org", "Otherwise")
    shown(telling)
    MessageSheet(telling.window, telling.services, telling.services.desk.clock, number)._withdraw()
    assert telling.services.messages.get(number).state is State.WITHDRAWN
    telling.services.messages.put_back(number)
    assert telling.services.messages.get(number).state is State.WAITING


def test_a_refused_message_says_why_and_can_be_printed_instead(telling: Scene, post: Post) -> None:
    post.moods = lambda _to, _try: mail_peers.NOBODY
    account(telling, post.port)
    number = tell(telling, "nobody@example.org")
    telling.services.postman.run()
    part = shown(telling)
    assert "Their mail server knows nobody at this address." in said(part.mails)
    assert "No such person here" in said(part.mails)
    sheet = MessageSheet(telling.window, telling.services, telling.services.desk.clock, number)
    assert sheet.fields is not None
    sheet.fields.way.choose(Way.LETTER)
    sheet.commit()
    assert telling.services.messages.get(number).state is State.TO_PRINT


def test_one_that_may_have_arrived_is_sent_again_only_by_a_hand(telling: Scene, post: Post) -> None:
    post.moods = lambda _to, number: mail_peers.CUT_AFTER_DOT if number == 1 else mail_peers.NOTHING
    account(telling, post.port)
    number = tell(telling, "lea@example.org")
    telling.services.postman.run()
    telling.services.postman.run(unattended=False)
    assert len(post.delivered) == 1
    assert "may have arrived" in said(shown(telling).mails)
    sheet = MessageSheet(telling.window, telling.services, telling.services.desk.clock, number)
    press(sheet, "Send it again")
    telling.services.postman.run()
    assert telling.services.messages.get(number).state is State.SENT
    assert len(post.delivered) == 2


def test_without_a_line_the_page_and_today_say_since_when(telling: Scene) -> None:
    with post_office() as gone:
        port = gone.port
    account(telling, port)
    tell(telling, "lea@example.org")
    telling.services.postman.run()
    part = shown(telling)
    assert "The line is down: messages go by themselves when it is back." in said(part.mails)
    assert "Waiting for the line since 10:47" in said(part.mails)
    telling.services.desk.clock.advance(timedelta(days=2))
    part.reload("")
    assert "Waiting for the line since Tuesday" in said(part.mails)
    today = telling.window.go("today")
    today.refresh()
    assert "1 message waits for the line" in said(today)


def test_a_wrong_password_is_asked_for_on_the_page(telling: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    kept: dict[str, str] = {}
    monkeypatch.setattr(passwords, "password_of", lambda key: kept.get(key, ""))
    monkeypatch.setattr(passwords, "remember", lambda key, word: kept.update({key: word}) or True)
    account(telling, 2525, user="camille")
    tell(telling, "lea@example.org")
    telling.services.postman.run()
    part = shown(telling)
    assert "The password of the mail account is not on this computer." in said(part.mails)
    press(part.mails, "Password…")
    asked = dialog(telling, PasswordDialog)
    assert isinstance(asked, PasswordDialog)
    asked.word.setText("s3cret")
    asked.try_act()
    assert list(kept.values()) == ["s3cret"]
    assert telling.services.postman.due()


def test_letters_are_printed_all_together_and_then_count_as_printed(telling: Scene) -> None:
    messages_wait(telling)
    messages = telling.services.messages
    messages.send(Purpose.PLAIN, Addressee("Odile"), {"subject": "The place moves", "text": "Next door."})
    part = shown(telling)
    papers: list[tuple[object, ...]] = []
    part.paper_wanted.disconnect()
    part.paper_wanted.connect(papers.append)
    press(part.letters, "Print all…")
    ((_title, name, work, then),) = papers
    assert callable(work)
    assert callable(then)
    assert str(name).startswith("letters-2026-11-24")
    from io import BytesIO

    from pypdf import PdfReader

    pages = PdfReader(BytesIO(work(None))).pages
    assert len(pages) == 2
    assert "Odile" in pages[1].extract_text()
    assert messages.lately() == (), "looked at is not printed"
    then()
    assert {row.name for row in messages.lately()} == {"Ana", "Odile"}


def test_the_call_list_is_printed_with_what_to_tell_and_nobody_counts_as_called(telling: Scene) -> None:
    messages = telling.services.messages
    part = shown(telling)
    assert not part.print_calls.isVisible(), "nobody is to be called"
    facts = {"what": "Room A", "when": slot("14:00", "18:00"), "reason": "La carretera está cortada."}
    somebody = Addressee("Luis Ordóñez", phone="+34972000000", language="es")
    messages.queue(messages.offer(Purpose.BOOKING_CANCELLED, somebody, facts).by(Way.CALL))
    part = shown(telling)
    papers: list[tuple[object, ...]] = []
    part.paper_wanted.disconnect()
    part.paper_wanted.connect(papers.append)
    press(part.calls, "Print the list…")
    ((title, name, work, then),) = papers
    assert (title, name, then) == ("Call list", "call-list-2026-11-24.pdf", None)
    assert callable(work)
    text = " ".join(read_back.text(work(None)).split())
    for words in (
        "To call 1 person",
        "Luis Ordóñez +34972000000",
        "Su reserva queda anulada: Room A",
        "Esta reserva queda anulada: Room A · miércoles, 25 de noviembre, 14:00 – 18:00 · La carretera está cortada.",
    ):
        assert words in text
    assert "Buenos días" not in text
    assert [row.state for row in messages.open()] == [State.TO_CALL]


def lea_is_invoiced(scene: Scene, **known: str) -> None:
    services = scene.services
    describe_place(services.desk)
    tick(scene)
    lea = services.people.add_person(NewPerson(given_name="Léa", family_name="Fauré", city="Foix", **known))
    services.to_invoice.charge(NewCharge(lea, "Desk", 100_000))
    services.invoices.issue(lea, services.desk.clock.today())


def invoices(scene: Scene) -> InvoicesView:
    page = scene.window.go("money")
    assert isinstance(page, MoneyPage)
    page._segments.choose("invoices")
    view = page.view
    assert isinstance(view, InvoicesView)
    return view


def test_an_invoice_leaves_with_its_pdf_after_it_was_looked_at(telling: Scene, post: Post) -> None:
    account(telling, post.port)
    lea_is_invoiced(telling, email="lea@example.org", language="en")
    view = invoices(telling)
    (row,) = telling.services.invoice_lists.find("", unpaid=False, limit=5)
    view._letter(row)
    looked = dialog(telling, PreviewDialog)
    assert isinstance(looked, PreviewDialog)
    assert looked.fields.email.text() == "lea@example.org"
    assert row.number in looked.fields.subject.text()
    assert "€10.00 to be paid by" in looked.fields.text.toPlainText()
    assert f"{row.number}.pdf" in said(looked)
    assert telling.services.messages.open() == (), "nothing is queued before it was looked at"
    looked.try_act()
    assert telling.services.postman.run().sent == 1
    ((to, message),) = post.delivered
    (attached,) = message.iter_attachments()
    assert to == "lea@example.org"
    assert attached.get_content() == telling.services.invoices.paper(row.id)
    view._letter(row)
    assert "They were told the same before" in said(dialog(telling, PreviewDialog))


def test_an_invoice_of_somebody_without_e_mail_becomes_a_letter(telling: Scene) -> None:
    lea_is_invoiced(telling, street="1 rue Haute", postcode="09000")
    (row,) = telling.services.invoice_lists.find("", unpaid=False, limit=5)
    invoices(telling)._letter(row)
    looked = dialog(telling, PreviewDialog)
    assert isinstance(looked, PreviewDialog)
    assert looked.fields.chosen is Way.LETTER
    looked.try_act()
    (letter,) = telling.services.messages.open()
    assert (letter.state, letter.papers[0].name) == (State.TO_PRINT, f"{row.number}.pdf")


def test_without_an_account_a_draft_opens_as_before(telling: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[object] = []
    monkeypatch.setattr(drafts, "begin", begun.append)
    maria = telling.services.people.get(telling.maria)
    new = NewPerson(given_name="Maria", family_name="Roca", email="maria@example.org")
    telling.services.people.change(telling.maria, new, maria.version)
    sheet = BookingSheet(telling.window, telling.services, Jobs(AtOnce()), telling.booking)
    sheet._write()
    assert len(begun) == 1
    assert telling.services.messages.open() == ()


def test_a_booking_of_somebody_with_a_telephone_alone_goes_on_the_call_list(telling: Scene) -> None:
    maria = telling.services.people.get(telling.maria)
    new = NewPerson(given_name="Maria", family_name="Roca", phone="0561000000", language="en")
    telling.services.people.change(telling.maria, new, maria.version)
    BookingSheet(telling.window, telling.services, Jobs(AtOnce()), telling.booking)._write()
    looked = dialog(telling, PreviewDialog)
    assert isinstance(looked, PreviewDialog)
    assert looked.fields.chosen is Way.CALL
    assert looked.act.text() == "To the call list"
    looked.try_act()
    (row,) = telling.services.messages.open()
    assert row.state is State.TO_CALL
    assert "Room A" in row.body


def test_whoever_asks_for_paper_gets_paper_from_then_on(telling: Scene, post: Post) -> None:
    account(telling, post.port)
    lea = person(telling.services.desk, "Léa", "Fauré")
    row = telling.services.people.get(lea)
    changed = NewPerson(given_name="Léa", family_name="Fauré", email="lea@example.org")
    telling.services.people.change(lea, changed, row.version)
    messages = telling.services.messages
    facts = {"subject": "A word", "text": "Hello"}
    looked = PreviewDialog(telling.window, telling.services, messages.offer(Purpose.PLAIN, lea, facts))
    looked.show()
    looked.fields.way.choose(Way.LETTER)
    looked.always.setChecked(True)
    looked.try_act()
    assert messages.wish(lea) is Way.LETTER
    assert messages.offer(Purpose.PLAIN, lea, facts).way is Way.LETTER


def test_the_account_is_set_up_and_tried_and_its_answer_told(telling: Scene, post: Post) -> None:
    setup = AccountDialog(telling.window, telling.services, Jobs(AtOnce()))
    setup.show()
    assert setup.sender_email.text() == "accueil@etangvert.example"
    setup.try_act()
    assert "the name of the mail server" in said(setup)
    setup.server.setText("127.0.0.1")
    setup.security.choose(Security.NONE)
    setup.port.setValue(post.port)
    setup.try_act()
    kept = telling.services.mail_accounts.get()
    assert kept is not None
    assert (kept.account.server, kept.account.port) == ("127.0.0.1", post.port)
    answers: list[str] = []
    test = TryDialog(telling.window, telling.services, Jobs(AtOnce()))
    test.told.connect(lambda sentence, _undo: answers.append(sentence))
    test.show()
    test.to.setText("moi@example.org")
    test.try_act()
    assert answers == ["The mail server took it: “2.0.0 Taken”. Look whether it arrives at moi@example.org."]
    post.moods = lambda _to, _try: mail_peers.NOBODY
    again = TryDialog(telling.window, telling.services, Jobs(AtOnce()))
    again.show()
    again.to.setText("moi@example.org")
    again.try_act()
    assert "did not take it. It knows nobody at this address. It said: “5.1.1 No such person here”." in said(again)


def test_a_readable_password_is_refused_beside_the_connection(telling: Scene) -> None:
    setup = AccountDialog(telling.window, telling.services, Jobs(AtOnce()))
    setup.show()
    setup.server.setText("smtp.example.org")
    setup.user.setText("camille")
    setup.security.choose(Security.NONE)
    setup.try_act()
    assert "anybody on the way could read the password" in said(setup)
    assert telling.services.mail_accounts.get() is None


def test_a_text_is_written_anew_and_an_unknown_word_in_braces_is_refused(telling: Scene) -> None:
    dialog_ = MessageTextDialog(telling.window, telling.services, Purpose.BOOKING_CONFIRMED.value)
    dialog_.show()
    dialog_.language.choose("en")
    assert dialog_.subject.text() == "Your booking: {space}, {when}"
    dialog_.text.setPlainText("Dear {nmae}, see you in {space}.")
    dialog_.try_act()
    assert dialog_.isVisible()
    assert "Nothing is called {nmae} here." in said(dialog_)
    dialog_.text.setPlainText("Dear {name}, see you in {space}.\n{people}\nAt 100 %.")
    dialog_.try_act()
    offered = telling.services.messages.offer(
        Purpose.BOOKING_CONFIRMED, Addressee("Léa", language="en"), {"what": "Room A", "when": "tomorrow"}
    )
    assert offered.body == "Dear Léa, see you in Room A.\nAt 100 %."
    telling.services.message_texts.back(Purpose.BOOKING_CONFIRMED, "en")
    assert telling.services.message_texts.shown(Purpose.BOOKING_CONFIRMED, "en").ours is False


def test_what_left_is_found_again(telling: Scene, post: Post) -> None:
    account(telling, post.port)
    tell(telling, "lea@example.org")
    telling.services.postman.run()
    page = telling.window.go("messages")
    assert isinstance(page, MessagesPage)
    page.show_part(GONE)
    assert "Léa" in said(page)
    assert "sent" in said(page)


def test_e_mail_stands_in_the_settings_only_where_it_is_ticked(scene: Scene) -> None:
    page = scene.window.go("settings")
    assert isinstance(page, SettingsPage)
    page.refresh()
    numbers = [code for code, *_rest in SECTIONS]
    found = page._group.button(numbers.index("email"))
    assert not found.isVisibleTo(page)
    tick(scene)
    page.refresh()
    assert found.isVisibleTo(page)


def test_the_post_goes_by_itself_soon_after_a_message_is_queued(
    telling: Scene, post: Post, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tierslieu_desk.ui import by_itself
    from tierslieu_desk.ui.post import Post as Postal

    monkeypatch.setattr(by_itself, "SOON_MS", 20)
    monkeypatch.setattr(by_itself, "BEAT_MS", 60)
    account(telling, post.port)
    changes = Changes()
    services = telling.services
    services.desk.store.changes.subscribe(changes.announce)
    made = Postal(
        Surroundings(services, changes, services.desk.clock, Jobs(AtOnce())), telling.window.rail, telling.window
    )
    made.start()
    tell(telling, "lea@example.org")
    qtbot.waitUntil(lambda: post.counted() == {"lea@example.org": 1}, timeout=5000)
    made.stop()


def test_whoever_has_something_tomorrow_is_reminded_once_each_by_their_way(telling: Scene, post: Post) -> None:
    account(telling, post.port)
    services = telling.services
    known = (("Maria", telling.maria, {"email": "maria@example.org"}), ("Jean", telling.jean, {"phone": "0561000000"}))
    for given, number, facts in known:
        row = services.people.get(number)
        services.people.change(number, NewPerson(given_name=given, family_name="Roca", **facts), row.version)
        unit = telling.house.room_a if given == "Maria" else telling.house.room_b
        services.bookings.book(NewBooking(unit, number, slot("09:00", "11:00", "2026-11-25")))
    nobody = person(services.desk, "Paul", "Sans")
    services.bookings.book(NewBooking(telling.house.booth, nobody, slot("09:00", "11:00", "2026-11-25")))
    page = telling.window.go("messages")
    assert isinstance(page, MessagesPage)
    page.refresh()
    assert (page._remind.text(), page._remind.property("look")) == ("Remind 2 people of tomorrow", "main")
    page.remind()
    states = {row.name.split()[0]: row.state for row in services.messages.open()}
    assert states == {"Maria": State.WAITING, "Jean": State.TO_CALL}
    page.refresh()
    assert not page._remind.isVisible()
    page.remind()
    assert len(services.messages.open()) == 2


def test_a_late_invoice_is_reminded_of_in_a_friendly_word(telling: Scene, post: Post) -> None:
    account(telling, post.port)
    lea_is_invoiced(telling, email="lea@example.org", language="en")
    telling.services.desk.clock.advance(timedelta(days=60))
    (row,) = telling.services.invoice_lists.find("", unpaid=False, limit=5)
    invoices(telling)._letter(row)
    looked = dialog(telling, PreviewDialog)
    assert isinstance(looked, PreviewDialog)
    assert looked.fields.subject.text() == f"A reminder: invoice {row.number}"
    assert "we will find a way together" in looked.fields.text.toPlainText()


def test_everybody_who_was_coming_is_told_once_that_it_is_called_off(telling: Scene, post: Post) -> None:
    account(telling, post.port)
    services = telling.services
    (event,) = services.events.programme(NOW.date(), NOW.date() + timedelta(days=30))
    row_of_jean = services.people.get(telling.jean)
    jean = NewPerson(given_name="Odette", family_name="Vidal", phone="0561000000", language="en")
    services.people.change(telling.jean, jean, row_of_jean.version)
    services.events.register(event.id, party_id=telling.jean)
    detail = services.events.detail(event.id)
    calls = CallListDialog(telling.window, detail, services)
    calls.show()
    press(calls, "Tell them all")
    CallListDialog(telling.window, detail, services)._tell_all()
    (row,) = services.messages.open()
    assert (row.name, row.state) == ("Odette Vidal", State.TO_CALL)
    assert "Solder a lamp" in row.body
