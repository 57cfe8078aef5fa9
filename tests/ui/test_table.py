"""Tables sort as people do and keep what is chosen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QAbstractItemModelTester

from tierslieu_desk.ui.widgets.cards import EmptyState
from tierslieu_desk.ui.widgets.scrolling import FloatingBar
from tierslieu_desk.ui.widgets.table import Collation, Column, RowsModel, Table

UP, DOWN = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder


@dataclass(frozen=True)
class Person:
    id: int
    name: str
    owed: Decimal | None = None
    since: date | None = None


def model() -> RowsModel[Person]:
    columns = (
        Column[Person]("Name", lambda p: p.name, stretch=True),
        Column[Person]("Owed", lambda p: str(p.owed), sort=lambda p: p.owed, right=True),
        Column[Person]("Since", lambda p: str(p.since), sort=lambda p: p.since),
    )
    return RowsModel(columns, lambda p: p.id, Collation(QLocale("fr_FR")))


def names(m: RowsModel[Person]) -> list[str]:
    return [p.name for p in m.rows]


def test_names_sort_as_in_a_french_dictionary(qapp) -> None:
    m = model()
    m.sort(0, UP)
    m.set_rows(
        [Person(i, n) for i, n in enumerate(["Zoé", "Émile", "eau", "étang", "Œuf", "Odile", "Bureau 10", "Bureau 2"])]
    )
    assert names(m) == ["Bureau 2", "Bureau 10", "eau", "Émile", "étang", "Odile", "Œuf", "Zoé"]


def test_decimals_sort_by_value_and_none_comes_last_either_way(qapp) -> None:
    m = model()
    m.set_rows(
        [
            Person(1, "a", Decimal(100)),
            Person(2, "b", None),
            Person(3, "c", Decimal("9.5")),
            Person(4, "d", Decimal(-1)),
        ]
    )
    m.sort(1, UP)
    assert names(m) == ["d", "c", "a", "b"]
    m.sort(1, DOWN)
    assert names(m) == ["a", "c", "d", "b"]


def test_dates_sort_by_the_calendar(qapp) -> None:
    m = model()
    m.set_rows(
        [
            Person(1, "a", since=date(2026, 2, 1)),
            Person(2, "b", since=date(2025, 12, 31)),
            Person(3, "c", since=date(2026, 1, 9)),
        ]
    )
    m.sort(2, UP)
    assert names(m) == ["b", "c", "a"]


def test_the_chosen_row_stays_chosen_through_sort_change_and_removal(qtbot) -> None:
    m = model()
    table = Table("People", m)
    qtbot.addWidget(table)
    resets = []
    m.modelReset.connect(lambda: resets.append(1))
    table.set_rows([Person(1, "Zoé"), Person(2, "Émile"), Person(3, "Anna")])
    table.choose(2)
    table.sortByColumn(0, UP)
    assert table.row == Person(2, "Émile")
    table.set_rows([Person(4, "Abel"), Person(2, "Émilie"), Person(1, "Zoé")])
    assert table.row == Person(2, "Émilie")
    assert names(m) == ["Abel", "Émilie", "Zoé"]
    table.set_rows([Person(1, "Zoé")])
    assert names(m) == ["Zoé"]
    assert resets == []


def test_the_model_keeps_qts_promises(qtbot) -> None:
    m = model()
    QAbstractItemModelTester(m, QAbstractItemModelTester.FailureReportingMode.Warning, m)
    m.sort(0, DOWN)
    m.set_rows([Person(n, f"p{n}", Decimal(n)) for n in range(10)])
    m.set_rows([Person(n, f"q{n}", Decimal(-n)) for n in range(3, 14, 2)])
    m.sort(1, UP)
    m.set_rows([])
    assert m.rowCount() == 0


def test_only_what_differs_is_told_to_the_view(qtbot) -> None:
    m = model()
    m.set_rows([Person(1, "a"), Person(2, "b"), Person(3, "c")])
    told: list[int] = []
    m.dataChanged.connect(lambda first, last: told.append(first.row()))
    m.set_rows([Person(1, "a"), Person(2, "B"), Person(3, "c")])
    assert told == [1]


def test_two_rows_of_one_key_are_refused(qapp) -> None:
    with pytest.raises(ValueError, match="same key"):
        model().set_rows([Person(1, "a"), Person(1, "b")])


def test_an_empty_table_says_what_to_do_until_it_has_rows(qtbot) -> None:
    empty = EmptyState("users", "Nobody yet")
    table = Table("People", model(), empty)
    qtbot.addWidget(table)
    table.show()
    assert empty.isVisible()
    table.set_rows([Person(1, "a")])
    assert not empty.isVisible()
    table.set_rows([])
    assert empty.isVisible()


def test_enter_opens_the_row(qtbot) -> None:
    table = Table("People", model())
    qtbot.addWidget(table)
    table.set_rows([Person(1, "a")])
    table.choose(1)
    with qtbot.waitSignal(table.opened) as told:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert told.args == [Person(1, "a")]


def test_end_leads_to_the_last_row_and_home_to_the_first(qtbot) -> None:
    table = Table("People", model())
    qtbot.addWidget(table)
    table.set_rows([Person(number, "a") for number in range(1, 81)])
    table.show()
    table.choose(5)
    qtbot.keyClick(table, Qt.Key.Key_End)
    assert table.row.id == 80
    assert table.viewport().rect().contains(table.visualRect(table.currentIndex()).center())
    qtbot.keyClick(table, Qt.Key.Key_Home)
    assert table.row.id == 1


def test_a_hidden_column_leaves_its_width_to_the_one_that_takes_what_is_left(qtbot) -> None:
    table = Table("People", model())
    qtbot.addWidget(table)
    table.resize(600, 300)
    table.show()
    table.set_rows([Person(1, "Association des Amis du Volvestre", Decimal(12))])
    before = table.columnWidth(0)
    given = table.columnWidth(2)
    table.setColumnHidden(2, True)
    assert table.columnWidth(0) == before + given
    assert table.horizontalHeader().length() == table.viewport().width()


def test_the_bar_of_a_table_lies_over_it_and_moves_it(qtbot) -> None:
    table = Table("People", model())
    qtbot.addWidget(table)
    table.resize(600, 300)
    table.show()
    assert not table.findChildren(FloatingBar)
    table.set_rows([Person(number, f"Person {number}") for number in range(60)])
    qtbot.waitUntil(lambda: bool(table.findChildren(FloatingBar)))
    bar = next(one for one in table.findChildren(FloatingBar) if one.orientation() == Qt.Orientation.Vertical)
    qtbot.waitUntil(bar.isVisible)
    assert table.viewport().width() == table.width()
    assert bar.geometry().right() == table.viewport().geometry().right()
    bar.setValue(bar.maximum())
    assert table.verticalScrollBar().value() == table.verticalScrollBar().maximum()
    table.scrollToTop()
    assert bar.value() == 0


def test_titles_of_columns_come_with_the_first_row(qtbot) -> None:
    table = Table("People", model(), EmptyState("users", "Nobody here"))
    qtbot.addWidget(table)
    table.resize(600, 300)
    table.show()
    assert not table.horizontalHeader().isVisible()
    table.set_rows([Person(1, "Léa Fauré")])
    assert table.horizontalHeader().isVisible()
    table.set_rows([])
    assert not table.horizontalHeader().isVisible()


def test_titles_that_were_hidden_stay_so(qtbot) -> None:
    table = Table("People", model(), EmptyState("users", "Nobody here"))
    qtbot.addWidget(table)
    table.hide_titles()
    table.show()
    table.set_rows([Person(1, "Léa Fauré")])
    assert not table.horizontalHeader().isVisible()


def test_columns_take_the_width_of_what_changed(qtbot) -> None:
    table = Table("People", model())
    qtbot.addWidget(table)
    table.resize(600, 300)
    table.show()
    table.set_rows([Person(1, "Abel", Decimal(1))])
    table.set_rows([Person(1, "Abel", Decimal("-1234567.25"))])
    assert table.columnWidth(1) >= table.sizeHintForColumn(1)
    wide = table.columnWidth(1)
    table.set_rows([Person(1, "Abel", Decimal(1))])
    assert table.columnWidth(1) < wide


def test_a_width_given_by_hand_stays_but_no_amount_is_cut(qtbot) -> None:
    table = Table("People", model())
    qtbot.addWidget(table)
    table.resize(600, 300)
    table.show()
    table.set_rows([Person(1, "Abel", Decimal(1), date(2026, 2, 1))])
    table.horizontalHeader().resizeSection(1, 200)
    table.horizontalHeader().resizeSection(2, 60)
    table.set_rows([Person(1, "Abel", Decimal(-25), date(2026, 12, 31))])
    assert (table.columnWidth(1), table.columnWidth(2)) == (200, 60)
    table.horizontalHeader().resizeSection(1, 44)
    table.set_rows([Person(1, "Abel", Decimal("-25.50"))])
    assert table.columnWidth(1) >= table.sizeHintForColumn(1)


def test_an_amount_far_below_is_whole_once_in_sight(qtbot) -> None:
    table = Table("People", model())
    qtbot.addWidget(table)
    table.resize(600, 300)
    table.show()
    table.set_rows([Person(n, "Abel", Decimal(1 if n < 299 else 123456789012)) for n in range(300)])
    table.scrollToBottom()
    assert table.columnWidth(1) >= table.sizeHintForColumn(1)
