"""The money page: what is to be invoiced, issued, paid, taken back, and what stands in the way told in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import papers
import pytest
from builders import advance_to
from pressing import press
from PySide6.QtCore import QPoint, Qt
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QMenu, QPushButton
from scenes import Scene

from tierslieu_desk import errors
from tierslieu_desk.rules.vocabulary import ClosingKind, PaymentMethod
from tierslieu_desk.services.front.articles import Article
from tierslieu_desk.services.front.basket import Basket, Piece
from tierslieu_desk.services.money.to_invoice import NewCharge
from tierslieu_desk.services.person.people import NewPerson
from tierslieu_desk.ui import ask, drafts
from tierslieu_desk.ui.pages.money.billing import BillingDialog
from tierslieu_desk.ui.pages.money.charge import ChargeDialog, LineDialog
from tierslieu_desk.ui.pages.money.invoice_credit import CreditDialog
from tierslieu_desk.ui.pages.money.invoice_draft import DraftDialog
from tierslieu_desk.ui.pages.money.page import MoneyPage
from tierslieu_desk.ui.pages.money.payment_dialog import PaymentDialog
from tierslieu_desk.ui.pages.money.till_dialogs import ClosingDialog, ReverseDialog
from tierslieu_desk.ui.pages.money.to_invoice import LACKS
from tierslieu_desk.ui.pages.people.person_dialog import PersonDialog
from tierslieu_desk.ui.paper_dialog import PaperDialog
from tierslieu_desk.ui.tour import settle
from tierslieu_desk.ui.widgets.cards import Row, StatTile
from tierslieu_desk.ui.widgets.labels import Words

DAY = date(2026, 11, 24)


@pytest.fixture
def page(scene: Scene) -> MoneyPage:
    shown = scene.window.go("money")
    assert isinstance(shown, MoneyPage)
    settle()
    return shown


@pytest.fixture
def lea(scene: Scene) -> int:
    """Somebody with an address, who owes two coffees and a training room: 3.00 and 37.50."""
    party = scene.services.people.add_person(
        NewPerson(given_name="Léa", family_name="Fauré", city="Foix", email="lea@example.org")
    )
    scene.services.to_invoice.charge(NewCharge(party, "Coffee", 15_000, quantity_milli=2000))
    scene.services.to_invoice.charge(NewCharge(party, "Training room", 375_000))
    settle()
    return party


def shown(kind: type) -> list:
    return [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, kind) and widget.isVisible()]


def said(scene: Scene) -> str:
    return scene.window.messages.sentence


def payers(page: MoneyPage) -> list[tuple[str, str, str]]:
    settle()
    model = page.views["to_invoice"].table.model()
    return [tuple(model.index(row, column).data() for column in range(3)) for row in range(model.rowCount())]


def invoices(page: MoneyPage) -> list[tuple[str, str, str]]:
    """Number, what is left, state."""
    settle()
    model = page.views["invoices"].table.model()
    return [tuple(model.index(row, column).data() for column in (0, 5, 7)) for row in range(model.rowCount())]


def lines(page: MoneyPage) -> list[tuple[str, str]]:
    settle()
    return [(row.accessibleName(), row.accessibleDescription()) for row in page.findChildren(Row) if row.isVisible()]


def issue(scene: Scene, party: int) -> int:
    return scene.services.invoices.issue(party, DAY)[0].id


def test_who_owes_what_with_its_lines_and_how_they_were_priced(page: MoneyPage, scene: Scene, lea: int) -> None:
    assert payers(page) == [("Léa Fauré", "2", "€40.50"), ("Maria Roca", "1", "€24.00")]
    page.views["to_invoice"].table.choose(scene.maria)
    assert lines(page) == [("2 × Room A", "mardi 24 novembre, 14:00\u00a0–\u00a016:00 · 2 × hour at €10.00 before tax")]


def test_a_line_held_back_is_on_no_invoice_until_it_is_taken_back(
    qtbot, page: MoneyPage, scene: Scene, lea: int
) -> None:
    page.views["to_invoice"].table.choose(lea)
    press(qtbot, page, "Hold back", 0)
    assert said(scene) == "“Coffee” waits for a later invoice."
    assert payers(page)[0] == ("Léa Fauré", "1, 1 held back", "€37.50")
    assert scene.services.invoices.drafts(DAY, lea)[0].gross_cents == 3750
    press(qtbot, page, "Put it back")
    assert payers(page)[0] == ("Léa Fauré", "2", "€40.50")
    scene.window.messages._do()
    assert payers(page)[0] == ("Léa Fauré", "1, 1 held back", "€37.50")


def test_enter_shows_the_draft_and_enter_issues_it(qtbot, page: MoneyPage, scene: Scene, lea: int) -> None:
    table = page.views["to_invoice"].table
    table.choose(lea)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    (dialog,) = shown(DraftDialog)
    document = dialog.view.document()
    assert isinstance(document, QPdfDocument)
    text = document.getAllText(0).text()
    assert "Brouillon" in text or "Draft" in text
    assert "Training room" in text
    assert "F2026" not in text
    assert scene.services.invoices.all() == ()
    assert dialog.act.text() == "Issue it: €40.50"
    qtbot.keyClick(dialog.act, Qt.Key.Key_Return)
    settle()
    assert said(scene) == "F2026-0001 is issued: €40.50 to Léa Fauré."
    assert shown(DraftDialog) == []
    assert page.view is page.views["to_invoice"]
    page.show_view("invoices")
    assert invoices(page) == [("F2026-0001", "€40.50", "due in 30 days")]


def test_a_full_disk_at_the_moment_of_issue_numbers_nothing_and_the_same_key_tries_again(
    qtbot, page: MoneyPage, scene: Scene, lea: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.views["to_invoice"].table.choose(lea)
    press(qtbot, page, "Invoice…")
    (dialog,) = shown(DraftDialog)

    def full(_content: bytes) -> str:
        raise errors.DiskFull(folder="/desk")

    with monkeypatch.context() as patch:
        patch.setattr(scene.services.papers, "keep", full)
        qtbot.keyClick(dialog.act, Qt.Key.Key_Return)
    assert dialog.form.refusals == [
        "There is no room left on the disk (/desk). Make room, then try again: nothing was lost."
    ]
    assert dialog.isVisible()
    assert scene.services.invoices.all() == ()
    qtbot.keyClick(dialog.act, Qt.Key.Key_Return)
    assert [row.number for row in scene.services.invoices.all()] == ["F2026-0001"]


def test_what_changed_under_the_draft_is_shown_anew_before_it_is_issued(
    qtbot, page: MoneyPage, scene: Scene, lea: int
) -> None:
    """Another desk charged a book of tickets meanwhile: what was agreed to is not what would be numbered."""
    page.views["to_invoice"].table.choose(lea)
    press(qtbot, page, "Invoice…")
    (dialog,) = shown(DraftDialog)
    scene.services.to_invoice.charge(NewCharge(lea, "Tickets", 700_000))
    qtbot.keyClick(dialog.act, Qt.Key.Key_Return)
    settle()
    assert scene.services.invoices.all() == ()
    assert dialog.form.refusals == ["Somebody changed this meanwhile. Look at it again, then repeat what you did."]
    assert dialog.act.text() == "Issue it: €110.50"
    qtbot.keyClick(dialog.act, Qt.Key.Key_Return)
    assert [row.gross_cents for row in scene.services.invoices.all()] == [11_050]


def test_an_address_that_is_missing_is_one_click_from_being_written(qtbot, page: MoneyPage, scene: Scene) -> None:
    page.views["to_invoice"].table.choose(scene.maria)
    press(qtbot, page, "Invoice…")
    (dialog,) = shown(DraftDialog)
    assert dialog.form.refusals == ["Something is missing: the address (Maria Roca). Fill it in, then try again."]
    assert not dialog.act.isEnabled()
    assert (dialog._words.isVisible(), dialog._none.isVisible()) == (False, True)
    press(qtbot, dialog, "Open Maria Roca")
    (person,) = shown(PersonDialog)
    assert person.focusWidget() is person._street
    assert not person._street.visibleRegion().isEmpty()
    person._city.setText("Foix")
    person.try_act()
    settle()
    assert dialog.form.refusals == []
    assert (dialog._words.isVisible(), dialog._none.isVisible()) == (True, False)
    assert dialog.act.isEnabled()
    dialog.try_act()
    assert [row.customer for row in scene.services.invoices.all()] == ["Maria Roca"]


def test_who_cannot_be_invoiced_for_want_of_an_address_is_seen_in_the_list(
    page: MoneyPage, scene: Scene, lea: int
) -> None:
    settle()
    table = page.views["to_invoice"].table
    model = table.model()
    seen = {model.index(row, 0).data(): model.index(row, LACKS).data() for row in range(model.rowCount())}
    assert seen == {"Léa Fauré": "", "Maria Roca": "no address"}
    assert not table.isColumnHidden(LACKS)
    maria = scene.services.people.get(scene.maria)
    mended = NewPerson(given_name=maria.given_name, family_name=maria.family_name, city="Foix")
    scene.services.people.change(scene.maria, mended, maria.version)
    settle()
    assert table.isColumnHidden(LACKS)


def test_a_line_is_charged_by_hand_and_undone(qtbot, page: MoneyPage, scene: Scene) -> None:
    press(qtbot, page, "Charge something…")
    (dialog,) = shown(ChargeDialog)
    assert dialog._who.selectedText() == "Maria Roca"
    qtbot.keyClicks(dialog._who, "Jean Dupont")
    qtbot.keyClicks(dialog._what, "Prints")
    dialog._quantity.setText("2,5")
    qtbot.keyClicks(dialog._price, "1,20")
    press(qtbot, dialog, "VAT on top")
    assert dialog.total == "€3.60"
    dialog.try_act()
    settle()
    assert said(scene) == "“Prints” is charged to Jean Dupont."
    assert ("Jean Dupont", "1", "€3.60") in payers(page)
    assert page.views["to_invoice"].table.row.name == "Jean Dupont"
    scene.window.messages._do()
    assert "Jean Dupont" not in [name for name, _n, _c in payers(page)]


@pytest.mark.parametrize(
    ("what", "quantity", "price", "sentence"),
    [
        ("", "1", "2", "Something is missing: what it is for. Fill it in, then try again."),
        ("Prints", "abc", "2", "“abc” is not an amount. Write it like this: 1.5."),
        ("Prints", "-3", "2", "“-3” is not an amount. Write it like this: 1.5."),
        ("Prints", "1", "abc", "“abc” is not an amount. Write it like this: 12.50."),
    ],
)
def test_what_cannot_be_charged_is_told_beside_its_field(
    qtbot, page: MoneyPage, scene: Scene, what: str, quantity: str, price: str, sentence: str
) -> None:
    press(qtbot, page, "Charge something…")
    (dialog,) = shown(ChargeDialog)
    qtbot.keyClicks(dialog._who, "Jean Dupont")
    dialog._what.setText(what)
    dialog._quantity.setText(quantity)
    dialog._price.setText(price)
    dialog.try_act()
    assert dialog.form.refusals == [sentence]
    dialog.close()


def test_documents_are_found_by_number_and_by_name_and_the_unpaid_alone(
    qtbot, page: MoneyPage, scene: Scene, lea: int
) -> None:
    first = issue(scene, lea)
    scene.services.payments.settle(lea, PaymentMethod.CARD, 4050, {first: 4050})
    scene.services.to_invoice.charge(NewCharge(lea, "Coffee", 15_000))
    issue(scene, lea)
    press(qtbot, page, "Invoices")
    assert invoices(page) == [("F2026-0002", "€1.50", "due in 30 days"), ("F2026-0001", "–", "paid")]
    view = page.views["invoices"]
    qtbot.keyClicks(view._find, "faure")
    qtbot.waitUntil(lambda: len(invoices(page)) == 2)
    view._find.setText("0001")
    qtbot.waitUntil(lambda: [number for number, _l, _s in invoices(page)] == ["F2026-0001"])
    view._find.setText("zzz")
    qtbot.waitUntil(lambda: invoices(page) == [])
    view._find.setText("")
    qtbot.waitUntil(lambda: len(invoices(page)) == 2)
    press(qtbot, page, "Unpaid")
    assert [number for number, _l, _s in invoices(page)] == ["F2026-0002"]


def test_what_is_late_says_by_how_many_days(page: MoneyPage, scene: Scene, lea: int) -> None:
    issue(scene, lea)
    advance_to(scene.services.desk, datetime(2027, 1, 4, 9, 0))
    page.show_view("invoices")
    assert invoices(page) == [("F2026-0001", "€40.50", "11 days late")]


def test_money_taken_settles_the_invoice_chosen(qtbot, page: MoneyPage, scene: Scene, lea: int) -> None:
    issue(scene, lea)
    page.show_view("invoices")
    press(qtbot, page, "Take money…")
    (dialog,) = shown(PaymentDialog)
    dialog._amount.setText("12,5")
    dialog.try_act()
    settle()
    assert said(scene) == "€12.50 taken in cash from Léa Fauré."
    assert invoices(page) == [("F2026-0001", "€28.00", "due in 30 days")]
    press(qtbot, page, "Take money…")
    shown(PaymentDialog)[0].try_act()
    assert invoices(page) == [("F2026-0001", "–", "paid")]


def test_the_archived_paper_is_seen_and_printed_from_the_list(
    qtbot, page: MoneyPage, scene: Scene, lea: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    issue(scene, lea)
    page.show_view("invoices")
    qtbot.keyClick(page.views["invoices"].table, Qt.Key.Key_Return)
    (dialog,) = shown(PaperDialog)
    assert "F2026-0001" in dialog._document.getAllText(0).text()

    def silent(*_asked: object) -> None:
        raise errors.PrinterSilent(printer="Bureau")

    monkeypatch.setattr(ask, "printer", lambda *_asked: QPrinter())
    monkeypatch.setattr("tierslieu_desk.ui.paper_dialog.print_pages", silent)
    dialog.try_act()
    (again,) = shown(PaperDialog)
    (told,) = again.form.refusals
    assert told.startswith("The printer “Bureau” does not answer.")
    assert again.form.isVisible()
    again.close()


def test_ctrl_p_shows_the_paper_of_the_invoice_chosen(qtbot, page: MoneyPage, scene: Scene, lea: int) -> None:
    issue(scene, lea)
    page.show_view("invoices")
    settle()
    scene.window.activateWindow()
    qtbot.waitUntil(scene.window.isActiveWindow)
    qtbot.keyClick(scene.window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    (dialog,) = shown(PaperDialog)
    assert "F2026-0001" in dialog._document.getAllText(0).text()
    dialog.close()


def test_a_paper_that_is_gone_is_told(qtbot, page: MoneyPage, scene: Scene, lea: int) -> None:
    issue(scene, lea)
    page.show_view("invoices")
    scene.services.invoices.all()[0].paper.unlink()
    press(qtbot, page, "See and print…")
    assert "is not there" in said(scene)


def test_a_letter_is_begun_in_the_customers_language_and_the_paper_kept_to_attach(
    qtbot, page: MoneyPage, scene: Scene, lea: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    issue(scene, lea)
    page.show_view("invoices")
    begun = []
    monkeypatch.setattr(drafts, "begin", begun.append)
    monkeypatch.setattr(ask, "file_to_write", lambda *asked: tmp_path / asked[2].name)
    press(qtbot, page, "E-mail…")
    assert said(scene) == f"The letter is begun. Attach {tmp_path / 'F2026-0001.pdf'} to it."
    assert "F2026-0001" in papers.text((tmp_path / "F2026-0001.pdf").read_bytes())
    (letter,) = begun
    assert (letter.to, "F2026-0001" in letter.subject) == ("lea@example.org", True)
    assert "24 décembre 2026" in letter.body


def test_nobody_is_written_to_without_an_address(qtbot, page: MoneyPage, scene: Scene) -> None:
    jean = scene.jean
    row = scene.services.people.get(jean)
    scene.services.people.change(jean, NewPerson(given_name="Jean", family_name="Dupont", city="Foix"), row.version)
    scene.services.to_invoice.charge(NewCharge(jean, "Coffee", 15_000))
    issue(scene, jean)
    page.show_view("invoices")
    press(qtbot, page, "E-mail…")
    assert said(scene) == "Something is missing: the e-mail address (Jean Dupont). Fill it in, then try again."


def test_a_credit_note_gives_up_what_was_owed_and_what_was_paid_is_given_back(
    qtbot, page: MoneyPage, scene: Scene, lea: int
) -> None:
    first = issue(scene, lea)
    scene.services.payments.settle(lea, PaymentMethod.CASH, 4050, {first: 4050})
    page.show_view("invoices")
    press(qtbot, page, "Credit note…")
    (dialog,) = shown(CreditDialog)
    texts = [words.text() for words in dialog.findChildren(Words)]
    assert "€40.50 had been paid: give them back afterwards." in texts
    dialog.try_act()
    settle()
    assert said(scene) == "A2026-0001 is issued: it takes back F2026-0001."
    assert invoices(page) == [("A2026-0001", "–", "credit note"), ("F2026-0001", "-€40.50", "to give back")]
    assert scene.services.to_invoice.lines(lea, DAY) == ()
    page.views["invoices"].table.choose(first)
    press(qtbot, page, "Give money back…")
    shown(PaymentDialog)[0].try_act()
    assert invoices(page)[1] == ("F2026-0001", "–", "credited")


def test_a_credit_note_can_have_it_owed_again(qtbot, page: MoneyPage, scene: Scene, lea: int) -> None:
    issue(scene, lea)
    page.show_view("invoices")
    press(qtbot, page, "Credit note…")
    (dialog,) = shown(CreditDialog)
    press(qtbot, dialog, "Owed again")
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    settle()
    shown(DraftDialog)[0].reject()
    settle()
    assert [line.description for line in scene.services.to_invoice.lines(lea, DAY)] == ["Coffee", "Training room"]
    assert payers(page)[0] == ("Léa Fauré", "2", "€40.50")
    assert page.views["to_invoice"].table.row.name == "Léa Fauré"
    page.show_view("invoices")
    assert invoices(page)[1] == ("F2026-0001", "–", "credited")


def test_an_invoice_made_anew_has_its_line_made_right_and_the_money_carried_over(
    qtbot, page: MoneyPage, scene: Scene, lea: int
) -> None:
    """40.50 were paid; the room is 30.00 and not 37.50: 33.00 are carried over, and 7.50 are to be given back."""
    first = issue(scene, lea)
    scene.services.payments.settle(lea, PaymentMethod.CASH, 4050, {first: 4050})
    page.show_view("invoices")
    press(qtbot, page, "Credit note…")
    (dialog,) = shown(CreditDialog)
    press(qtbot, dialog, "Owed again")
    carried = "€40.50 had been paid: they are carried over to the corrected invoice as soon as it is issued."
    assert carried in [words.text() for words in dialog.findChildren(Words)]
    assert dialog._money.visibleRegion().boundingRect().height() == dialog._money.height(), "all of it is in sight"
    scene.services.to_invoice.charge(NewCharge(lea, "Something else", 20_000))
    dialog.try_act()
    (draft,) = shown(DraftDialog)
    assert draft._money.text() == "€40.50 paid on F2026-0001 are carried over. Nothing is left to pay."
    assert draft._money.isVisible()
    press(qtbot, draft, "Change a line…")
    (menu,) = shown(QMenu)
    assert [act.text() for act in menu.actions()] == ["Coffee · €3.00", "Training room · €37.50"]
    menu.actions()[1].trigger()
    menu.close()
    settle()
    (line,) = shown(LineDialog)
    assert (line._what.text(), line._price.text(), line.total) == ("Training room", "37.50", "€37.50")
    line._what.setText("Small training room")
    line._price.setText("30")
    assert line.total == "€30.00"
    line.try_act()
    settle()
    assert said(scene) == "“Small training room” now comes to €30.00."
    assert draft.act.text() == "Issue it: €33.00"
    assert draft._money.text() == "€33.00 paid on F2026-0001 are carried over. To give back: €7.50."
    draft.try_act()
    settle()
    assert invoices(page) == [
        ("F2026-0002", "–", "paid"),
        ("A2026-0001", "–", "credit note"),
        ("F2026-0001", "-€7.50", "to give back"),
    ]
    page.views["invoices"].table.choose(scene.services.invoices.all()[0].id)
    assert ("Carried over from F2026-0001", "24 November 2026 · Cash") in lines(page)
    waits = [line.description for line in scene.services.to_invoice.lines(lea, DAY)]
    assert waits == ["Something else"], "what is made anew is made of its own lines alone"


def test_a_line_that_waits_is_made_right_where_it_stands_and_undone(
    qtbot, page: MoneyPage, scene: Scene, lea: int
) -> None:
    page.views["to_invoice"].table.choose(lea)
    press(qtbot, page, "Change this line…", 1)
    (line,) = shown(LineDialog)
    line._quantity.setText("2")
    line._price.setText("abc")
    line.try_act()
    assert line.form.refusals == ["“abc” is not an amount. Write it like this: 12.50."]
    line._price.setText("10")
    line.try_act()
    settle()
    assert said(scene) == "“Training room” now comes to €20.00."
    assert payers(page)[0] == ("Léa Fauré", "2", "€23.00")
    scene.window.messages._do()
    assert payers(page)[0] == ("Léa Fauré", "2", "€40.50")


def test_a_line_that_another_desk_changed_meanwhile_is_not_written_over(
    qtbot, page: MoneyPage, scene: Scene, lea: int
) -> None:
    page.views["to_invoice"].table.choose(lea)
    press(qtbot, page, "Change this line…", 1)
    (dialog,) = shown(LineDialog)
    (line,) = [one for one in scene.services.to_invoice.lines(lea, DAY) if one.description == "Training room"]
    scene.services.to_invoice.change(line.id, replace(line.wording, unit_price_e4=400_000))
    dialog._price.setText("10")
    dialog.try_act()
    assert dialog.form.refusals
    assert payers(page)[0] == ("Léa Fauré", "2", "€43.00")


def test_the_price_of_a_booking_is_not_changed_by_hand(page: MoneyPage, scene: Scene) -> None:
    page.views["to_invoice"].table.choose(scene.maria)
    settle()
    said = [b.accessibleName() for b in page.findChildren(QPushButton) if b.isVisible()]
    assert "Change this line…" not in said


def test_a_credit_note_for_tickets_tells_which_go_and_which_were_used(
    qtbot, page: MoneyPage, scene: Scene, lea: int
) -> None:
    book = Article(name="Ten half-days", price_e4=700_000, half_days=10)
    scene.services.counter.sell(lea, Basket(pieces=(Piece(book),)), PaymentMethod.CASH)
    scene.services.visits.check_in(lea, 1)
    page.show_view("invoices")
    press(qtbot, page, "Credit note…")
    (dialog,) = shown(CreditDialog)
    told = "The 9 half-days it sold that are left are taken back. 1 was used already: what came of it stays."
    assert dialog._tickets.text() == told
    press(qtbot, dialog, "Owed again")
    assert dialog._tickets.text() == "The half-days it sold stay: the corrected invoice sells them."
    press(qtbot, dialog, "Given up")
    dialog.try_act()
    settle()
    assert said(scene) == "A2026-0001 is issued: it takes back F2026-0001. 9 half-days are taken back."
    assert scene.services.plans.left(lea) == 0


def test_nothing_in_the_head_moves_from_one_view_to_another(qtbot, page: MoneyPage, scene: Scene, lea: int) -> None:
    places = set()
    for words in ("To invoice", "Invoices", "Payments", "Till"):
        press(qtbot, page._segments, words)
        places.add((page._segments.mapTo(page, QPoint()).x(), page._act.geometry().getCoords()))
        assert page._act.isVisible()
    assert len(places) == 1


def test_money_is_taken_from_the_payments_by_way_of_what_is_unpaid(
    qtbot, page: MoneyPage, scene: Scene, lea: int
) -> None:
    first = issue(scene, lea)
    scene.services.payments.settle(lea, PaymentMethod.CASH, 4050, {first: 4050})
    scene.services.to_invoice.charge(NewCharge(lea, "Coffee", 15_000))
    issue(scene, lea)
    page.show_view("payments")
    press(qtbot, page, "Take money…")
    assert [number for number, _left, _state in invoices(page)] == ["F2026-0002"]


def test_everybody_is_invoiced_from_the_invoices_too(qtbot, page: MoneyPage, scene: Scene, lea: int) -> None:
    page.show_view("invoices")
    press(qtbot, page, "Invoice everybody…")
    (dialog,) = shown(BillingDialog)
    dialog.close()


def test_a_payment_is_taken_back_by_its_opposite_shown_before(qtbot, page: MoneyPage, scene: Scene, lea: int) -> None:
    first = issue(scene, lea)
    scene.services.payments.settle(lea, PaymentMethod.CASH, 4050, {first: 4050})
    page.show_view("payments")
    press(qtbot, page, "Take it back…")
    (dialog,) = shown(ReverseDialog)
    texts = [words.text() for words in dialog.findChildren(Words)]
    assert "What it settled is to be paid once more: F2026-0001." in texts
    dialog.try_act()
    settle()
    assert said(scene) == "Taken back: -€40.50."
    assert [p.amount_cents for p in scene.services.payments.all()] == [-4050, 4050]
    assert scene.services.invoice_lists.get(first).left_cents == 4050
    model = page.views["payments"].table.model()
    assert [model.index(row, 6).data() for row in range(2)] == ["takes one back", "taken back"]
    assert page.views["payments"]._back.isEnabled() is False


def test_the_till_tells_todays_takings_by_method(page: MoneyPage, scene: Scene, lea: int) -> None:
    first = issue(scene, lea)
    scene.services.payments.settle(lea, PaymentMethod.CASH, 3000, {first: 3000})
    scene.services.payments.settle(lea, PaymentMethod.CARD, 1050, {first: 1050})
    page.show_view("till")
    tiles = [(t.accessibleName(), t.accessibleDescription()) for t in page.findChildren(StatTile)]
    assert tiles == [
        ("Cash", "€30.00 1 payment"),
        ("Card", "€10.50 1 payment"),
        ("Cheque", "€0.00"),
        ("Transfer", "€0.00"),
        ("Today in all", "€40.50"),
    ]
    assert not page._act.isEnabled()


def test_a_day_is_closed_once_it_is_over_and_only_once(qtbot, page: MoneyPage, scene: Scene, lea: int) -> None:
    first = issue(scene, lea)
    scene.services.payments.settle(lea, PaymentMethod.CASH, 3000, {first: 3000})
    advance_to(scene.services.desk, datetime(2026, 11, 25, 9, 0))
    page.show_view("till")
    press(qtbot, page, "Close the till…")
    (dialog,) = shown(ClosingDialog)
    assert [(row.accessibleName(), row.accessibleDescription()) for row in dialog.findChildren(Row)] == [
        ("Tuesday 24 November", "1 payment")
    ]
    assert "Total since the first day: €30.00" in [words.text() for words in dialog.findChildren(Words)]
    again = ClosingDialog(scene.window, scene.services, scene.services.till.to_close())
    again.open()
    dialog.try_act()
    settle()
    assert said(scene) == "Closed: Tuesday 24 November, €30.00."
    again.try_act()
    assert again.form.refusals == ["This is already done (24 November 2026)."]
    again.close()
    (closing,) = scene.services.till.closings()
    assert (closing.kind, closing.total_cents, closing.perpetual_cents) == (ClosingKind.DAY, 3000, 3000)
    assert not page._act.isEnabled()


def waiting(scene: Scene) -> int:
    settle()
    return scene.window.rail.button("money").count


def test_the_rail_counts_payers_who_wait_and_those_who_are_late(scene: Scene, lea: int) -> None:
    scene.window.count_all()
    assert waiting(scene) == 2
    first = issue(scene, lea)
    assert waiting(scene) == 1
    advance_to(scene.services.desk, datetime(2027, 1, 4, 9, 0))
    scene.window.count_all()
    assert waiting(scene) == 2
    scene.services.payments.settle(lea, PaymentMethod.CASH, 4050, {first: 4050})
    assert waiting(scene) == 1


def test_periods_closed_before_a_refusal_are_told_and_the_rest_is_there_to_close(
    page: MoneyPage, scene: Scene, lea: int
) -> None:
    """Another desk closed the second of three days meanwhile."""
    first = issue(scene, lea)
    for day in (24, 25, 26):
        advance_to(scene.services.desk, datetime(2026, 11, day, 9, 0))
        scene.services.payments.settle(lea, PaymentMethod.CASH, 1000, {first: 1000})
    advance_to(scene.services.desk, datetime(2026, 11, 27, 9, 0))
    page.show_view("till")
    page._act.click()
    (dialog,) = shown(ClosingDialog)
    scene.services.payments.close(ClosingKind.DAY, date(2026, 11, 25))
    dialog.try_act()
    settle()
    assert dialog._done.text() == "1 period closed."
    assert dialog.form.refusals == ["This is already done (25 November 2026)."]
    assert [row.accessibleName() for row in dialog.findChildren(Row) if row.isVisible()] == ["Thursday 26 November"]
    dialog.try_act()
    settle()
    assert said(scene) == "Closed: Thursday 26 November, €10.00."
    assert scene.services.till.to_close() == ()
