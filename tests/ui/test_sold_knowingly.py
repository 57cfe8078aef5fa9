"""What is read before somebody says yes: the terms of a plan, a code, a pause, another plan on an invoice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from pressing import press
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from scenes import Scene

from tierslieu_desk.rules.vocabulary import PaymentMethod, Period, UnitKind
from tierslieu_desk.services.people import NewPerson
from tierslieu_desk.services.plans import NewPass, NewPlan, NewSubscription
from tierslieu_desk.services.prepaid_cards import NewCard
from tierslieu_desk.ui.pages.money.invoice_credit import CreditDialog
from tierslieu_desk.ui.pages.people.page import PeoplePage
from tierslieu_desk.ui.pages.people.pause_dialog import PauseDialog
from tierslieu_desk.ui.pages.people.plan_dialog import PlanChangeDialog
from tierslieu_desk.ui.pages.people.sell_dialog import SellDialog
from tierslieu_desk.ui.pages.people.subscription_aside import SubscriptionAside
from tierslieu_desk.ui.tour import settle
from tierslieu_desk.ui.widgets.labels import Words

TEN_DAYS = NewPlan(name="Ten days", period=Period.MONTH, price_e4=1_200_000, days_included=10)
TWENTY = NewPlan(name="Twenty days", period=Period.MONTH, price_e4=1_800_000, days_included=20)
NOVEMBER = date(2026, 11, 1)


@pytest.fixture
def page(scene: Scene) -> PeoplePage:
    shown = scene.window.go("people")
    assert isinstance(shown, PeoplePage)
    return shown


def front(kind: type) -> QWidget:
    (found,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()]
    return found


def seen(widget: QWidget) -> str:
    """All words that stand there."""
    told = [words.text() for words in widget.findChildren(Words) if words.isVisibleTo(widget) and words.text()]
    return "\n".join(told).replace("\u00a0", " ").replace("\u202f", " ")


def retype(qtbot, field: QWidget, text: str) -> None:
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, text)
    qtbot.keyClick(field, Qt.Key.Key_Tab)
    settle()


def selling(scene: Scene, party_id: int) -> SellDialog:
    form = SellDialog(scene.window, scene.services, party_id)
    form.open()
    settle()
    return form


# --- a code


def given(scene: Scene, what: str) -> tuple[str, str]:
    """The code of a gift that waits, and what it gives."""
    if what == "card":
        sold = scene.services.prepaid_cards.sell(NewCard(scene.maria, 2_000, gift=True), PaymentMethod.CASH)
        return sold.code, "A prepaid card with €20.00 on it, and nothing to pay."
    days, minutes = (0, 300) if what == "hours" else (5, 0)
    hours_of = UnitKind.ROOM if minutes else None
    scene.services.plans.sell_pass(
        NewPass(
            party_id=scene.maria,
            name="A present",
            days=days,
            price_e4=750_000,
            gift=True,
            minutes=minutes,
            hours_of=hours_of,
        )
    )
    (gift,) = scene.services.passes.gifts()
    gives = "5 h of meeting rooms" if minutes else "5 days"
    return gift.code, f"A present, from Maria Roca: {gives} to use, and nothing to pay."


@pytest.mark.parametrize("what", ["days", "hours", "card"])
def test_a_code_is_nothing_to_pay_and_says_what_it_gives_once_it_is_known(qtbot, scene: Scene, what: str) -> None:
    scene.services.plans.add(TEN_DAYS)
    code, gives = given(scene, what)
    form = selling(scene, scene.jean)
    assert form.offer[0] == "€28.00"
    press(qtbot, form, "A pass")
    press(qtbot, form, "A gift’s code")
    assert form.offer == ("", "", "", "")
    assert "Charged at once" not in seen(form)
    form._code.setFocus()
    qtbot.keyClicks(form._code, code[:-1])
    assert form.offer == ("", "", "", "")
    qtbot.keyClicks(form._code, code[-1].lower())
    assert gives in seen(form)
    assert "€28.00" not in seen(form)
    press(qtbot, form, "A subscription")
    assert form.offer[0] == "€28.00"
    assert gives not in seen(form)


# --- what they agree to


def test_the_terms_of_the_plan_and_its_papers_are_read_before_it_is_sold(qtbot, scene: Scene) -> None:
    asks = replace(TEN_DAYS, least_months=3, notice_periods=1, papers=("Insurance", "Signed charter"))
    scene.services.plans.add(asks)
    scene.services.plans.add(replace(TWENTY, notice_days=15))
    scene.services.plans.add(replace(TWENTY, name="Free to go"))
    form = selling(scene, scene.maria)
    told = {}
    form._plan.setFocus()
    qtbot.keyClick(form._plan, Qt.Key.Key_Home)
    for _one in range(3):
        told[form._plan.currentText().split(" · ")[0]] = seen(form)
        qtbot.keyClick(form._plan, Qt.Key.Key_Down)
    assert (
        "They agree to this: for 3 months at least · notice of 1 whole month · to bring: Insurance, Signed charter"
    ) in told["Ten days"]
    assert "They agree to this: notice of 15 days" in told["Twenty days"]
    assert "They agree to this" not in told["Free to go"]
    press(qtbot, form, "A pass")
    assert form.agreed == ""
