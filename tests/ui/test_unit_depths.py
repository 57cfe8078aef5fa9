"""What few units have, in their dialog: folded away until it is wanted, kept with the rest, told beside its field."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from builders import person, slot
from PySide6.QtCore import QEvent, QPoint, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QImage
from PySide6.QtWidgets import QApplication, QToolTip
from scenes import TODAY, Scene

from tierslieu_desk.rules.limits import Limits
from tierslieu_desk.rules.vocabulary import Period
from tierslieu_desk.services.plan.plans import NewPlan, NewSubscription
from tierslieu_desk.ui import ask
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.pages.planning.page import PlanningPage
from tierslieu_desk.ui.pages.settings.unit import UnitDialog
from tierslieu_desk.ui.pages.settings.unit_order import OrderDialog
from tierslieu_desk.ui.pages.settings.units import UnitsSection
from tierslieu_desk.ui.widgets.week_picture import WeekPicture


def opened(scene: Scene, unit_id: int | None = None) -> UnitDialog:
    row = scene.services.units.get(unit_id) if unit_id is not None else None
    dialog = UnitDialog(scene.window, scene.services, row)
    dialog.told.connect(scene.window.go("settings").said)
    dialog.open()
    return dialog


def photo_file(folder: Path, width: int = 3000, height: int = 1500) -> Path:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("#1B6B52"))
    file = folder / "room.png"
    assert image.save(str(file))
    return file


def test_a_house_that_uses_none_of_it_sees_one_button(scene: Scene) -> None:
    dialog = opened(scene, scene.house.room_a)
    more = dialog.more
    assert not more.fold.isChecked()
    assert not any(field.isVisible() for field in more._fields)
    dialog.try_act()
    assert scene.services.unit_depths.of(scene.house.room_a).limits == Limits()


def test_what_is_written_under_more_is_kept_shown_again_and_undone(scene: Scene) -> None:
    plan = scene.services.plans.add(NewPlan(name="Fab lab", period=Period.MONTH, price_e4=0))
    dialog = opened(scene, scene.house.room_a)
    more = dialog.more
    more.fold.click()
    more.legal.setValue(6)
    more.floor.setText("First floor")
    more.description.setPlainText("Bright, over the river.")
    more.shortest.minutes, more.longest.minutes, more.lead.minutes = 30, 240, 2 * 1440
    more.ahead.setValue(90)
    more.spans.setChecked(True)
    more.plans.ticks[plan].setChecked(True)
    dialog.try_act()
    units, depths = scene.services.units, scene.services.unit_depths
    kept = depths.of(scene.house.room_a)
    assert (kept.limits, kept.plans, kept.floor) == (Limits(30, 240, 2880, 90, True), frozenset({plan}), "First floor")
    row = units.get(scene.house.room_a)
    assert (row.legal_seats, row.description) == (6, "Bright, over the river.")
    again = opened(scene, scene.house.room_a)
    assert again.more.fold.isChecked()
    assert [f.number.value() for f in (again.more.shortest, again.more.longest, again.more.lead)] == [30, 4, 2]
    again.close()
    scene.window.messages._do()
    assert depths.of(scene.house.room_a).limits == Limits()
    assert units.get(scene.house.room_a).legal_seats == 8


def test_a_shortest_booking_longer_than_the_longest_is_told_beside_the_field(scene: Scene) -> None:
    dialog = opened(scene)
    dialog.name.setText("Studio")
    dialog.more.fold.click()
    dialog.more.shortest.minutes, dialog.more.longest.minutes = 240, 60
    dialog.try_act()
    assert dialog.form.refusals == ["At least 4\u00a0h, and 1\u00a0h at most: nobody could book that."]
    assert dialog.more.longest.number.property("refused")
    assert "Studio" not in [row.name for row in scene.services.units.list()], "nothing half kept"
    dialog.more.longest.minutes = 480
    dialog.try_act()
    studio = scene.services.units.named("Studio")
    assert scene.services.unit_depths.of(studio.id).limits == Limits(shortest=240, longest=480)


def test_a_latest_moment_before_the_earliest_is_told_beside_the_field(scene: Scene) -> None:
    dialog = opened(scene, scene.house.booth)
    dialog.more.fold.click()
    dialog.more.lead.minutes = 3 * 1440
    dialog.more.ahead.setValue(2)
    dialog.try_act()
    assert dialog.form.refusals == ["Booked 72\u00a0h before, and 2 days ahead at most: nobody could book that."]
    dialog.close()


def test_fewer_people_by_law_than_there_are_seats_is_told_and_kept(scene: Scene) -> None:
    dialog = opened(scene, scene.house.room_a)
    dialog.more.fold.click()
    assert dialog.more._law_told.text() == ""
    dialog.more.legal.setValue(5)
    assert dialog.more._law_told.text() == ("8 seats, and bookings for 5 people at most: that is what the law lets in.")
    dialog.try_act()
    refused = scene.services.bookings.look(scene.house.room_a, slot("09:00", "10:00"), people=6).refusal
    assert refused is not None
    assert not refused.may_be_overridden


def test_a_photo_is_shrunk_kept_and_taken_away(scene: Scene, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = photo_file(tmp_path)
    monkeypatch.setattr(ask, "file_to_open", lambda *_asked: file)
    dialog = opened(scene, scene.house.room_a)
    dialog.more.fold.click()
    dialog.more.photo.choose.click()
    dialog.try_act()
    kept = scene.services.unit_depths.photo(scene.house.room_a)
    assert kept is not None
    picture = QImage.fromData(kept)
    assert picture.size() == QSize(640, 320)
    assert len(kept) < 100_000
    again = opened(scene, scene.house.room_a)
    again.more.photo.drop.click()
    again.try_act()
    assert scene.services.unit_depths.photo(scene.house.room_a) is None


def test_what_is_no_picture_is_told_beside_it(scene: Scene, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = tmp_path / "room.jpg"
    wrong.write_text("not a picture", encoding="utf-8")
    monkeypatch.setattr(ask, "file_to_open", lambda *_asked: wrong)
    dialog = opened(scene, scene.house.room_a)
    dialog.more.fold.click()
    dialog.more.photo.choose.click()
    assert dialog.more.photo._told.text() == "That is no picture that can be read here. Choose a photo (JPEG, PNG)."
    assert dialog.more.photo.photo is None
    dialog.close()


def test_the_picture_of_the_week_says_its_hours(scene: Scene) -> None:
    dialog = opened(scene, scene.house.room_a)
    week = dialog.more.week
    assert isinstance(week, WeekPicture)
    assert week.span == (7, 21)
    assert week.accessibleDescription().startswith("Monday 08:00 – 20:00; Tuesday 08:00 – 20:00")
    assert week.accessibleDescription().endswith("Saturday closed; Sunday closed")
    dialog.close()


def test_a_unit_somebody_counts_on_is_not_taken_out_and_one_key_leads_to_their_booking(scene: Scene) -> None:
    page = scene.window.go("settings")
    section = page.show_section("units")
    assert isinstance(section, UnitsSection)
    scene.services.units.compose(scene.house.big_room, [])
    section.table.choose(scene.house.room_a)
    section._out.click()
    assert scene.window.messages.sentence.startswith("Maria Roca still has Room A")
    assert not scene.services.units.get(scene.house.room_a).retired
    assert scene.window.messages._tell.text() == "See it"
    scene.window.messages._do_beside()
    assert scene.window.page is scene.window.go("planning")
    assert scene.window.page.day == date.fromisoformat(TODAY)


def dialogs() -> list[Dialog]:
    return [one for one in QApplication.topLevelWidgets() if isinstance(one, Dialog) and one.isVisible()]


def test_the_booking_dialog_refuses_who_has_no_such_plan_and_a_reason_lets_them_in(scene: Scene) -> None:
    from datetime import datetime

    from tierslieu_desk.ui.jobs import AtOnce, Jobs
    from tierslieu_desk.ui.pages.planning.booking_dialog import BookingDialog

    services, house = scene.services, scene.house
    ada = person(services.desk, "Ada", "Byron")
    lab = services.plans.add(NewPlan(name="Fab lab", period=Period.MONTH, price_e4=0))
    services.plans.sell(NewSubscription(ada, lab, starts=date(2026, 11, 1)))
    row, seen = services.units.get(house.booth), services.unit_depths.of(house.booth)
    from dataclasses import replace

    from tierslieu_desk.ui.pages.shared.unit_changes import as_new

    services.unit_depths.describe(row, seen, as_new(row), replace(seen, plans=frozenset({lab})))
    dialog = BookingDialog(
        scene.window,
        services,
        Jobs(AtOnce()),
        now=datetime(2026, 11, 24, 10, 47),
        unit_id=house.booth,
        slot=slot("14:00", "15:00", TODAY),
    )
    dialog.open()
    assert dialog._ways.sentence == "", "nobody is named yet"
    dialog.fill("Ada Byron")
    assert dialog._ways.sentence == ""
    dialog.fill("Jean Dupont")
    assert dialog._ways.sentence.startswith("Booth is for who has one of these plans then: Fab lab.")
    dialog.try_act()
    assert services.bookings.of_person(scene.jean) == ()
    dialog._reason.setText("A trial")
    dialog.try_act()
    (booked,) = services.bookings.of_person(scene.jean)
    assert booked.unit == "Booth"


def test_the_planning_tells_what_a_unit_is_while_the_pointer_rests_on_its_name(
    scene: Scene, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ask, "file_to_open", lambda *_asked: photo_file(tmp_path))
    dialog = opened(scene, scene.house.room_a)
    dialog.more.fold.click()
    dialog.more.legal.setValue(6)
    dialog.more.floor.setText("First floor")
    dialog.more.description.setPlainText("Bright <quiet>")
    dialog.more.photo.choose.click()
    dialog.try_act()
    page = scene.window.go("planning")
    assert isinstance(page, PlanningPage)
    told: list[str] = []
    monkeypatch.setattr(QToolTip, "showText", lambda _at, text, _widget: told.append(text))
    layout = page.view._layout
    line = layout.line_of(scene.house.room_a)
    at = QPoint(10, line.top + line.height // 2 + (0 if layout.line_at(line.top + 2) is line else layout.header))
    event = QHelpEvent(QEvent.Type.ToolTip, at, page.view.viewport().mapToGlobal(at))
    QApplication.sendEvent(page.view.viewport(), event)
    (tip,) = told
    assert tip.startswith(
        "<b>Room A</b><br>Room · 8 seats · 6 people at most · First floor<br>Bright &lt;quiet&gt;<br>"
    )
    assert 'src="data:image/jpeg;base64,' in tip


def test_parts_in_a_circle_are_told_beside_them(scene: Scene) -> None:
    from tierslieu_desk.ui.pages.settings.parts import PartsDialog

    dialog = PartsDialog(scene.window, scene.services, scene.services.units.get(scene.house.room_a))
    dialog.open()
    dialog.ticks[scene.house.big_room].setChecked(True)
    dialog.try_act()
    assert dialog.form.refusals == ["A space cannot be a part of itself. Choose other parts."]
    assert dialog.isVisible()
    assert scene.services.units.get(scene.house.room_a).parts == ()
    dialog.close()


def test_groups_and_units_are_put_in_order_by_key_and_back(qtbot, scene: Scene) -> None:
    """Rooms and the booth stand under no heading, the desks under “Open space”."""
    services = scene.services
    page = scene.window.go("settings")
    section = page.show_section("units")
    assert isinstance(section, UnitsSection)
    before = [row.name for row in services.units.list()]
    dialog = OrderDialog(scene.window, services)
    dialog.told.connect(page.said)
    dialog.open()
    dialog.table.choose("hOpen space")
    dialog.activateWindow()
    dialog.table.setFocus()
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.keyClick(dialog.table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    dialog.table.choose(f"u{scene.house.room_a}")
    dialog.later.click()
    shown = [line.words.strip() for line in dialog.table.model().rows]
    assert shown[:6] == ["Open space", "Desk 1", "Desk 2", "Desk 3", "Without a heading", "Room B"]
    dialog.try_act()
    after = ["Desk 1", "Desk 2", "Desk 3", "Room B", "Room A", "Big room", "Open space", "Booth"]
    assert [row.name for row in services.units.list()] == after
    scene.window.messages._do()
    assert [row.name for row in services.units.list()] == before
