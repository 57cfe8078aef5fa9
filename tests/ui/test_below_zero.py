"""Below zero in the window: said before the arrival and after it, set by the house; and days that are still to pay."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from builders import advance_to
from PySide6.QtCore import Qt
from scenes import Scene

from tierslieu_desk.services.front.articles import Article
from tierslieu_desk.services.plan.below_zero import Limits
from tierslieu_desk.services.plan.plans import NewPass
from tierslieu_desk.ui.counter import acts
from tierslieu_desk.ui.pages.people import person_words
from tierslieu_desk.ui.pages.people.person_cards import _figures
from tierslieu_desk.ui.pages.people.sell_dialog import PASS, SellDialog
from tierslieu_desk.ui.pages.settings.below_zero import BelowZeroDialog
from tierslieu_desk.ui.tour import settle

TODAY = date(2026, 11, 24)
CTRL = Qt.KeyboardModifier.ControlModifier
DAY_TICKET = Article(name="Day", price_e4=150_000, half_days=2)


@pytest.fixture
def used_up(scene: Scene) -> Scene:
    """Maria's pass of one day was used yesterday; it is 10:47 again."""
    scene.services.plans.sell_pass(NewPass(party_id=scene.maria, name="One day", days=1, price_e4=100_000))
    scene.services.visits.check_in(scene.maria)
    advance_to(scene.services.desk, datetime(2026, 11, 25, 10, 47))
    return scene


def test_the_house_sets_how_far_and_may_undo_it(qtbot, scene: Scene) -> None:
    dialog = BelowZeroDialog(scene.window, scene.services)
    told: list[object] = []
    dialog.told.connect(lambda sentence, undo: told.extend((sentence, undo)))
    dialog.open()
    dialog.half_days.setValue(2)
    qtbot.keyClicks(dialog.money, "5")
    dialog.try_act()
    assert scene.services.below_zero.get() == Limits(2, 500)
    assert told[0] == "A balance may go 1 day and €5.00 below zero from now on."
    told[1]()
    assert scene.services.below_zero.get() == Limits()


def test_money_that_is_none_is_told_beside_the_field(qtbot, scene: Scene) -> None:
    dialog = BelowZeroDialog(scene.window, scene.services)
    dialog.open()
    qtbot.keyClicks(dialog.money, "some")
    dialog.try_act()
    assert dialog.form.refusals == ["“some” is not an amount. Write it like this: 12.50."]
    assert scene.services.below_zero.get() == Limits()


def test_what_is_used_ahead_is_told_before_and_after_the_arrival(qtbot, used_up: Scene) -> None:
    scene = used_up
    card = scene.services.counter.card(scene.maria)
    assert acts.arrival_words(card) == "1 day to pay"
    scene.services.below_zero.set(Limits(half_days=2))
    card = scene.services.counter.card(scene.maria)
    assert acts.arrival_words(card) == "1 day used ahead, to be made good by the next book"
    assert acts.for_person(card, (DAY_TICKET,))[0].code == "arrive"
    scene.window.go("today").setFocus()
    settle()
    qtbot.keyClick(scene.window, Qt.Key.Key_K, CTRL)
    qtbot.keyClicks(scene.window.counter.card.search, "mar")
    qtbot.keyClick(scene.window.counter.card.search, Qt.Key.Key_Return)
    settle()
    said = "Maria Roca is here: 1 day used; 1 day used ahead, to be made good by the next book."
    assert scene.window.messages.sentence == said
    assert acts.state_chip(scene.services.counter.card(scene.maria))[0].startswith("here since")
    last = scene.services.plans.explain(scene.maria)[-1]
    assert person_words.ledger(last).strong == "Visit, used ahead · In advance"
    assert person_words.ledger(last).second == "\N{MINUS SIGN}1 day left"


def test_what_the_house_lets_is_told_without_what_stays_at_nothing(qtbot, scene: Scene) -> None:
    for half_days, money, said in (
        (2, "", "A balance may go 1 day below zero from now on."),
        (0, "5", "A prepaid card may go €5.00 below zero from now on."),
    ):
        dialog = BelowZeroDialog(scene.window, scene.services)
        told: list[str] = []
        dialog.told.connect(lambda sentence, _undo, told=told: told.append(sentence))
        dialog.open()
        dialog.half_days.setValue(half_days)
        dialog.money.clear()
        qtbot.keyClicks(dialog.money, money)
        dialog.try_act()
        assert told == [said]


def test_the_next_book_tells_what_it_makes_good_as_it_is_sold(qtbot, used_up: Scene) -> None:
    """A day was used ahead today: of ten half-days bought, eight are left."""
    scene = used_up
    scene.services.below_zero.set(Limits(half_days=2))
    scene.services.visits.check_in(scene.maria)
    dialog = SellDialog(scene.window, scene.services, scene.maria, what=PASS)
    told: list[str] = []
    dialog.told.connect(lambda sentence, _undo: told.append(sentence))
    dialog.open()
    dialog._name.setText("Ten half-days")
    dialog._days.setValue(5)
    dialog.try_act()
    assert told[0].endswith("It makes good 1 day used ahead: 4 days left.")


def test_visits_that_are_still_to_pay_are_a_figure_of_the_balance(scene: Scene) -> None:
    """A day at 15.00 that nothing covers, where nothing else is owed: no empty slate beside it."""
    lea = scene.jean
    scene.services.counter.set_articles((DAY_TICKET,))
    balance = scene.services.person_files.of(lea).balance
    assert _figures(balance) == [("€15.00", "to pay for visits")]
    [visit] = [row for row in scene.services.visits.of_person(lea) if row.to_pay]
    scene.services.visits.undo_check_in(visit.id)
    assert _figures(scene.services.person_files.of(lea).balance) == [("€0.00", "on the slate")]
