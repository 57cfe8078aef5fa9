"""Where the keys go: with Tab to what is read next; once what had them is gone, to what took its place."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from operator import itemgetter
from typing import cast

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QAbstractItemView, QLayout, QWidget
from shiboken6 import isValid


@contextmanager
def kept(page: QWidget) -> Iterator[None]:
    """Around the reading of a page: rows and buttons may go and come, who works by keyboard stays where they are.

    Qt would hand the keys on to whatever stands next, which may be the act of another row.
    """
    was = cast("QWidget | None", page.window().focusWidget())
    if was is None or was is page or not page.isAncestorOf(was):
        yield
        return
    alike = _alike(page, type(was), was.accessibleDescription())
    about = (type(was), was.accessibleDescription(), alike.index(was) if was in alike else 0)
    around = list(_ancestors(was, page))
    yield
    if isValid(was) and was.isVisible() and was.isEnabled():
        if page.window().focusWidget() is not was:
            was.setFocus(Qt.FocusReason.OtherFocusReason)
        return
    (_list_near(around) or page).setFocus(Qt.FocusReason.OtherFocusReason)
    if about[1]:  # what is drawn anew comes into sight a turn of the loop later
        QTimer.singleShot(0, partial(_go_to_the_same, page, about))


def _go_to_the_same(page: QWidget, about: tuple[type[QWidget], str, int]) -> None:
    """What is about the same thing, drawn anew: its words may have changed, what it is about has not."""
    if isValid(page) and (alike := _alike(page, *about[:2])):
        alike[min(about[2], len(alike) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)


def _ancestors(widget: QWidget, page: QWidget) -> Iterator[QWidget]:
    parent = widget.parentWidget()
    while parent is not None:
        yield parent
        if parent is page:
            return
        parent = parent.parentWidget()


def _alike(page: QWidget, kind: type[QWidget], said: str) -> list[QWidget]:
    if not said:
        return []
    return [one for one in page.findChildren(kind) if one.accessibleDescription() == said and _takes_keys(one)]


def _list_near(around: list[QWidget]) -> QWidget | None:
    for one in (each for each in around if isValid(each) and each.isVisible()):
        for found in one.findChildren(QAbstractItemView):
            if _takes_keys(found):
                return found
    return None


def _takes_keys(widget: QWidget) -> bool:
    return widget.isVisible() and widget.isEnabled() and bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)


def tab(window: QWidget, *, forward: bool) -> bool:
    """Lead the keys to what is read next in the window, from its end to its beginning; whether there is anything.

    Qt keeps the order in which widgets came to be, so a row that was drawn anew would be last; and it leaves out what
    stands before the widget that a page hands its focus to.
    """
    stops = [one for one in _read(window) if _stops(one)]
    if not stops:
        return False
    now = cast("QWidget | None", window.focusWidget())
    at = stops.index(now) if now in stops else -1 if forward else 0
    reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    stops[(at + (1 if forward else -1)) % len(stops)].setFocus(reason)
    return True


def _read(widget: QWidget) -> Iterator[QWidget]:
    """What is seen in there as it is laid out, each before what it holds."""
    yield widget
    children = [one for one in widget.children() if isinstance(one, QWidget)]
    laid_out = list(_laid_out(widget.layout(), children))
    for one in (*laid_out, *(each for each in children if each not in laid_out)):
        if one.isVisible() and not one.isWindow():
            yield from _read(one)


def _laid_out(layout: QLayout | None, widgets: list[QWidget]) -> Iterator[QWidget]:
    if layout is None:
        return
    within = [one for one in layout.children() if isinstance(one, QLayout)]
    placed = [(layout.indexOf(one), one) for one in widgets] + [(layout.indexOf(one), one) for one in within]
    for _at, one in sorted((pair for pair in placed if pair[0] >= 0), key=itemgetter(0)):
        if isinstance(one, QLayout):
            yield from _laid_out(one, widgets)
        else:
            yield one


def _stops(widget: QWidget) -> bool:
    """What hands its focus to another is not a stop by itself: the other is."""
    takes = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.isEnabled()
    return takes and widget.focusProxy() is None
