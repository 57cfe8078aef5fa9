"""Limits of a unit where bookings are drawn, pulled and typed: each way tells the same, and asks for a reason."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime, time

from builders import slot
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from scenes import TODAY, Scene
from sqlalchemy import text

from tierslieu_desk.rules.limits import Limits
from tierslieu_desk.rules.quotas import Quota, Span
from tierslieu_desk.rules.vocabulary import Period, UnitKind
from tierslieu_desk.services.plan.plans import NewPlan, NewSubscription
from tierslieu_desk.ui.jobs import AtOnce, Jobs
from tierslieu_desk.ui.pages.planning.booking_dialog import BookingDialog
from tierslieu_desk.ui.pages.planning.dates_dialog import DatesDialog
from tierslieu_desk.ui.pages.planning.move_dialog import MoveDialog
from tierslieu_desk.ui.pages.planning.page import PlanningPage
from tierslieu_desk.ui.pages.shared.all_the_same import AllTheSame
from tierslieu_desk.ui.pages.shared.unit_changes import as_new

NOW = datetime(2026, 11, 24, 10, 47)


def at(clock: str) -> datetime:
    return datetime.fromisoformat(f"{TODAY} {clock}")


def limit(scene: Scene, unit_id: int, limits: Limits) -> None:
    row, seen = scene.services.units.get(unit_id), scene.services.unit_depths.of(unit_id)
    scene.services.unit_depths.describe(row, seen, as_new(row), replace(seen, limits=limits))


def at_most_a_day(scene: Scene, party: int, minutes: int) -> None:
    plan = scene.services.plans.add(NewPlan(name="Nomade", period=Period.MONTH, price_e4=0))
    scene.services.plans.sell(NewSubscription(party, plan, starts=date(2026, 11, 1)))
    scene.services.plan_quotas.keep(plan, [Quota(plan, "", UnitKind.ROOM, Span.DAY, minutes=minutes)])


def reasons(scene: Scene) -> list[str]:
    with scene.services.desk.store.reading() as session:
        kept = session.execute(text("SELECT facts FROM journal WHERE subject = 'booking' AND facts <> ''")).scalars()
        return [reason for facts in kept if (reason := json.loads(facts).get("override"))]


def test_pulled_longer_than_it_may_be_it_is_told_while_pulled_and_moved_with_a_reason_only(qtbot, scene: Scene) -> None:
    limit(scene, scene.house.room_a, Limits(longest=180))
    page = scene.window.go("planning")
    assert isinstance(page, PlanningPage)
    block = next(one for one in page._shown.day.blocks if one.booking_id == scene.booking)
    told = page._acts.preview(block, scene.house.room_a, at("14:00"), at("18:00"))
    assert "Room A is booked for 3\u00a0h at most." in told
    page.view.block_moved.emit(scene.booking, scene.house.room_a, at("14:00"), at("18:00"))
    (dialog,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, AllTheSame) and one.isVisible()]
    assert scene.services.bookings.get(scene.booking).slot == slot("14:00", "16:00", TODAY)
    qtbot.keyClicks(dialog.reason, "Long council")
    qtbot.keyClick(dialog.reason, Qt.Key.Key_Return)
    assert scene.services.bookings.get(scene.booking).slot == slot("14:00", "18:00", TODAY)
    assert reasons(scene) == ["Long council"]


def test_other_hours_beyond_a_quota_are_told_and_had_with_a_reason(scene: Scene) -> None:
    at_most_a_day(scene, scene.maria, 180)
    dialog = MoveDialog(scene.window, scene.services, Jobs(AtOnce()), scene.booking, now=NOW)
    dialog.open()
    dialog._to.at = time(17)
    dialog._show_price()
    assert dialog._ways.sentence == "", "three hours are three hours: it does not count beside itself"
    dialog._to.at = time(18)
    dialog._show_price()
    assert dialog._ways.sentence.startswith("Nomade gives 3\u00a0h a day at most: 3\u00a0h are left.")
    dialog.try_act()
    assert dialog.isVisible()
    dialog._reason.setText("Election day")
    dialog.try_act()
    assert scene.services.bookings.get(scene.booking).slot == slot("14:00", "18:00", TODAY)
    assert reasons(scene) == ["Election day"]


def test_what_is_too_short_is_had_long_enough_in_one_click(scene: Scene) -> None:
    limit(scene, scene.house.room_b, Limits(shortest=120))
    dialog = BookingDialog(
        scene.window,
        scene.services,
        Jobs(AtOnce()),
        now=NOW,
        unit_id=scene.house.room_b,
        slot=slot("09:00", "10:00"),
    )
    dialog.open()
    dialog.fill("Jean Dupont")
    assert dialog._ways.sentence.startswith("Room B is booked for at least 2\u00a0h.")
    first = dialog._ways.offered[0]
    assert (first.unit, first.slot) == ("Room B", slot("09:00", "11:00"))
    dialog._ways.chosen.emit(first)
    dialog.try_act()
    assert scene.services.bookings.of_person(scene.jean)[0].slot == slot("09:00", "11:00")


def test_dates_beyond_a_limit_are_listed_before_the_series_is_saved(scene: Scene) -> None:
    """Four weeks from Wednesday 25 November; two weeks ahead of the 24th reaches 8 December."""
    limit(scene, scene.house.room_b, Limits(ahead_days=14))
    dialog = BookingDialog(
        scene.window,
        scene.services,
        Jobs(AtOnce()),
        now=NOW,
        unit_id=scene.house.room_b,
        slot=slot("09:00", "10:00"),
    )
    assert isinstance(dialog, DatesDialog)
    dialog.open()
    dialog.fill("Jean Dupont")
    dialog.come_back("week", 4)
    dialog.try_act()
    told = dialog._in_the_way.words.text()
    assert "Room B cannot be booked beyond 8 December 2026 yet." in told
    assert scene.services.bookings.of_person(scene.jean) == ()
    dialog.close()
