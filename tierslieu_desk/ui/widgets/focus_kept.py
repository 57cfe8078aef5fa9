"""The focus comes back to what it was on when rows are made anew: to the same act of the same line, or the next line.

Rows are read again after every gesture, and the button that opened a dialog is another one by the time it closes. Left
to itself the focus goes to whatever comes next on the page, and the next key acts on something else.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import cast

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from tierslieu_desk.ui.widgets.cards import Card, Row


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the focus was: the widget, what it is called, the line it stands on and the card that has the line."""

    widget: QWidget
    called: tuple[str, str]
    card: Card | None
    line: str
    nth: int


@contextmanager
def focus_kept(host: QWidget, instead: QWidget | None = None) -> Iterator[None]:
    """Around whatever makes parts of `host` anew; `instead` has the focus when nothing like it is left there.

    What has the focus outside `host` keeps it, and so does a dialog over it: it comes back once that is closed.
    """
    at = cast("QWidget | None", host.window().focusWidget())
    place = _place(at) if at is not None and host.isAncestorOf(at) else None
    yield
    if place is None or (shiboken6.isValid(place.widget) and _takes(place.widget, host)):
        if place is not None and host.window().focusWidget() is not place.widget:
            place.widget.setFocus(Qt.FocusReason.OtherFocusReason)
        return
    found = _again(place, host) or (instead if instead is not None and _takes(instead, host) else None)
    if found is not None:
        for above in reversed(_up_to(found, host)):
            above.show()  # a line that was just laid out is shown a turn later, and takes no focus before
        found.setFocus(Qt.FocusReason.OtherFocusReason)


def _place(at: QWidget) -> _Place:
    above = _up_to(at, None)
    card = next((one for one in above if isinstance(one, Card)), None)
    row = next((one for one in above if isinstance(one, Row)), None)
    rows = [] if card is None else _rows(card)
    nth = rows.index(row) if row in rows else 0
    return _Place(at, _called(at), card, "" if row is None else row.accessibleName(), nth)


def _called(widget: QWidget) -> tuple[str, str]:
    text = getattr(widget, "text", None)
    return (str(text()) if callable(text) else "", widget.accessibleName())


def _again(place: _Place, host: QWidget) -> QWidget | None:
    card = place.card
    if card is None or not shiboken6.isValid(card) or not _there(card, host):
        return None
    rows = _rows(card)
    same = [row for row in rows if place.line and row.accessibleName() == place.line]
    line = same[0] if same else rows[min(place.nth, len(rows) - 1)] if rows else card
    offered = _offered(line, host) or _offered(card, host)
    return next((one for one in offered if _called(one) == place.called), offered[0] if offered else None)


def _rows(card: Card) -> list[Row]:
    return [row for row in card.findChildren(Row) if _there(row, card)]


def _offered(inside: QWidget, host: QWidget) -> list[QWidget]:
    return [one for one in inside.findChildren(QWidget) if one.focusPolicy() & Qt.FocusPolicy.TabFocus
            and _takes(one, host)]  # fmt: skip


def _takes(widget: QWidget, host: QWidget) -> bool:
    return widget.isEnabled() and host.isAncestorOf(widget) and _there(widget, host)


def _up_to(widget: QWidget, host: QWidget | None) -> list[QWidget]:
    """The widget and whatever it lies in, below `host`; all of it for None."""
    found: list[QWidget] = []
    above: QWidget | None = widget
    while above is not None and above is not host:
        found.append(above)
        above = above.parentWidget()
    return found


def _there(widget: QWidget, host: QWidget) -> bool:
    """Neither it nor what it lies in was put out of sight; what is new is there before it is shown."""
    put_away = Qt.WidgetAttribute.WA_WState_ExplicitShowHide
    return not any(one.isHidden() and one.testAttribute(put_away) for one in _up_to(widget, host))
