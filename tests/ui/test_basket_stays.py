"""What is in the basket is never lost without a word: it stays beside other gestures, and is there again on return."""

from __future__ import annotations

from datetime import datetime

import pytest
from builders import advance_to
from pressing import at_the_counter
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from scenes import Scene

from tierslieu_desk.rules.vocabulary import PaymentMethod
from tierslieu_desk.services.person.people import NewPerson
from tierslieu_desk.services.plan.plans import NewPass
from tierslieu_desk.ui.counter.card import CounterCard
from tierslieu_desk.ui.pages.people.sell_dialog import PASS, SellDialog
from tierslieu_desk.ui.tour import settle

NONE, ALT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier


def press(qtbot, card: CounterCard, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
    qtbot.keyClick(card.search, key, modifier)
    settle()


def with_a_coffee_and_a_print_out(qtbot, scene: Scene, text: str = "maria") -> CounterCard:
    card = at_the_counter(qtbot, scene, text)
    press(qtbot, card, Qt.Key.Key_1, ALT)
    press(qtbot, card, Qt.Key.Key_2, ALT)
    assert card.panel.told == ["Coffee €1.00", "Print-out €0.20", "€1.20"]
    return card


def sell_a_pass(qtbot, card: CounterCard) -> None:
    """Five days for 50.00, by “Sell it”."""
    press(qtbot, card, Qt.Key.Key_P, ALT)
    (form,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, SellDialog) and one.isVisible()]
    form._what.choose(PASS)
    form._turn()
    form._name.setText("Five days")
    form._days.setValue(5)
    form._price.setText("50")
    form.act.click()
    settle()


def test_what_is_sold_beside_a_basket_comes_into_it_and_is_paid_together(qtbot, scene: Scene) -> None:
    card = with_a_coffee_and_a_print_out(qtbot, scene)
    sell_a_pass(qtbot, card)
    assert scene.window.counter.card is card
    assert card.isVisible()
    assert card.card is not None
    assert card.card.name == "Maria Roca"
    assert card.panel.told == ["Coffee €1.00", "Print-out €0.20", "Slate (1 line) €50.00", "€51.20"]
    press(qtbot, card, Qt.Key.Key_F6)
    rows = scene.services.payments.all(scene.maria)
    assert [(row.amount_cents, row.method) for row in rows] == [(5120, PaymentMethod.CARD)]
    assert scene.services.plans.left(scene.maria) == 10, "five days of two halves"


def test_a_basket_left_after_a_sale_beside_it_is_there_again_with_what_was_sold(qtbot, scene: Scene) -> None:
    card = with_a_coffee_and_a_print_out(qtbot, scene)
    sell_a_pass(qtbot, card)
    press(qtbot, card, Qt.Key.Key_Escape)
    assert scene.window.messages.sentence == "Five days sold to Maria Roca: €50.00 on the slate."
    scene.window.activateWindow()
    told = at_the_counter(qtbot, scene, "maria").panel.told
    assert told == ["Coffee €1.00", "Print-out €0.20", "Slate (1 line) €50.00", "€51.20"]


def test_what_was_owed_before_does_not_come_along(qtbot, scene: Scene) -> None:
    services = scene.services
    services.plans.sell_pass(NewPass(party_id=scene.maria, name="1 day", days=1, price_e4=100_000))
    card = with_a_coffee_and_a_print_out(qtbot, scene)
    sell_a_pass(qtbot, card)
    assert card.panel.told[-1] == "€51.20", "1.00 + 0.20 + 50.00, without the 10.00 of before"


def test_a_sale_beside_a_basket_is_taken_back_by_the_key_of_undo(qtbot, scene: Scene) -> None:
    card = with_a_coffee_and_a_print_out(qtbot, scene)
    sell_a_pass(qtbot, card)
    press(qtbot, card, Qt.Key.Key_Z, CTRL)
    assert card.panel.told == ["Coffee €1.00", "Print-out €0.20", "€1.20"]
    assert scene.services.plans.left(scene.maria) == 0


def test_a_sale_alone_closes_the_counter_as_before(qtbot, scene: Scene) -> None:
    card = at_the_counter(qtbot, scene, "maria")
    sell_a_pass(qtbot, card)
    assert scene.window.counter.card is None
    assert scene.window.messages.sentence == "Five days sold to Maria Roca: €50.00 on the slate."


def test_another_gesture_beside_a_basket_leaves_it_there(qtbot, scene: Scene) -> None:
    """Jean is here, and leaves with a coffee still to pay."""
    card = with_a_coffee_and_a_print_out(qtbot, scene, "jean")
    press(qtbot, card, Qt.Key.Key_L, ALT)
    assert scene.services.visits.here_now() == ()
    assert scene.window.counter.card is card
    assert card.panel.told == ["Coffee €1.00", "Print-out €0.20", "€1.20"]


def test_what_goes_on_the_slate_is_in_no_basket_any_more(qtbot, scene: Scene) -> None:
    card = with_a_coffee_and_a_print_out(qtbot, scene)
    press(qtbot, card, Qt.Key.Key_F8)
    assert scene.window.counter.card is None
    assert "2 things are on the slate of Maria Roca." in scene.window.messages.sentence
    assert at_the_counter(qtbot, scene, "maria").panel.told[-1] == "€1.20", "on her slate, once"


def test_a_basket_that_was_left_is_there_again_on_the_same_person_and_on_nobody_else(qtbot, scene: Scene) -> None:
    card = with_a_coffee_and_a_print_out(qtbot, scene)
    press(qtbot, card, Qt.Key.Key_Escape)
    assert scene.window.messages.sentence == "Nothing is paid: the basket of Maria Roca is kept."
    card = at_the_counter(qtbot, scene, "jean")
    assert "Coffee €1.00" not in card.panel.told
    press(qtbot, card, Qt.Key.Key_Escape)
    card = at_the_counter(qtbot, scene, "maria")
    assert card.panel.told == ["Coffee €1.00", "Print-out €0.20", "€1.20"]
    card.search.selectAll()
    qtbot.keyClicks(card.search, "jean")
    settle()
    assert "Coffee €1.00" not in card.panel.told, "it is hers, whoever is looked at next"
    card.search.selectAll()
    qtbot.keyClicks(card.search, "maria")
    settle()
    assert card.panel.told == ["Coffee €1.00", "Print-out €0.20", "€1.20"]


def test_a_badge_comes_and_goes_whatever_was_left(qtbot, scene: Scene) -> None:
    """A scanner presses Enter before anything is seen: what was left changes nothing of what its Enter does."""
    badge = scene.services.badges.number(scene.jean)
    press(qtbot, with_a_coffee_and_a_print_out(qtbot, scene, "jean"), Qt.Key.Key_Escape)
    press(qtbot, at_the_counter(qtbot, scene, badge), Qt.Key.Key_Return)
    assert scene.services.visits.here_now() == ()
    assert at_the_counter(qtbot, scene, "jean").panel.told[0] == "Coffee €1.00"


@pytest.mark.parametrize("text", ["maria", ""])
def test_the_bar_leads_back_to_a_basket_that_was_left(qtbot, scene: Scene, text: str) -> None:
    card = with_a_coffee_and_a_print_out(qtbot, scene, text)
    press(qtbot, card, Qt.Key.Key_Escape)
    scene.window.messages._do()
    settle()
    again = scene.window.counter.card
    assert again is not None
    assert again.panel.told == ["Coffee €1.00", "Print-out €0.20", "€1.20"]
    assert (again.card.name if again.card is not None else "") == ("Maria Roca" if text else "")


def test_what_nobody_gave_a_name_for_is_not_in_the_basket_of_the_next(qtbot, scene: Scene) -> None:
    press(qtbot, with_a_coffee_and_a_print_out(qtbot, scene, ""), Qt.Key.Key_Escape)
    assert scene.window.messages.sentence == "Nothing is paid: the basket is kept."
    assert "Coffee €1.00" not in at_the_counter(qtbot, scene).panel.told


def test_a_basket_that_was_paid_does_not_come_back(qtbot, scene: Scene) -> None:
    press(qtbot, with_a_coffee_and_a_print_out(qtbot, scene), Qt.Key.Key_Escape)
    press(qtbot, at_the_counter(qtbot, scene, "maria"), Qt.Key.Key_F6)
    assert [row.amount_cents for row in scene.services.payments.all(scene.maria)] == [120]
    assert "Coffee €1.00" not in at_the_counter(qtbot, scene, "maria").panel.told


def test_a_basket_of_yesterday_is_gone(qtbot, scene: Scene) -> None:
    press(qtbot, with_a_coffee_and_a_print_out(qtbot, scene), Qt.Key.Key_Escape)
    advance_to(scene.services.desk, datetime(2026, 11, 25, 10))
    assert "Coffee €1.00" not in at_the_counter(qtbot, scene, "maria").panel.told


@pytest.mark.parametrize("typed", ["0612345678", "06 12 34 56 78"])
def test_a_telephone_number_offers_the_ticket_first_however_it_is_typed(qtbot, scene: Scene, typed: str) -> None:
    """Ana has used up her pass: on her badge Enter checks in, on her telephone number as on her name it does not."""
    services = scene.services
    ana = services.people.add_person(NewPerson(given_name="Ana", family_name="Ferrer", phone="06 12 34 56 78"))
    services.plans.sell_pass(NewPass(party_id=ana, name="1 day", days=1, price_e4=0))
    services.visits.check_in(ana)
    services.visits.check_out(ana)
    advance_to(services.desk, datetime(2026, 11, 25, 9))
    badge = services.badges.number(ana)
    for line, first in (("ana", "arrive_ticket"), (typed, "arrive_ticket"), (badge, "arrive")):
        card = at_the_counter(qtbot, scene, line)
        assert card.card is not None
        assert card.card.id == ana
        assert card.list.acts[0].code == first, line
        press(qtbot, card, Qt.Key.Key_Escape)
