"""The code of a gift typed at the counter: said to be one, and given to whoever brings it, by the keys alone."""

from __future__ import annotations

from datetime import date, datetime

from builders import advance_to, person
from pressing import at_the_counter
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from scenes import Scene

from tierslieu_desk.rules.vocabulary import PaymentMethod
from tierslieu_desk.services.plan.plans import NewPass
from tierslieu_desk.services.plan.prepaid_cards import NewCard
from tierslieu_desk.ui.counter.card import CounterCard
from tierslieu_desk.ui.counter.gift_line import GiftDialog
from tierslieu_desk.ui.tour import settle

CTRL = Qt.KeyboardModifier.ControlModifier


def rows(card: CounterCard) -> list[tuple[str, str]]:
    return [(act.title, act.second) for act in card.list.acts]


def brought_by(qtbot, card: CounterCard, name: str) -> None:
    qtbot.keyClick(card.search, Qt.Key.Key_Return)
    settle()
    (form,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, GiftDialog) and one.isVisible()]
    assert form.who.hasFocus()
    qtbot.keyClicks(form.who, name)
    form.try_act()
    settle()


def a_pass(scene: Scene, until: date | None = None) -> str:
    scene.services.plans.sell_pass(
        NewPass(party_id=scene.maria, name="Ten days", days=10, price_e4=750_000, valid_until=until, gift=True)
    )
    return scene.services.passes.gifts()[0].code


def test_the_code_of_a_pass_is_no_badge_and_is_given_to_who_brings_it(qtbot, scene: Scene) -> None:
    person(scene.services.desk, "Ana", "Ferrer")
    code = a_pass(scene)
    card = at_the_counter(qtbot, scene, code.lower())
    assert rows(card) == [("A gift: Ten days, 10 days", "then say who brings it")]
    brought_by(qtbot, card, "Ana Ferrer")
    assert scene.window.messages.sentence == "Ana Ferrer has 10 days of Ten days now."
    assert scene.services.passes.gifts() == ()
    assert scene.window.counter.card is None
    scene.window.messages._do()
    settle()
    assert [one.code for one in scene.services.passes.gifts()] == [code]


def test_a_gift_that_is_over_says_so_and_is_given_to_nobody(qtbot, scene: Scene) -> None:
    code = a_pass(scene, date(2026, 11, 24))
    advance_to(scene.services.desk, datetime(2026, 11, 25, 10, 0))
    card = at_the_counter(qtbot, scene, code)
    assert rows(card) == [("A gift: Ten days, 10 days", "it was good until 24 November 2026")]
    qtbot.keyClick(card.search, Qt.Key.Key_Return)
    assert card.refusal.startswith(f"No gift waits under the code “{code}”.")
    assert scene.services.plans.left(scene.jean) == 0


def test_the_code_of_a_card_too(qtbot, scene: Scene) -> None:
    code = scene.services.prepaid_cards.sell(NewCard(scene.maria, 2_000, gift=True), PaymentMethod.CASH).code
    card = at_the_counter(qtbot, scene, code)
    assert rows(card) == [("A gift: a prepaid card of €20.00", "then say who brings it")]
    brought_by(qtbot, card, "Jean Dupont")
    assert [one.cents for one in scene.services.prepaid_cards.of(scene.jean)] == [2_000]


def test_a_code_that_nothing_waits_under_stays_a_badge_that_nobody_has(qtbot, scene: Scene) -> None:
    a_pass(scene)
    card = at_the_counter(qtbot, scene, "ZZZZ9999")
    assert rows(card) == [("Nobody has the badge ZZZZ9999", "type their name instead")]


def test_who_brings_it_is_asked_for_until_it_is_somebody(qtbot, scene: Scene) -> None:
    card = at_the_counter(qtbot, scene, a_pass(scene))
    brought_by(qtbot, card, "Nobody Known")
    (form,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, GiftDialog) and one.isVisible()]
    assert len(form.form.refusals) == 1
    assert len(scene.services.passes.gifts()) == 1
    form.reject()
