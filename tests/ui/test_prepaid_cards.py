"""Prepaid cards in the window: out of sight before one is sold, then paid with, explained and given back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from pressing import front, press
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from scenes import Scene

from tierslieu_desk import documents
from tierslieu_desk.money import Basis
from tierslieu_desk.rules.vocabulary import PaymentMethod, VatCategory
from tierslieu_desk.services.front.articles import Article
from tierslieu_desk.services.front.basket import Basket, Piece
from tierslieu_desk.services.money.to_invoice import NewCharge
from tierslieu_desk.services.person.people import NewPerson
from tierslieu_desk.services.place.places import PlaceDescription
from tierslieu_desk.services.plan import prepaid_papers
from tierslieu_desk.services.plan.prepaid_cards import NewCard
from tierslieu_desk.ui.counter.card import CounterCard
from tierslieu_desk.ui.counter.split_dialog import SplitDialog
from tierslieu_desk.ui.pages.money.payment_dialog import PaymentDialog
from tierslieu_desk.ui.pages.people.page import PeoplePage
from tierslieu_desk.ui.pages.people.prepaid_card import CardAside
from tierslieu_desk.ui.pages.people.prepaid_dialogs import BackDialog, CardSheet, HandOnDialog, LoadDialog, UntilDialog
from tierslieu_desk.ui.pages.people.sell_dialog import CARD, SellDialog
from tierslieu_desk.ui.tour import settle
from tierslieu_desk.ui.widgets.buttons import SegmentedControl
from tierslieu_desk.ui.widgets.cards import Row
from tierslieu_desk.ui.widgets.labels import Facts, Words

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
CASH, PREPAID = PaymentMethod.CASH, PaymentMethod.PREPAID
TODAY = date(2026, 11, 24)
SOUP = Article(name="Soup", price_e4=50_000, basis=Basis.GROSS, vat_category=VatCategory.STANDARD)


def tick(scene: Scene) -> None:
    """The place sells prepaid cards."""
    row = scene.services.places.get()
    facts = {name: getattr(row, name) for name in PlaceDescription.__dataclass_fields__}
    scene.services.places.describe(replace(PlaceDescription(**facts), services="prepaid"))


def load(scene: Scene, cents: int = 2_000) -> int:
    return scene.services.prepaid_cards.sell(NewCard(scene.maria, cents), CASH).card_id


def on(scene: Scene, who: int | None = None) -> list[int]:
    return [one.cents for one in scene.services.prepaid_cards.of(who or scene.maria)]


def counter(qtbot, scene: Scene, text: str = "mar") -> CounterCard:
    scene.window.go("today").setFocus()
    settle()
    qtbot.keyClick(scene.window, Qt.Key.Key_K, CTRL)
    card = scene.window.counter.card
    qtbot.keyClicks(card.search, text)
    settle()
    return card


def codes(card: CounterCard) -> list[str]:
    return [act.code for act in card.list.acts]


def retype(qtbot, field: QWidget, text: str) -> None:
    field.selectAll()
    qtbot.keyClicks(field, text)


@pytest.fixture
def page(scene: Scene) -> PeoplePage:
    shown = scene.window.go("people")
    shown.table.choose(scene.maria)
    shown.panel.settle()
    return shown


def test_nothing_of_it_is_seen_before_one_is_sold_or_it_is_ticked(qtbot, scene: Scene, page: PeoplePage) -> None:
    assert page.panel._cards.isHidden()
    form = SellDialog(scene.window, scene.services, scene.maria)
    assert CARD not in form._what._codes
    card = counter(qtbot, scene)
    assert "prepaid" not in codes(card)
    qtbot.keyClick(card.search, Qt.Key.Key_3, ALT)
    assert card.panel.prepaid.isHidden()
    qtbot.keyClick(card.search, Qt.Key.Key_F4)
    settle()
    assert scene.services.payments.all() == ()


def test_one_is_sold_at_the_counter_once_it_is_ticked(qtbot, scene: Scene) -> None:
    tick(scene)
    card = counter(qtbot, scene)
    card.do(next(act for act in card.list.acts if act.code == "prepaid"))
    form = front(SellDialog)
    retype(qtbot, form.cards.amount, "30")
    form.try_act()
    settle()
    assert on(scene) == [3_000]
    assert scene.window.messages.sentence == "€30.00 put on the prepaid card of Maria Roca: €30.00 are on it."
    press(qtbot, scene.window.messages, "Undo")
    settle()
    assert on(scene) == []


def test_an_amount_that_is_none_is_told_beside_the_field(qtbot, scene: Scene) -> None:
    form = SellDialog(scene.window, scene.services, scene.maria, what=CARD)
    form.open()
    retype(qtbot, form.cards.amount, "twenty")
    form.try_act()
    assert form.form.refusals == ["“twenty” is not an amount. Write it like this: 12.50."]
    assert (on(scene), scene.services.payments.all()) == ([], ())


def test_what_is_sold_at_the_counter_is_paid_with_it_by_one_key(qtbot, scene: Scene) -> None:
    load(scene)
    scene.services.counter.set_articles((SOUP,))
    card = counter(qtbot, scene)
    qtbot.keyClick(card.search, Qt.Key.Key_1, ALT)
    assert card.panel.prepaid.isVisible()
    assert card.panel.prepaid.text() == "Prepaid card (€20.00)"
    qtbot.keyClick(card.search, Qt.Key.Key_F4)
    settle()
    assert on(scene) == [1_500]
    assert [row.method for row in scene.services.payments.all()] == [PREPAID, CASH]


def test_its_key_is_told_under_the_buttons_while_its_button_is_there(qtbot, scene: Scene) -> None:
    load(scene)
    scene.services.counter.set_articles((SOUP,))
    card = counter(qtbot, scene)

    def keys() -> str:
        settle()
        return " ".join(one.text() for one in card.panel.findChildren(Facts) if one.isVisible())

    qtbot.keyClick(card.search, Qt.Key.Key_1, ALT)
    assert "F4 prepaid card" in keys()
    card.search.selectAll()
    qtbot.keyClicks(card.search, "jean")
    assert "F6" in keys()
    assert "F4" not in keys()


def test_a_card_that_does_not_reach_asks_how_the_rest_is_paid(qtbot, scene: Scene) -> None:
    load(scene, 300)
    scene.services.counter.set_articles((SOUP,))
    card = counter(qtbot, scene)
    qtbot.keyClick(card.search, Qt.Key.Key_1, ALT)
    qtbot.keyClick(card.search, Qt.Key.Key_F4)
    asked = front(SplitDialog)
    assert (asked.first.choice, asked.amount.cents) == (PREPAID, 300)
    asked.try_act()
    settle()
    assert on(scene) == []
    paid = [(row.method, row.amount_cents) for row in scene.services.payments.all()]
    assert paid[:2] == [(PaymentMethod.CARD, 200), (PREPAID, 300)]


def test_a_slate_is_cleared_with_it(qtbot, scene: Scene) -> None:
    load(scene)
    scene.services.counter.put_on_slate(scene.maria, (Piece(SOUP, 2),))
    card = counter(qtbot, scene)
    qtbot.keyClick(card.search, Qt.Key.Key_F4)
    settle()
    assert (on(scene), scene.services.counter.slate(scene.maria).lines) == ([1_000], ())


def test_an_invoice_is_paid_with_it_on_the_money_page(qtbot, scene: Scene) -> None:
    lea = scene.services.people.add_person(NewPerson(given_name="Léa", family_name="Fauré", city="Foix"))
    scene.services.to_invoice.charge(NewCharge(lea, "Training room", 300_000))
    (row,) = scene.services.invoices.issue(lea, TODAY)
    before = PaymentDialog(scene.window, scene.services, invoice_id=row.id)
    assert isinstance(before._method, SegmentedControl)
    assert PREPAID not in before._method._codes
    scene.services.prepaid_cards.sell(NewCard(lea, 2_000), CASH)
    dialog = PaymentDialog(scene.window, scene.services, invoice_id=row.id)
    dialog.open()
    assert dialog._method.itemText(4) == "Prepaid card (€20.00)"
    dialog._method.choose(PREPAID)
    assert dialog._amount.cents == 2_000
    dialog.try_act()
    assert on(scene, lea) == []
    assert [one.left_cents for one in scene.services.invoice_lists.open_of(lea)] == [1_000]


def test_their_page_shows_it_and_every_line_of_it(qtbot, scene: Scene, page: PeoplePage) -> None:
    load(scene)
    scene.services.counter.sell(scene.maria, Basket((Piece(SOUP),)), PREPAID)
    page.reload()
    page.panel.settle()
    assert page.panel._cards.isVisible()
    assert [row.accessibleName() for row in page.panel._cards.findChildren(Row)] == ["€15.00"]
    press(qtbot, page.panel._cards, "why?")
    sheet = front(CardSheet)
    told = [(row.accessibleName(), row.accessibleDescription()) for row in sheet.findChildren(Row)]
    number = scene.services.invoice_lists.find()[0].number
    assert [strong for strong, _second in told] == ["Maria Roca", "Paid with it", "Sold"]
    assert f"{number} · €15.00 left" in told[1][1]
    assert "\N{MINUS SIGN}€5.00" in [words.text() for words in sheet.findChildren(Words)]


def test_each_thing_that_is_done_with_a_card_is_done_and_undone(qtbot, scene: Scene, page: PeoplePage) -> None:
    load(scene)
    page.reload()
    page.panel.settle()
    for act, kind, after in (
        ("load", LoadDialog, [4_000]),
        ("back", BackDialog, []),
        ("until", UntilDialog, [2_000]),
    ):
        aside = page.panel._cards.findChildren(CardAside)[-1]
        aside.wanted.emit(act, scene.services.prepaid_cards.of(scene.maria)[0])
        form = front(kind)
        if act == "until":
            form._ends.setChecked(True)
        form.try_act()
        settle()
        assert on(scene) == after, act
        if act == "until":
            assert scene.services.prepaid_cards.of(scene.maria)[0].valid_until == date(2027, 11, 24)
        press(qtbot, scene.window.messages, "Undo")
        settle()
        page.panel.settle()
        assert on(scene) == [2_000], act
    assert scene.services.prepaid_cards.of(scene.maria)[0].valid_until is None


def test_a_card_is_handed_on_from_their_page(qtbot, scene: Scene, page: PeoplePage) -> None:
    load(scene)
    [one] = scene.services.prepaid_cards.of(scene.maria)
    page.reload()
    page.panel.settle()
    page.panel._cards.open("hand", one)
    form = front(HandOnDialog)
    qtbot.keyClicks(form._to, "Jean Dupont")
    form.try_act()
    settle()
    assert (on(scene), on(scene, scene.jean)) == ([], [2_000])


def test_its_receipt_says_that_it_is_no_invoice(scene: Scene) -> None:
    number = load(scene)
    services = scene.services
    sheet = prepaid_papers.sheet(services.prepaid_cards, services.people, services.places, scene.maria, number)
    assert "20,00" in sheet.body
    assert documents.render(sheet).startswith(b"%PDF")
    assert services.invoice_lists.find() == ()


def test_a_sentence_asks_how_it_is_paid_before_any_money_is_held(qtbot, scene: Scene) -> None:
    card = counter(qtbot, scene, "prepaid card 50 euros mar")
    assert card.list.acts[0].title == "Sell a prepaid card to Maria Roca"
    assert card.list.acts[0].second == "€50.00"
    qtbot.keyClick(card.search, Qt.Key.Key_Return)
    form = front(SellDialog)
    assert (form._what.choice, form.cards.amount.cents, on(scene)) == (CARD, 5_000, [])
    form.try_act()
    settle()
    assert on(scene) == [5_000]


def test_a_gift_is_sold_with_a_code_and_given_by_it(qtbot, scene: Scene) -> None:
    form = SellDialog(scene.window, scene.services, scene.maria, what=CARD)
    told: list[str] = []
    form.told.connect(lambda sentence, _undo: told.append(sentence))
    form.open()
    form.cards.gift.setChecked(True)
    form.try_act()
    [card] = scene.services.prepaid_cards.of(scene.maria)
    assert told == [f"A card of €20.00 is paid by Maria Roca. The code of the gift: {card.code}."]
    given = SellDialog(scene.window, scene.services, scene.jean)
    given.open()
    press(qtbot, given._what, "A gift’s code")
    qtbot.keyClicks(given._code, card.code)
    given.try_act()
    assert on(scene, scene.jean) == [2_000]


def test_a_card_that_pays_all_of_it_is_no_part_of_a_payment_in_two(qtbot, scene: Scene) -> None:
    whole, part = SplitDialog(scene.window, 1_000, 2_000), SplitDialog(scene.window, 1_000, 400)
    assert (whole.first.choice, whole.amount.text()) == (CASH, "")
    assert (part.first.choice, part.amount.cents) == (PREPAID, 400)
