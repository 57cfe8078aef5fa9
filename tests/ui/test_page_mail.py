"""The mail page: what arrived is written down, told, handed over, sent on; contracts; what the law asks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import papers
import pytest
from builders import advance_to, organisation
from pressing import dialog, press
from PySide6.QtCore import QObject, Qt, QUrl, QUrlQuery, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit, QWidget
from scenes import Scene

from tierslieu_desk import errors
from tierslieu_desk.rules.vocabulary import MailAct, MailKind
from tierslieu_desk.services.person.people import NewOrganisation, NewPerson
from tierslieu_desk.services.place.places import PlaceDescription
from tierslieu_desk.services.post import mail_papers
from tierslieu_desk.services.post.domiciliation_papers import DutyPapers
from tierslieu_desk.ui import ask
from tierslieu_desk.ui.pages.mail.page import COMPANIES, LEGAL, MailPage
from tierslieu_desk.ui.pages.settings.page import SettingsPage
from tierslieu_desk.ui.pages.settings.place import PlaceSection, description_of
from tierslieu_desk.ui.paper_dialog import PaperDialog
from tierslieu_desk.ui.tour import settle
from tierslieu_desk.ui.widgets.cards import Row
from tierslieu_desk.ui.widgets.labels import Chip

TODAY = date(2026, 11, 24)


class MailProgram(QObject):
    """Takes the drafts that are begun."""

    def __init__(self) -> None:
        super().__init__()
        self.begun: list[QUrl] = []

    @Slot(QUrl)
    def take(self, address: QUrl) -> None:
        self.begun.append(address)


@pytest.fixture
def program() -> Iterator[MailProgram]:
    made = MailProgram()
    QDesktopServices.setUrlHandler("mailto", made, "take")
    yield made
    QDesktopServices.unsetUrlHandler("mailto")


@pytest.fixture
def approved(scene: Scene) -> Scene:
    """A place with its approval, and Pyrène Conseil in mailbox 12."""
    places = scene.services.places
    described = {name: getattr(places.get(), name) for name in PlaceDescription.__dataclass_fields__}
    described |= {
        "approval_number": "09-2024-17",
        "approved_from": date(2024, 3, 1),
        "approved_until": date(2030, 2, 28),
    }
    places.describe(PlaceDescription(**described))
    return scene


@pytest.fixture
def firm(approved: Scene) -> int:
    made = organisation(approved.services.desk)
    domiciliations = approved.services.domiciliations
    domiciliations.open(made, date(2026, 1, 5), mailbox="12", proxy_until=date(2030, 1, 5))
    return made


@pytest.fixture
def page(scene: Scene) -> MailPage:
    shown = scene.window.go("mail")
    shown.setFocus()
    settle()
    assert isinstance(shown, MailPage)
    return shown


def seen(inside: QWidget) -> list[tuple[str, str]]:
    settle()
    return [(r.accessibleName(), r.accessibleDescription()) for r in inside.findChildren(Row) if r.isVisible()]


def chips(inside: QWidget) -> list[str]:
    settle()
    return [chip.text() for chip in inside.findChildren(Chip) if chip.isVisible()]


def shelf(page: MailPage) -> list[tuple[str, int]]:
    return [(row.who, row.items) for row in page.waiting.table.model().rows]


def waiting(scene: Scene) -> list[tuple[str, str, str, str]]:
    return [(row.who, row.kind.value, row.sender, row.shelf) for row in scene.services.mail.waiting()]


def test_an_empty_shelf_says_what_to_do(page: MailPage) -> None:
    assert page.waiting.table._empty.isVisible()
    assert page.waiting.table._empty.accessibleName() == "The shelf is empty"


def test_the_mornings_mail_is_written_down_by_keyboard_with_the_shelf_kept(
    qtbot, firm: int, approved: Scene, page: MailPage
) -> None:
    approved.window.activateWindow()
    qtbot.waitUntil(approved.window.isActiveWindow)
    qtbot.keyClick(page.waiting.table, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    form = dialog()
    form._shelf.setText("A3")
    for name, sender in (("pyr", "Urssaf"), ("Maria Roca", "")):
        assert QApplication.focusWidget() is form._who
        qtbot.keyClicks(form._who, name)
        form._who.completer().popup().hide()
        qtbot.keyClicks(form._sender, sender)
        qtbot.keyClick(form._sender, Qt.Key.Key_Return)
        settle()
    assert waiting(approved) == [
        ("Pyrène Conseil", "letter", "Urssaf", "A3"),
        ("Maria Roca", "letter", "", "A3"),
    ]
    assert "2 written down:\nMaria Roca · Letter · A3\nPyrène Conseil · Letter · Urssaf · A3" in form._written.text()
    form.reject()
    settle()
    assert shelf(page) == [("Maria Roca", 1), ("Pyrène Conseil", 1)]


def test_a_registered_letter_carries_its_number_and_a_plain_one_is_not_asked_for_one(
    qtbot, firm: int, approved: Scene, page: MailPage
) -> None:
    press(qtbot, page, "Mail arrived")
    form = dialog()
    assert not form._reference.isVisible()
    form._kind.choose("registered")
    settle()
    assert form._reference.isVisible()
    qtbot.keyClicks(form._who, "pyrene")
    qtbot.keyClicks(form._reference, "1A 234")
    press(qtbot, form, "Write it down")
    form.reject()
    (row,) = approved.services.mail.waiting()
    assert (row.kind, row.reference, row.shelf) == (MailKind.REGISTERED, "1A 234", "12")
    assert seen(page.waiting.detail.below) == [("Registered letter", "shelf 12 · since today · 1A 234")]


def test_what_was_written_down_by_mistake_is_taken_back(qtbot, firm: int, approved: Scene, page: MailPage) -> None:
    press(qtbot, page, "Mail arrived")
    form = dialog()
    qtbot.keyClicks(form._who, "pyrene")
    press(qtbot, form, "Write it down")
    form.reject()
    assert approved.window.messages.sentence == "Letter for Pyrène Conseil is on the shelf."
    approved.window.messages._do()
    assert waiting(approved) == []


def test_mail_for_nobody_is_told_beside_the_name_and_nothing_is_lost(qtbot, page: MailPage, scene: Scene) -> None:
    press(qtbot, page, "Mail arrived")
    form = dialog()
    qtbot.keyClicks(form._sender, "Urssaf")
    press(qtbot, form, "Write it down")
    assert form.form.refusals == ["Something is missing: the name. Fill it in, then try again."]
    qtbot.keyClicks(form._who, "Zorglub")
    press(qtbot, form, "Write it down")
    assert form.form.refusals == ["Nobody called “Zorglub” is in your files. Add them first, or check the spelling."]
    assert form._sender.text() == "Urssaf"
    form.reject()
    assert waiting(scene) == []


@pytest.mark.parametrize("typed", ["25/11/2026", "23/11/2025", "31/02/2026"])
def test_a_day_that_cannot_be_is_told_beside_it(qtbot, firm: int, approved: Scene, page: MailPage, typed: str) -> None:
    press(qtbot, page, "Mail arrived")
    form = dialog()
    form._who.choose(approved.services.people.get(firm))
    form._day.setText(typed)
    form.try_act()
    assert len(form.form.refusals) == 1
    assert form._day.property("refused") is True
    form._day.setText("21/11/2026")
    form.try_act()
    form.reject()
    assert [row.days for row in approved.services.mail.waiting()] == [3]


def test_of_a_company_that_has_left_the_desk_says_so_before_its_mail_is_shelved(
    qtbot, firm: int, approved: Scene, page: MailPage
) -> None:
    contract = approved.services.domiciliations.of(firm)
    approved.services.domiciliations.end(contract.id, date(2026, 10, 31))
    press(qtbot, page, "Mail arrived")
    form = dialog()
    form._who.choose(approved.services.people.get(firm))
    said = "Pyrène Conseil has had no seat here since 31 October 2026: send it on or back."
    assert form._standing.text() == said
    form.reject()


def test_enter_and_enter_hand_over_all_that_waits_for_one_company(
    qtbot, firm: int, approved: Scene, page: MailPage
) -> None:
    mail = approved.services.mail
    first = mail.arrived(firm, MailKind.REGISTERED, sender="Tribunal", on=date(2026, 11, 20))
    second = mail.arrived(firm, MailKind.LETTER)
    other = mail.arrived(approved.maria, MailKind.LETTER)
    qtbot.waitUntil(lambda: len(seen(page.waiting.detail.below)) == 2)
    page.waiting.table.setFocus()
    qtbot.keyClick(page.waiting.table, Qt.Key.Key_Return)
    dialog()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    settle()
    assert [row.id for row in mail.waiting()] == [other]
    for number in (first, second):
        assert [(act.act, act.to_whom) for act in mail.acts(number)] == [(MailAct.HANDED_OVER, "Pyrène Conseil")]
    assert approved.window.messages.sentence == "2 pieces of mail for Pyrène Conseil handed over."


def test_it_is_given_to_the_one_person_who_belongs_there_and_else_typing_replaces_the_company(
    qtbot, firm: int, approved: Scene, page: MailPage
) -> None:
    approved.services.mail.arrived(firm, MailKind.LETTER)
    for person, proposed in ((approved.maria, "Maria Roca"), (approved.jean, "Pyrène Conseil")):
        approved.services.people.affiliate(person, firm)
        settle()
        press(qtbot, page.waiting.detail, "Hand over")
        form = dialog()
        assert (form._to.text(), form._to.selectedText()) == (proposed, proposed)
        form.reject()
        settle()


def test_what_is_not_ticked_stays(qtbot, firm: int, approved: Scene, page: MailPage) -> None:
    mail = approved.services.mail
    first, second = (mail.arrived(firm, MailKind.LETTER, sender=sender) for sender in ("Urssaf", "Banque"))
    qtbot.waitUntil(lambda: len(seen(page.waiting.detail.below)) == 2)
    boxes = page.waiting.detail.below.findChildren(QCheckBox)
    (box,) = [box for box in boxes if box.accessibleName() == "Letter · Urssaf"]
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton)
    press(qtbot, page.waiting.detail, "Hand over")
    form = dialog()
    form._to.setText("Inès Roca")
    press(qtbot, form, "Hand over")
    assert [row.id for row in mail.waiting()] == [first]
    assert [act.to_whom for act in mail.acts(second)] == ["Inès Roca"]


def test_nothing_ticked_and_nobody_named_are_told(qtbot, firm: int, approved: Scene, page: MailPage) -> None:
    approved.services.mail.arrived(firm, MailKind.LETTER)
    qtbot.waitUntil(lambda: len(seen(page.waiting.detail.below)) == 1)
    (box,) = page.waiting.detail.below.findChildren(QCheckBox)
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton)
    press(qtbot, page.waiting.detail, "Hand over")
    told = "Something is missing: what it is about; tick something. Fill it in, then try again."
    assert approved.window.messages.sentence == told
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton)
    press(qtbot, page.waiting.detail, "Hand over")
    form = dialog()
    form._to.clear()
    press(qtbot, form, "Hand over")
    assert form.form.refusals == ["Something is missing: who takes it. Fill it in, then try again."]
    form.reject()
    assert len(approved.services.mail.waiting()) == 1


def test_what_another_window_handed_over_is_not_handed_over_twice(
    qtbot, firm: int, approved: Scene, page: MailPage
) -> None:
    mail = approved.services.mail
    item = mail.arrived(firm, MailKind.LETTER)
    qtbot.waitUntil(lambda: len(seen(page.waiting.detail.below)) == 1)
    press(qtbot, page.waiting.detail, "Hand over")
    form = dialog()
    mail.hand_over(item, "Inès Roca")
    form.try_act()
    assert form.form.refusals == ["This is already done (24 November 2026)."]
    form.reject()
    assert [act.to_whom for act in mail.acts(item)] == ["Inès Roca"]


def test_a_proxy_that_ended_is_told_before_a_registered_letter_is_handed_over(
    qtbot, firm: int, approved: Scene, page: MailPage
) -> None:
    contract = approved.services.domiciliations.of(firm)
    approved.services.domiciliations.proxy_signed(contract.id, date(2026, 11, 1))
    approved.services.mail.arrived(firm, MailKind.REGISTERED)
    qtbot.waitUntil(lambda: len(seen(page.waiting.detail.below)) == 1)
    press(qtbot, page.waiting.detail, "Hand over")
    form = dialog()
    assert chips(form) == ["Postal proxy: ended on 1 November 2026"]
    form.reject()


def test_whoever_has_an_address_is_written_to_in_their_language_and_counts_as_told(
    qtbot, approved: Scene, page: MailPage, program: MailProgram
) -> None:
    people, mail = approved.services.people, approved.services.mail
    ana = people.add_person(NewPerson(given_name="Ana", family_name="Vidal", email="ana@vidal.example", language="en"))
    item = mail.arrived(ana, MailKind.REGISTERED, sender="Tribunal")
    qtbot.waitUntil(lambda: len(seen(page.waiting.detail.below)) == 1)
    assert chips(page.waiting.detail.below) == ["not told"]
    press(qtbot, page.waiting.detail, "Tell them")
    (address,) = program.begun
    whole = address.ComponentFormattingOption.FullyDecoded
    assert address.path(whole) == "ana@vidal.example"
    asked = QUrlQuery(address)
    assert asked.queryItemValue("subject", whole) == "1 item of mail for Ana Vidal"
    body = asked.queryItemValue("body", whole).replace("\r\n", "\n")
    assert "- A registered letter, from Tribunal, arrived on 24 November 2026" in body
    assert "please bring proof of identity" in body
    assert mail.waiting()[0].notified_on == TODAY
    qtbot.waitUntil(lambda: chips(page.waiting.detail.below) == ["told today"])
    press(qtbot, page.waiting.detail, "Tell them")
    assert len(program.begun) == 1
    assert approved.window.messages.sentence == "This is already done (24 November 2026)."
    assert [act.act for act in mail.acts(item)] == [MailAct.NOTIFIED]


def test_without_an_address_they_count_as_told_once_the_slip_is_printed_or_kept(
    qtbot, monkeypatch, tmp_path: Path, firm: int, approved: Scene, page: MailPage
) -> None:
    approved.services.mail.arrived(firm, MailKind.REGISTERED, sender="Tribunal")
    approved.services.mail.arrived(firm, MailKind.LETTER)
    qtbot.waitUntil(lambda: len(seen(page.waiting.detail.below)) == 2)
    press(qtbot, page.waiting.detail, "Print the slip…")
    paper = dialog()
    assert isinstance(paper, PaperDialog)
    assert paper.windowTitle() == "Mail slip: Pyrène Conseil"
    paper.reject()
    settle()
    assert [row.notified_on for row in approved.services.mail.waiting()] == [None, None]
    press(qtbot, page.waiting.detail, "Print the slip…")
    monkeypatch.setattr(ask, "file_to_write", lambda *asked: tmp_path / "gone" / asked[2].name)
    press(qtbot, dialog(), "Keep as a PDF…")
    assert [row.notified_on for row in approved.services.mail.waiting()] == [None, None]
    monkeypatch.setattr(ask, "file_to_write", lambda *asked: tmp_path / asked[2].name)
    press(qtbot, dialog(), "Keep as a PDF…")
    assert (tmp_path / "mail-2026-11-24.pdf").is_file()
    assert [row.notified_on for row in approved.services.mail.waiting()] == [TODAY, TODAY]
    text = papers.text(mail_papers.slip(approved.services.mail, approved.services.places, firm))
    assert "Pyrène Conseil" in text
    assert "Tribunal" in text


def choose(page: MailPage, words: str) -> None:
    (act,) = [act for act in page.waiting.menu.actions() if act.text() == words]
    act.trigger()
    settle()


def test_sent_on_for_a_price_with_a_comma_it_waits_to_be_invoiced(qtbot, approved: Scene, page: MailPage) -> None:
    pic = NewOrganisation(name="Pic Blanc", street="3 rue du Pont", postcode="09500", city="Mirepoix")
    number = approved.services.people.add_organisation(pic)
    item = approved.services.mail.arrived(number, MailKind.LETTER)
    qtbot.waitUntil(lambda: len(seen(page.waiting.detail.below)) == 1)
    choose(page, "Send on…")
    form = dialog()
    assert form._to.text() == "Pic Blanc, 3 rue du Pont, 09500 Mirepoix"
    form._price.setText("abc")
    form.try_act()
    assert form.form.refusals == ["“abc” is not an amount. Write it like this: 12.50."]
    form._price.setText("4,50")
    form.try_act()
    settle()
    assert approved.services.mail.waiting() == ()
    (act,) = approved.services.mail.acts(item)
    assert (act.act, act.to_whom) == (MailAct.FORWARDED, "Pic Blanc, 3 rue du Pont, 09500 Mirepoix")
    sentence = "1 piece of mail for Pic Blanc sent on; €4.50 to be invoiced."
    assert approved.window.messages.sentence.replace("\xa0", " ") == sentence
    with approved.services.desk.store.glancing() as store:
        assert store.rows("SELECT gross_cents, mail_item_id FROM charge WHERE mail_item_id > 0") == [(450, item)]


def test_destroying_says_before_that_there_is_no_way_back(qtbot, firm: int, approved: Scene, page: MailPage) -> None:
    item = approved.services.mail.arrived(firm, MailKind.LEAFLET)
    qtbot.waitUntil(lambda: len(seen(page.waiting.detail.below)) == 1)
    choose(page, "Destroy…")
    dialog().reject()
    settle()
    assert len(approved.services.mail.waiting()) == 1
    choose(page, "Destroy…")
    press(qtbot, dialog(), "Destroy it")
    assert approved.services.mail.waiting() == ()
    assert [act.act for act in approved.services.mail.acts(item)] == [MailAct.DESTROYED]


def test_scanned_paper_stays_and_its_history_tells_who_did_what(
    qtbot, firm: int, approved: Scene, page: MailPage
) -> None:
    approved.services.mail.arrived(firm, MailKind.LETTER)
    qtbot.waitUntil(lambda: len(seen(page.waiting.detail.below)) == 1)
    choose(page, "Scanned")
    assert len(approved.services.mail.waiting()) == 1
    press(qtbot, page.waiting.detail.below, "What was done with it")
    sheet = dialog()
    assert seen(sheet) == [("Scanned", "by Camille")]
    sheet.reject()


def test_what_goes_back_to_its_sender_leaves_the_shelf(qtbot, firm: int, approved: Scene, page: MailPage) -> None:
    approved.services.mail.arrived(firm, MailKind.LETTER)
    qtbot.waitUntil(lambda: len(seen(page.waiting.detail.below)) == 1)
    choose(page, "Send back…")
    press(qtbot, dialog(), "Send it back")
    assert approved.services.mail.waiting() == ()


def test_a_contract_is_noted_under_the_approval_and_taken_back(qtbot, approved: Scene, page: MailPage) -> None:
    organisation(approved.services.desk, "Pic Blanc")
    page.show_part(COMPANIES)
    press(qtbot, page.companies, "New contract…")
    form = dialog()
    assert form._approval.text() == "Under the prefecture’s approval 09-2024-17."
    qtbot.keyClicks(form._who, "Pic Blanc")
    form._mailbox.setText("7")
    form._proxy.setText("24/11/2031")
    form.try_act()
    (row,) = approved.services.domiciliations.all()
    assert (row.who, row.starts, row.mailbox, row.proxy_until) == ("Pic Blanc", TODAY, "7", date(2031, 11, 24))
    approved.window.messages._do()
    assert approved.services.domiciliations.all() == ()


def test_no_proxy_is_claimed_that_nobody_signed_and_it_is_the_next_step(qtbot, approved: Scene, page: MailPage) -> None:
    organisation(approved.services.desk, "Pic Blanc")
    contracts = approved.services.domiciliations
    page.show_part(COMPANIES)
    press(qtbot, page.companies, "New contract…")
    form = dialog()
    qtbot.keyClicks(form._who, "Pic Blanc")
    form.try_act()
    (row,) = contracts.all()
    assert row.proxy_until is None
    assert approved.window.messages.sentence.endswith("Their postal proxy is still to be signed.")
    to_do = ("Have the postal proxy signed", "Without it you may not receive their registered mail.")
    qtbot.waitUntil(lambda: to_do in seen(page.companies.detail.below))
    press(qtbot, page.companies.detail.below, "Signed…")
    dialog().try_act()
    assert contracts.get(row.id).proxy_until == date(2031, 11, 24)
    qtbot.waitUntil(lambda: to_do not in seen(page.companies.detail.below))


def test_a_proxy_signed_today_is_one_press(qtbot, approved: Scene, page: MailPage) -> None:
    organisation(approved.services.desk, "Pic Blanc")
    page.show_part(COMPANIES)
    press(qtbot, page.companies, "New contract…")
    form = dialog()
    qtbot.keyClicks(form._who, "Pic Blanc")
    press(qtbot, form, "Signed today")
    form.try_act()
    (row,) = approved.services.domiciliations.all()
    assert row.proxy_until == date(2031, 11, 24)


def test_without_the_approval_the_contract_says_where_to_note_it(qtbot, page: MailPage, scene: Scene) -> None:
    organisation(scene.services.desk, "Pic Blanc")
    page.show_part(COMPANIES)
    press(qtbot, page.companies, "New contract…")
    form = dialog()
    assert (chips(form), form._notice.isVisible()) == (["not noted"], True)
    assert "note it in the settings" in form._why.text()
    assert not form.act.isEnabled()
    qtbot.keyClicks(form._who, "Pic Blanc")
    form.try_act()
    assert [("note it in the settings" in told) for told in form.form.refusals] == [True]
    assert scene.services.domiciliations.all() == ()
    press(qtbot, form, "To the settings")
    shown = scene.window.page
    assert isinstance(shown, SettingsPage)
    settle()
    section = shown.findChild(PlaceSection)
    number = section.lines["approval_number"]
    assert scene.window.focusWidget() is number
    assert not number.visibleRegion().isEmpty()


def test_the_page_of_the_law_leads_to_the_approval_that_is_not_noted(qtbot, page: MailPage, scene: Scene) -> None:
    page.show_part(LEGAL)
    press(qtbot, page.legal, "Note the approval…")
    settle()
    assert scene.window.focusWidget() is scene.window.page.findChild(PlaceSection).lines["approval_number"]


def test_an_approval_that_has_run_out_leads_to_its_last_day(qtbot, approved: Scene, page: MailPage) -> None:
    places = approved.services.places
    row = places.get()
    places.describe(replace(description_of(row), approved_until=date(2026, 11, 1)), row.version)
    page.show_part(LEGAL)
    press(qtbot, page.legal, "Note the next one…")
    settle()
    assert approved.window.focusWidget() is approved.window.page.findChild(PlaceSection).approved_until


def write_day(qtbot, field: QLineEdit, day: str) -> None:
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, day)
    qtbot.keyClick(field, Qt.Key.Key_Tab)
    settle()


def test_a_contract_after_the_approval_has_run_out_is_not_signed(qtbot, approved: Scene, page: MailPage) -> None:
    page.show_part(COMPANIES)
    press(qtbot, page.companies, "New contract…")
    form = dialog()
    assert form.act.isEnabled()
    assert not form._notice.isVisible()
    write_day(qtbot, form._starts, "1/3/2030")
    assert (chips(form), form.act.isEnabled()) == (["run out"], False)
    write_day(qtbot, form._starts, "28/2/2030")
    assert form.act.isEnabled()
    form.reject()


def test_a_day_that_is_none_is_told_beside_it(qtbot, approved: Scene, page: MailPage) -> None:
    page.show_part(COMPANIES)
    press(qtbot, page.companies, "New contract…")
    form = dialog()
    qtbot.keyClicks(form._who, "Jean Dupont")
    form._proxy.setText("31/02/2031")
    form.try_act()
    assert form._proxy.property("refused") is True
    form.reject()
    assert approved.services.domiciliations.all() == ()


def test_a_company_leaves_and_the_letter_to_the_registry_is_asked_for(
    qtbot, firm: int, approved: Scene, page: MailPage
) -> None:
    page.show_part(COMPANIES)
    press(qtbot, page.companies, "They leave…")
    form = dialog()
    form._ends.setText("04/04/2026")
    form.try_act()
    assert "three months at least" in form.form.refusals[0]
    form._ends.setText("24/11/2026")
    form.try_act()
    assert approved.services.domiciliations.of(firm).ends == TODAY
    asked = "Write to the registry: Pyrène Conseil has left"
    qtbot.waitUntil(lambda: asked in [strong for strong, _second in seen(page.companies.detail.below)])
    approved.window.messages._do()
    assert approved.services.domiciliations.of(firm).ends is None


def test_the_proxy_has_a_button_on_the_page_and_on_the_duty(qtbot, firm: int, approved: Scene, page: MailPage) -> None:
    contracts = approved.services.domiciliations
    contracts.proxy_signed(contracts.of(firm).id, date(2026, 12, 1))
    page.show_part(LEGAL)
    settle()
    assert [duty.kind for _party, duty in contracts.duties()] == ["proxy_expires"]
    press(qtbot, page.legal, "Signed…")
    form = dialog()
    form._until.setText("24/11/2031")
    form.try_act()
    assert contracts.of(firm).proxy_until == date(2031, 11, 24)
    assert contracts.duties() == ()
    approved.window.messages._do()
    assert contracts.of(firm).proxy_until == date(2026, 12, 1)
    page.show_part(COMPANIES)
    press(qtbot, page.companies, "Postal proxy…")
    form = dialog()
    form.try_act()
    assert contracts.of(firm).proxy_until == date(2031, 11, 24)


def test_a_letter_that_the_law_asks_for_is_noted_as_sent_and_taken_back(
    qtbot, firm: int, approved: Scene, page: MailPage
) -> None:
    approved.services.mail.arrived(firm, MailKind.LETTER, on=date(2026, 8, 20))
    page.show_part(LEGAL)
    settle()
    press(qtbot, page.legal, "Sent: the letter to the registry about the mail of Pyrène Conseil")
    assert approved.services.domiciliations.of(firm).registry_told_on == TODAY
    approved.window.messages._do()
    assert approved.services.domiciliations.of(firm).registry_told_on is None


@pytest.mark.parametrize(
    ("today", "told"),
    [
        (datetime(2027, 2, 6, 9), []),
        (datetime(2027, 2, 7, 9), ["Mail not collected for 75 days"]),
        (datetime(2027, 2, 22, 9), ["Mail not collected for 90 days"]),
    ],
)
def test_three_months_of_silence_stand_on_today_until_the_mail_is_collected(
    qtbot, firm: int, approved: Scene, page: MailPage, today: datetime, told: list[str]
) -> None:
    """What arrived on 24 November is 74 days old on 6 February, 75 on the seventh, 90 on the twenty-second."""
    approved.services.mail.arrived(firm, MailKind.LETTER)
    advance_to(approved.services.desk, today)
    front = approved.window.go("today")
    front.refresh()
    silence = [strong for strong, _second in seen(front) if strong.startswith("Mail not collected")]
    assert silence == told
    approved.window.go("mail")
    page.refresh()
    press(qtbot, page.waiting.detail, "Hand over")
    press(qtbot, dialog(), "Hand over")
    front = approved.window.go("today")
    front.refresh()
    assert [strong for strong, _second in seen(front) if "collected" in strong or "registry" in strong] == []


def test_the_badge_counts_what_is_on_the_shelf(qtbot, firm: int, approved: Scene) -> None:
    approved.services.mail.arrived(firm, MailKind.LETTER)
    item = approved.services.mail.arrived(firm, MailKind.LETTER)
    qtbot.waitUntil(lambda: approved.window.rail.button("mail").count == 2)
    approved.services.mail.hand_over(item, "Inès")
    qtbot.waitUntil(lambda: approved.window.rail.button("mail").count == 1)


def test_found_while_typing(qtbot, firm: int, approved: Scene, page: MailPage) -> None:
    approved.services.mail.arrived(firm, MailKind.LETTER)
    approved.services.mail.arrived(approved.maria, MailKind.LETTER)
    qtbot.waitUntil(lambda: len(shelf(page)) == 2)
    qtbot.keyClicks(page._find, "roc")
    qtbot.waitUntil(lambda: shelf(page) == [("Maria Roca", 1)])


def test_what_somebody_does_on_the_shelf_elsewhere_shows_here(
    qtbot, firm: int, approved: Scene, page: MailPage
) -> None:
    item = approved.services.mail.arrived(firm, MailKind.LETTER)
    qtbot.waitUntil(lambda: len(shelf(page)) == 1)
    approved.services.mail.hand_over(item, "Inès")
    qtbot.waitUntil(lambda: shelf(page) == [])
    press(qtbot, page, "Mail arrived")
    dialog().reject()


def test_handing_over_twice_is_refused_by_the_register_itself(firm: int, approved: Scene) -> None:
    item = approved.services.mail.arrived(firm, MailKind.LETTER)
    approved.services.mail.settle([item], MailAct.HANDED_OVER, "Inès")
    with pytest.raises(errors.AlreadyDone):
        approved.services.mail.settle([item], MailAct.HANDED_OVER, "Inès")


def test_a_proxy_that_ends_is_signed_anew_from_today(qtbot, firm: int, approved: Scene) -> None:
    contracts = approved.services.domiciliations
    contracts.proxy_signed(contracts.of(firm).id, date(2026, 12, 1))
    front = approved.window.go("today")
    front.refresh()
    press(qtbot, front, "A new postal proxy of Pyrène Conseil")
    form = dialog()
    assert form._until.text() == "24/11/2031"
    press(qtbot, form, "It is signed")
    assert contracts.of(firm).proxy_until == date(2031, 11, 24)
    qtbot.waitUntil(lambda: not [strong for strong, _second in seen(front) if "proxy" in strong])


def paper_of(approved: Scene, kind: str) -> str:
    """What stands on the paper of the one duty of that kind."""
    services = approved.services
    (duty,) = [duty for _party, duty in services.domiciliations.duties() if duty.kind == kind]
    drawn = DutyPapers(services.domiciliations, services.people, services.places).render(duty, TODAY)
    return " ".join(papers.text(drawn).replace("\xa0", " ").split())


def look_at(qtbot, page: MailPage, words: str) -> None:
    """The paper of a duty, opened from its row under “Legal” and closed again."""
    page.show_part(LEGAL)
    press(qtbot, page.legal, words)
    paper = dialog()
    assert isinstance(paper, PaperDialog)
    assert (paper.windowTitle(), paper.pages) == (words, 1)
    paper.reject()


def test_the_letter_about_three_months_of_silence_is_looked_at_and_says_what_the_law_asks(
    qtbot, firm: int, approved: Scene, page: MailPage
) -> None:
    places = approved.services.places
    row = places.get()
    places.describe(replace(description_of(row), registry_town="Foix", street="1 place du Lac"), row.version)
    approved.services.mail.arrived(firm, MailKind.LETTER, on=date(2026, 8, 20))
    look_at(qtbot, page, "Letter to the registry: mail of Pyrène Conseil")
    assert approved.services.domiciliations.of(firm).registry_told_on is None
    said = paper_of(approved, "tell_registry_mail")
    for told in ("Foix", "Pyrène Conseil", "R123-168", "20 août 2026", "24 novembre 2026", "5 janvier 2026",
                 "1 place du Lac", "09-2024-17"):  # fmt: skip
        assert told in said, told


def test_the_letter_about_the_end_of_a_contract_is_looked_at_and_names_the_last_day(
    qtbot, firm: int, approved: Scene, page: MailPage
) -> None:
    contracts = approved.services.domiciliations
    contracts.end(contracts.of(firm).id, date(2026, 10, 31))
    look_at(qtbot, page, "Letter to the registry: Pyrène Conseil has left")
    said = paper_of(approved, "tell_registry_end")
    assert said.count("31 octobre 2026") == 2
    assert "Pyrène Conseil" in said


def test_the_list_of_the_quarter_is_looked_at_and_names_who_came_and_who_left(
    qtbot, firm: int, approved: Scene, page: MailPage
) -> None:
    contracts = approved.services.domiciliations
    contracts.end(contracts.of(firm).id, date(2026, 8, 31))
    pic = NewOrganisation(name="Pic Blanc", siren="732829320")
    contracts.open(approved.services.people.add_organisation(pic), date(2026, 9, 1))
    later = approved.services.people.add_organisation(NewOrganisation(name="Col Vert"))
    contracts.open(later, date(2026, 10, 1))
    look_at(qtbot, page, "List of companies: last quarter")
    said = paper_of(approved, "quarter_list")
    for told in ("Pyrène Conseil", "31/08/2026", "Pic Blanc", "732 829 320", "01/09/2026", "1er juillet 2026"):
        assert told in said, told
    assert "Col Vert" not in said
