"""The front page: what it shows of the day, and that each of its buttons does something that can be undone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import scenes
from builders import NOW, advance_to, organisation, slot
from PySide6.QtWidgets import QPushButton
from scenes import Scene

from tierslieu_desk import formats, i18n
from tierslieu_desk.rules.vocabulary import MailKind
from tierslieu_desk.services.bookings import NewBooking
from tierslieu_desk.services.copies import Copies
from tierslieu_desk.services.today import FreeNow, Today
from tierslieu_desk.ui.pages import today, today_words
from tierslieu_desk.ui.tour import settle
from tierslieu_desk.ui.translations import amount, day_title
from tierslieu_desk.ui.widgets.cards import Row, StatTile
from tierslieu_desk.ui.widgets.labels import Chip


def rows_of(page: today.TodayPage) -> list[str]:
    settle()
    return [row.accessibleName() for row in page.findChildren(Row) if not row.isHidden()]


def press(page: today.TodayPage, words: str) -> None:
    settle()
    found = [b for b in page.findChildren(QPushButton) if words in (b.text(), b.accessibleName()) and b.isVisible()]
    assert len(found) == 1, words
    found[0].click()


def test_it_shows_who_is_here_what_comes_and_what_is_due(scene: Scene) -> None:
    page = scene.window.go("today")
    assert page.title == "Tuesday 24 November"
    assert rows_of(page) == ["Jean Dupont", "Maria Roca", "No copy outside this computer"]
    tiles = {tile.accessibleName(): tile.accessibleDescription() for tile in page.findChildren(StatTile)}
    assert tiles == {
        "Open space: free": "3 of 3",
        "Room A · 8 seats": "free until 14:00",
        "Room B · 6 seats": "free all day",
        "Booth": "free all day",
    }


def test_one_more_passing_by_counts_until_it_is_undone(qtbot, scene: Scene) -> None:
    page = scene.window.go("today")
    press(page, "+1 passing by")
    assert scene.services.today.view().passers_by == 1
    assert scene.window.messages.sentence == "One more person passed by."
    scene.window.messages._do()
    assert scene.services.today.view().passers_by == 0


def test_whoever_leaves_can_come_back_by_undo(qtbot, scene: Scene) -> None:
    page = scene.window.go("today")
    press(page, "Jean Dupont leaves")
    qtbot.waitUntil(lambda: "Jean Dupont" not in rows_of(page))
    assert scene.services.visits.here_now() == ()
    scene.window.messages._do()
    qtbot.waitUntil(lambda: "Jean Dupont" in rows_of(page))


def test_a_departure_that_somebody_wrote_anew_meanwhile_is_not_taken_back(qtbot, scene: Scene) -> None:
    page, visits = scene.window.go("today"), scene.services.visits
    press(page, "Jean Dupont leaves")
    (row,) = visits.of_person(scene.jean)
    visits.undo_check_out(row.id, row.left)
    scene.services.desk.clock.advance(timedelta(minutes=5))
    visits.check_out(scene.jean)
    scene.window.messages._do()
    assert visits.here_now() == ()
    assert scene.window.messages.sentence.startswith("Somebody changed this meanwhile.")


def test_copy_now_makes_a_copy_and_says_so(qtbot, scene: Scene) -> None:
    page = scene.window.go("today")
    press(page, "Copy now")
    made = scene.services.copies.last()
    assert made is not None
    assert made.file.is_file()
    assert scene.window.messages.sentence.startswith("Everything was copied and checked on this computer.")


def test_rows_that_did_not_change_are_not_drawn_anew(qtbot, scene: Scene) -> None:
    page = scene.window.go("today")
    before = [row for row in page.findChildren(Row) if row.accessibleName() == "Jean Dupont"]
    page.refresh()
    assert [row for row in page.findChildren(Row) if row.accessibleName() == "Jean Dupont"] == before


def test_it_watches_what_its_service_reads() -> None:
    assert today.WATCHES == Today.WATCHES


def test_half_days_are_said_as_days() -> None:
    assert [today_words.half_days(n) for n in (1, 2, 3, 13)] == ["½ day", "1 day", "1½ days", "6½ days"]


def test_the_age_of_a_copy_is_said_in_days() -> None:
    at = datetime(2026, 11, 23, 18, 10)
    assert today_words.ago(at, NOW) == "yesterday 18:10"
    assert today_words.ago(NOW, NOW) == "today 10:47"
    assert today_words.ago(datetime(2026, 11, 15, 9), NOW) == "9 days ago"


def test_many_rooms_share_one_tile() -> None:
    rooms = [FreeNow(n, f"Room {n}", "room", 4, n % 2, 1, None) for n in range(5)]
    assert today_words.tiles(rooms) == (today_words.Tile("Rooms free", "2", "of 5"),)


def test_qt_writes_days_and_amounts_as_the_papers_do() -> None:
    for spoken in ("fr", "es", "eu", "en"):
        i18n.set_language(spoken)
        assert day_title(NOW.date()) == formats.date_weekday(NOW.date()), spoken
        for cents in (0, 5, 123450, 99999, -1250):
            assert amount(cents) == formats.amount(cents), spoken


def second_place(scene: Scene, disk: str) -> Copies:
    """The desk is on the disk "desk", and copies also go to a folder on that one."""
    data = scene.services.desk.store.folder
    key = data.parent / f"{data.name}-key"
    key.mkdir()
    copies = Copies(scene.services.desk, lambda folder: frozenset({disk if folder == key else "desk"}))
    copies.choose_second_place(str(key))
    return copies


def copy_told(scene: Scene) -> tuple[str, list[tuple[str, str]]]:
    """The foot of the rail, and what stands about copies under "To do"."""
    page = scene.window.go("today")
    page.refresh()
    settle()
    rows = [row for row in page.findChildren(Row) if not row.isHidden() and "outside" in row.accessibleName()]
    view = scene.services.today.view()
    return today_words.copy_words(view), [(row.accessibleName(), row.accessibleDescription()) for row in rows]


def test_without_any_copy_outside_it_says_so(scene: Scene) -> None:
    assert copy_told(scene) == (
        "No copy outside this computer yet",
        [("No copy outside this computer", "None on this computer either")],
    )


def test_a_copy_outside_made_today_is_nothing_to_do_until_it_is_older_than_a_week(scene: Scene) -> None:
    second_place(scene, "stick").make()
    assert copy_told(scene) == ("Outside copy: today 10:47", [])
    advance_to(scene.services.desk, NOW + timedelta(days=7))
    assert copy_told(scene) == ("Outside copy: 7 days ago", [])
    advance_to(scene.services.desk, NOW + timedelta(days=8))
    assert copy_told(scene) == (
        "Outside copy: 8 days ago",
        [("The outside copy is 8 days old", "On this computer: 8 days ago")],
    )


def test_a_copy_on_the_same_disk_is_none_outside_and_it_says_why(scene: Scene) -> None:
    second_place(scene, "desk").make()
    assert copy_told(scene) == (
        "No copy outside this computer yet",
        [
            (
                "No copy outside this computer",
                "On this computer: today 10:47 · The second place is on the same disk: choose a stick or another disk.",
            )
        ],
    )


def test_copy_now_says_when_the_second_place_is_on_the_same_disk(scene: Scene, monkeypatch) -> None:
    page = scene.window.go("today")
    monkeypatch.setitem(vars(scene.services), "copies", second_place(scene, "desk"))
    press(page, "Copy now")
    assert scene.window.messages.sentence == (
        "Everything was copied and checked, but the second place is on the same disk: "
        "what breaks or takes this computer takes both. Copy it to a stick as well."
    )


def test_a_legal_duty_is_one_row_with_what_to_do_and_by_when(scene: Scene) -> None:
    """Since 10 September nobody has collected a company's mail: 75 days; its contract is older than the quarter."""
    services = scene.services
    approval = {"approval_number": "09-2024-17", "approved_from": date(2024, 3, 1)}
    services.places.describe(replace(services.places.get(), **approval))
    firm = organisation(services.desk)
    services.domiciliations.open(firm, date(2026, 1, 5))
    services.domiciliations.list_sent(20260)
    services.mail.arrived(firm, MailKind.LETTER, on=date(2026, 9, 10))
    page = scene.window.go("today")
    page.refresh()
    settle()
    rows = {row.accessibleName(): row for row in page.findChildren(Row) if not row.isHidden()}
    row = rows["Mail not collected for 75 days"]
    assert row.accessibleDescription() == (
        "Call Pyrène Conseil. If nobody comes, write to the registry on Thursday 10 December."
    )
    assert [chip.text() for chip in row.findChildren(Chip)] == ["in 16 days"]
    assert "Mail for Pyrène Conseil" not in rows


def test_a_desk_in_a_cloud_folder_is_something_to_do_and_no_obstacle(qapp, tmp_path: Path) -> None:
    with scenes.scene(tmp_path / "Nextcloud" / "desk") as made:
        page = made.window.go("today")
        settle()
        rows = {row.accessibleName(): row.accessibleDescription() for row in page.findChildren(Row)}
        assert rows["Move the desk out of the cloud folder"] == (
            f"A cloud service copies {tmp_path / 'Nextcloud' / 'desk'} and can damage the desk while it is open. "
            "Close the desk and have this folder moved elsewhere on this computer: only copies belong in the cloud."
        )
        assert made.services.bookings.book(
            NewBooking(made.house.booth, made.maria, slot("15:00", "16:00", scenes.TODAY))
        )
