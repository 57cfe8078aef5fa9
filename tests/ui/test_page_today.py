"""The front page: what it shows of the day, and that each of its buttons does something that can be undone."""

from __future__ import annotations

from datetime import datetime, timedelta

from builders import NOW
from PySide6.QtWidgets import QPushButton
from scenes import Scene

from tierslieu_desk import formats, i18n
from tierslieu_desk.services.today import FreeNow, Today
from tierslieu_desk.ui.pages import today, today_words
from tierslieu_desk.ui.tour import settle
from tierslieu_desk.ui.translations import amount, day_title
from tierslieu_desk.ui.widgets.cards import Row, StatTile


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
