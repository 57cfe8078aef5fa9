"""A price before tax that stands beside what is paid says so; where no VAT is charged, nothing is said of it."""

from __future__ import annotations

import pytest
from builders import describe_place
from scenes import Scene

from tierslieu_desk.money import Basis
from tierslieu_desk.rules.vocabulary import Period, VatRegime
from tierslieu_desk.services.plan.plans import NewPlan
from tierslieu_desk.ui.pages.money.page import MoneyPage
from tierslieu_desk.ui.pages.people.sell_dialog import SellDialog
from tierslieu_desk.ui.tour import settle
from tierslieu_desk.ui.widgets.cards import Row

REGIMES = {VatRegime.LIABLE: True, VatRegime.FRANCHISE: False, VatRegime.NON_TAXABLE: False}


@pytest.mark.parametrize("regime", REGIMES)
def test_a_room_priced_before_tax_beside_its_amount_with_tax(scene: Scene, regime: VatRegime) -> None:
    """Two hours at 10.00 before tax: 24.00 with a VAT of 20 %. Charged while there was VAT, looked at under either."""
    describe_place(scene.services.desk, regime)
    page = scene.window.go("money")
    assert isinstance(page, MoneyPage)
    settle()
    page.view.table.choose(scene.maria)
    settle()
    said = [row.accessibleDescription() for row in page.findChildren(Row) if row.isVisible()]
    with_vat = REGIMES[regime]
    assert [one.endswith("2 × hour at €10.00 before tax") for one in said] == [with_vat]
    assert page.view._lines._aside.text() == ("€24.00 with tax" if with_vat else "€24.00")


@pytest.mark.parametrize("regime", REGIMES)
def test_a_plan_priced_before_tax_is_sold_with_both_said(qtbot, scene: Scene, regime: VatRegime) -> None:
    """100.00 a month before tax."""
    describe_place(scene.services.desk, regime)
    scene.services.plans.add(NewPlan(name="Monthly desk", period=Period.MONTH, price_e4=1_000_000, basis=Basis.NET))
    dialog = SellDialog(scene.window, scene.services, scene.maria)
    dialog.open()
    settle()
    offered = [dialog._plan.itemText(number) for number in range(dialog._plan.count())]
    words = "Monthly desk · €100.00 before tax each month" if REGIMES[regime] else "Monthly desk · €100.00 each month"
    assert words in offered
    assert ("VAT" in " ".join(dialog.offer)) == REGIMES[regime]
    dialog.close()
