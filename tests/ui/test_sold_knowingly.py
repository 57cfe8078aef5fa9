"""What is read before somebody says yes: the terms of a plan, a code, a pause, another plan on an invoice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from pressing import front, press
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from scenes import Scene

from tierslieu_desk.rules.vocabulary import PaymentMethod, Period, UnitKind
from tierslieu_desk.services.person.people import NewPerson
from tierslieu_desk.services.plan.plans import NewPass, NewPlan, NewSubscription
from tierslieu_desk.services.plan.prepaid_cards import NewCard
from tierslieu_desk.ui.pages.money.invoice_credit import AGAIN, CreditDialog
from tierslieu_desk.ui.pages.money.invoice_draft import DraftDialog
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
    retype(qtbot, form._price, "70")
    assert form.offer[0] == "€70.00"
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


# --- a pause


def has(scene: Scene, plan: NewPlan) -> int:
    return scene.services.plans.sell(NewSubscription(scene.maria, scene.services.plans.add(plan), NOVEMBER))


def invoiced(scene: Scene) -> str:
    row = scene.services.people.get(scene.maria)
    here = NewPerson(given_name="Maria", family_name="Roca", role=row.role, city="Foix", language=row.language)
    scene.services.people.change(scene.maria, here, row.version)
    return scene.services.invoices.issue(scene.maria, date(2026, 11, 30))[0].number


def wanted(page: PeoplePage, scene: Scene, act: str) -> None:
    page.table.choose(scene.maria)
    settle()
    (found,) = page.panel.findChildren(SubscriptionAside)
    next(one for one in found.menu.actions() if one.text() == act).trigger()
    settle()


def test_a_pause_says_what_it_saves_with_its_working_before_it_is_made(qtbot, page: PeoplePage, scene: Scene) -> None:
    """25 November to 10 December: 6 of 30 days of 120.00 are 24.00, 10 of 31 are 38.71."""
    has(scene, TEN_DAYS)
    wanted(page, scene, "Pause…")
    form = front(PauseDialog)
    retype(qtbot, form._first, "25/11/2026")
    retype(qtbot, form._last, "10/12/2026")
    assert form.saving == (
        "€62.71 less to invoice",
        "1 – 30 November 2026: €96.00 instead of €120.00 (24 of 30 days at €120.00).",
        "1 – 31 December 2026: €81.29 instead of €120.00 (21 of 31 days at €120.00).",
    )
    assert form.saving[0] in seen(form)
    press(qtbot, form, "Pause it")
    told = "Ten days will be paused: 25 November – 10 December 2026. €62.71 less to invoice."
    assert scene.window.messages.sentence == told


def test_a_pause_that_began_is_told_as_one_that_is(qtbot, page: PeoplePage, scene: Scene) -> None:
    has(scene, TEN_DAYS)
    wanted(page, scene, "Pause…")
    form = front(PauseDialog)
    retype(qtbot, form._first, "24/11/2026")
    retype(qtbot, form._last, "29/11/2026")
    press(qtbot, form, "Pause it")
    assert scene.window.messages.sentence == "Ten days is paused: 24 – 29 November 2026. €24.00 less to invoice."


def test_a_pause_of_what_is_on_an_invoice_is_held_back_while_it_is_read(qtbot, page: PeoplePage, scene: Scene) -> None:
    has(scene, TEN_DAYS)
    number = invoiced(scene)
    wanted(page, scene, "Pause…")
    form = front(PauseDialog)
    retype(qtbot, form._last, "30/11/2026")
    (told,) = form.saving
    assert told == (
        f"{number} is issued for 1 – 30 November 2026 and does not change any more. "
        "The pause may begin on 1 December 2026."
    )
    assert not form.act.isEnabled()
    retype(qtbot, form._first, "01/12/2026")
    retype(qtbot, form._last, "31/12/2026")
    assert form.saving == (
        "€120.00 less to invoice",
        "1 – 31 December 2026: nothing is owed any more, instead of €120.00.",
    )
    assert form.act.isEnabled()


# --- another plan


def choose_today(qtbot, form: PlanChangeDialog) -> None:
    form._when.setFocus()
    qtbot.keyClick(form._when, Qt.Key.Key_End)
    settle()
    assert form._when.currentText() == "today, 24 November 2026"


def test_another_plan_within_an_invoiced_period_is_held_back_and_leads_to_the_credit_note(
    qtbot, page: PeoplePage, scene: Scene
) -> None:
    """1 to 23 November are 23 of 30 days: 92.00 of the 120.00; the new one is 7 of 30 days of 180.00: 42.00."""
    sold = has(scene, TEN_DAYS)
    scene.services.plans.add(TWENTY)
    number = invoiced(scene)
    wanted(page, scene, "Another plan…")
    form = front(PlanChangeDialog)
    assert form.held_back == ""
    assert form.act.isEnabled()
    choose_today(qtbot, form)
    said = (
        f"{number} charges €120.00 for 1 – 30 November 2026, of which €92.00 is owed (23 of 30 days at €120.00): "
        "a credit note is to be made."
    )
    assert said in seen(form)
    assert not form.act.isEnabled()
    assert form.form.refusals == []
    press(qtbot, form, "From the next period instead")
    assert form._when.currentText() == "the next period, 1 December 2026"
    assert form.held_back == ""
    assert form.act.isEnabled()
    choose_today(qtbot, form)
    qtbot.keyClick(form, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert scene.services.plans.subscription(sold).ends is None
    form._credit.setFocus()
    qtbot.keyClick(form._credit, Qt.Key.Key_Return)
    settle()
    assert scene.services.plans.subscription(sold).ends == date(2026, 11, 23)
    assert scene.window.messages.sentence.startswith("Maria Roca has Twenty days from 24 November 2026 on.")
    assert said in scene.window.messages.sentence
    note = front(CreditDialog)
    note._fate.choose(AGAIN)
    press(qtbot, note, "Issue the credit note")
    settle()
    front(DraftDialog).reject()
    drafts = scene.services.invoices.drafts(date(2026, 11, 30), scene.maria)
    assert sum(draft.gross_cents for draft in drafts) == 9_200 + 4_200 + 2_400  # and the room of this afternoon


def test_a_change_within_an_invoiced_period_is_taken_back(qtbot, page: PeoplePage, scene: Scene) -> None:
    sold = has(scene, TEN_DAYS)
    scene.services.plans.add(TWENTY)
    invoiced(scene)
    wanted(page, scene, "Another plan…")
    form = front(PlanChangeDialog)
    choose_today(qtbot, form)
    press(qtbot, form, "Change it, then the credit note…")
    front(CreditDialog).reject()
    scene.window.messages._do()
    (row,) = scene.services.plans.subscriptions(scene.maria)
    assert (row.id, row.ends) == (sold, None)


def test_another_plan_names_the_pause_that_its_working_leaves_out(qtbot, page: PeoplePage, scene: Scene) -> None:
    """Paused from 20 to 28 November, changed on the 24th: 19 days of the old one are left, and 2 of the new one."""
    sold = has(scene, TEN_DAYS)
    scene.services.plans.add(TWENTY)
    scene.services.subscriptions.pause(sold, date(2026, 11, 20), date(2026, 11, 28))
    wanted(page, scene, "Another plan…")
    form = front(PlanChangeDialog)
    assert "paused" not in form.offer[2]
    choose_today(qtbot, form)
    old, new, working = form.offer
    assert "19 of 30 days at €120.00" in old
    assert old.endswith(" · paused 20 – 23 November 2026")
    assert new == "€12.00"
    assert "2 of 30 days at €180.00" in working
    assert working.endswith(" · paused 24 – 28 November 2026")
