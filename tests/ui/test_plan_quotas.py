"""How much a plan lets one book, written down in Settings and honoured where one books."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

import pytest
from builders import slot
from PySide6.QtWidgets import QApplication, QPushButton
from scenes import Scene

from tierslieu_desk import errors
from tierslieu_desk.rules.quotas import Quota, Span
from tierslieu_desk.rules.vocabulary import Period, UnitKind
from tierslieu_desk.services.booking.booking_work import NewBooking
from tierslieu_desk.services.plan.plans import NewPlan, NewSubscription
from tierslieu_desk.ui.jobs import AtOnce, Jobs
from tierslieu_desk.ui.pages.planning.booking_dialog import BookingDialog
from tierslieu_desk.ui.pages.settings.plan import PlanDialog
from tierslieu_desk.ui.pages.settings.plans import PlansSection
from tierslieu_desk.ui.pages.settings.quotas import HOURS, TIMES, QuotasDialog
from tierslieu_desk.ui.pages.settings.unit import UnitDialog
from tierslieu_desk.ui.pages.shared.unit_changes import as_new
from tierslieu_desk.ui.tour import settle


@pytest.fixture
def dialog(scene: Scene) -> Iterator[QuotasDialog]:
    plan = scene.services.plans.add(NewPlan(name="Nomade", period=Period.MONTH, price_e4=0))
    scene.services.plans.sell(NewSubscription(scene.jean, plan, starts=date(2026, 11, 1)))
    page = scene.window.go("settings")
    section = page.show_section("plans")
    assert isinstance(section, PlansSection)
    section.table.choose(plan)
    section._edit.click()
    (asked,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, PlanDialog) and one.isVisible()]
    next(one for one in asked.findChildren(QPushButton) if one.text() == "Limits…").click()
    (found,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, QuotasDialog) and one.isVisible()]
    yield found
    asked.close()


def say_line(dialog: QuotasDialog, number: int, most: int, what: str, span: Span) -> None:
    line = dialog.lines[number]
    line.what.choose(what)
    line.kind.choose(UnitKind.ROOM)
    line.span.choose(span)
    line.most.setValue(most)


def test_two_hours_of_rooms_a_day_and_six_a_week_are_kept_honoured_and_undone(
    scene: Scene, dialog: QuotasDialog
) -> None:
    say_line(dialog, 0, 2, HOURS, Span.DAY)
    say_line(dialog, 1, 6, HOURS, Span.WEEK)
    assert len(dialog.lines) == 3, "another line follows"
    plan = dialog._plan.id
    dialog.try_act()
    assert scene.services.plan_quotas.of(plan) == (
        Quota(plan, "Nomade", UnitKind.ROOM, Span.DAY, minutes=120),
        Quota(plan, "Nomade", UnitKind.ROOM, Span.WEEK, minutes=360),
    )
    assert scene.window.messages.sentence == "With Nomade, one books within these limits from now on."
    with pytest.raises(errors.QuotaHours):
        scene.services.bookings.book(NewBooking(scene.house.room_b, scene.jean, slot("09:00", "12:00")))
    scene.window.messages._do()
    assert scene.services.plan_quotas.of(plan) == ()
    scene.services.bookings.book(NewBooking(scene.house.room_b, scene.jean, slot("09:00", "12:00")))


def test_the_same_said_twice_is_told_beside_the_lines_and_nothing_is_kept(scene: Scene, dialog: QuotasDialog) -> None:
    say_line(dialog, 0, 2, HOURS, Span.DAY)
    say_line(dialog, 1, 3, TIMES, Span.DAY)
    dialog.try_act()
    told = "That is said twice of the same kind and the same time. Keep one line of the two."
    assert dialog.form.refusals == [told]
    assert scene.services.plan_quotas.of(dialog._plan.id) == ()
    dialog.lines[1].most.setValue(0)
    dialog.try_act()
    assert len(scene.services.plan_quotas.of(dialog._plan.id)) == 1


def test_each_line_that_follows_has_room(dialog: QuotasDialog) -> None:
    for number in range(3):
        settle()
        inside = dialog.body.heightForWidth(dialog.width())
        assert dialog._area.height() >= inside, number
        say_line(dialog, number, 2, HOURS, tuple(Span)[number])


def test_a_plan_removed_comes_back_with_its_limits(scene: Scene) -> None:
    services = scene.services
    plan = services.plans.add(NewPlan(name="Trial", period=Period.MONTH, price_e4=0))
    services.plan_quotas.keep(plan, [Quota(plan, "", UnitKind.ROOM, Span.DAY, times=1)])
    dialog = PlanDialog(scene.window, services, next(row for row in services.plans.list() if row.id == plan))
    dialog.told.connect(scene.window.go("settings").said)
    dialog.open()
    dialog._remove()
    assert services.plans.list() == ()
    scene.window.messages._do()
    (back,) = services.plans.list()
    assert [(quota.plan, quota.times) for quota in services.plan_quotas.of(back.id)] == [("Trial", 1)]


def test_a_plan_that_a_room_is_kept_for_is_not_removed(scene: Scene) -> None:
    services = scene.services
    plan = services.plans.add(NewPlan(name="Trial", period=Period.MONTH, price_e4=0))
    row, seen = services.units.get(scene.house.booth), services.unit_depths.of(scene.house.booth)
    services.unit_depths.describe(row, seen, as_new(row), replace(seen, plans=frozenset({plan})))
    with pytest.raises(errors.PlanKeepsUnit) as kept:
        services.plans.remove(plan)
    assert kept.value.facts == {"name": "Trial", "units": ("Booth",)}


def test_the_limits_of_a_plan_are_reached_from_the_space_they_are_about(scene: Scene) -> None:
    scene.services.plans.add(NewPlan(name="Nomade", period=Period.MONTH, price_e4=0))
    dialog = UnitDialog(scene.window, scene.services, scene.services.units.get(scene.house.room_a))
    dialog.open()
    dialog.more.fold.click()
    assert dialog.more.quotas.isVisible()
    chosen = next(one for one in dialog.more.quotas.menu().actions() if one.text() == "Nomade")
    chosen.trigger()
    (found,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, QuotasDialog) and one.isVisible()]
    assert found._plan.name == "Nomade"
    found.close()
    dialog.close()


def test_what_a_quota_refuses_is_booked_with_a_reason_in_sight(scene: Scene) -> None:
    services = scene.services
    plan = services.plans.add(NewPlan(name="Nomade", period=Period.MONTH, price_e4=0))
    services.plans.sell(NewSubscription(scene.jean, plan, starts=date(2026, 11, 1)))
    services.plan_quotas.keep(plan, (Quota(plan, "Nomade", UnitKind.ROOM, Span.DAY, minutes=120),))
    wanted = slot("10:00", "13:00")
    dialog = BookingDialog(
        scene.window, services, Jobs(AtOnce()), now=datetime(2026, 11, 24, 10), unit_id=scene.house.room_a, slot=wanted
    )
    dialog.open()
    dialog.mean(services.people.get(scene.jean))
    assert "Nomade gives 2\u00a0h a day at most" in dialog._ways.sentence
    assert dialog._reason.isVisible()
    assert not dialog._area.isAncestorOf(dialog._reason)
    dialog._reason.setText("Election day")
    dialog.try_act()
    assert [row.slot for row in services.bookings.of_person(scene.jean)] == [wanted]
