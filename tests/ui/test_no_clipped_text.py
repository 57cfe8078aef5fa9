"""Every word has room: in French and English, light and dark, on a small laptop, at 125 % and at 200 %."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from scenes import Scene

from tierslieu_desk import i18n
from tierslieu_desk.rules.vocabulary import Period
from tierslieu_desk.services.plan.plans import NewPass, NewPlan, NewSubscription
from tierslieu_desk.ui import theme, tour, translations
from tierslieu_desk.ui.widgets.buttons import SearchBox
from tierslieu_desk.ui.widgets.fields import Choice
from tierslieu_desk.ui.widgets.labels import OneLine, Words

SIZES = ((1366, 768), (1093, 614), (683, 384))
"""1366x768 at 100 %, at 125 % and at 200 %, in pixels of a screen at 100 %."""
ROUNDING = 1
CURSOR = 4
ARROW = 30


def clipped(root: QWidget) -> list[str]:
    """What is shown in `root` without room for all of its words, and what lies over its neighbour."""
    shown = [widget for widget in (root, *root.findChildren(QWidget)) if widget.isVisible() and not _inner(widget)]
    found = []
    for widget in shown:
        if isinstance(widget, QLabel):
            found += _label(widget)
        elif isinstance(widget, QComboBox):
            found += _wide(widget, widget.currentText(), _text_width(widget, widget.currentText()) + ARROW)
        elif isinstance(widget, QLineEdit):
            found += _line(widget)
        elif isinstance(widget, QHeaderView):
            found += _header(widget)
        elif isinstance(widget, QAbstractButton) and widget.text():
            found += _wide(widget, widget.text(), widget.sizeHint().width())
            found += _high(widget, widget.text(), widget.sizeHint().height())
        found += _overlaps(widget)
    return found


def _inner(widget: QWidget) -> bool:
    """Qt's own parts of a field: a calendar's arrows, the line of a spin box."""
    return widget.objectName().startswith("qt_") or isinstance(widget.parent(), QLineEdit)


def _label(label: QLabel) -> list[str]:
    if not label.text() or isinstance(label, OneLine):
        return []
    if not label.wordWrap():
        hint = label.sizeHint()
        return _wide(label, label.text(), hint.width()) + _high(label, label.text(), hint.height())
    around = label.width() - label.contentsRect().width()
    longest = max(_text_width(label, word) for word in label.text().split()) if label.text().split() else 0
    wanted = label.heightForWidth(label.width())
    return _wide(label, label.text(), longest + around) + _high(label, label.text(), wanted)


def _line(line: QLineEdit) -> list[str]:
    words = line.placeholderText()
    if line.text() or not words:
        return []
    margins = line.textMargins()
    around = line.width() - line.contentsRect().width() + margins.left() + margins.right()
    icons = sum(24 for action in line.actions() if action.isVisible() and not action.icon().isNull())
    return _wide(line, words, _text_width(line, words) + around + icons + CURSOR)


def _header(header: QHeaderView) -> list[str]:
    found = []
    for number in range(header.count()):
        short = header.sectionSizeHint(number) - header.sectionSize(number)
        if not header.isSectionHidden(number) and short > ROUNDING:
            title = header.model().headerData(number, header.orientation())
            found.append(f"{_name(header)} “{title}” lacks {short} across")
    return found


def _text_width(widget: QWidget, words: str) -> int:
    return widget.fontMetrics().horizontalAdvance(words)


def _wide(widget: QWidget, words: str, wanted: int) -> list[str]:
    short = wanted - widget.width()
    return [f"{_name(widget)} “{words}” lacks {short} across"] if short > ROUNDING else []


def _high(widget: QWidget, words: str, wanted: int) -> list[str]:
    short = wanted - widget.height()
    return [f"{_name(widget)} “{words}” lacks {short} down"] if short > ROUNDING else []


def _name(widget: QWidget) -> str:
    above = [widget]
    while (parent := above[-1].parentWidget()) is not None and len(above) < 3:
        above.append(parent)
    return " < ".join(type(one).__name__ for one in above)


def _overlaps(widget: QWidget) -> list[str]:
    layout = widget.layout()
    if layout is None:
        return []
    laid = [one for one in _laid(widget, layout) if one.isVisible()]
    found = []
    for number, one in enumerate(laid):
        for other in laid[number + 1 :]:
            shared: QRect = one.geometry().intersected(other.geometry())
            if shared.width() > ROUNDING and shared.height() > ROUNDING:
                found.append(f"{_name(one)} lies over {_name(other)}")
    return found


def _laid(widget: QWidget, layout: QLayout) -> list[QWidget]:
    """What a layout and those in it place. Not asked of its items: Qt frees one with its widget, PySide keeps the
    wrapper, and takes it for whatever is made at the same address next."""
    layouts = [layout, *layout.findChildren(QLayout)]
    children = widget.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
    return [one for one in children if any(each.indexOf(one) >= 0 for each in layouts)]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", i18n.COMPLETE_LANGUAGES)
def test_no_text_is_clipped_and_nothing_lies_over_its_neighbour(
    qapp: QApplication, scene: Scene, language: str, scheme: theme.Scheme
) -> None:
    i18n.set_language(language)
    translations.install(qapp, language)
    theme.apply(qapp, scheme)
    window, _around = tour.window_on(scene.services)
    window.show()
    found: dict[str, None] = {}
    for size in SIZES:
        window.resize(*size)
        tour.settle()
        for name, widget in tour.walk(window, scene.services):
            tour.settle()
            found.update(dict.fromkeys(f"{size[0]} {name}: {one}" for one in clipped(widget)))
    window.close()
    window.deleteLater()
    translations.install(qapp, "en")
    assert not found, "\n".join(found)


def planted(widget: QWidget, width: int, height: int) -> list[str]:
    """What is found when a widget is given that much room."""
    holder = QWidget()
    widget.setParent(holder)
    widget.setFixedSize(width, height)
    holder.show()
    found = clipped(holder)
    holder.close()
    return found


SENTENCE = "Waiting for the line since Tuesday morning"


@pytest.mark.parametrize(
    ("widget", "room"),
    [
        (lambda: QLabel(SENTENCE), (60, 40)),
        (lambda: Words(SENTENCE, wrap=True), (120, 16)),
        (lambda: Words("Antidisestablishmentarianism", wrap=True), (60, 200)),
        (lambda: QPushButton(SENTENCE), (80, 40)),
        (lambda: Choice(((1, SENTENCE),)), (120, 40)),
        (lambda: SearchBox(SENTENCE), (120, 40)),
    ],
)
def test_a_clipped_word_is_found(qtbot, widget, room: tuple[int, int]) -> None:
    made = widget()
    assert len(planted(made, *room)) == 1
    assert planted(widget(), 700, 200) == []


def test_words_that_end_in_an_ellipsis_are_told_whole_and_are_no_fault(qtbot) -> None:
    assert planted(OneLine(SENTENCE), 60, 30) == []


def test_two_neighbours_one_over_the_other_are_found(qtbot) -> None:
    holder = QWidget()
    column = QVBoxLayout(holder)
    line = QHBoxLayout()
    column.addLayout(line)
    left, right = QLabel("left"), QLabel("right")
    line.addWidget(left)
    line.addWidget(right)
    holder.show()
    assert clipped(holder) == []
    right.move(left.pos())
    assert len(clipped(holder)) == 1
    holder.close()


def test_a_sheet_has_room_for_what_was_just_sold(qtbot, scene: Scene) -> None:
    """Days to use, the slate and what is to be invoiced side by side, and a subscription below, on a small laptop."""
    i18n.set_language("fr")
    scene.window.resize(*SIZES[0])
    page = scene.window.go("people")
    page.show_party(scene.maria)
    tour.settle()
    plans = scene.services.plans
    plan = plans.add(NewPlan(name="Bureau au mois", period=Period.MONTH, price_e4=1_200_000, days_included=10))
    plans.sell(NewSubscription(scene.maria, plan))
    plans.sell_pass(NewPass(party_id=scene.maria, name="Carnet", days=10, price_e4=1_200_000))
    tour.settle()
    told = [label.text() for label in page.panel.findChildren(QLabel) if label.isVisible()]
    assert "à utiliser" in told
    assert clipped(page.panel) == []
